#include "event/when.h"

enum {
  MAX_STEPS = 8, // clauses above one another that may lend their date
  NEWS_DAYS = 7, // a report's week: older dates are background
};

// The innermost frame that token t belongs to: the first predicate on its way
// up.
static uint32_t frame_over(const article *a, uint32_t t) {
  for (uint32_t steps = a->tokens.n; t != NO_TOKEN && steps--;
       t = a->tokens.at[t].head)
    if (a->frame_of[t] != NO_FRAME)
      return a->frame_of[t];
  return NO_FRAME;
}

static bool usable(const timex *x) {
  return (x->type == TIMEX_DATE || x->type == TIMEX_TIME) &&
         (x->beg != NO_DAY || x->last != NO_DAY);
}

static uint32_t distance(uint32_t x, uint32_t y) {
  return x > y ? x - y : y - x;
}

// The usable time expression of frame f that stands nearest to its predicate.
static uint32_t date_of_frame(const article *a, uint32_t f) {
  const frame *in = &a->frames.at[f];
  const sentence *s = &a->sentences.at[in->sentence];
  uint32_t best = NO_ROW;
  for (uint32_t i = 0; i < a->dates.n; i++) {
    const timex *x = &a->dates.at[i];
    if (x->first < s->first || x->first >= s->end || !usable(x))
      continue;
    uint32_t over = frame_over(a, x->first);
    bool own = over == f || (in->light != NO_TOKEN && over != NO_FRAME &&
                             a->frames.at[over].pred == in->light);
    if (own &&
        (best == NO_ROW || distance(x->first, in->pred) <
                               distance(a->dates.at[best].first, in->pred)))
      best = i;
  }
  return best;
}

static bool is_saying(const codebook *cb, const frame *f) {
  return grammar_is(&cb->grammar, &cb->words, f->lex, WORD_SAY) ||
         grammar_is(&cb->grammar, &cb->words, f->lex, WORD_SAY_NOUN);
}

// May f take the date of the clause it hangs on? "The shelling, which followed
// talks on Monday" must not; a noun or participle in its clause may.
static bool lends(const codebook *cb, const frame *f, const frame *above) {
  if (f->hang == HANG_RELATIVE || f->hang == HANG_ROOT ||
      f->hang == HANG_PARATAX)
    return false;
  return f->kind == FRAME_NOUN || !is_saying(cb, above);
}

static uint32_t find_date(const article *a, const codebook *cb, uint32_t f) {
  for (uint32_t i = 0; i < MAX_STEPS && f != NO_FRAME; i++) {
    uint32_t date = date_of_frame(a, f);
    if (date != NO_ROW)
      return date;
    const frame *in = &a->frames.at[f];
    if (in->parent == NO_FRAME || !lends(cb, in, &a->frames.at[in->parent]))
      return NO_ROW;
    f = in->parent;
  }
  return NO_ROW;
}

static day report_day(const article *a) {
  return a->meta.published_day != NO_DAY ? a->meta.published_day
                                         : a->dateline_day;
}

static bool has_word(const article *a, const codebook *cb, uint32_t head,
                     word_class c) {
  for (uint32_t t = a->tokens.at[head].child; t != NO_TOKEN;
       t = a->tokens.at[t].next)
    if (grammar_is(&cb->grammar, &cb->words, a->tokens.at[t].lex, c))
      return true;
  return false;
}

// "had sent" after "noted that" is backshift and says nothing; in the
// narrator's own sentence it looks back.
static bool looks_back(const article *a, const codebook *cb, uint32_t f) {
  for (uint32_t i = 0; i < MAX_STEPS && f != NO_FRAME; i++) {
    const frame *in = &a->frames.at[f];
    if (has_word(a, cb, in->pred, WORD_PAST_ADVERB))
      return true;
    const frame *above =
        in->parent == NO_FRAME ? NULL : &a->frames.at[in->parent];
    bool reported = in->hang == HANG_PARATAX ||
                    (in->hang == HANG_COMP && above && is_saying(cb, above));
    if (in->flags & FRAME_PERFECT && in->tense == TENSE_OF_PAST)
      return !reported;
    if (above && in->kind == FRAME_NOUN && in->hang == HANG_ARGUMENT &&
        grammar_is(&cb->grammar, &cb->words, above->lex, WORD_RETELLING))
      return true;
    if (reported || in->hang == HANG_ROOT || in->hang == HANG_RELATIVE)
      return false;
    f = in->parent;
  }
  return false;
}

static bool is_old(const article *a, const event *e) {
  day today = report_day(a);
  if (e->date == NO_ROW || today == NO_DAY)
    return false;
  const timex *x = &a->dates.at[e->date];
  day from = x->beg != NO_DAY ? x->beg : x->last;
  // A year or month that still runs ("this year") is no history.
  if (x->last != NO_DAY && x->last >= today - NEWS_DAYS)
    return false;
  return from < today - NEWS_DAYS;
}

static void take_date(article *a, event *e) {
  const timex *x = &a->dates.at[e->date];
  e->beg = x->beg;
  e->last = x->last;
  e->precision = x->precision;
  e->date_from = DATE_TEXT;
}

static void decide(article *a, const codebook *cb, event *e) {
  e->date = find_date(a, cb, e->frame);
  e->beg = e->last = NO_DAY;
  e->precision = PRECISION_OPEN;
  e->date_from = DATE_NONE;
  e->background = is_old(a, e) || looks_back(a, cb, e->frame);
  if (e->date != NO_ROW) {
    take_date(a, e);
    return;
  }
  bool reported = e->fact == FACT_ACTUAL && !e->background;
  if (!reported || report_day(a) == NO_DAY)
    return;
  e->beg = e->last = report_day(a);
  e->precision = PRECISION_DAY;
  e->date_from = DATE_REPORT;
}

void when_decide(article *a, const codebook *cb) {
  for (uint32_t i = 0; i < a->events.n; i++)
    decide(a, cb, &a->events.at[i]);
}
