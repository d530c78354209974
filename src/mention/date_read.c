// Calendar dates: what the text names by day, month, year, quarter or decade.

#include "mention/date_read.h"
#include "mention/number.h"
#include "segment/chars.h"

bool date_form(const dater *d, uint32_t at, date_kind kind, int *value) {
  const form_row *row = at < d->end ? form_at(&d->w, at, kind) : NULL;
  if (row)
    *value = (int)row->value;
  return row != NULL;
}

bool date_name(const dater *d, uint32_t at, date_kind kind, int *value) {
  if (!date_form(d, at, kind, value))
    return false;
  str word = token_text(d->a, at);
  return char_is_upper(word, d->joined[at] ? word.len - d->w.low[at].len : 0);
}

bool date_is(const dater *d, uint32_t at, date_kind kind) {
  return at >= d->first && at < d->end && form_is(&d->w, at, kind);
}

bool date_is_mark(const dater *d, uint32_t at, char mark) {
  return at < d->end && d->w.low[at].len == 1 && d->w.low[at].p[0] == mark;
}

// The leading number of s (at most 4 digits) and where it ends; false: none.
static bool lead_number(str s, int *value, uint32_t *len) {
  int v = 0;
  uint32_t n = 0;
  while (n < s.len && n < 4 && s.p[n] >= '0' && s.p[n] <= '9')
    v = v * 10 + s.p[n++] - '0';
  *value = v;
  *len = n;
  return n && (n == s.len || s.p[n] < '0' || s.p[n] > '9');
}

// A year in four digits, 1000 to 2999.
static bool year_of(str s, int *year) {
  uint32_t len;
  return lead_number(s, year, &len) && len == 4 && s.len == 4 &&
         *year >= 1000 && *year <= 2999;
}

static bool year_at(const dater *d, uint32_t at, int *year) {
  return at < d->end && year_of(d->w.low[at], year);
}

// "3", "3rd": a day of the month. The two letters of an ordinal are not asked
// which they are.
static bool dom_at(const dater *d, uint32_t at, int *dom) {
  uint32_t len;
  if (at >= d->end || !lead_number(d->w.low[at], dom, &len))
    return false;
  str tail = str_slice(d->w.low[at], len, d->w.low[at].len);
  return len <= 2 && *dom >= 1 && *dom <= 31 &&
         (!tail.len || (tail.len == 2 && char_is_lower(tail, 0)));
}

// A month's name, and not a verb, a person or a march.
static bool month_at(const dater *d, uint32_t at, int *month) {
  int dom;
  if (!date_name(d, at, DATE_MONTH, month))
    return false;
  const token *w = &d->a->tokens.at[at];
  if (dom_at(d, at + 1, &dom) || year_at(d, at + 1, &dom))
    return true;
  if (w->upos == UPOS_AUX || w->upos == UPOS_VERB || w->deprel == REL_FLAT)
    return false;
  bool named = at + 1 < d->end && d->a->tokens.at[at + 1].deprel == REL_FLAT &&
               d->a->tokens.at[at + 1].head == at;
  return !named && (w->upos != UPOS_X || at > d->first);
}

static void set_day(reading *r, int year) {
  if (r->dom > month_days(year ? year : 2000, r->month))
    r->dom = month_days(year ? year : 2000, r->month);
  value_day(&r->x, year ? day_of(year, r->month, r->dom) : NO_DAY);
  if (!year) {
    static const char digits[] = "0123456789";
    char *v = r->x.value;
    v[5] = digits[r->month / 10];
    v[6] = digits[r->month % 10];
    v[8] = digits[r->dom / 10];
    v[9] = digits[r->dom % 10];
  }
}

void reading_set_year(reading *r, int year) {
  if (r->dom)
    set_day(r, year);
  else
    value_month(&r->x, year, r->month);
}

// The year that a day or month without one means: the nearest, on the side of
// today that its clause speaks of.
static int guess_year(const dater *d, uint32_t at, const reading *r) {
  int year, month, dom;
  if (d->today == NO_DAY)
    return 0;
  day_split(d->today, &year, &month, &dom);
  int want = r->dom ? r->dom : r->month == month ? dom : 15;
  day here = day_of(year, r->month, want < 28 ? want : 28);
  int tense = date_tense(d, at);
  // Half a year: with nothing else to go by, the nearest.
  if (tense < 0 ? here > d->today : tense == 0 && here > d->today + 183)
    return year - 1;
  if (tense > 0 ? here < d->today : tense == 0 && here < d->today - 183)
    return year + 1;
  return year;
}

static uint32_t finish(const dater *d, uint32_t at, uint32_t end, reading *r) {
  r->no_year = !r->year;
  reading_set_year(r, r->year ? r->year : guess_year(d, at, r));
  return end;
}

// ", 2023" or " 2023" or " of 2023" behind a month or day.
static uint32_t read_year_tail(const dater *d, uint32_t at, reading *r) {
  uint32_t next = at + (date_is_mark(d, at, ',') || date_is(d, at, DATE_OF));
  return year_at(d, next, &r->year) ? next + 1 : at;
}

// The second day of "May 3-7": sets the range.
static uint32_t read_day_range(const dater *d, uint32_t at, reading *r,
                               int *last) {
  int dom;
  *last = 0;
  if (!date_is(d, at, DATE_DASH) || !dom_at(d, at + 1, &dom) || dom <= r->dom)
    return at;
  *last = dom;
  return at + 2;
}

static void widen_days(reading *r, int last) {
  if (!last || r->x.beg == NO_DAY)
    return;
  r->x.last = r->x.beg + last - r->dom;
  r->x.precision = PRECISION_RANGE;
}

// "May 3, 2023", "May 3-7", "May 2023", "May".
static uint32_t read_month_first(const dater *d, uint32_t at, reading *r) {
  int last = 0;
  if (!month_at(d, at, &r->month))
    return at;
  uint32_t next = at + 1, day_token = next + date_is(d, next, DATE_THE);
  if (dom_at(d, day_token, &r->dom) && !date_is(d, day_token + 1, DATE_UNIT))
    next = read_day_range(d, day_token + 1, r, &last);
  else
    r->dom = 0;
  next = read_year_tail(d, next, r);
  finish(d, at, next, r);
  widen_days(r, last);
  return next;
}

// "3 May 2023", "the 3rd of May", "3-7 May".
static uint32_t read_day_first(const dater *d, uint32_t at, reading *r) {
  int last = 0;
  uint32_t from = at + date_is(d, at, DATE_THE);
  if (!dom_at(d, from, &r->dom))
    return at;
  uint32_t next = read_day_range(d, from + 1, r, &last);
  next += date_is(d, next, DATE_OF);
  if (!month_at(d, next, &r->month)) {
    *r = (reading){0};
    return at;
  }
  next = read_year_tail(d, next + 1, r);
  finish(d, at, next, r);
  widen_days(r, last);
  return next;
}

// "2023-11-21", "21/11/2023", "21.11.2023": three numbers in one token.
static uint32_t read_digits(const dater *d, uint32_t at, reading *r) {
  str s = d->w.low[at];
  int n[3];
  char mark = 0;
  for (int i = 0; i < 3; i++) {
    uint32_t len;
    if (!lead_number(s, &n[i], &len) || (i < 2 && len == s.len))
      return at;
    if (i < 2 && (!strchr("-/.", s.p[len]) || (mark && s.p[len] != mark)))
      return at;
    mark = i < 2 ? s.p[len] : mark;
    s = str_slice(s, len + (i < 2), s.len);
  }
  if (s.len)
    return at;
  bool year_first = n[0] > 31, day_first = n[0] > 12 || mark == '.';
  int year = year_first ? n[0] : n[2];
  int month = year_first || day_first ? n[1] : n[0];
  int dom = year_first ? n[2] : day_first ? n[0] : n[1];
  if (year < 100 && !year_first) // two digits: this century or the last
    year += year < 70 ? 2000 : 1900;
  if (year < 1000 || year > 2999 || month < 1 || month > 12 || dom < 1 ||
      dom > month_days(year, month))
    return at;
  *r = (reading){.year = year, .month = month, .dom = dom};
  value_day(&r->x, day_of(year, month, dom));
  return at + 1;
}

static bool is_noun(const dater *d, uint32_t at) {
  return at < d->end && (d->a->tokens.at[at].upos == UPOS_NOUN ||
                         d->a->tokens.at[at].upos == UPOS_ADJ);
}

// A bare year: behind a word that goes with years, and counting nothing.
static uint32_t read_bare_year(const dater *d, uint32_t at, reading *r) {
  if (!year_at(d, at, &r->year))
    return at;
  bool led = at > d->first && date_is(d, at - 1, DATE_PREP);
  bool range = date_is(d, at + 1, DATE_DASH) && year_at(d, at + 2, &r->month);
  r->month = 0;
  bool counts =
      is_noun(d, at + 1) &&
      feat_get(d->a->tokens.at[at + 1].feats, FEAT_NUMBER) == NUMBER_PLUR &&
      !date_is(d, at - 1, DATE_THE);
  bool counted = date_is(d, at + 1, DATE_UNIT);
  bool plain = r->year >= 1900 && r->year <= 2100; // may stand without "in"
  if (counted || counts || (!led && !range && !(plain && at > d->first)))
    return at;
  value_year(&r->x, r->year);
  return at + 1;
}

// "1990s", "'90s", "1990's" come as "1990s", "'90s", "1990" + "'s".
static bool decade_of(str s, int *year) {
  uint32_t len, skip = s.len && s.p[0] == '\'' ? 1
                       : str_starts(s, S("’")) ? 3
                                               : 0;
  s = str_slice(s, skip, s.len);
  if (!lead_number(s, year, &len) || s.len != len + 1 || s.p[len] != 's' ||
      *year % 10)
    return false;
  if (len == 2)
    *year += 1900;
  return len == 4 || len == 2;
}

static uint32_t read_decade(const dater *d, uint32_t at, reading *r) {
  uint32_t next = at + date_is(d, at, DATE_THE);
  if (next >= d->end || !decade_of(d->w.low[next], &r->year))
    return at;
  value_decade(&r->x, r->year);
  return next + 1;
}

// "21st", "third": an ordinal.
static uint32_t read_ordinal(const dater *d, uint32_t at, int *value) {
  uint32_t len;
  const form_row *row =
      at < d->end ? form_at(&d->q, at, QUANTITY_ORDINAL) : NULL;
  if (row) {
    *value = (int)row->value;
    return at + 1;
  }
  if (at < d->end && lead_number(d->w.low[at], value, &len) &&
      d->w.low[at].len == len + 2 && char_is_lower(d->w.low[at], len))
    return at + 1;
  return at;
}

// "of 2023", "of last year", or the year of today.
static uint32_t read_owner_year(const dater *d, uint32_t at, int *year) {
  int month, dom, which = 0, unit;
  if (d->today != NO_DAY)
    day_split(d->today, year, &month, &dom);
  uint32_t next = at + (date_is(d, at, DATE_OF) || date_is_mark(d, at, ','));
  if (year_at(d, next, year))
    return next + 1;
  if (date_form(d, next, DATE_WHICH, &which) &&
      date_form(d, next + 1, DATE_UNIT, &unit) && unit == UNIT_YEAR) {
    *year += *year ? which : 0;
    return next + 2;
  }
  return at;
}

// "the third quarter of 2023", "the first half", "the 19th century".
static uint32_t read_nth(const dater *d, uint32_t at, reading *r) {
  int nth, unit = 0, year = 0;
  uint32_t from = at + date_is(d, at, DATE_THE);
  uint32_t next = read_ordinal(d, from, &nth);
  next += next > from && date_is_mark(d, next, '-');
  if (next == from || next >= d->end)
    return at;
  bool half = form_is(&d->q, next, QUANTITY_HALF) && nth <= 2;
  if (!half && !date_form(d, next, DATE_UNIT, &unit))
    return at;
  if (unit == UNIT_CENTURY) {
    value_century(&r->x, (nth - 1) * 100);
    return next + 1;
  }
  uint32_t end = read_owner_year(d, next + 1, &year);
  if (unit == UNIT_QUARTER && nth <= 4)
    value_quarter(&r->x, year, nth);
  else if (half && end > next + 1)
    value_half(&r->x, year, nth);
  else
    return at;
  return end;
}

// "spring 2023", "the summer of 2020"; alone a season may be a fall.
static uint32_t read_season(const dater *d, uint32_t at, reading *r) {
  int month;
  uint32_t from = at + date_is(d, at, DATE_THE);
  if (!date_form(d, from, DATE_SEASON, &month))
    return at;
  uint32_t next = from + 1 + date_is(d, from + 1, DATE_OF);
  if (!year_at(d, next, &r->year))
    return at;
  value_season(&r->x, r->year, month);
  return next + 1;
}

static uint32_t read_holiday(const dater *d, uint32_t at, reading *r) {
  const form_row *row;
  uint32_t n = form_match(&d->w, at, d->end, DATE_HOLIDAY, &row);
  if (!n || !char_is_upper(token_text(d->a, at), 0))
    return at;
  r->month = (int)row->value / 100;
  r->dom = (int)row->value % 100;
  return finish(d, at, read_year_tail(d, at + n, r), r);
}

uint32_t read_absolute(const dater *d, uint32_t at, reading *r) {
  static uint32_t (*const readers[])(const dater *, uint32_t, reading *) = {
      read_holiday, read_month_first, read_day_first, read_digits,
      read_decade,  read_nth,         read_season,    read_bare_year};
  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    *r = (reading){0};
    uint32_t end = readers[i](d, at, r);
    if (end > at)
      return end;
  }
  return at;
}
