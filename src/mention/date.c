// Walks the sentences, reads an expression where one begins, and lets the words
// around it have their say: prepositions, ranges, the tense of the clause.

#include "mention/date.h"
#include "mention/date_read.h"

// A publication day and a dateline further apart are of different texts.
enum { DATELINE_DAYS = 7 };

// Clauses are short: a verb is reached within this many steps up the tree.
enum { TENSE_STEPS = 8 };

// Words that one expression may have: "the first three weeks of the second
// quarter of last year" has 11. It also bounds how deep readers call each
// other.
enum { LONGEST_WORDS = 24 };

// Without a tree, a word for the future this far before a date still rules it.
enum { TENSE_WORDS = 8 };

day date_today(const article *a) {
  day line = a->dateline_day, out = a->meta.published_day;
  if (out == NO_DAY)
    return line;
  return line != NO_DAY && line <= out && out - line <= DATELINE_DAYS ? line
                                                                      : out;
}

// The tense of a verb by itself and its auxiliaries: "will open", "is to meet",
// "opens Friday" lie ahead; a perfect lies behind, also under a modal.
static int verb_tense(const dater *d, uint32_t verb) {
  const article *a = d->a;
  bool future = false, past = false, has = false;
  uint32_t feats = a->tokens.at[verb].feats;
  for (uint32_t c = a->tokens.at[verb].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint8_t rel = a->tokens.at[c].deprel;
    if (a->tokens.at[c].upos == UPOS_PROPN) // "May" as if it were a verb
      continue;
    if (rel != REL_AUX && rel != REL_AUX_PASS && rel != REL_COP &&
        rel != REL_MARK)
      continue;
    future |= date_is(d, c, DATE_FUTURE);
    past |= feat_get(a->tokens.at[c].feats, FEAT_TENSE) == TENSE_PAST;
    has |= rel == REL_AUX && date_is(d, c, DATE_HAS);
  }
  if (date_is(d, verb, DATE_PLANNED))
    return 1;
  if (future)
    return has ? -1 : 1;
  if (past || has || feat_get(feats, FEAT_TENSE) == TENSE_PAST)
    return -1;
  bool is_verb = a->tokens.at[verb].upos == UPOS_VERB;
  return is_verb && date_is(d, verb, DATE_TIMETABLE) ? 1 : 0;
}

static bool in_parsed(const article *a, uint32_t t) {
  uint32_t s = sentence_of(a, t);
  return s != NO_SENTENCE && a->sentences.at[s].parsed;
}

static int tense_by_words(const dater *d, uint32_t t) {
  for (uint32_t i = 0; i < TENSE_WORDS && t > d->first; i++)
    if (date_is(d, --t, DATE_FUTURE) || date_is(d, t, DATE_PLANNED))
      return 1;
  return 0;
}

int date_tense(const dater *d, uint32_t t) {
  const article *a = d->a;
  if (!in_parsed(a, t))
    return tense_by_words(d, t);
  // "by Friday", "ahead of Friday's vote": the words before it look ahead.
  int sure = 0, ahead = 0;
  for (uint32_t back = 1; back <= 3 && t >= d->first + back && !ahead; back++)
    ahead = date_words(d, t - back, DATE_AHEAD, &sure) >= back;
  if (ahead && sure)
    return 1;
  for (uint32_t i = 0; i < TENSE_STEPS && t != NO_TOKEN; i++) {
    uint8_t kind = a->tokens.at[t].upos;
    int tense =
        kind == UPOS_VERB || kind == UPOS_ADJ || i ? verb_tense(d, t) : 0;
    if (kind == UPOS_VERB || tense)
      return tense || !ahead ? tense : 1;
    t = a->tokens.at[t].head;
  }
  return 0;
}

// "after Monday's attack": the preposition is the attack's, the day is whole.
static bool owns_noun(const dater *d, const timex *x) {
  if (x->end >= d->end)
    return false;
  const token *w = &d->a->tokens.at[x->end - 1];
  if (d->a->tokens.at[x->end].upos == UPOS_PART)
    return true;
  return w->head != NO_TOKEN && w->head >= x->end && w->head < d->end &&
         d->a->tokens.at[w->head].upos != UPOS_VERB &&
         (w->deprel == REL_COMPOUND || w->deprel == REL_AMOD ||
          w->deprel == REL_NMOD_POSS || w->deprel == REL_NUMMOD ||
          w->deprel == REL_NMOD_UNMARKED);
}

// "held from 2 March" opens a stretch, "a report from 2019" does not.
static bool starts_here(const dater *d, const timex *x) {
  const token *w = &d->a->tokens.at[x->end - 1];
  bool fine = x->precision == PRECISION_DAY ||
              x->precision == PRECISION_MONTH || x->precision == PRECISION_WEEK;
  return x->precision != PRECISION_RANGE &&
         ((fine && w->deprel != REL_NMOD) || date_tense(d, x->end - 1) > 0);
}

// Days as the preposition before the expression wants them.
static void apply_preposition(const dater *d, timex *x) {
  if (x->first == d->first || (x->beg == NO_DAY && x->last == NO_DAY) ||
      (x->type != TIMEX_DATE && x->type != TIMEX_TIME))
    return;
  uint32_t p = x->first - 1;
  p -= date_is(d, p, DATE_THE) && p > d->first;
  int from = 0;
  if (date_form(d, p, DATE_SINCE, &from) && (!from || starts_here(d, x))) {
    x->last = NO_DAY;
    x->precision = PRECISION_OPEN;
  } else if (date_is(d, p, DATE_LATER) && !owns_noun(d, x)) {
    x->beg = x->last == NO_DAY ? NO_DAY : x->last + 1;
    x->last = NO_DAY;
    x->precision = PRECISION_OPEN;
  } else if (date_is(d, p, DATE_UNTIL)) {
    x->beg = NO_DAY;
    x->precision = PRECISION_OPEN;
  } else if (date_is(d, p, DATE_BEFORE) && !owns_noun(d, x)) {
    x->last = x->beg == NO_DAY ? NO_DAY : x->beg - 1;
    x->beg = NO_DAY;
    x->precision = PRECISION_OPEN;
  }
}

// Moves the end of a range whose year or week was guessed to the right side of
// the other: "from November to February", "from Monday to Friday".
static void mend_range(const dater *d, reading *left, reading *right,
                       uint32_t at) {
  if (left->no_year && right->year) {
    reading_set_year(left, right->year);
    if (left->x.beg > right->x.last)
      reading_set_year(left, right->year - 1);
    return;
  }
  if (left->x.beg == NO_DAY || right->x.last == NO_DAY ||
      left->x.beg <= right->x.last)
    return;
  bool ahead = date_tense(d, at) > 0;
  int year, month, dom;
  reading *moved = ahead ? right : left;
  day_split(moved->x.beg, &year, &month, &dom);
  if (moved->weekday)
    value_day(&moved->x, moved->x.beg + (ahead ? 7 : -7));
  else if (moved->no_year)
    reading_set_year(moved, year + (ahead ? 1 : -1));
}

static void set_days(timex *x, const timex *from) {
  memcpy(x->value, from->value, sizeof x->value);
  x->beg = from->beg;
  x->last = from->last;
}

// "from May 3 to May 7", "between 2014 and 2020", "1990-2005": both ends carry
// the whole range. A year that only the second end has is the first one's too.
static void join_range(dater *d, timex *x, reading *left, reading *right) {
  timex *before = x - 1;
  uint32_t p = before->first - (before->first > d->first &&
                                date_is(d, before->first - 1, DATE_THE));
  bool opened = p > d->first && date_is(d, p - 1, DATE_RANGE);
  int and = 0;
  bool joined = x->first == before->end + 1 &&
                date_form(d, before->end, DATE_TO, &and) && (opened || !and);
  if (before->first < d->first || !joined || x->type == TIMEX_DURATION ||
      before->type == TIMEX_DURATION || x->type == TIMEX_SET)
    return;
  mend_range(d, left, right, before->first);
  if (left->x.beg == NO_DAY || right->x.last == NO_DAY ||
      left->x.beg > right->x.last)
    return;
  set_days(before, &left->x);
  set_days(x, &right->x);
  x->beg = before->beg;
  before->last = x->last;
  x->precision = before->precision = PRECISION_RANGE;
}

static uint32_t read_any(dater *d, uint32_t at, reading *r) {
  static date_reader *const readers[] = {read_ago, read_clock, read_absolute,
                                         read_weekday, read_relative};
  bool half = d->joined[at] || (date_is(d, at, DATE_THE) && at + 1 < d->end &&
                                d->joined[at + 1]);
  uint32_t named = half ? 4 : 0;
  return read_first(readers + named, 5 - named, d, at, r);
}

day date_told_for(const dater *d, date_unit unit) {
  bool months = unit == UNIT_MONTH || unit == UNIT_QUARTER;
  return d->told[unit >= UNIT_YEAR && unit <= UNIT_CENTURY ? TOLD_YEAR
                 : months                                  ? TOLD_MONTH
                                                           : TOLD_DAY];
}

// Remembers what the text named, as fine as it named it.
static void note_told(dater *d, const timex *x) {
  if ((x->type != TIMEX_DATE && x->type != TIMEX_TIME) || x->beg == NO_DAY)
    return;
  bool one = x->precision == PRECISION_DAY;
  bool week = one || x->precision == PRECISION_WEEK;
  bool year = x->precision == PRECISION_YEAR;
  d->told[TOLD_DAY] = week ? x->beg : NO_DAY;
  d->told[TOLD_MONTH] = year ? NO_DAY : x->beg;
  d->told[TOLD_YEAR] = x->beg;
}

static void add(dater *d, uint32_t at, uint32_t end, reading *r) {
  article *a = d->a;
  timex *x = vec_push(a->m, &a->dates);
  *x = r->x;
  x->first = at;
  x->end = end;
  x->at = (span){a->tokens.at[at].at.beg, a->tokens.at[end - 1].at.end};
  note_told(d, x);
  apply_preposition(d, x);
}

// "three weeks from 3 May": the day carries the stretch that it begins.
static void share_anchor(const dater *d, timex *x) {
  const timex *before = x - 1;
  if (before->type == TIMEX_DURATION && before->beg != NO_DAY &&
      x->first == before->end + 1 && date_is(d, before->end, DATE_FROM) &&
      x->type == TIMEX_DATE && x->beg == before->beg) {
    x->last = before->last;
    x->precision = PRECISION_RANGE;
  }
}

#define BIT(kind) (UINT64_C(1) << (kind))

// Kinds of words with which an expression may begin, and numbers.
static const uint64_t openers =
    BIT(DATE_WEEKDAY) | BIT(DATE_MONTH) | BIT(DATE_SEASON) | BIT(DATE_UNIT) |
    BIT(DATE_DAY_WORD) | BIT(DATE_DAY_PART) | BIT(DATE_WHICH) |
    BIT(DATE_PAST_SPAN) | BIT(DATE_NEXT_SPAN) | BIT(DATE_REF) |
    BIT(DATE_BEGIN) | BIT(DATE_MIDDLE) | BIT(DATE_END) | BIT(DATE_EVERY) |
    BIT(DATE_SET) | BIT(DATE_HOLIDAY) | BIT(DATE_FEAST) | BIT(DATE_NTH_DAY) |
    BIT(DATE_NAMED) | BIT(DATE_DECADE) | BIT(DATE_QUARTER) | BIT(DATE_FISCAL) |
    BIT(DATE_FINAL) | BIT(DATE_EVE) | BIT(DATE_NOON) | BIT(DATE_WEEKDAYS) |
    BIT(DATE_TIMES) | BIT(DATE_SOUTH);
static const uint64_t counts = BIT(QUANTITY_ONES) | BIT(QUANTITY_HUNDRED) |
                               BIT(QUANTITY_SCALE) | BIT(QUANTITY_VAGUE) |
                               BIT(QUANTITY_PAIR) | BIT(QUANTITY_HALF) |
                               BIT(QUANTITY_ORDINAL);

// Is a numeral or the mark of "'90s" at the token?
static bool is_figure(const dater *d, uint32_t t) {
  char c = d->w.low[t].p[0];
  return (c >= '0' && c <= '9') || c == '\'' || (unsigned char)c == 0xe2;
}

static bool opens(const dater *d, uint32_t t) {
  return t < d->end && (d->w.kinds[t] & openers || d->q.kinds[t] & counts ||
                        d->joined[t] || is_figure(d, t));
}

// Can an expression begin here? Most words are in neither table; of those that
// are, articles and "about" depend on the word behind them. Only saves time.
static bool may_begin(const dater *d, uint32_t t) {
  if (!d->w.kinds[t] && !d->q.kinds[t])
    return is_figure(d, t);
  bool leads = d->w.kinds[t] & (BIT(DATE_THE) | BIT(DATE_ABOUT)) ||
               d->q.kinds[t] & BIT(QUANTITY_ARTICLE);
  if (opens(d, t) || (leads && (opens(d, t + 1) || opens(d, t + 2))))
    return true;
  uint64_t kinds;
  return (d->w.kinds[t] & FORM_BEGINS &&
          form_longest(&d->w, t, d->end, &kinds) > 1) ||
         (d->q.kinds[t] & FORM_BEGINS &&
          form_longest(&d->q, t, d->end, &kinds) > 1);
}

static void find_in_sentence(dater *d) {
  reading last = {0};
  uint32_t before = d->a->dates.n;
  uint32_t end_of_sentence = d->end;
  for (uint32_t t = d->first; t < end_of_sentence;) {
    d->end = end_of_sentence - t > LONGEST_WORDS ? t + LONGEST_WORDS
                                                 : end_of_sentence;
    reading r = {0};
    d->between = t > d->first && date_is(d, t - 1, DATE_RANGE);
    uint32_t end = may_begin(d, t) ? read_any(d, t, &r) : t;
    if (end == t) {
      t++;
      continue;
    }
    add(d, t, end, &r);
    if (d->a->dates.n > before + 1)
      share_anchor(d, &d->a->dates.at[d->a->dates.n - 1]);
    if (d->a->dates.n > before + 1)
      join_range(d, &d->a->dates.at[d->a->dates.n - 1], &last, &r);
    last = r;
    t = end;
  }
}

// Takes "mid-" off "mid-March" where the tail is a word of dates or a number.
static const str *split_joined(dater *d, const str *low, const form_table *t) {
  static const date_kind kinds[] = {DATE_BEGIN, DATE_MIDDLE, DATE_END};
  uint32_t n = d->a->tokens.n;
  str *out = arena_new(d->a->m, str, n + 1);
  d->joined = arena_new(d->a->m, uint8_t, n + 1);
  for (uint32_t i = 0; i < n; i++) {
    const char *hyphen = memchr(low[i].p, '-', low[i].len);
    out[i] = low[i];
    if (!hyphen || hyphen == low[i].p)
      continue;
    uint32_t len = (uint32_t)(hyphen - low[i].p);
    for (uint8_t k = 0; k < 3; k++)
      if (form_find(t, str_slice(low[i], 0, len), (uint32_t)kinds[k])) {
        out[i] = str_slice(low[i], len + 1, low[i].len);
        d->joined[i] = (uint8_t)(k + 1);
      }
  }
  return out;
}

void dates_find_with(article *a, const form_tables *tables) {
  dater d = {.a = a, .today = date_today(a), .told = {NO_DAY, NO_DAY, NO_DAY}};
  const str *low = forms_lower(a);
  d.q = forms_scan(a, low, &tables->quantities);
  d.w = forms_scan(a, split_joined(&d, low, &tables->dates), &tables->dates);
  d.order = date_order_of(a, &d.w);
  d.persons = date_persons(&d);
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    d.first = a->sentences.at[s].first;
    d.end = a->sentences.at[s].end;
    find_in_sentence(&d);
  }
}

void dates_find(article *a, const codebook *cb) {
  dates_find_with(a, &cb->forms);
}
