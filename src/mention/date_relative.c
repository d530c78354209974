// Expressions that count from the text's day or from nothing: "yesterday",
// "last week", "three years ago", "the past two days", "for weeks", "daily".

#include "mention/date_read.h"
#include "mention/number.h"
#include "segment/chars.h"

// "Monday morning": the part of the day, and "tonight" alone.
static uint32_t read_part(const dater *d, uint32_t at, reading *r) {
  int part;
  if (!date_form(d, at, DATE_DAY_PART, &part))
    return at;
  value_part(&r->x, part);
  return at + 1;
}

static day weekday_near(day today, int weekday, int tense) {
  int back = (day_weekday(today) - weekday + 7) % 7;
  if (tense <= 0 || !back)
    return today - back;
  return today + 7 - back;
}

static void set_weekday(reading *r, day at, int weekday) {
  value_day(&r->x, at);
  if (at == NO_DAY) {
    char *v = r->x.value; // XXXX-XX-XX becomes XXXX-WXX-N
    memcpy(v + 5, "WXX-", 4);
    v[9] = (char)('1' + weekday);
  }
}

// "Monday", "Monday night", "Monday, May 3".
uint32_t read_weekday(const dater *d, uint32_t at, reading *r) {
  int weekday;
  *r = (reading){0};
  if (!date_name(d, at, DATE_WEEKDAY, &weekday))
    return at;
  uint32_t next = at + 1 + date_is_mark(d, at + 1, ',');
  if (next < d->end) {
    uint32_t end = read_absolute(d, next, r);
    if (end > next && r->dom)
      return end;
  }
  *r = (reading){0};
  set_weekday(r,
              d->today == NO_DAY
                  ? NO_DAY
                  : weekday_near(d->today, weekday, date_tense(d, at)),
              weekday);
  return read_part(d, at + 1, r);
}

// "every week", "every Monday", "daily".
static uint32_t read_set(const dater *d, uint32_t at, reading *r) {
  int unit;
  if (date_form(d, at, DATE_SET, &unit)) {
    value_set(&r->x, (date_unit)unit, 1);
    return at + 1;
  }
  if (!date_is(d, at, DATE_EVERY))
    return at;
  if (date_name(d, at + 1, DATE_WEEKDAY, &unit)) {
    value_set_weekday(&r->x, unit);
    return at + 2;
  }
  number n = {.value = 1, .end = at + 1};
  if (at + 1 < d->end && number_read(&d->q, at + 1, d->end, &n) && n.vague)
    return at;
  if (!date_form(d, n.end, DATE_UNIT, &unit))
    return at;
  value_set(&r->x, (date_unit)unit, (int)(n.value < 1000 ? n.value : 1000));
  return n.end + 1;
}

static uint32_t read_day_word(const dater *d, uint32_t at, reading *r) {
  const form_row *row;
  uint32_t n = form_match(&d->w, at, d->end, DATE_DAY_WORD, &row);
  if (!n) {
    int part; // "tonight", "midnight": one word without article before it
    bool led = at > d->first && (date_is(d, at - 1, DATE_PREP) ||
                                 d->a->tokens.at[at - 1].upos == UPOS_ADJ);
    if (led || !date_form(d, at, DATE_DAY_PART, &part) || part < 4)
      return at;
    value_day(&r->x, d->today);
    return read_part(d, at, r);
  }
  value_day(&r->x, d->today == NO_DAY ? NO_DAY : d->today + (int)row->value);
  return read_part(d, at + n, r);
}

// "5:30 p.m.", "5pm", "17:45", with a day right behind it.
static uint32_t read_clock(const dater *d, uint32_t at, reading *r) {
  int hour = 0, minute = 0, half = 0;
  str s = d->w.low[at];
  uint32_t i = 0, colon = 0;
  for (; i < s.len; i++) {
    if (s.p[i] == ':' && i && !colon)
      colon = i;
    else if (s.p[i] < '0' || s.p[i] > '9' || i > 5)
      return at;
    else if (colon)
      minute = minute * 10 + s.p[i] - '0';
    else
      hour = hour * 10 + s.p[i] - '0';
  }
  bool named = date_form(d, at + 1, DATE_CLOCK, &half);
  if ((!named && colon == 0) || hour > 24 || minute > 59 ||
      (colon && s.len - colon != 3))
    return at;
  uint32_t next = at + 1 + named, end = read_weekday(d, next, r);
  if (end == next && next < d->end)
    end = read_day_word(d, next, r);
  if (end == next)
    value_day(&r->x, d->today);
  if (r->x.type == TIMEX_DATE)
    value_clock(&r->x, named ? hour % 12 + half : hour, minute);
  return end;
}

// "next Monday", "last May", "last summer", "this morning": what follows the
// word for last, this or next.
static uint32_t read_which_named(const dater *d, uint32_t at, int which,
                                 reading *r) {
  int value, year, month, dom;
  if (d->today == NO_DAY)
    return at;
  day_split(d->today, &year, &month, &dom);
  if (date_name(d, at, DATE_WEEKDAY, &value)) {
    int back = (day_weekday(d->today) - value + 7) % 7;
    day near = which < 0   ? d->today - (back ? back : 7)
               : which > 0 ? d->today + 7 - back
                           : weekday_near(d->today, value, date_tense(d, at));
    set_weekday(r, near, value);
    return read_part(d, at + 1, r);
  }
  if (date_name(d, at, DATE_MONTH, &value) ||
      date_form(d, at, DATE_SEASON, &value)) {
    if (which < 0 && value >= month)
      year--;
    if (which > 0 && value <= month)
      year++;
    if (date_is(d, at, DATE_MONTH))
      value_month(&r->x, year, value);
    else
      value_season(&r->x, year, value);
    return at + 1;
  }
  if (!date_is(d, at, DATE_DAY_PART))
    return at;
  value_day(&r->x, d->today + which);
  return read_part(d, at, r);
}

// "last week", "the following day".
static uint32_t read_which(const dater *d, uint32_t at, reading *r) {
  uint32_t from = at + date_is(d, at, DATE_THE);
  const form_row *row = from < d->end ? form_at(&d->w, from, DATE_WHICH) : NULL;
  int unit;
  if (!row)
    return at;
  int which = (int)row->value;
  uint32_t end = from == at ? read_which_named(d, from + 1, which, r) : at;
  if (end > from + 1)
    return end;
  if (!date_form(d, from + 1, DATE_UNIT, &unit) || unit < UNIT_DAY)
    return at;
  bool plural =
      feat_get(d->a->tokens.at[from + 1].feats, FEAT_NUMBER) == NUMBER_PLUR;
  if (plural)
    return at;
  day base = row->high != 0 && d->before != NO_DAY ? d->before : d->today;
  value_shift(&r->x, base, (date_unit)unit, which);
  return from + 2;
}

// Days that n units take, roughly where months are meant; 0 for hours.
static int unit_days(date_unit unit, double n) {
  static const int days[N_DATE_UNIT] = {0,  0,   0,    1,     7, 30,
                                        91, 365, 3652, 36524, 7};
  double all = n * days[unit];
  return all < 1e6 ? (int)all : 1000000;
}

// "the past two days", "recent weeks": a duration that ends or begins today.
static uint32_t read_span(const dater *d, uint32_t at, reading *r) {
  uint32_t from = at + date_is(d, at, DATE_THE);
  int bare = 0, unit;
  bool past = date_form(d, from, DATE_PAST_SPAN, &bare);
  if (!past && !date_form(d, from, DATE_NEXT_SPAN, &bare))
    return at;
  number n = {.value = 1, .end = from + 1};
  bool counted = from + 1 < d->end && number_read(&d->q, from + 1, d->end, &n);
  if (!date_form(d, n.end, DATE_UNIT, &unit) || (!counted && !bare))
    return at;
  bool some = n.vague || (!counted && feat_get(d->a->tokens.at[n.end].feats,
                                               FEAT_NUMBER) == NUMBER_PLUR);
  value_duration(&r->x, (date_unit)unit, some ? -1 : n.value);
  if (d->today != NO_DAY && !some) {
    int days = unit_days((date_unit)unit, n.value);
    r->x.beg = past ? d->today - days : d->today;
    r->x.last = past ? d->today : d->today + days;
    r->x.precision = PRECISION_RANGE;
  }
  return n.end + 1;
}

// "three years" with what may stand around the number; "a year".
static uint32_t read_count(const dater *d, uint32_t at, number *n, int *unit) {
  uint32_t from = at;
  *n = (number){.value = 1};
  from += form_match(&d->w, at, d->end, DATE_ABOUT, NULL);
  if (from >= d->end)
    return at;
  if (!number_read(&d->q, from, d->end, n)) {
    if (!form_is(&d->q, from, QUANTITY_ARTICLE))
      return at;
    n->end = from + 1;
  }
  n->end += date_is_mark(d, n->end, '-');
  if (!date_form(d, n->end, DATE_UNIT, unit))
    return at;
  // "a second attack", "a quarter of": no time.
  bool single = n->end == from + 1 && form_is(&d->q, from, QUANTITY_ARTICLE);
  if (single && (*unit < UNIT_MINUTE || *unit == UNIT_QUARTER))
    return at;
  return n->end + 1;
}

// "three years ago", "two days later": a date.
static uint32_t read_ago(const dater *d, uint32_t at, reading *r) {
  number n;
  int unit;
  const form_row *row;
  uint32_t end = read_count(d, at, &n, &unit);
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
  day base = row->high == 0 ? d->today : d->before;
  if (row->high != 0 && base == NO_DAY && sign < 0)
    base = d->today;
  // "A decade ago" is a year, not a decade.
  if (unit == UNIT_DECADE || unit == UNIT_CENTURY) {
    n.value *= unit == UNIT_DECADE ? 10 : 100;
    unit = UNIT_YEAR;
  }
  if (n.vague)
    value_ref(&r->x, sign);
  else
    value_shift(&r->x, base, (date_unit)unit,
                sign * (int)(n.value < 1e5 ? n.value : 1e5));
  return end + words;
}

// "three years", "a two-day visit", "for weeks".
static uint32_t read_duration(const dater *d, uint32_t at, reading *r) {
  number n;
  int unit;
  uint32_t end = read_count(d, at, &n, &unit);
  if (end > at) {
    value_duration(&r->x, (date_unit)unit, n.vague ? -1 : n.value);
    return end;
  }
  bool plural = feat_get(d->a->tokens.at[at].feats, FEAT_NUMBER) == NUMBER_PLUR;
  if (!plural || !date_form(d, at, DATE_UNIT, &unit) || at == d->first ||
      !date_is(d, at - 1, DATE_FOR))
    return at;
  value_duration(&r->x, (date_unit)unit, -1);
  return at + 1;
}

static uint32_t read_ref(const dater *d, uint32_t at, reading *r) {
  const form_row *row;
  uint32_t n = form_match(&d->w, at, d->end, DATE_REF, &row);
  if (n)
    value_ref(&r->x, (int)row->value);
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

static uint32_t read_inner(const dater *d, uint32_t at, reading *r) {
  uint32_t end = read_absolute(d, at, r);
  if (end == at)
    end = read_weekday(d, at, r);
  *r = end == at ? (reading){0} : *r;
  if (end == at)
    end = read_which(d, at, r);
  if (end == at)
    end = read_day_word(d, at, r);
  return end == at ? read_the_unit(d, at, true, r) : end;
}

// Which end of what follows: 0 early, 1 mid, 2 late; *clip: earlier, later.
static uint32_t read_third(const dater *d, uint32_t at, int *third,
                           bool *clip) {
  static const date_kind kinds[] = {DATE_BEGIN, DATE_MIDDLE, DATE_END};
  const form_row *row;
  for (*third = 0; *third < 3; ++*third) {
    uint32_t n = form_match(&d->w, at, d->end, (uint32_t)kinds[*third], &row);
    if (n) {
      *clip = row->value != 0;
      return at + n;
    }
  }
  return at;
}

static void cut(const dater *d, reading *r, int third, bool clip) {
  if (!clip) {
    value_third(&r->x, third);
  } else if (d->today != NO_DAY && r->x.beg != NO_DAY && r->x.beg <= d->today &&
             r->x.last >= d->today) {
    if (third)
      r->x.beg = d->today;
    else
      r->x.last = d->today;
    if (r->x.beg < r->x.last)
      r->x.precision = PRECISION_RANGE;
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
  if (next >= d->end)
    return at;
  uint32_t end = read_inner(d, next, r);
  if (end == next)
    return at;
  cut(d, r, third, clip);
  return end;
}

// "mid-March", "mid-1990s": the head of the token says which third.
static uint32_t read_joined(const dater *d, uint32_t at, reading *r) {
  if (!d->joined[at])
    return at;
  uint32_t end = read_inner(d, at, r);
  if (end > at)
    cut(d, r, d->joined[at] - 1, false);
  return end;
}

uint32_t read_relative(const dater *d, uint32_t at, reading *r) {
  static uint32_t (*const readers[])(const dater *, uint32_t, reading *) = {
      read_joined, read_set, read_day_word, read_clock,  read_which,
      read_span,   read_ago, read_duration, read_thirds, read_ref};
  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    *r = (reading){0};
    uint32_t end = readers[i](d, at, r);
    if (end > at)
      return end;
  }
  *r = (reading){0};
  return read_the_unit(d, at, false, r);
}
