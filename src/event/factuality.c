// Outward from the predicate. Each step composes the answer so far with what
// the word above does to it: "refused" negates, "plans" plans, "may refuse"
// makes a refusal hypothetical and so leaves its content hypothetical too.

#include "event/factuality.h"

// Words that stand above one another in a real sentence; deeper chains come
// from damaged trees.
enum { MAX_STEPS = 12 };

static bool is(const codebook *cb, uint32_t lex, word_class c) {
  return grammar_is(&cb->grammar, &cb->words, lex, c);
}

static uint32_t lex_of(const article *a, uint32_t t) {
  return t == NO_TOKEN ? NO_WORD : a->tokens.at[t].lex;
}

// What the words of the frame itself say: modal, tense, negation, mood.
static factuality own_words(const article *a, const codebook *cb,
                            const frame *f) {
  if (f->flags & FRAME_QUESTION)
    return FACT_HYPOTHETICAL;
  uint32_t modal = lex_of(a, f->modal);
  if (f->modal != NO_TOKEN && !is(cb, modal, WORD_FUTURE_AUX))
    return FACT_HYPOTHETICAL;
  if (f->flags & FRAME_NEGATED)
    return FACT_NEGATED;
  if (f->tense == TENSE_FUTURE || f->flags & FRAME_IMPERATIVE)
    return FACT_PLANNED;
  return FACT_ACTUAL;
}

static factuality of_effect(word_effect e) {
  switch (e) {
  case EFFECT_PLANNED:
    return FACT_PLANNED;
  case EFFECT_HYPOTHETICAL:
    return FACT_HYPOTHETICAL;
  case EFFECT_NEGATED:
  case EFFECT_DENIED:
    return FACT_NEGATED;
  default:
    return FACT_ACTUAL;
  }
}

// How `inner`, seen from below, looks through a word that makes its content
// `outer`. Two negations cancel; what is negated stays so in a plan ("plans
// not to attack"); a weaker status wins over a stronger one.
static factuality compose(factuality inner, factuality outer) {
  if (outer == FACT_ACTUAL)
    return inner;
  if (inner == FACT_ACTUAL)
    return outer;
  if (inner == FACT_NEGATED && outer == FACT_NEGATED)
    return FACT_ACTUAL;
  if (inner == FACT_NEGATED || outer == FACT_NEGATED)
    return FACT_NEGATED;
  return FACT_HYPOTHETICAL == inner ? inner : outer;
}

static word_use use_of(const frame *f) {
  return f->kind == FRAME_NOUN  ? USE_NOUN
         : f->kind == FRAME_ADJ ? USE_ADJ
                                : USE_VERB;
}

static word_effect effect_of(const codebook *cb, const frame *f) {
  word_effect e = grammar_effect(&cb->grammar, f->lex, use_of(f));
  if (e == EFFECT_NONE && f->kind == FRAME_NOUN && f->verb_lex != NO_WORD)
    e = grammar_effect(&cb->grammar, f->verb_lex, USE_VERB);
  return e;
}

static bool is_saying(const codebook *cb, const frame *f) {
  return is(cb, f->lex, WORD_SAY) || is(cb, f->lex, WORD_SAY_NOUN) ||
         is(cb, f->verb_lex, WORD_SAY) || is(cb, f->lex, WORD_DENY);
}

// What the marker of an adverbial clause does: "if", "without", "to".
static factuality of_marker(const article *a, const codebook *cb,
                            const frame *f) {
  if (f->marker == NO_TOKEN)
    return FACT_ACTUAL;
  uint32_t lex = lex_of(a, f->marker);
  if (is(cb, lex, WORD_CONDITIONAL))
    return FACT_HYPOTHETICAL;
  word_effect e = grammar_effect(&cb->grammar, lex, USE_MARKER);
  if (e == EFFECT_NONE && f->flags & FRAME_INFINITIVE && is(cb, lex, WORD_TO))
    return FACT_PLANNED; // purpose
  return of_effect(e);
}

// Is the noun of frame f told as known ("the attack", "its attack")? Then what
// is said about it does not touch whether it happened.
static bool is_definite(const article *a, const codebook *cb, const frame *f) {
  for (uint32_t c = a->tokens.at[f->pred].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    const token *t = &a->tokens.at[c];
    if (t->deprel == REL_NMOD_POSS)
      return true;
    if (t->deprel == REL_DET &&
        feat_get(t->feats, FEAT_DEFINITE) == 1 /* Def */)
      return true;
    if (t->deprel == REL_DET && feat_get(t->feats, FEAT_PRONTYPE) == 2)
      return true; // demonstrative
  }
  (void)cb;
  return false;
}

// One step from a frame to the one above: what happens to `fact`. A preposition
// between a noun and its governor may decide by itself ("without talks").
static factuality step(const article *a, const codebook *cb, const frame *f,
                       const frame *above, factuality fact) {
  word_effect e = effect_of(cb, above);
  switch (f->hang) {
  case HANG_COMP:
    if (e == EFFECT_NONE && f->flags & FRAME_INFINITIVE &&
        !is_saying(cb, above))
      e = EFFECT_PLANNED;
    return compose(fact, of_effect(e));
  case HANG_ADVERB:
    return compose(fact, of_marker(a, cb, f));
  case HANG_ARGUMENT: {
    factuality mark = of_marker(a, cb, f);
    if (mark != FACT_ACTUAL)
      return compose(fact, mark);
    return compose(fact, of_effect(e));
  }
  default:
    return fact;
  }
}

// Does the status of the frame above pass down to f? A complement shares it
// ("may begin to attack"); a relative clause or a known noun does not.
static bool inherits(const article *a, const codebook *cb, const frame *f,
                     const frame *above) {
  if (f->hang == HANG_COMP)
    return !is_saying(cb, above);
  if (f->hang == HANG_ARGUMENT)
    return !is_definite(a, cb, f);
  if (f->hang == HANG_CONJ)
    return f->flags & (FRAME_INFINITIVE | FRAME_PARTICIPLE);
  return false;
}

factuality factuality_of_frame(const article *a, const codebook *cb,
                               uint32_t at) {
  const frame *f = &a->frames.at[at];
  factuality fact = own_words(a, cb, f);
  for (uint32_t i = 0; i < MAX_STEPS && f->parent != NO_FRAME; i++) {
    const frame *above = &a->frames.at[f->parent];
    fact = step(a, cb, f, above, fact);
    if (f->hang == HANG_PARATAX || is_saying(cb, above) ||
        !inherits(a, cb, f, above))
      break;
    fact = compose(fact, own_words(a, cb, above));
    f = above;
  }
  return fact;
}

// What a rule says of its content overrides what the words alone would say;
// the content's own negation stays ("demanded that it not attack").
static factuality of_content(const article *a, const codebook *cb,
                             const event *e) {
  factuality own = own_words(a, cb, &a->frames.at[e->frame]);
  factuality outer = of_effect((word_effect)e->effect);
  if (own == FACT_NEGATED)
    return compose(own, outer);
  return outer == FACT_ACTUAL ? own : outer;
}

static void recode(event *e, const scheme *s, str type, str code) {
  uint32_t row = scheme_type(s, type), cameo = scheme_code(s, code);
  if (row == NO_VALUE)
    return;
  e->type = row;
  e->cameo = cameo == NO_VALUE ? NO_ROW : cameo;
  e->cameo_mirror = NO_ROW;
  e->modes = 0;
  e->fact = FACT_ACTUAL;
}

// PLOVER codes what somebody will do, or will not do, as the announcement that
// it is. Content of another event keeps its type: that event is the word given.
// A purpose ("sent envoys to hold talks") announces nothing.
static void fold(const article *a, const codebook *cb, event *e) {
  const scheme *s = &cb->rules.scheme;
  const frame *f = &a->frames.at[e->frame];
  if (e->content_of != NO_EVENT || e->type == NO_TYPE ||
      f->hang == HANG_ADVERB || f->kind == FRAME_NOUN)
    return;
  const event_type *t = &s->types.at[e->type];
  if (e->fact == FACT_PLANNED && t->future.len)
    recode(e, s, t->future, t->future_code);
  bool refused =
      e->fact == FACT_NEGATED && is(cb, lex_of(a, f->modal), WORD_FUTURE_AUX);
  if (refused && t->refusal.len)
    recode(e, s, t->refusal, t->refusal_code);
}

void factuality_decide(article *a, const codebook *cb) {
  for (uint32_t i = 0; i < a->events.n; i++) {
    event *e = &a->events.at[i];
    bool ruled = e->content_of != NO_EVENT && e->effect != EFFECT_NONE;
    e->fact =
        ruled ? of_content(a, cb, e) : factuality_of_frame(a, cb, e->frame);
    fold(a, cb, e);
  }
}
