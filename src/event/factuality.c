// Outward from the predicate. Each step composes the answer so far with what
// the word above does to it: "refused" negates, "plans" plans, "may refuse"
// makes a refusal hypothetical and so leaves its content hypothetical too.

#include "event/factuality.h"
#include "event/target.h"
#include "mention/quote.h"

// Words that stand above one another in a real sentence; deeper chains come
// from damaged trees.
enum { MAX_STEPS = 12 };

static bool is(const codebook *cb, uint32_t lex, word_class c) {
  return grammar_is(&cb->grammar, &cb->words, lex, c);
}

static uint32_t lex_of(const article *a, uint32_t t) {
  return t == NO_TOKEN ? NO_WORD : a->tokens.at[t].lex;
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

static uint32_t child_of(const article *a, uint32_t head,
                         bool (*take)(const token *)) {
  for (uint32_t t = a->tokens.at[head].child; t != NO_TOKEN;
       t = a->tokens.at[t].next)
    if (take(&a->tokens.at[t]))
      return t;
  return NO_TOKEN;
}

static bool is_auxiliary(const token *t) {
  return t->deprel == REL_AUX || t->deprel == REL_AUX_PASS ||
         t->deprel == REL_COP;
}

static bool is_subject(const token *t) {
  return t->deprel == REL_NSUBJ || t->deprel == REL_NSUBJ_PASS;
}

// "Should Norland attack, …", "Had it attacked, …": a condition without "if".
// A parser may hang the first word on the clause behind.
static bool is_inverted(const article *a, const frame *f) {
  if (f->hang != HANG_ADVERB || f->marker != NO_TOKEN)
    return false;
  uint32_t aux = child_of(a, f->pred, is_auxiliary);
  uint32_t subject = child_of(a, f->pred, is_subject), first, last;
  if (subject == NO_TOKEN)
    return false;
  token_yield(a, subject, &first, &last);
  uint32_t opens = a->sentences.at[f->sentence].first;
  return (aux != NO_TOKEN && aux < first) ||
         (first == opens + 1 && a->tokens.at[opens].upos == UPOS_AUX);
}

// "perhaps", "possibly"; and "yet" of "has yet to".
static word_effect adverb_effect(const article *a, const codebook *cb,
                                 uint32_t head, bool infinitive) {
  for (uint32_t t = a->tokens.at[head].child; t != NO_TOKEN;
       t = a->tokens.at[t].next) {
    if (a->tokens.at[t].deprel != REL_ADVMOD)
      continue;
    word_effect e =
        grammar_effect(&cb->grammar, a->tokens.at[t].lex, USE_ADVERB);
    if (e == EFFECT_NEGATED ? infinitive : e != EFFECT_NONE)
      return e;
  }
  return EFFECT_NONE;
}

static bool is_conditional(const article *a, const codebook *cb,
                           const frame *f) {
  return is_inverted(a, f) || (f->marker != NO_TOKEN && f->hang != HANG_COMP &&
                               is(cb, lex_of(a, f->marker), WORD_CONDITIONAL));
}

// Does a condition hang on frame f?
static bool has_condition(const article *a, const codebook *cb, uint32_t f) {
  uint32_t s = a->frames.at[f].sentence;
  for (uint32_t i = f; i-- > 0 && a->frames.at[i].sentence == s;)
    if (a->frames.at[i].parent == f && is_conditional(a, cb, &a->frames.at[i]))
      return true;
  for (uint32_t i = f + 1; i < a->frames.n && a->frames.at[i].sentence == s;
       i++)
    if (a->frames.at[i].parent == f && is_conditional(a, cb, &a->frames.at[i]))
      return true;
  return false;
}

// Are the words of token t reported, but not letter by letter?
static bool is_reported(const article *a, uint32_t t) {
  for (uint32_t i = quotes_near(a, t);
       i < a->quotes.n && a->quotes.at[i].first <= t; i++) {
    const quote *q = &a->quotes.at[i];
    if (q->kind != QUOTE_DIRECT && !q->topic && t >= q->first && t < q->end &&
        t != q->cue_token)
      return true;
  }
  return false;
}

// "would": the future of a report ("said it would"), else what would be the
// case. Its effect as an auxiliary tells it from "will".
static bool is_unreal(const article *a, const codebook *cb, uint32_t at) {
  const frame *f = &a->frames.at[at];
  if (grammar_effect(&cb->grammar, lex_of(a, f->modal), USE_AUX) !=
      EFFECT_HYPOTHETICAL)
    return false;
  return f->flags & FRAME_PERFECT ||
         (!(f->flags & FRAME_NEGATED) && !is_reported(a, f->pred)) ||
         has_condition(a, cb, at);
}

static bool has_subject(const article *a, const frame *f) {
  for (uint32_t i = 0; i < f->n_roles; i++)
    if (a->roles.at[f->first_role + i].kind == ROLE_SUBJ)
      return true;
  return false;
}

// What the words of the frame itself say: modal, tense, negation, mood.
static factuality own_words(const article *a, const codebook *cb, uint32_t at) {
  const frame *f = &a->frames.at[at];
  bool infinitive = f->flags & FRAME_INFINITIVE;
  if (f->flags & FRAME_QUESTION || is_inverted(a, f))
    return FACT_HYPOTHETICAL;
  if (f->modal != NO_TOKEN &&
      (!is(cb, lex_of(a, f->modal), WORD_FUTURE_AUX) || is_unreal(a, cb, at)))
    return FACT_HYPOTHETICAL;
  word_effect e = adverb_effect(a, cb, f->pred, infinitive);
  if (e != EFFECT_NONE)
    return of_effect(e);
  if (f->flags & FRAME_NEGATED)
    return FACT_NEGATED;
  // "Norland to resume talks": a headline's future.
  bool headline = infinitive && f->hang == HANG_ROOT && has_subject(a, f);
  if (f->tense == TENSE_FUTURE || f->flags & FRAME_IMPERATIVE || headline)
    return FACT_PLANNED;
  return FACT_ACTUAL;
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
  if (e == EFFECT_PLANNED && f->tense == TENSE_OF_PAST)
    return FACT_ACTUAL; // "before it attacked"
  if (e == EFFECT_NONE && f->flags & FRAME_INFINITIVE && is(cb, lex, WORD_TO))
    return FACT_PLANNED; // purpose
  return of_effect(e);
}

// Is the noun of frame f told as known ("the attack", "its attack")? Then what
// is said about it does not touch whether it happened.
static bool is_definite(const article *a, const frame *f) {
  for (uint32_t c = a->tokens.at[f->pred].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    const token *t = &a->tokens.at[c];
    if (t->deprel == REL_NMOD_POSS)
      return true;
    if (t->deprel == REL_DET &&
        feat_get(t->feats, FEAT_DEFINITE) == 1 /* Def */)
      return true;
    if (t->deprel == REL_DET &&
        feat_get(t->feats, FEAT_PRONTYPE) == PRONTYPE_DEM)
      return true; // demonstrative
  }
  return false;
}

// "regret having attacked": it is done, whatever is said of it.
static bool is_done(const frame *f) {
  return f->flags & FRAME_PERFECT &&
         f->flags & (FRAME_PARTICIPLE | FRAME_INFINITIVE);
}

// One step from a frame to the one above: what happens to `fact`. A preposition
// between a noun and its governor may decide by itself ("without talks").
static factuality step(const article *a, const codebook *cb, const frame *f,
                       const frame *above, factuality fact) {
  word_effect e = effect_of(cb, above);
  switch (f->hang) {
  case HANG_COMP:
    if (e == EFFECT_NONE && f->flags & FRAME_INFINITIVE &&
        !is_saying(cb, above)) {
      e = adverb_effect(a, cb, above->pred, true);
      e = e == EFFECT_NONE ? EFFECT_PLANNED : e;
    }
    // "unclear whether", "asked if"
    if (f->marker != NO_TOKEN && is(cb, lex_of(a, f->marker), WORD_CONDITIONAL))
      e = EFFECT_HYPOTHETICAL;
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

static bool acts_in(const article *a, const frame *f, uint32_t at) {
  for (uint32_t i = 0; i < f->n_roles; i++) {
    const role *r = &a->roles.at[f->first_role + i];
    if (r->frame == at && r->kind == ROLE_SUBJ)
      return true;
  }
  return false;
}

// Does the status of the frame above pass down to frame `at`? A complement
// shares it ("may begin to attack"); a relative clause or a known noun does
// not, nor does what acts ("the attack may harm trade"), unless it is said to
// happen or to be.
static bool inherits(const article *a, const codebook *cb, uint32_t at,
                     const frame *above) {
  const frame *f = &a->frames.at[at];
  switch (f->hang) {
  case HANG_COMP:
    return !is_saying(cb, above) && !is_done(f);
  case HANG_ARGUMENT:
    if (acts_in(a, above, at))
      return is(cb, above->lex, WORD_OCCUR) ||
             (is(cb, above->lex, WORD_BE) && above->negation != f->negation);
    return !is_definite(a, f);
  case HANG_ADVERB:
    return f->flags & FRAME_PARTICIPLE && f->marker == NO_TOKEN;
  case HANG_CONJ:
    return f->flags & (FRAME_INFINITIVE | FRAME_PARTICIPLE);
  default:
    return false;
  }
}

// From the frame's own words upward, as far as the frame `until` (exclusive).
static factuality walk(const article *a, const codebook *cb, uint32_t at,
                       uint32_t until) {
  factuality fact = own_words(a, cb, at);
  for (uint32_t i = 0; i < MAX_STEPS; i++) {
    const frame *f = &a->frames.at[at];
    if (f->parent == NO_FRAME || f->parent == until)
      break;
    if (stands_beside(a, cb, f))
      break; // "refused despite pressure": there was pressure
    const frame *above = &a->frames.at[f->parent];
    fact = step(a, cb, f, above, fact);
    if (f->hang == HANG_PARATAX || is_saying(cb, above) ||
        !inherits(a, cb, at, above))
      break;
    fact = compose(fact, own_words(a, cb, f->parent));
    at = f->parent;
  }
  return fact;
}

// Does the innermost report that holds token t deny it?
static bool is_denied(const article *a, uint32_t t) {
  const quote *inner = NULL;
  for (uint32_t i = quotes_near(a, t);
       i < a->quotes.n && a->quotes.at[i].first <= t; i++) {
    const quote *q = &a->quotes.at[i];
    bool told =
        !q->topic && (q->denied || q->speaker_at.end > q->speaker_at.beg);
    if (told && t >= q->first && t < q->end && t != q->cue_token &&
        (!inner || q->end - q->first <= inner->end - inner->first))
      inner = q;
  }
  return inner && inner->denied;
}

factuality factuality_of_frame(const article *a, const codebook *cb,
                               uint32_t at) {
  factuality fact = walk(a, cb, at, NO_FRAME);
  if (fact == FACT_ACTUAL && is_denied(a, a->frames.at[at].pred))
    return FACT_NEGATED;
  return fact;
}

// What a rule says of its content overrides what the words alone would say;
// what stands between the two stays ("accused of planning to attack"). Whoever
// does not deny has not said what is the case.
static factuality of_content(const article *a, const codebook *cb,
                             const event *e) {
  uint32_t outer_frame = a->events.at[e->content_of].frame;
  factuality inner = walk(a, cb, e->frame, outer_frame);
  factuality outer = of_effect((word_effect)e->effect);
  if (a->frames.at[outer_frame].flags & FRAME_NEGATED && outer == FACT_NEGATED)
    return e->effect == EFFECT_DENIED ? FACT_HYPOTHETICAL : inner;
  if (inner == FACT_NEGATED)
    return compose(inner, outer);
  return outer == FACT_ACTUAL ? inner : outer;
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
      f->hang == HANG_ADVERB || (f->kind == FRAME_NOUN && f->light == NO_TOKEN))
    return;
  const event_type *t = &s->types.at[e->type];
  bool will = f->modal != NO_TOKEN && e->fact != FACT_NEGATED &&
              is(cb, lex_of(a, f->modal), WORD_FUTURE_AUX) &&
              !(f->flags & FRAME_PERFECT);
  if (will && t->threat.len && has_condition(a, cb, e->frame))
    recode(e, s, t->threat, t->threat_code);
  else if (e->fact == FACT_PLANNED && t->future.len)
    recode(e, s, t->future, t->future_code);
  bool refused =
      e->fact == FACT_NEGATED &&
      (f->modal == NO_TOKEN ? f->tense == TENSE_FUTURE // "is not going to meet"
                            : is(cb, lex_of(a, f->modal), WORD_FUTURE_AUX));
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
