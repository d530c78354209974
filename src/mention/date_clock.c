// Days of the week, parts of the day and times of the clock.

#include "mention/date_read.h"
#include "segment/chars.h"

enum { NIGHT = 4 }; // ORDER value_part: parts that may stand alone from here

// "Monday morning", "May 3, in the evening".
uint32_t read_part(const dater *d, uint32_t at, reading *r) {
  int part;
  if (!date_form(d, at, DATE_DAY_PART, &part) || r->x.type != TIMEX_DATE)
    return at;
  value_part(&r->x, part);
  return at + 1;
}

// "17:45", "5", "0600": hours and minutes; *bare where no mark divides them.
static bool clock_number(str s, int *hour, int *minute, bool *bare) {
  uint32_t len;
  *minute = 0;
  *bare = false;
  if (date_number(s, hour, &len) && len < 3 && len < s.len &&
      (s.p[len] == ':' || s.p[len] == '.') && s.len == len + 3) {
    str tail = str_slice(s, len + 1, s.len);
    return date_number(tail, minute, &len) && len == 2 && *hour < 25 &&
           *minute < 60;
  }
  *bare = true;
  if (!date_number(s, hour, &len) || len != s.len)
    return false;
  if (len == 4) {
    *minute = *hour % 100;
    *hour /= 100;
  }
  return (len == 4 || len < 3) && *hour < 25 && *minute < 60;
}

// The time itself: "5:30 p.m. GMT", "17:45", "0600 GMT", "10 o'clock", "noon".
static uint32_t read_hour(const dater *d, uint32_t at, int *hour, int *minute) {
  int half = 0, part;
  bool bare;
  if (at < d->end && date_form(d, at, DATE_NOON, &part)) {
    *hour = part;
    *minute = 0;
    return at + 1;
  }
  if (at >= d->end || !clock_number(d->w.low[at], hour, minute, &bare))
    return at;
  bool dotted = !bare && memchr(d->w.low[at].p, '.', d->w.low[at].len);
  uint32_t end = at + 1;
  bool named = date_form(d, end, DATE_CLOCK, &half) && *hour <= 12;
  end += named;
  if (named && half < 24) // 24: o'clock says no half
    *hour = *hour % 12 + half;
  uint32_t zone = date_words(d, end, DATE_ZONE, NULL);
  // A bare number needs a word to be a time; four digits need a zone.
  if ((bare || dotted) && !named && (!zone || d->w.low[at].len != 4))
    return at;
  return end + zone;
}

static day weekday_near(day today, int weekday, int tense) {
  int back = (day_weekday(today) - weekday + 7) % 7;
  if (tense <= 0 || !back)
    return today - back;
  return today + 7 - back;
}

void reading_weekday(reading *r, day at, int weekday) {
  value_day(&r->x, at);
  if (at == NO_DAY) {
    char *v = r->x.value; // XXXX-XX-XX becomes XXXX-WXX-N
    memcpy(v + 5, "WXX-", 4);
    v[9] = (char)('1' + weekday);
  }
}

// "next week", "of last week", "week" behind a weekday: *by weeks.
static uint32_t read_week_tail(const dater *d, uint32_t at, int *by) {
  int unit;
  uint32_t from = at + date_is(d, at, DATE_OF);
  if (date_form(d, from, DATE_WHICH, by) &&
      date_form(d, from + 1, DATE_UNIT, &unit) && unit == UNIT_WEEK)
    return from + 2;
  return at;
}

// "Monday week": the one after the next.
static bool is_week_later(const dater *d, uint32_t at) {
  int unit;
  return date_form(d, at, DATE_UNIT, &unit) && unit == UNIT_WEEK &&
         feat_get(d->a->tokens.at[at].feats, FEAT_NUMBER) != NUMBER_PLUR &&
         (at + 1 >= d->end || d->a->tokens.at[at + 1].upos == UPOS_PUNCT);
}

// A weekday that is a person, a paper or a prayer is no day.
static bool is_weekday(const dater *d, uint32_t at, int *weekday) {
  int dom;
  if (!date_name(d, at, DATE_WEEKDAY, weekday) || date_in_name(d, at))
    return false;
  // "Sun", "Sat", "Mon" are papers, verbs and people without a day behind.
  uint32_t len = d->w.low[at].len;
  return len > 4 || d->w.low[at].p[len - 1] == '.' || len == 4 ||
         date_dom(d, at + 1, &dom) || date_is_mark(d, at + 1, ',');
}

static uint32_t read_plain_weekday(const dater *d, uint32_t at, int weekday,
                                   reading *r) {
  int by, tense = date_tense(d, at);
  uint32_t end = read_week_tail(d, at + 1, &by);
  day found =
      d->today == NO_DAY ? NO_DAY : weekday_near(d->today, weekday, tense);
  if (end > at + 1 && d->today != NO_DAY)
    found = d->today - day_weekday(d->today) + weekday + 7 * by;
  else if (is_week_later(d, at + 1)) {
    found = found == NO_DAY ? NO_DAY : weekday_near(d->today, weekday, 1) + 7;
    end = at + 2;
  } else {
    r->weekday = true;
  }
  reading_weekday(r, found, weekday);
  return end;
}

// "Friday the 13th": the nearest on the side of today that the clause means. A
// weekday falls on every day of the month within 14 months.
static day weekday_with(day today, int weekday, int dom, int tense) {
  int step = tense > 0 ? 1 : -1;
  for (day at = today; at != today + step * 14 * 31; at += step) {
    int year, month, here;
    day_split(at, &year, &month, &here);
    if (here == dom && day_weekday(at) == weekday)
      return at;
  }
  return NO_DAY;
}

// "at 5 pm", "around noon" behind a day; the day is told already.
static uint32_t read_hour_behind(const dater *d, uint32_t at, reading *r) {
  int hour = 0, minute = 0;
  if (!date_is(d, at, DATE_AT))
    return at;
  uint32_t from = at + 1 + date_words(d, at + 1, DATE_ABOUT, NULL);
  uint32_t end = read_hour(d, from, &hour, &minute);
  if (end == from || r->x.precision != PRECISION_DAY)
    return at;
  if (r->x.type == TIMEX_TIME)
    r->x.value[10] = 0; // "Monday evening at 7": the clock is finer
  value_clock(&r->x, hour, minute);
  return end;
}

// "Monday", "Monday night", "Monday, May 3", "Friday the 13th".
uint32_t read_weekday(const dater *d, uint32_t at, reading *r) {
  int weekday, dom;
  *r = (reading){0};
  if (!is_weekday(d, at, &weekday))
    return at;
  uint32_t part = at + 1 + (uint32_t)date_is(d, at + 1, DATE_DAY_PART);
  uint32_t next = part + date_is_mark(d, part, ',');
  if (next < d->end) {
    uint32_t end = read_absolute(d, next, r);
    if (end > next && r->dom && r->x.beg == r->x.last)
      return end;
    *r = (reading){0};
    if (d->today != NO_DAY && date_is(d, next, DATE_THE) &&
        date_dom(d, next + 1, &dom) && d->w.low[next + 1].len > 2) {
      value_day(&r->x, weekday_with(d->today, weekday, dom, date_tense(d, at)));
      return next + 2;
    }
  }
  *r = (reading){0};
  uint32_t end = read_plain_weekday(d, at, weekday, r);
  end = read_part(d, end, r);
  return read_hour_behind(d, end, r);
}

// "the 15th": the day of this month, or of the one before or after it.
uint32_t read_lone_day(const dater *d, uint32_t at, reading *r) {
  int year, month, dom;
  if (d->today == NO_DAY || !date_is(d, at, DATE_THE) ||
      !date_dom(d, at + 1, &r->dom) || d->w.low[at + 1].len < 3)
    return at;
  day_split(d->today, &year, &month, &dom);
  int tense = date_tense(d, at), by = 0;
  uint32_t end = at + 2 + date_words(d, at + 2, DATE_INSTANT, &by);
  bool named = end > at + 2; // "the 5th inst.", "ult.", "prox."
  end += named && date_is_mark(d, end, '.') && d->w.low[end - 1].len < 5;
  if (!named && tense <= 0 && r->dom > dom)
    by = -1;
  else if (!named && tense > 0 && r->dom < dom)
    by = 1;
  month_shift(&year, &month, by);
  r->month = month;
  r->year = year;
  return reading_finish(d, at, end, r);
}

uint32_t read_day_word(const dater *d, uint32_t at, reading *r) {
  const form_row *row;
  uint32_t n = form_match(&d->w, at, d->end, DATE_DAY_WORD, &row);
  if (!n) {
    int part; // "tonight", "midnight": one word without article before it
    bool led = at > d->first && (date_is(d, at - 1, DATE_PREP) ||
                                 d->a->tokens.at[at - 1].upos == UPOS_ADJ);
    if (led || !date_form(d, at, DATE_DAY_PART, &part) || part < NIGHT)
      return at;
    value_day(&r->x, d->today);
    return read_part(d, at, r);
  }
  value_day(&r->x, d->today == NO_DAY ? NO_DAY : d->today + (int)row->value);
  return read_hour_behind(d, read_part(d, at + n, r), r);
}

// The day of a time: "on Monday", "tomorrow", ", May 3".
static uint32_t read_day_of(const dater *d, uint32_t at, reading *r) {
  static date_reader *const readers[] = {read_weekday, read_day_word,
                                         read_absolute, read_which};
  uint32_t next = at + (date_is(d, at, DATE_ON) || date_is_mark(d, at, ','));
  if (next >= d->end)
    return at;
  uint32_t end = read_first(readers, 4, d, next, r);
  bool is_day = end > next && r->x.precision == PRECISION_DAY &&
                (r->x.type == TIMEX_DATE || r->x.type == TIMEX_TIME);
  if (!is_day)
    *r = (reading){0};
  return is_day ? end : at;
}

// "the night of May 3", "in the early hours of Monday", "Monday in the
// morning".
static uint32_t read_part_of(const dater *d, uint32_t at, reading *r) {
  int part;
  uint32_t from = at + date_is(d, at, DATE_THE);
  uint32_t n = date_words(d, from, DATE_DAY_PART, &part);
  if (!n || !date_is(d, from + n, DATE_ON))
    return at;
  uint32_t end = read_day_of(d, from + n, r);
  if (end == from + n)
    return at;
  if (r->x.type == TIMEX_DATE)
    value_part(&r->x, part);
  return end;
}

uint32_t read_clock(const dater *d, uint32_t at, reading *r) {
  int hour = 0, minute = 0;
  uint32_t end = date_is(d, at, DATE_NOON) ? at : read_part_of(d, at, r);
  if (end > at)
    return end;
  uint32_t next = read_hour(d, at, &hour, &minute);
  if (next == at)
    return at;
  end = read_day_of(d, next, r);
  if (end == next)
    value_day(&r->x, d->today);
  if (r->x.type == TIMEX_TIME)
    r->x.value[10] = 0; // "5 pm on Monday afternoon": the clock is finer
  value_clock(&r->x, hour, minute);
  return end;
}
