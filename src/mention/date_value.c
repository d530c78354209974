#include "mention/date_value.h"
#include <stdio.h>

// Years that a calendar date of a news text may have; others have no days.
enum { YEAR_MIN = 1, YEAR_MAX = 2999 };

static void put(timex *x, const char *format, int a, int b) {
  // Both numbers are calendar fields; the value's room holds any of them.
  snprintf(x->value, sizeof x->value, format, a, b);
}

void month_shift(int *year, int *month, int by) {
  int all = *year * 12 + *month - 1 + by;
  *year = all / 12;
  *month = all % 12 + 1;
}

static void set(timex *x, date_precision p, day beg, day last) {
  x->type = TIMEX_DATE;
  x->precision = p;
  x->beg = beg;
  x->last = last;
}

void value_day(timex *x, day d) {
  set(x, PRECISION_DAY, d, d);
  if (d == NO_DAY)
    snprintf(x->value, sizeof x->value, "XXXX-XX-XX");
  else
    day_write(x->value, d);
}

static int iso_week(day d, int *year) {
  day thursday = d - day_weekday(d) + 3;
  int month, dom;
  day_split(thursday, year, &month, &dom);
  return (thursday - day_of(*year, 1, 1)) / 7 + 1;
}

void value_week(timex *x, day d) {
  int year = 0;
  if (d == NO_DAY) {
    set(x, PRECISION_WEEK, NO_DAY, NO_DAY);
    snprintf(x->value, sizeof x->value, "XXXX-WXX");
    return;
  }
  day monday = d - day_weekday(d);
  int week = iso_week(d, &year);
  set(x, PRECISION_WEEK, monday, monday + 6);
  put(x, "%04d-W%02d", year, week);
}

void value_weekend(timex *x, day d) {
  value_week(x, d);
  if (d != NO_DAY) {
    x->beg += 5;
    x->precision = PRECISION_RANGE;
  }
  snprintf(x->value + strlen(x->value), sizeof x->value - strlen(x->value),
           "-WE");
}

static bool in_calendar(int year) {
  return year >= YEAR_MIN && year <= YEAR_MAX;
}

// From the first of a month to the end of the n-th month.
static void set_months(timex *x, date_precision p, int year, int month, int n) {
  int y = year, m = month;
  if (!in_calendar(year)) {
    set(x, p, NO_DAY, NO_DAY);
    return;
  }
  month_shift(&y, &m, n);
  set(x, p, day_of(year, month, 1), day_of(y, m, 1) - 1);
}

void value_month(timex *x, int year, int month) {
  set_months(x, PRECISION_MONTH, year, month, 1);
  if (in_calendar(year))
    put(x, "%04d-%02d", year, month);
  else
    put(x, "XXXX-%02d", month, 0);
}

void value_quarter(timex *x, int year, int quarter) {
  set_months(x, PRECISION_QUARTER, year, quarter * 3 - 2, 3);
  put(x, "%04d-Q%d", year, quarter);
}

void value_half(timex *x, int year, int half) {
  set_months(x, PRECISION_RANGE, year, half * 6 - 5, 6);
  put(x, "%04d-H%d", year, half);
}

void value_half_of(timex *x, int half) {
  int days = x->last - x->beg + 1;
  day middle = x->beg + days / 2;
  if (half == 1)
    x->last = middle - 1;
  else
    x->beg = middle;
  x->precision = PRECISION_RANGE;
}

void value_fiscal(timex *x, int year, int month) {
  if (month) {
    set_months(x, PRECISION_RANGE, year - (month > 1), month, 12);
  }
  snprintf(x->value, sizeof x->value, "FY%04d", year);
}

void value_season(timex *x, int year, int month, bool south) {
  static const char *const names[] = {"SP", "SU", "FA", "WI"};
  set_months(x, PRECISION_RANGE, year, south ? (month + 5) % 12 + 1 : month, 3);
  if (in_calendar(year))
    snprintf(x->value, sizeof x->value, "%04d-%s", year,
             names[(month / 3 - 1) & 3]);
  else
    snprintf(x->value, sizeof x->value, "XXXX-%s", names[(month / 3 - 1) & 3]);
}

void value_year(timex *x, int year) {
  set_months(x, PRECISION_YEAR, year, 1, 12);
  put(x, in_calendar(year) ? "%04d" : "XXXX", year, 0);
}

void value_decade(timex *x, int year) {
  set_months(x, PRECISION_RANGE, year / 10 * 10, 1, 120);
  put(x, "%03d", year / 10, 0);
}

void value_century(timex *x, int year) {
  set_months(x, PRECISION_RANGE, year / 100 * 100, 1, 1200);
  put(x, "%02d", year / 100, 0);
}

// Counts in months, quarters, years … from the month of `today`.
static void shift_months(timex *x, day today, date_unit unit, int by) {
  int year = 0, month = 1, dom;
  if (today != NO_DAY)
    day_split(today, &year, &month, &dom);
  if (unit == UNIT_MONTH && today != NO_DAY)
    month_shift(&year, &month, by);
  if (unit == UNIT_MONTH) {
    value_month(x, year, month);
  } else if (unit == UNIT_QUARTER) {
    month = (month - 1) / 3 * 3 + 1;
    if (today != NO_DAY)
      month_shift(&year, &month, by * 3);
    value_quarter(x, year, month / 3 + 1);
  } else if (unit == UNIT_YEAR) {
    value_year(x, today == NO_DAY ? 0 : year + by);
  } else if (unit == UNIT_DECADE) {
    value_decade(x, year + by * 10);
  } else {
    value_century(x, year + by * 100);
  }
}

// "10,000 years ago" leaves the calendar; ±3,000 units of any kind stay inside
// the 32 bits of a day.
enum { SHIFT_MAX = 3000 };

void value_shift(timex *x, day today, date_unit unit, int by) {
  if (by > SHIFT_MAX || by < -SHIFT_MAX)
    today = NO_DAY;
  day at = today;
  switch (unit) {
  case UNIT_SECOND:
  case UNIT_MINUTE:
  case UNIT_HOUR:
    value_day(x, today);
    break;
  case UNIT_DAY:
    value_day(x, at == NO_DAY ? NO_DAY : at + by);
    break;
  case UNIT_WEEK:
    value_week(x, at == NO_DAY ? NO_DAY : at + 7 * by);
    break;
  case UNIT_WEEKEND:
    value_weekend(x, at == NO_DAY ? NO_DAY : at + 7 * by);
    break;
  default:
    shift_months(x, today, unit, by);
  }
}

void value_duration(timex *x, date_unit unit, double n) {
  static const char letters[N_DATE_UNIT] = "SMHDWMQYYY";
  bool time = unit <= UNIT_HOUR, some = n < 0;
  int whole = (int)(n < 1e6 ? n : 1e6);
  if (unit == UNIT_HOUR && n > 0 && n < 1) { // half an hour
    whole = (int)(n * 60);
    n = whole;
    unit = UNIT_MINUTE;
  }
  char letter = unit == UNIT_WEEKEND ? 'W' : letters[unit];
  const char *some_unit = unit == UNIT_DECADE    ? "DE"
                          : unit == UNIT_CENTURY ? "CE"
                                                 : NULL;
  set(x, PRECISION_OPEN, NO_DAY, NO_DAY);
  x->type = TIMEX_DURATION;
  if (!some && some_unit && n == whole)
    snprintf(x->value, sizeof x->value, "P%d%s", whole, some_unit);
  else if (some && some_unit)
    snprintf(x->value, sizeof x->value, "PX%s", some_unit);
  else if (some)
    snprintf(x->value, sizeof x->value, "P%sX%c", time ? "T" : "", letter);
  else if (n != whole && n < 1e6)
    snprintf(x->value, sizeof x->value, "P%s%d.%d%c", time ? "T" : "", whole,
             (int)((n - whole) * 10 + 0.5) % 10, letter);
  else
    snprintf(x->value, sizeof x->value, "P%s%d%c", time ? "T" : "", whole,
             letter);
}

void value_ref(timex *x, int which) {
  set(x, PRECISION_OPEN, NO_DAY, NO_DAY);
  snprintf(x->value, sizeof x->value, "%s_REF",
           which < 0 ? "PAST"
           : which   ? "FUTURE"
                     : "PRESENT");
}

void value_set(timex *x, date_unit unit, int n) {
  value_duration(x, unit, n);
  x->type = TIMEX_SET;
}

void value_set_weekday(timex *x, int weekday) {
  set(x, PRECISION_OPEN, NO_DAY, NO_DAY);
  x->type = TIMEX_SET;
  put(x, "XXXX-WXX-%d", weekday + 1, 0);
}

void value_set_season(timex *x, int month) {
  value_season(x, 0, month, false);
  x->precision = PRECISION_OPEN;
  x->type = TIMEX_SET;
}

void value_set_month(timex *x, int month) {
  set(x, PRECISION_OPEN, NO_DAY, NO_DAY);
  x->type = TIMEX_SET;
  put(x, "XXXX-%02d", month, 0);
}

static const char *const part_names[] = {"TMO", "TMI", "TAF",
                                         "TEV", "TNI", "TDT"};

void value_set_part(timex *x, int part) {
  if (!x->value[0]) {
    value_day(x, NO_DAY);
    x->precision = PRECISION_OPEN;
    x->type = TIMEX_SET;
  }
  size_t n = strlen(x->value);
  snprintf(x->value + n, sizeof x->value - n, "%s", part_names[part]);
}

void value_part(timex *x, int part) {
  size_t n = strlen(x->value);
  x->type = TIMEX_TIME;
  snprintf(x->value + n, sizeof x->value - n, "%s", part_names[part]);
}

void value_clock(timex *x, int hour, int minute) {
  size_t n = strlen(x->value);
  x->type = TIMEX_TIME;
  snprintf(x->value + n, sizeof x->value - n, "T%02d:%02d", hour % 100,
           minute % 100);
}

// Years and decades are cut by the calendar: January to April, 1990 to 1993.
static bool third_of_years(timex *x, int which) {
  int year, month, dom, last;
  day_split(x->beg, &year, &month, &dom);
  day_split(x->last, &last, &month, &dom);
  int years = last - year + 1;
  if (years == 1) {
    set_months(x, PRECISION_RANGE, year, which * 4 + 1, 4);
    return true;
  }
  if (years < 10)
    return false;
  // Of ten: 0 to 3, 4 to 6, 7 to 9.
  static const int tenths[] = {0, 4, 7, 10};
  int beg = year + years * tenths[which] / 10;
  int end = year + years * tenths[which + 1] / 10;
  set_months(x, PRECISION_RANGE, beg, 1, (end - beg) * 12);
  return true;
}

void value_third(timex *x, int which) {
  int days = x->last - x->beg + 1;
  if (x->beg == NO_DAY || x->last == NO_DAY || days < 3)
    return;
  if (days > 364 && third_of_years(x, which))
    return;
  // Of a month ten days, ten days and the rest.
  bool month = days >= 28 && days <= 31;
  day beg = x->beg;
  x->beg = beg + (month ? 10 * which : days * which / 3);
  x->last = which == 2
                ? x->last
                : beg + (month ? 10 * which + 9 : days * (which + 1) / 3 - 1);
  x->precision = PRECISION_RANGE;
}
