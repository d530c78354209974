// Counted parts of a period ("the third quarter of 2023", "the first Monday in
// June", "the last week of May", "Q3") and holidays.

#include "mention/date_read.h"
#include "segment/chars.h"

enum { LAST = -1 }; // which one: "the last Friday in May"

// "21st", "third", "last": an ordinal.
static uint32_t read_ordinal(const dater *d, uint32_t at, int *value) {
  uint32_t len;
  const form_row *row =
      at < d->end ? form_at(&d->q, at, QUANTITY_ORDINAL) : NULL;
  if (row) {
    *value = (int)row->value;
    return at + 1;
  }
  if (date_form(d, at, DATE_FINAL, value))
    return at + 1;
  if (at < d->end && date_number(d->w.low[at], value, &len) &&
      d->w.low[at].len == len + 2 && char_is_lower(d->w.low[at], len))
    return at + 1;
  return at;
}

// The days [beg, last] of n units from the nth of a period.
static bool part_of(timex *x, date_unit unit, int nth, int n) {
  static const int days[N_DATE_UNIT] = {[UNIT_DAY] = 1, [UNIT_WEEK] = 7};
  int year, month, dom;
  day beg = x->beg, last = x->last;
  if (beg == NO_DAY || last == NO_DAY)
    return false;
  if (unit == UNIT_DAY || unit == UNIT_WEEK) {
    int len = days[unit];
    beg = nth == LAST ? last + 1 - n * len : beg + (nth - 1) * len;
    last = nth == LAST ? last : beg + n * len - 1;
  } else {
    int months = unit == UNIT_MONTH ? 1 : unit == UNIT_QUARTER ? 3 : 12;
    day_split(nth == LAST ? last + 1 : beg, &year, &month, &dom);
    if (dom != 1)
      return false;
    month_shift(&year, &month, nth == LAST ? -n * months : (nth - 1) * months);
    beg = day_of(year, month, 1);
    month_shift(&year, &month, n * months);
    last = day_of(year, month, 1) - 1;
  }
  if (beg < x->beg || last > x->last)
    return false;
  x->beg = beg;
  x->last = last;
  x->precision = PRECISION_RANGE;
  return true;
}

static void set_part(reading *r, date_unit unit, int n) {
  int year, month, dom;
  day beg = r->x.beg;
  if (n != 1)
    return;
  day_split(beg, &year, &month, &dom);
  if (unit == UNIT_DAY)
    value_day(&r->x, beg);
  else if (unit == UNIT_MONTH)
    value_month(&r->x, year, month);
  else if (unit == UNIT_YEAR)
    value_year(&r->x, year);
}

// Reads "of May", "of the year" behind "the last week".
static uint32_t read_of(const dater *d, uint32_t at, reading *r) {
  if (!date_is(d, at, DATE_OF))
    return at;
  uint32_t end = read_period(d, at + 1, r);
  return end > at + 1 && r->x.beg != NO_DAY && r->x.last != NO_DAY ? end : at;
}

// "the first three months of 2023", "the last day of May".
static uint32_t read_units(const dater *d, uint32_t at, uint32_t from, int nth,
                           reading *r) {
  number n = {.value = 1, .end = from};
  int unit;
  if (from < d->end && number_read(&d->q, from, d->end, &n) &&
      (n.vague || n.value < 1 || n.value > 366))
    return at;
  bool many = n.end < d->end && feat_get(d->a->tokens.at[n.end].feats,
                                         FEAT_NUMBER) == NUMBER_PLUR;
  if (!date_form(d, n.end, DATE_UNIT, &unit) || unit < UNIT_DAY ||
      unit > UNIT_YEAR)
    return at;
  uint32_t end = read_of(d, n.end + 1, r);
  if (end == n.end + 1)
    return at;
  if (many && n.end == from) { // "the first days of May"
    value_third(&r->x, nth == LAST ? 2 : 0);
    return end;
  }
  if (!part_of(&r->x, (date_unit)unit, nth, (int)n.value))
    return at;
  set_part(r, (date_unit)unit, (int)n.value);
  return end;
}

// "the first Monday in June", "the last Friday of the month".
static uint32_t read_nth_weekday(const dater *d, uint32_t at, uint32_t from,
                                 int nth, reading *r) {
  int weekday;
  if (!date_name(d, from, DATE_WEEKDAY, &weekday))
    return at;
  uint32_t end = read_of(d, from + 1, r);
  if (end == from + 1)
    return at;
  day first = r->x.beg + (weekday - day_weekday(r->x.beg) + 7) % 7;
  day last = r->x.last - (day_weekday(r->x.last) - weekday + 7) % 7;
  day found = nth == LAST ? last : first + 7 * (nth - 1);
  if (found > r->x.last)
    return at;
  value_day(&r->x, found);
  return end;
}

static void set_quarter(const dater *d, uint32_t at, reading *r, int quarter,
                        bool named, int year) {
  value_quarter(&r->x, year, quarter);
  // Without a year a quarter that has not begun is last year's, unless its
  // clause looks ahead.
  if (!named && d->today != NO_DAY && r->x.beg > d->today &&
      date_tense(d, at) <= 0)
    value_quarter(&r->x, year - 1, quarter);
}

// "the third quarter of 2023", "the first half of the year".
static uint32_t read_half(const dater *d, uint32_t at, uint32_t next, int nth,
                          reading *r) {
  int unit = 0, year = 0;
  uint32_t skip = next + date_is_mark(d, next, '-');
  bool half = skip < d->end && form_is(&d->q, skip, QUANTITY_HALF);
  if (!date_form(d, skip, DATE_UNIT, &unit))
    unit = 0;
  if (unit == UNIT_CENTURY && nth > 0) {
    value_century(&r->x, (nth - 1) * 100);
    return skip + 1;
  }
  bool quarter = unit == UNIT_QUARTER;
  if (!quarter && !half)
    return at;
  bool last = nth == LAST;
  nth = last ? (quarter ? 4 : 2) : nth;
  uint32_t end = date_owner_year(d, skip + 1, &year);
  bool named = end > skip + 1;
  if (!named && last) // "last quarter" is the one before this
    return at;
  if (!named && date_is(d, end, DATE_OF) && date_is(d, end + 1, DATE_THE) &&
      date_form(d, end + 2, DATE_UNIT, &unit) && unit == UNIT_YEAR) {
    end += 3;
    named = true;
  }
  if (quarter && nth <= 4)
    set_quarter(d, at, r, nth, named, year);
  else if (!quarter && nth <= 2 && named)
    value_half(&r->x, year, nth);
  else if (!quarter && nth <= 2) {
    end = read_of(d, skip + 1, r); // "the first half of May"
    if (end == skip + 1)
      return at;
    value_half_of(&r->x, nth);
  } else
    return at;
  return end;
}

// "Q3 2023", "Q3", "H1 2022".
static uint32_t read_label(const dater *d, uint32_t at, reading *r) {
  int which, year = 0;
  if (!date_form(d, at, DATE_QUARTER, &which))
    return at;
  uint32_t end = date_owner_year(d, at + 1, &year);
  if (which <= 4)
    set_quarter(d, at, r, which, end > at + 1, year);
  else
    value_half(&r->x, year, which - 4);
  return end;
}

// "fiscal 2023" is the United States' way to name the year from October (the
// codebook's value); how else a country counts is not known, so the days of
// "the financial year 2022-23" are those of the calendar years it is named by.
static uint32_t read_fiscal(const dater *d, uint32_t at, reading *r) {
  uint32_t from = at + date_is(d, at, DATE_THE), end;
  int unit = UNIT_YEAR, year, first = 0;
  if (date_form(d, from, DATE_FISCAL, &first)) {
    end = from + 1;
    end += date_form(d, end, DATE_UNIT, &unit) && unit == UNIT_YEAR;
    uint32_t next = read_digits(d, end, r);
    if (next == end && date_year(d, end, &year)) {
      value_year(&r->x, year);
      next = end + 1;
    }
    if (next == end)
      return at;
    end = next;
  } else {
    end = from < d->end ? read_digits(d, from, r) : from;
    if (end == from && date_year(d, from, &year)) {
      value_year(&r->x, year);
      end = from + 1;
    }
    if (end == from || r->dom || !date_is(d, end, DATE_FISCAL))
      return at;
    end++;
    end += date_form(d, end, DATE_UNIT, &unit) && unit == UNIT_YEAR;
  }
  int last, month, dom;
  bool pair = r->x.precision == PRECISION_RANGE;
  day_split(r->x.last, &last, &month, &dom);
  value_fiscal(&r->x, last, pair ? 0 : first);
  return end;
}

uint32_t read_nth(const dater *d, uint32_t at, reading *r) {
  int nth;
  uint32_t end = read_label(d, at, r);
  if (end == at)
    end = read_fiscal(d, at, r);
  if (end > at)
    return end;
  uint32_t from = at + date_is(d, at, DATE_THE);
  uint32_t next = read_ordinal(d, from, &nth);
  if (next == from || next >= d->end)
    return at;
  end = read_half(d, at, next, nth, r);
  if (end == at)
    end = read_nth_weekday(d, at, next, nth, r);
  return end == at ? read_units(d, at, next, nth, r) : end;
}

// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature
// 1876).
static day easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100;
  int e = (b - (b + 8) / 25 + 1) / 3;
  int h = (19 * a + b - b / 4 - e + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return day_of(year, n / 31, n % 31 + 1);
}

// The n-th (5: the last) weekday of a month: rule is month * 100 + n * 10 +
// weekday.
static day nth_weekday(int year, int rule) {
  int month = rule / 100, n = rule / 10 % 10, weekday = rule % 10;
  day first = day_of(year, month, 1);
  day found = first + (weekday - day_weekday(first) + 7) % 7 + 7 * (n - 1);
  return found >= first + month_days(year, month) ? found - 7 : found;
}

static day feast_day(const form_row *row, int year) {
  if (row->kind == DATE_FEAST)
    return easter(year) + (int)row->value;
  if (row->kind == DATE_NTH_DAY)
    return nth_weekday(year, (int)row->value) + (int)row->high;
  return day_of(year, (int)row->value / 100, (int)row->value % 100);
}

uint32_t read_holiday(const dater *d, uint32_t at, reading *r) {
  static const date_kind kinds[] = {DATE_HOLIDAY, DATE_FEAST, DATE_NTH_DAY};
  const form_row *row = NULL, *longest = NULL;
  uint32_t n = 0;
  uint32_t from = at + date_is(d, at, DATE_THE);
  for (size_t k = 0; k < 3; k++) {
    uint32_t words = form_match(&d->w, from, d->end, (uint32_t)kinds[k], &row);
    if (words > n) {
      n = words;
      longest = row;
    }
  }
  if (!n || !char_is_upper(token_text(d->a, from), 0))
    return at;
  row = longest;
  uint32_t end = date_year_tail(d, from + n, r);
  if (r->year || d->today == NO_DAY || row->kind == DATE_HOLIDAY) {
    int year, unused = r->year ? r->year : 2000;
    day_split(feast_day(row, unused), &year, &r->month, &r->dom);
    if (row->kind != DATE_HOLIDAY && !r->year)
      return at; // moves, and no year is known
    return reading_finish(d, at, end, r);
  }
  int year, month, dom;
  day_split(d->today, &year, &month, &dom);
  day_split(feast_day(row, year), &year, &r->month, &r->dom);
  reading_finish(d, at, end, r); // guesses the year
  if (r->x.beg == NO_DAY)        // the year before the first
    return at;
  day_split(r->x.beg, &year, &month, &dom);
  value_day(&r->x, feast_day(row, year));
  return end;
}
