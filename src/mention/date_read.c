// Calendar dates: what the text names by day, month, year, season or decade.

#include "mention/date_read.h"
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

uint32_t date_words(const dater *d, uint32_t at, date_kind kind, int *value) {
  const form_row *row;
  uint32_t n = form_match(&d->w, at, d->end, kind, &row);
  if (n && value)
    *value = (int)row->value;
  return n;
}

uint32_t read_first(date_reader *const readers[], size_t n, const dater *d,
                    uint32_t at, reading *r) {
  for (size_t i = 0; i < n; i++) {
    *r = (reading){0};
    uint32_t end = readers[i](d, at, r);
    if (end > at)
      return end;
  }
  *r = (reading){0};
  return at;
}

bool date_number(str s, int *value, uint32_t *len) {
  int v = 0;
  uint32_t n = 0;
  while (n < s.len && n < 4 && s.p[n] >= '0' && s.p[n] <= '9')
    v = v * 10 + s.p[n++] - '0';
  *value = v;
  *len = n;
  return n && (n == s.len || s.p[n] < '0' || s.p[n] > '9');
}

bool date_year(const dater *d, uint32_t at, int *year) {
  uint32_t len;
  int n;
  if (at >= d->end || !date_number(d->w.low[at], &n, &len) || len != 4 ||
      d->w.low[at].len != 4 || n < 1000 || n > 2999)
    return false;
  *year = n;
  return true;
}

// Two digits mean this century or the last: '69 is 2069 under POSIX, '70 is
// 1970; news looks back, so the border is a decade from now.
static int year_of_two(int two) {
  return two + (two < 40 ? 2000 : 1900);
}

// The two letters of an ordinal are not asked which they are.
bool date_dom(const dater *d, uint32_t at, int *dom) {
  uint32_t len;
  if (at >= d->end || !date_number(d->w.low[at], dom, &len))
    return false;
  str tail = str_slice(d->w.low[at], len, d->w.low[at].len);
  return len <= 2 && *dom >= 1 && *dom <= 31 &&
         (!tail.len || (tail.len == 2 && char_is_lower(tail, 0)));
}

// Kinds that tell nothing of a capital beside a month: first words of longer
// forms, "Times".
static bool is_date_word(const dater *d, uint32_t at) {
  return d->w.kinds[at] & ~(FORM_BEGINS | UINT64_C(1) << DATE_TIMES);
}

// Does the token before `at` belong to a name: a capital that is no date's?
static bool behind_name(const dater *d, uint32_t at) {
  return at > d->first && !is_date_word(d, at - 1) &&
         d->a->tokens.at[at - 1].upos == UPOS_PROPN &&
         char_is_upper(token_text(d->a, at - 1), 0);
}

bool date_in_name(const dater *d, uint32_t at) {
  const token *w = &d->a->tokens.at[at];
  bool title = d->a->sentences.at[sentence_of(d->a, at)].title;
  if (w->deprel == REL_FLAT)
    return true;
  for (uint32_t c = w->child; c != NO_TOKEN; c = d->a->tokens.at[c].next) {
    uint8_t rel = d->a->tokens.at[c].deprel;
    bool big = char_is_upper(token_text(d->a, c), 0) && !is_date_word(d, c);
    if (big && ((c == at + 1 && rel == REL_FLAT) || rel == REL_NMOD_POSS ||
                (c < at && c > d->first && !title &&
                 (rel == REL_COMPOUND || rel == REL_AMOD))))
      return true;
  }
  return !title && w->deprel == REL_COMPOUND && w->head == at + 1 &&
         char_is_upper(token_text(d->a, at + 1), 0) && !is_date_word(d, at + 1);
}

uint16_t date_persons(const dater *d) {
  uint16_t bits = 0;
  int n, month;
  for (uint32_t t = 1; t < d->a->tokens.n; t++)
    if (form_is(&d->w, t, DATE_MONTH) && date_name(d, t, DATE_MONTH, &month) &&
        behind_name(d, t) && !date_dom(d, t + 1, &n) &&
        !date_year(d, t + 1, &n) &&
        !d->a->sentences.at[sentence_of(d->a, t)].title)
      bits |= (uint16_t)(1u << month);
  return bits;
}

// May the word before a month stand there: "in", "last", "early"?
static bool is_led(const dater *d, uint32_t at) {
  return at > d->first &&
         (date_is(d, at - 1, DATE_PREP) || date_is(d, at - 1, DATE_WHICH) ||
          date_is(d, at - 1, DATE_BEGIN) || date_is(d, at - 1, DATE_END) ||
          date_is(d, at - 1, DATE_MIDDLE));
}

// A day or year right beside a month makes it one.
static bool is_dated(const dater *d, uint32_t at) {
  int n;
  if (date_dom(d, at + 1, &n) || date_year(d, at + 1, &n))
    return true;
  uint32_t before = at - 1;
  before -= at > d->first + 1 && date_is(d, before, DATE_DASH);
  return at > d->first && date_dom(d, before, &n);
}

// A month's name, and not a verb, a person or a march.
static bool month_at(const dater *d, uint32_t at, int *month) {
  if (!date_name(d, at, DATE_MONTH, month))
    return false;
  if (is_dated(d, at))
    return true;
  const token *w = &d->a->tokens.at[at];
  bool led = is_led(d, at), verb = w->upos == UPOS_AUX || w->upos == UPOS_VERB;
  // "Jan" is a name, "Mar" a town; "May" is written no shorter.
  if ((w->at.end - w->at.beg == 3 && *month != 5) || date_in_name(d, at) ||
      (behind_name(d, at) && d->persons >> *month & 1))
    return false;
  if (!led && (verb || w->deprel == REL_AUX || d->persons >> *month & 1))
    return false;
  bool agent = (w->deprel == REL_NSUBJ || w->deprel == REL_OBJ) && !led &&
               w->head != NO_TOKEN &&
               d->a->tokens.at[w->head].upos == UPOS_VERB;
  return !agent && (w->upos != UPOS_X || at > d->first);
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
  if (r->third)
    value_third(&r->x, r->third - 1);
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
  // With nothing else to go by, news looks back ten months and ahead two.
  if (tense < 0 ? here > d->today : tense == 0 && here > d->today + 61)
    return year - 1;
  if (tense > 0 ? here < d->today : tense == 0 && here < d->today - 304)
    return year + 1;
  return year;
}

uint32_t reading_finish(const dater *d, uint32_t at, uint32_t end, reading *r) {
  r->no_year = !r->year;
  reading_set_year(r, r->year ? r->year : guess_year(d, at, r));
  return end;
}

// "last year", "of this year", "the following year": a year by its distance.
static uint32_t read_which_year(const dater *d, uint32_t at, int *year) {
  int unit, month, dom;
  uint32_t from = at + date_is(d, at, DATE_THE);
  const form_row *row = from < d->end ? form_at(&d->w, from, DATE_WHICH) : NULL;
  day told = d->told[TOLD_YEAR];
  day base = row && row->high != 0 && told != NO_DAY ? told : d->today;
  if (!row || base == NO_DAY || !date_form(d, from + 1, DATE_UNIT, &unit) ||
      unit != UNIT_YEAR ||
      feat_get(d->a->tokens.at[from + 1].feats, FEAT_NUMBER) == NUMBER_PLUR)
    return at;
  day_split(base, year, &month, &dom);
  *year += (int)row->value;
  return from + 2;
}

uint32_t date_year_tail(const dater *d, uint32_t at, reading *r) {
  uint32_t next = at, len;
  if (date_is_mark(d, at, ',') || date_is(d, at, DATE_OF))
    next++;
  if (date_year(d, next, &r->year))
    return next + 1;
  str s = next < d->end ? d->w.low[next] : S("");
  uint32_t mark = s.len && s.p[0] == '\'' ? 1 : str_starts(s, S("’")) ? 3 : 0;
  int two;
  if (mark && date_number(str_slice(s, mark, s.len), &two, &len) && len == 2 &&
      s.len == mark + 2) {
    r->year = year_of_two(two);
    return next + 1;
  }
  uint32_t end = read_which_year(d, next, &r->year);
  return end > next ? end : at;
}

uint32_t date_owner_year(const dater *d, uint32_t at, int *year) {
  int month, dom;
  reading r = {0};
  uint32_t end = date_year_tail(d, at, &r);
  if (r.year)
    *year = r.year;
  else if (d->today != NO_DAY)
    day_split(d->today, year, &month, &dom);
  return end;
}

// The second day of "May 3-7", "3 and 4 May", "May 3 to 7".
static uint32_t read_day_range(const dater *d, uint32_t at, reading *r,
                               int *last) {
  int dom;
  uint32_t next = at + 1 + date_is(d, at + 1, DATE_THE);
  *last = 0;
  if (!date_is(d, at, DATE_TO) || !date_dom(d, next, &dom) || dom <= r->dom ||
      date_is(d, next + 1, DATE_UNIT))
    return at;
  *last = dom;
  return next + 1;
}

static void widen_days(reading *r, int last) {
  if (!last || r->x.beg == NO_DAY)
    return;
  r->x.last = r->x.beg + last - r->dom;
  r->x.precision = PRECISION_RANGE;
}

// A number that counts what follows is no day: "In May 12 soldiers died".
static bool counts_noun(const dater *d, uint32_t at) {
  const token *w = &d->a->tokens.at[at];
  return w->deprel == REL_NUMMOD && w->head == at + 1 && at + 1 < d->end &&
         feat_get(d->a->tokens.at[at + 1].feats, FEAT_NUMBER) == NUMBER_PLUR;
}

// "May 3, 2023", "May 3-7", "May 2023", "May".
static uint32_t read_month_first(const dater *d, uint32_t at, reading *r) {
  int last = 0;
  if (!month_at(d, at, &r->month))
    return at;
  uint32_t next = at + 1, day_token = next + date_is(d, next, DATE_THE);
  if (date_dom(d, day_token, &r->dom) &&
      !date_is(d, day_token + 1, DATE_UNIT) && !counts_noun(d, day_token))
    next = read_day_range(d, day_token + 1, r, &last);
  else
    r->dom = 0;
  // "May 3 and 12 soldiers": the second number is no day.
  if (last && counts_noun(d, next - 1)) {
    last = 0;
    next = day_token + 1;
  }
  next = date_year_tail(d, next, r);
  reading_finish(d, at, next, r);
  widen_days(r, last);
  return next;
}

// "the third of June": an ordinal in words, only where a month follows.
static uint32_t read_day_word_of(const dater *d, uint32_t at, reading *r) {
  const form_row *row =
      at < d->end ? form_at(&d->q, at, QUANTITY_ORDINAL) : NULL;
  if (!row || row->value > 31 || !date_is(d, at + 1, DATE_OF) ||
      !month_at(d, at + 2, &r->month))
    return at;
  r->dom = (int)row->value;
  return reading_finish(d, at, date_year_tail(d, at + 3, r), r);
}

// The 5 of "5, 6 and 9 October", the 6 of "6 and 9 October": a day whose month
// stands behind the last of the list. Six are read; longer lists are none.
static uint32_t read_listed_day(const dater *d, uint32_t at, reading *r) {
  enum { MOST = 6 };
  int dom, last, of = 1, and = 0;
  if (!date_dom(d, at, &dom) || d->between)
    return at;
  uint32_t next = at + 1;
  last = dom;
  for (int i = 0; i < MOST && !month_at(d, next, &r->month); i++) {
    bool comma = date_is_mark(d, next, ',');
    bool ends = date_form(d, next, DATE_TO, &and) && and;
    if ((!comma && !ends) || !date_dom(d, next + 1, &last))
      return at;
    of++;
    next += 2;
  }
  // "3 and 4 May" is one stretch.
  if (of < 2 || !r->month || (of == 2 && last == dom + 1))
    return at;
  date_year_tail(d, next + 1, r);
  r->dom = dom;
  return reading_finish(d, at, at + 1, r);
}

// "3 May 2023", "the 3rd of May", "3-7 May", "03-Nov-2023".
static uint32_t read_day_first(const dater *d, uint32_t at, reading *r) {
  int last = 0;
  uint32_t from = at + date_is(d, at, DATE_THE);
  uint32_t end = read_listed_day(d, at, r);
  if (end > at)
    return end;
  *r = (reading){0};
  end = from > at ? read_day_word_of(d, from, r) : from;
  if (end > from)
    return end;
  // "the 7 October attack": the article is the attack's.
  if (!date_dom(d, from, &r->dom) ||
      (from > at && d->w.low[from].len < 3 && !date_is(d, from + 1, DATE_OF)))
    return at;
  uint32_t next = read_day_range(d, from + 1, r, &last);
  bool dashed = date_is(d, next, DATE_DASH);
  next += dashed || date_is(d, next, DATE_OF);
  if (!month_at(d, next, &r->month)) {
    *r = (reading){0};
    return at;
  }
  uint32_t tail = next + 1 + (dashed && date_is(d, next + 1, DATE_DASH));
  next = date_year_tail(d, tail, r);
  next = next == tail ? tail - (tail > from + 2 && dashed && !r->year &&
                                date_is(d, tail - 1, DATE_DASH))
                      : next;
  reading_finish(d, at, next, r);
  widen_days(r, last);
  return next;
}

// A year right behind the noun it numbers is none: "resolution 1973".
static bool numbers_noun(const dater *d, uint32_t at) {
  const token *w = &d->a->tokens.at[at];
  if (at == d->first || w->head != at - 1 || d->w.kinds[at - 1])
    return false;
  uint8_t kind = d->a->tokens.at[at - 1].upos;
  return kind == UPOS_NOUN || kind == UPOS_PROPN;
}

// A bare year: behind a word that goes with years, and counting nothing.
static uint32_t read_bare_year(const dater *d, uint32_t at, reading *r) {
  int to;
  if (!date_year(d, at, &r->year))
    return at;
  bool led = at > d->first && date_is(d, at - 1, DATE_PREP);
  bool range = date_is(d, at + 1, DATE_DASH) && date_year(d, at + 2, &to);
  const token *w = &d->a->tokens.at[at];
  bool counts = w->deprel == REL_NUMMOD && counts_noun(d, at) &&
                !date_is(d, at - 1, DATE_THE);
  bool counted = date_is(d, at + 1, DATE_UNIT) ||
                 (at > d->first && !led && w->head == at - 1 &&
                  d->a->tokens.at[at - 1].upos == UPOS_NUM);
  bool plain = r->year >= 1900 && r->year <= 2100; // may stand without "in"
  if (counted || counts || (numbers_noun(d, at) && !led) ||
      (!led && !range && !(plain && at > d->first)))
    return at;
  value_year(&r->x, r->year);
  return at + 1;
}

// "1990s", "'90s", "1990's" come as "1990s", "'90s", "1990" + "'s"; "nineties".
static bool decade_of(str s, int *year) {
  uint32_t len, skip = s.len && s.p[0] == '\'' ? 1
                       : str_starts(s, S("’")) ? 3
                                               : 0;
  s = str_slice(s, skip, s.len);
  if (!date_number(s, year, &len) || s.len != len + 1 || s.p[len] != 's' ||
      *year % 10)
    return false;
  if (len == 2)
    *year += 1900;
  return len == 4 || len == 2;
}

static uint32_t read_decade(const dater *d, uint32_t at, reading *r) {
  uint32_t next = at + date_is(d, at, DATE_THE);
  if (next >= d->end || (!decade_of(d->w.low[next], &r->year) &&
                         !date_form(d, next, DATE_DECADE, &r->year)))
    return at;
  value_decade(&r->x, r->year);
  return next + 1;
}

// "spring 2023", "the summer of 2020", "in the summer"; alone a season may be
// a fall.
static uint32_t read_season(const dater *d, uint32_t at, reading *r) {
  int month;
  uint32_t from = at + date_is(d, at, DATE_THE);
  bool south = date_is(d, from, DATE_SOUTH);
  from += south;
  if (!date_form(d, from, DATE_SEASON, &month) ||
      d->a->tokens.at[from].upos == UPOS_VERB)
    return at;
  uint32_t end = date_year_tail(d, from + 1, r);
  bool led = at > d->first && date_is(d, at - 1, DATE_IN) &&
             d->a->tokens.at[from].deprel != REL_COMPOUND;
  if (!r->year && !led)
    return at;
  r->month = month;
  r->dom = 0;
  if (!r->year)
    r->year = guess_year(d, at, r);
  value_season(&r->x, r->year, month, south);
  r->month = 0;
  return end;
}

uint32_t read_absolute(const dater *d, uint32_t at, reading *r) {
  static date_reader *const readers[] = {
      read_holiday, read_month_first, read_day_first, read_digits,
      read_decade,  read_nth,         read_season,    read_bare_year};
  return read_first(readers, sizeof readers / sizeof *readers, d, at, r);
}
