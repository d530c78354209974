#include "event/when.h"
#include "event/background.h"

enum { MAX_STEPS = 8 }; // clauses above one another that may lend their date

// The innermost frame that token t belongs to: the first predicate on its way
// up.
static uint32_t frame_over(const article *a, uint32_t t) {
  for (uint32_t steps = a->tokens.n; t != NO_TOKEN && steps--;
       t = a->tokens.at[t].head)
    if (a->frame_of[t] != NO_FRAME)
      return a->frame_of[t];
  return NO_FRAME;
}

// A duration has days where it is anchored ("the past two days").
static bool usable(const timex *x) {
  return x->type != TIMEX_SET && (x->beg != NO_DAY || x->last != NO_DAY);
}

static uint32_t distance(uint32_t x, uint32_t y) {
  return x > y ? x - y : y - x;
}

static bool has_word(const article *a, const codebook *cb, uint32_t head,
                     word_class c) {
  for (uint32_t t = a->tokens.at[head].child; t != NO_TOKEN;
       t = a->tokens.at[t].next)
    if (grammar_is(&cb->grammar, &cb->words, a->tokens.at[t].lex, c))
      return true;
  return false;
}

// Does the expression date a thing and not the clause: "repealed the law of
// 2014", "condemned Monday's raid"? "Killed in Monday's raid" dates both.
static bool dates_thing(const article *a, const codebook *cb, const frame *in,
                        const timex *x) {
  uint32_t top = x->first;
  for (uint32_t t = x->first; t < x->end; t++)
    if (a->tokens.at[t].head < x->first || a->tokens.at[t].head >= x->end)
      top = t;
  const token *w = &a->tokens.at[top];
  if (w->head == NO_TOKEN || w->head == in->pred || w->head == in->light)
    return false;
  const token *thing = &a->tokens.at[w->head];
  if (thing->upos != UPOS_NOUN && thing->upos != UPOS_PROPN)
    return false;
  bool leads = w->head > top && w->deprel != REL_OBL;
  if (!leads && !(w->deprel == REL_NMOD && has_word(a, cb, top, WORD_OF)))
    return false;
  return thing->deprel != REL_OBL || !has_word(a, cb, w->head, WORD_IN);
}

// The date nearest to f's predicate; with a codebook none that dates a thing.
static uint32_t nearest_date(const article *a, const codebook *cb, uint32_t f) {
  const frame *in = &a->frames.at[f];
  const sentence *s = &a->sentences.at[in->sentence];
  uint32_t best = NO_ROW;
  uint32_t i = vec_find(a->dates.at, a->dates.n, sizeof(timex),
                        offsetof(timex, first), s->first);
  for (; i < a->dates.n && a->dates.at[i].first < s->end; i++) {
    const timex *x = &a->dates.at[i];
    if (!usable(x))
      continue;
    uint32_t over = frame_over(a, x->first);
    bool own = over == f || (in->light != NO_TOKEN && over != NO_FRAME &&
                             a->frames.at[over].pred == in->light);
    if (own && !(cb && dates_thing(a, cb, in, x)) &&
        (best == NO_ROW || distance(x->first, in->pred) <
                               distance(a->dates.at[best].first, in->pred)))
      best = i;
  }
  return best;
}

uint32_t date_of_frame(const article *a, uint32_t f) {
  return nearest_date(a, NULL, f);
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

// "killed in Monday's attack", "met during talks on Friday": the date of a noun
// that the clause happens in.
static uint32_t date_inside(const article *a, const codebook *cb, uint32_t f) {
  const sentence *s = &a->sentences.at[a->frames.at[f].sentence];
  for (uint32_t t = s->first; t < s->end; t++) {
    uint32_t g = a->frame_of[t];
    if (g == NO_FRAME || a->frames.at[g].parent != f ||
        a->frames.at[g].kind != FRAME_NOUN ||
        (a->tokens.at[t].deprel != REL_OBL &&
         a->tokens.at[t].deprel != REL_NMOD) ||
        !has_word(a, cb, t, WORD_IN))
      continue;
    uint32_t date = nearest_date(a, cb, g);
    if (date != NO_ROW)
      return date;
  }
  return NO_ROW;
}

static uint32_t find_date(const article *a, const codebook *cb, uint32_t f) {
  for (uint32_t i = 0; i < MAX_STEPS && f != NO_FRAME; i++) {
    uint32_t date = nearest_date(a, cb, f);
    if (date == NO_ROW)
      date = date_inside(a, cb, f);
    if (date != NO_ROW)
      return date;
    const frame *in = &a->frames.at[f];
    if (in->parent == NO_FRAME || !lends(cb, in, &a->frames.at[in->parent]))
      return NO_ROW;
    f = in->parent;
  }
  return NO_ROW;
}

day report_day(const article *a) {
  return a->meta.published_day != NO_DAY ? a->meta.published_day
                                         : a->dateline_day;
}

static void take_date(article *a, event *e) {
  const timex *x = &a->dates.at[e->date];
  e->beg = x->beg;
  e->last = x->last;
  e->precision = x->precision;
  e->date_from = DATE_TEXT;
}

static void decide(article *a, const background *b, event *e) {
  e->date = find_date(a, b->cb, e->frame);
  e->beg = e->last = NO_DAY;
  e->precision = PRECISION_OPEN;
  e->date_from = DATE_NONE;
  e->background = background_frame(b, e->frame);
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
  background b;
  background_open(&b, a, cb);
  for (uint32_t i = 0; i < a->events.n; i++)
    decide(a, &b, &a->events.at[i]);
}
