// Expressions that count from the text's day: "last week", "three years ago",
// "the past two days", "early next month", "two days after Christmas".

#include "mention/date_read.h"
#include "segment/chars.h"

// The unit at a token and how many of it the word is: a fortnight is two weeks.
static bool unit_at(const dater *d, uint32_t at, int *unit, int *times) {
  const form_row *row = at < d->end ? form_at(&d->w, at, DATE_UNIT) : NULL;
  if (!row)
    return false;
  *unit = (int)row->value;
  *times = row->high > 1 ? (int)row->high : 1;
  return true;
}

static bool is_plural(const dater *d, uint32_t at) {
  return feat_get(d->a->tokens.at[at].feats, FEAT_NUMBER) == NUMBER_PLUR;
}

// The year of "last May" and "next summer": `which` from the month of today,
// for a month or season that begins with month `value` and has `len` months.
static int which_year(int year, int month, int which, int value, int len) {
  if (len == 3 && value == 12 && month <= 2) // a winter began last year
    return year - 1 + which;
  if (which < 0 && value + len - 1 >= month)
    return year - 1;
  return which > 0 && value <= month ? year + 1 : year;
}

static uint32_t read_which_month(const dater *d, uint32_t at, int which,
                                 reading *r) {
  int value, year, month, dom;
  day_split(d->today, &year, &month, &dom);
  if (date_name(d, at, DATE_MONTH, &r->month)) {
    r->year = which_year(year, month, which, r->month, 1);
    uint32_t end = at + 1 + (uint32_t)date_dom(d, at + 1, &r->dom);
    reading_set_year(r, r->year);
    return end;
  }
  if (date_form(d, at, DATE_SEASON, &value)) {
    value_season(&r->x, which_year(year, month, which, value, 3), value, false);
    return at + 1;
  }
  uint32_t end = read_holiday(d, at, r);
  if (end > at && r->no_year) {
    int guessed = r->year;
    day_split(r->x.beg, &guessed, &r->month, &r->dom);
    bool off =
        which < 0 ? r->x.beg >= d->today : which > 0 && r->x.beg < d->today;
    if (off)
      reading_set_year(r, guessed + which);
  }
  return end;
}

// The weekday that "last", "this" or "next" means from day `base`.
static day which_weekday(const dater *d, uint32_t at, day base, int which,
                         int weekday) {
  int back = (day_weekday(base) - weekday + 7) % 7;
  if (which < 0)
    return base - (back ? back : 7);
  if (which > 0 || (back && date_tense(d, at) > 0))
    return base + 7 - back;
  return base - back;
}

// "next Monday", "last May", "this morning", "this Christmas": what follows the
// word for last, this or next.
static uint32_t read_which_named(const dater *d, uint32_t at,
                                 const form_row *row, reading *r) {
  int value, which = (int)row->value;
  day told = d->told[TOLD_DAY];
  day base = row->high != 0 && told != NO_DAY ? told : d->today;
  if (base == NO_DAY)
    return at;
  if (date_name(d, at, DATE_WEEKDAY, &value)) {
    reading_weekday(r, which_weekday(d, at, base, which, value), value);
    return read_part(d, at + 1, r);
  }
  uint32_t end = d->today == NO_DAY ? at : read_which_month(d, at, which, r);
  if (end > at || !date_is(d, at, DATE_DAY_PART))
    return end;
  value_day(&r->x, base + which);
  return read_part(d, at, r);
}

// "last week", "the following day", "this past Monday", "that day".
uint32_t read_which(const dater *d, uint32_t at, reading *r) {
  uint32_t from = at + date_is(d, at, DATE_THE);
  const form_row *row = from < d->end ? form_at(&d->w, from, DATE_WHICH) : NULL;
  int unit, times;
  if (!row)
    return at;
  // "this coming Friday": the second word is the finer one.
  const form_row *second =
      from + 1 < d->end ? form_at(&d->w, from + 1, DATE_WHICH) : NULL;
  if (second && from == at)
    row = form_at(&d->w, ++from, DATE_WHICH);
  uint32_t end = read_which_named(d, from + 1, row, r);
  if (end > from + 1)
    return end;
  if (!unit_at(d, from + 1, &unit, &times) || unit < UNIT_DAY ||
      (is_plural(d, from + 1) && times == 1))
    return at;
  // Counted from what the text told before, as is "the next day".
  bool told =
      row->high != 0 || (from > at && row->value == 1 && unit <= UNIT_WEEK);
  int bare = 0;
  if (date_form(d, from, DATE_PAST_SPAN, &bare) && bare && unit != UNIT_WEEKEND)
    return at; // "the past year" is a span
  day last = date_told_for(d, (date_unit)unit);
  if (told && last == NO_DAY && row->value == 0)
    return at;
  day base = told && last != NO_DAY ? last : d->today;
  value_shift(&r->x, base, (date_unit)unit, (int)row->value * times);
  return from + 2;
}

// Days that n units take, roughly where months are meant; hours make a day.
static int unit_days(date_unit unit, double n) {
  static const double days[N_DATE_UNIT] = {
      1. / 86400, 1. / 1440, 1. / 24, 1, 7, 30, 91, 365, 3652, 36524, 7};
  double all = n * days[unit];
  return all > 0 && all < 1 ? 1 : all < 1e6 ? (int)all : 1000000;
}

// The days of n units that end or begin with `base`: months and years by the
// calendar, the others by counting.
static void set_span(timex *x, day base, date_unit unit, double n, bool past) {
  int year, month, dom, by = 0;
  int months = unit == UNIT_MONTH     ? 1
               : unit == UNIT_QUARTER ? 3
               : unit == UNIT_YEAR    ? 12
               : unit == UNIT_DECADE  ? 120
                                      : 0;
  day other;
  if (months && n < 1200 && n == (int)n) {
    day_split(base, &year, &month, &dom);
    by = (past ? -months : months) * (int)n;
    month_shift(&year, &month, by);
    int most = month_days(year, month);
    other = day_of(year, month, dom < most ? dom : most);
  } else {
    int days = unit_days(unit, n);
    other = past ? base - days : base + days;
  }
  x->beg = past ? other : base;
  x->last = past ? base : other;
  x->precision = PRECISION_RANGE;
}

// "the past two days", "recent weeks", "the last 24 hours", "the coming month":
// a duration that ends or begins today.
uint32_t read_span(const dater *d, uint32_t at, reading *r) {
  uint32_t from = at + date_is(d, at, DATE_THE);
  int bare = 0, unit, times = 1;
  bool past = date_form(d, from, DATE_PAST_SPAN, &bare);
  if (!past && !date_form(d, from, DATE_NEXT_SPAN, &bare))
    return at;
  number n = {.value = 1, .end = from + 1};
  uint32_t about = date_words(d, from + 1, DATE_ABOUT, NULL);
  bool counted =
      from + 1 < d->end && number_read(&d->q, from + 1 + about, d->end, &n);
  if (!unit_at(d, n.end, &unit, &times) ||
      (!counted && !bare && !is_plural(d, n.end) && unit < UNIT_DECADE))
    return at;
  bool some = n.vague || (!counted && is_plural(d, n.end) && times == 1);
  value_duration(&r->x, (date_unit)unit, some ? -1 : n.value * times);
  if (d->today != NO_DAY && !some)
    set_span(&r->x, d->today, (date_unit)unit, n.value * times, past);
  return n.end + 1;
}

uint32_t date_count(const dater *d, uint32_t at, number *n, int *unit) {
  uint32_t from = at;
  int times;
  *n = (number){.value = 1};
  from += date_words(d, at, DATE_ABOUT, NULL);
  if (from >= d->end)
    return at;
  if (!number_read(&d->q, from, d->end, n)) {
    bool half = form_is(&d->q, from, QUANTITY_HALF);
    if (half)
      n->value = form_at(&d->q, from++, QUANTITY_HALF)->value;
    if (from >= d->end || !form_is(&d->q, from, QUANTITY_ARTICLE))
      return at;
    n->end = from + 1;
  }
  n->end += date_is_mark(d, n->end, '-');
  if (!unit_at(d, n->end, unit, &times))
    return at;
  // "a second attack", "a quarter of": no time.
  bool single = n->end == from + 1 && form_is(&d->q, from, QUANTITY_ARTICLE);
  if (single && (*unit < UNIT_MINUTE || *unit == UNIT_QUARTER))
    return at;
  n->value *= times;
  return n->end + 1;
}

// A day to count from behind "after", "before", "from": "two days after
// Christmas". Weekdays, calendar days and day words only.
static uint32_t read_base(const dater *d, uint32_t at, day *base) {
  static date_reader *const readers[] = {read_absolute, read_weekday,
                                         read_day_word, read_which};
  reading r;
  uint32_t end = at < d->end ? read_first(readers, 4, d, at, &r) : at;
  if (end == at || r.x.beg == NO_DAY || r.x.beg != r.x.last)
    return at;
  *base = r.x.beg;
  return end;
}

// Sets r to n units before (sign -1) or after a day. A decade is ten years.
static void shift(reading *r, day base, int unit, number n, int sign) {
  if (unit == UNIT_DECADE || unit == UNIT_CENTURY) {
    n.value *= unit == UNIT_DECADE ? 10 : 100;
    unit = UNIT_YEAR;
  }
  if (unit == UNIT_YEAR && n.value < 1) {
    n.value *= 12;
    unit = UNIT_MONTH;
  }
  if (unit == UNIT_HOUR) {
    n.value = (int)(n.value / 24);
    unit = UNIT_DAY;
  }
  if (n.vague)
    value_ref(&r->x, sign);
  else
    value_shift(&r->x, base, (date_unit)unit,
                sign * (int)(n.value < 1e5 ? n.value : 1e5));
}

// The same distance to the day: a week after a day is a day again.
static void shift_day(reading *r, day base, int unit, number n, int sign) {
  int year, month, dom;
  timex x;
  if (unit == UNIT_DAY || unit == UNIT_WEEK) {
    value_day(&r->x, base + sign * unit_days((date_unit)unit, n.value));
    return;
  }
  set_span(&x, base, (date_unit)unit, n.value, sign < 0);
  day_split(sign < 0 ? x.beg : x.last, &year, &month, &dom);
  value_day(&r->x, day_of(year, month, dom));
}

// "two days", "the day", "the eve of" (*eve): how far from what follows.
static uint32_t read_distance(const dater *d, uint32_t at, number *n, int *unit,
                              bool *eve) {
  uint32_t from = at + date_is(d, at, DATE_THE);
  uint32_t words = date_words(d, from, DATE_EVE, NULL);
  *eve = words > 0;
  if (words)
    return from + words;
  uint32_t end = date_count(d, at, n, unit);
  if (end > at)
    return end;
  return from > at && date_form(d, from, DATE_UNIT, unit) ? from + 1 : at;
}

// "two days after Christmas", "a week from Monday", "three days before 5 May",
// "the day after 5 May", "a week ago Friday", "the eve of 9 May".
static uint32_t read_counted_from(const dater *d, uint32_t at, reading *r) {
  number n = {.value = 1};
  int unit = UNIT_DAY, sign = 1;
  day base;
  bool eve = false;
  uint32_t end = read_distance(d, at, &n, &unit, &eve);
  if (end == at || n.vague || unit < UNIT_DAY || n.value > 1000)
    return at;
  bool before = date_is(d, end, DATE_BEFORE);
  bool on = date_is(d, end, DATE_ON) && unit == UNIT_WEEK &&
            !date_is(d, at, DATE_THE);
  bool after = on || date_is(d, end, DATE_AFTER);
  bool ago = !before && date_is(d, end, DATE_AGO);
  bool lasts = at > d->first && date_is(d, at - 1, DATE_FOR) && !on &&
               date_is(d, end, DATE_FROM) && !date_is(d, at - 1, DATE_OF);
  if (lasts || (!eve && !after && !ago && !before))
    return at;
  sign = eve || ago || !after ? -1 : sign;
  uint32_t next = end + !eve;
  next += ago && date_is(d, next, DATE_ON);
  uint32_t last = read_base(d, next, &base);
  if (last == next)
    return at;
  // "a week ago Friday" is Friday of the week before.
  if (ago && unit != UNIT_DAY)
    shift_day(r, base > d->today ? base - 7 : base, unit, n, -1);
  else if (!ago)
    shift_day(r, base, unit, n, sign);
  else
    return at;
  return last;
}

// "the year before", "the week after next", "the week before last".
static uint32_t read_year_before(const dater *d, uint32_t at, reading *r) {
  int unit, which;
  if (!date_is(d, at, DATE_THE) || !date_form(d, at + 1, DATE_UNIT, &unit) ||
      unit < UNIT_DAY || is_plural(d, at + 1))
    return at;
  bool before = date_is(d, at + 2, DATE_BEFORE);
  bool after = !before && date_is(d, at + 2, DATE_AFTER);
  if (!before && !after)
    return at;
  bool second = date_form(d, at + 3, DATE_WHICH, &which) &&
                which == (before ? -1 : 1) && !date_is(d, at + 4, DATE_UNIT);
  day told = date_told_for(d, (date_unit)unit);
  bool ends = at + 3 >= d->end || d->a->tokens.at[at + 3].upos == UPOS_PUNCT;
  if (!second && (!ends || told == NO_DAY))
    return at;
  int by = before ? -1 : 1;
  value_shift(&r->x, second ? d->today : told, (date_unit)unit,
              second ? 2 * by : by);
  return at + 3 + second;
}

// "the week of 5 May", "the week ending 7 May", "the month of May".
static uint32_t read_unit_of(const dater *d, uint32_t at, reading *r) {
  int unit, year;
  uint32_t from = at + date_is(d, at, DATE_THE);
  if (!date_form(d, from, DATE_UNIT, &unit) || is_plural(d, from) ||
      unit < UNIT_WEEK)
    return at;
  if (unit == UNIT_YEAR && date_year(d, from + 1, &year)) {
    value_year(&r->x, year);
    return from + 2;
  }
  if (!(date_is(d, from + 1, DATE_OF) || date_is(d, from + 1, DATE_FROM)))
    return at;
  uint32_t end = read_period(d, from + 2, r);
  if (end == from + 2 || r->x.beg == NO_DAY)
    return at;
  bool is_day = r->x.precision == PRECISION_DAY;
  if (unit == UNIT_WEEK && is_day)
    value_week(&r->x, r->x.beg);
  else if (unit == UNIT_WEEK || is_day)
    return at;
  return end;
}

// "three years ago", "two days later", "in two weeks", "a week from now".
uint32_t read_ago(const dater *d, uint32_t at, reading *r) {
  number n = {.value = 1};
  int unit;
  const form_row *row;
  uint32_t end = read_counted_from(d, at, r);
  if (end == at)
    end = read_year_before(d, at, r);
  if (end > at)
    return end;
  end = date_count(d, at, &n, &unit);
  if (end == at && date_form(d, at, DATE_UNIT, &unit) && is_plural(d, at)) {
    n.vague = true; // "years ago"
    end = at + 1;
  }
  if (end == at)
    return at;
  uint32_t words = form_match(&d->w, end, d->end, DATE_AGO, &row);
  int sign = -1;
  if (!words) {
    words = form_match(&d->w, end, d->end, DATE_HENCE, &row);
    sign = 1;
  }
  if (!words)
    return at;
  day base = row->high == 0 ? d->today : date_told_for(d, (date_unit)unit);
  if (row->high != 0 && base == NO_DAY && sign < 0)
    base = d->today;
  shift(r, base, unit, n, sign);
  return end + words;
}

// "in two weeks", "in two weeks' time": from today on, if its clause is yet to
// come.
static uint32_t read_in(const dater *d, uint32_t at, reading *r) {
  number n;
  int unit;
  if (at == d->first || !date_is(d, at - 1, DATE_IN) || d->today == NO_DAY)
    return at;
  uint32_t end = date_count(d, at, &n, &unit);
  if (end == at || n.vague)
    return at;
  uint32_t time = date_words(d, end, DATE_TIME, NULL);
  if (!time && date_tense(d, at) <= 0)
    return at;
  shift(r, d->today, unit, n, 1);
  return end + time;
}

// The days of a duration that is counted from a day: "for three weeks from 3
// May", "two years since March 2020".
static void anchor(const dater *d, uint32_t end, date_unit unit, double n,
                   reading *r) {
  static date_reader *const readers[] = {read_absolute, read_weekday,
                                         read_day_word, read_which};
  reading from;
  if (!date_is(d, end, DATE_FROM) || end + 1 >= d->end ||
      read_first(readers, 4, d, end + 1, &from) == end + 1 ||
      from.x.beg == NO_DAY)
    return;
  set_span(&r->x, from.x.beg, unit, n, false);
}

// "three years", "a two-day visit", "for weeks".
uint32_t read_duration(const dater *d, uint32_t at, reading *r) {
  number n;
  int unit;
  uint32_t end = date_count(d, at, &n, &unit);
  if (end > at) {
    value_duration(&r->x, (date_unit)unit, n.vague ? -1 : n.value);
    if (!n.vague && n.value < 1200)
      anchor(d, end, (date_unit)unit, n.value, r);
    return end;
  }
  if (at == d->first || !date_form(d, at, DATE_UNIT, &unit) ||
      !is_plural(d, at) || !date_is(d, at - 1, DATE_FOR))
    return at;
  value_duration(&r->x, (date_unit)unit, -1);
  return at + 1;
}

static uint32_t read_ref(const dater *d, uint32_t at, reading *r) {
  int which;
  uint32_t n = date_words(d, at, DATE_REF, &which);
  number count;
  // "in the past 24 hours", "in the future months" are spans.
  bool noun = n < 2 || d->a->tokens.at[at + n - 1].upos == UPOS_NOUN;
  if (n && (!noun || date_is(d, at + n, DATE_UNIT) ||
            (n > 1 && number_read(&d->q, at + n, d->end, &count))))
    return at;
  if (n)
    value_ref(&r->x, which);
  return at + n;
}

// "the weekend", "the year" behind "the end of".
static uint32_t read_the_unit(const dater *d, uint32_t at, bool inside,
                              reading *r) {
  int unit;
  if (!date_is(d, at, DATE_THE) || !date_form(d, at + 1, DATE_UNIT, &unit) ||
      (unit != UNIT_WEEKEND && (!inside || unit < UNIT_WEEK)))
    return at;
  // On Monday "the weekend" is the one before.
  bool before = unit == UNIT_WEEKEND && d->today != NO_DAY &&
                day_weekday(d->today) < 5 && date_tense(d, at) <= 0;
  value_shift(&r->x, d->today, (date_unit)unit, before ? -1 : 0);
  return at + 2;
}

static uint32_t read_unit_inside(const dater *d, uint32_t at, reading *r) {
  return read_the_unit(d, at, true, r);
}

// A bare year needs no word before it where "the end of" stands there.
static uint32_t read_year_inside(const dater *d, uint32_t at, reading *r) {
  if (!date_year(d, at, &r->year))
    return at;
  value_year(&r->x, r->year);
  return at + 1;
}

uint32_t read_period(const dater *d, uint32_t at, reading *r) {
  static date_reader *const readers[] = {read_absolute,    read_weekday,
                                         read_which,       read_day_word,
                                         read_unit_inside, read_year_inside};
  if (at >= d->end)
    return at;
  return read_first(readers, sizeof readers / sizeof *readers, d, at, r);
}

// Which end of what follows: 0 early, 1 mid, 2 late; *clip: earlier, later.
static uint32_t read_third(const dater *d, uint32_t at, int *third,
                           bool *clip) {
  static const date_kind kinds[] = {DATE_BEGIN, DATE_MIDDLE, DATE_END};
  int value = 0;
  for (*third = 0; *third < 3; ++*third) {
    uint32_t n = date_words(d, at, kinds[*third], &value);
    if (!n && date_is(d, at, DATE_THE) &&
        (n = date_words(d, at + 1, kinds[*third], &value)))
      n++;
    if (n && d->a->tokens.at[at + n - 1].upos != UPOS_VERB) {
      *clip = value != 0;
      return at + n;
    }
  }
  return at;
}

static void cut(const dater *d, reading *r, int third, bool clip) {
  if (!clip) {
    value_third(&r->x, third);
    r->third = r->x.precision == PRECISION_RANGE ? third + 1 : 0;
  } else if (d->today != NO_DAY && r->x.beg != NO_DAY && r->x.beg <= d->today &&
             r->x.last >= d->today) {
    if (third)
      r->x.beg = d->today;
    else
      r->x.last = d->today;
    if (r->x.beg < r->x.last)
      r->x.precision = PRECISION_RANGE;
  } else if (r->x.beg != NO_DAY) {
    r->x.precision = PRECISION_RANGE; // "later that year": some of it
  }
}

// "early May", "the end of the year", "late on Monday", "earlier this week".
static uint32_t read_thirds(const dater *d, uint32_t at, reading *r) {
  int third;
  bool clip;
  uint32_t next = read_third(d, at, &third, &clip);
  if (next == at)
    return at;
  next += date_is_mark(d, next, '-') || date_is(d, next, DATE_ON);
  uint32_t end = read_period(d, next, r);
  if (end == next)
    return at;
  cut(d, r, third, clip);
  return end;
}

// "mid-March", "the mid-1990s": the head of the token says which third.
static uint32_t read_joined(const dater *d, uint32_t at, reading *r) {
  uint32_t from = at + date_is(d, at, DATE_THE);
  if (from >= d->end || !d->joined[from])
    return at;
  uint32_t end = read_period(d, from, r);
  if (end == from)
    return at;
  cut(d, r, d->joined[from] - 1, false);
  return end;
}

static uint32_t read_weekend(const dater *d, uint32_t at, reading *r) {
  return read_the_unit(d, at, false, r);
}

uint32_t read_relative(const dater *d, uint32_t at, reading *r) {
  static date_reader *const readers[] = {
      read_joined, read_unit_of, read_set,      read_clock,  read_day_word,
      read_which,  read_span,    read_ago,      read_in,     read_duration,
      read_thirds, read_ref,     read_lone_day, read_weekend};
  return read_first(readers, sizeof readers / sizeof *readers, d, at, r);
}
