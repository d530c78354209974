// Which words stand in a place of a frame?
//
// Frames are in a normal form, so most places are roles of the same name. What
// is left to do here: phrases that the tree hangs on the object ("impose
// [sanctions on X]"), and nouns, where "of", 's, a demonym and a compound say
// the same ("the attack of Norland", "Norland's attack", "Norland attack").

#include "event/match_part.h"

// "$300 million in aid for refugees from Sudland": deeper is about something
// else.
enum { PHRASE_DEPTH = 2 };

static const role *role_at(const matcher *m, const frame *in, uint32_t i) {
  return &m->a->roles.at[in->first_role + i];
}

static bool is_used(const attempt *taken, uint32_t t) {
  for (uint32_t i = 0; i < taken->n_used; i++)
    if (taken->used[i] == t)
      return true;
  return false;
}

static void put(tokens *out, uint32_t t) {
  for (uint32_t i = 0; i < out->n; i++)
    if (out->at[i] == t)
      return;
  if (out->n < MAX_TOKENS)
    out->at[out->n++] = t;
}

static void put_kind(const matcher *m, const frame *in, role_kind kind,
                     tokens *out) {
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == kind)
      put(out, role_at(m, in, i)->token);
}

static bool is_actor(const matcher *m, uint32_t t) {
  uint32_t at = m->a->mention_of[t];
  return at != NO_MENTION && m->a->mentions.at[at].actor;
}

// Words before a noun that name an actor: "Norland troops", "Sudland policy".
static void put_actor_mods(const matcher *m, const frame *in, tokens *out) {
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    if (x->kind == ROLE_MOD && is_actor(m, x->token))
      put(out, x->token);
  }
}

static void subjects(const matcher *m, const frame *in, tokens *out) {
  put_kind(m, in, ROLE_SUBJ, out);
  if (!out->n && in->kind == FRAME_NOUN)
    put_actor_mods(m, in, out);
}

static bool has_kind(const matcher *m, const frame *in, role_kind kind) {
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == kind)
      return true;
  return false;
}

static void objects(const matcher *m, const frame *in, tokens *out) {
  put_kind(m, in, ROLE_OBJ, out);
  if (out->n || in->kind != FRAME_NOUN)
    return;
  // "war against X on behalf of Y": the first preposition says upon whom.
  uint32_t prep = NO_WORD;
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    if (x->kind != ROLE_PREP || (prep != NO_WORD && x->prep != prep) ||
        !grammar_is(&m->cb->grammar, &m->cb->words, x->prep, WORD_NOUN_OBJECT))
      continue;
    prep = x->prep;
    put(out, x->token);
  }
  if (!out->n && has_kind(m, in, ROLE_SUBJ))
    put_actor_mods(m, in, out);
}

// to, on, against, with: what follows is acted upon, or takes part.
static bool is_upon_word(const matcher *m, uint32_t lex) {
  const grammar_words *g = &m->cb->grammar;
  return grammar_is(g, &m->cb->words, lex, WORD_NOUN_OBJECT) ||
         grammar_is(g, &m->cb->words, lex, WORD_WITH);
}

// Does a phrase with this preposition belong to an act though it hangs on a
// noun inside one of its phrases? Places and origins do not.
static bool reaches(const matcher *m, uint32_t lex) {
  return is_upon_word(m, lex) ||
         grammar_is(&m->cb->grammar, &m->cb->words, lex, WORD_BY);
}

static bool test_has(const matcher *m, rule_slice tests, word_class c) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; i < tests.n; i++)
    if (grammar_is(&m->cb->grammar, &m->cb->words,
                   r->tests.at[tests.first + i].id, c))
      return true;
  return false;
}

static void put_conjuncts(const article *a, uint32_t t, tokens *out) {
  put(out, t);
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].deprel == REL_CONJ)
      put(out, c);
}

static bool is_phrase(const article *a, uint32_t t) {
  uint8_t rel = a->tokens.at[t].deprel;
  return rel == REL_NMOD || rel == REL_OBL;
}

// Phrases that hang on token t; `far`: only those that reach the act from
// further inside it.
static void put_phrases(const matcher *m, uint32_t t, rule_slice preps,
                        bool far, tokens *out) {
  const article *a = m->a;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint32_t mark = token_child(a, c, REL_CASE);
    uint32_t lex = mark == NO_TOKEN ? NO_WORD : a->tokens.at[mark].lex;
    if (word_passes(m, lex, preps) && (!far || reaches(m, lex)))
      put_conjuncts(a, c, out);
  }
}

// Phrases in the words below token t, the nearest ones: "$2 million [in
// assistance [to Sudland]]". Clauses are not entered; further inside, a place
// or an origin is no longer the act's.
static void tree_phrases(const matcher *m, uint32_t t, rule_slice preps,
                         int depth, tokens *out) {
  const article *a = m->a;
  put_phrases(m, t, preps, depth > 0, out);
  if (out->n || depth == PHRASE_DEPTH)
    return;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN && !out->n;
       c = a->tokens.at[c].next)
    if (is_phrase(a, c))
      tree_phrases(m, c, preps, depth + 1, out);
}

// Words that another part of the pattern names are taken: in "called for talks
// for Sudland" the talks are not whom a second "for" introduces.
static void phrases_of(const matcher *m, const frame *in, rule_slice preps,
                       bool to, const attempt *taken, tokens *out) {
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    if (is_used(taken, x->token))
      continue;
    bool marked = x->mark != NO_TOKEN && word_passes(m, x->prep, preps);
    // "is [under siege]" says what the subject is by a phrase.
    bool phrase = x->kind == ROLE_PREP || x->kind == ROLE_PRED;
    if ((phrase && marked) || (to && x->kind == ROLE_IOBJ) ||
        (in->kind == FRAME_NOUN && marked && x->kind != ROLE_COMP))
      put(out, x->token);
  }
}

static void object_phrases(const matcher *m, const frame *in, const role *x,
                           rule_slice preps, const attempt *taken,
                           tokens *out) {
  const article *a = m->a;
  if (x->frame != NO_FRAME && &a->frames.at[x->frame] != in)
    phrases_of(m, &a->frames.at[x->frame], preps, false, taken, out);
  if (!out->n)
    tree_phrases(m, x->token, preps, 0, out);
}

static void prepositional(const matcher *m, const frame *in,
                          const rule_part *part, const attempt *taken,
                          tokens *out) {
  bool to = test_has(m, part->preps, WORD_TO);
  phrases_of(m, in, part->preps, to, taken, out);
  for (uint32_t i = 0; !out->n && i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == ROLE_OBJ)
      object_phrases(m, in, role_at(m, in, i), part->preps, taken, out);
  if (!out->n && in->kind == FRAME_NOUN)
    tree_phrases(m, in->pred, part->preps, 0, out);
  // "called for [talks [with Sudland]]": what a phrase of the verb is upon.
  // Where it is ("at a summit in Sudland") and whence is its own affair.
  for (uint32_t i = 0; !out->n && i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == ROLE_PREP ||
        role_at(m, in, i)->kind == ROLE_PRED)
      put_phrases(m, role_at(m, in, i)->token, part->preps, true, out);
  // "shipments of grain [to Sudland] resumed": a thing's phrases are the act's
  for (uint32_t i = 0; !out->n && i < in->n_roles; i++)
    if (in->kind == FRAME_VERB && role_at(m, in, i)->kind == ROLE_SUBJ &&
        !is_actor(m, role_at(m, in, i)->token))
      put_phrases(m, role_at(m, in, i)->token, part->preps, false, out);
  if (out->n || in->kind != FRAME_NOUN)
    return;
  if (test_has(m, part->preps, WORD_OF) || test_has(m, part->preps, WORD_BY))
    subjects(m, in, out);
}

void place_tokens(const matcher *m, uint32_t f, const rule_part *part,
                  const attempt *taken, tokens *out) {
  const frame *in = &m->a->frames.at[f];
  out->n = 0;
  switch (part->place) {
  case PLACE_SUBJ:
    subjects(m, in, out);
    break;
  case PLACE_OBJ:
    objects(m, in, out);
    break;
  case PLACE_IOBJ:
    put_kind(m, in, ROLE_IOBJ, out);
    for (uint32_t i = 0; !out->n && i < in->n_roles; i++)
      if (role_at(m, in, i)->kind == ROLE_PREP &&
          lemma_is(m, role_at(m, in, i)->mark, WORD_TO))
        put(out, role_at(m, in, i)->token);
    break;
  default:
    prepositional(m, in, part, taken, out);
    if (!out->n && part->bare)
      objects(m, in, out);
  }
}

void place_upon(const matcher *m, uint32_t f, part_place place, tokens *out) {
  const frame *in = &m->a->frames.at[f];
  out->n = 0;
  if (place != PLACE_PREP) {
    put_kind(m, in, place == PLACE_IOBJ ? ROLE_IOBJ : ROLE_OBJ, out);
    return;
  }
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == ROLE_PREP &&
        is_upon_word(m, role_at(m, in, i)->prep))
      put(out, role_at(m, in, i)->token);
}

static bool points_at(const matcher *m, uint32_t mark) {
  return mark != NO_TOKEN && lemma_is(m, mark, WORD_POINTING);
}

void place_pointed(const matcher *m, uint32_t f, const attempt *taken,
                   tokens *out) {
  const article *a = m->a;
  const frame *in = &a->frames.at[f];
  out->n = 0;
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    if (x->kind == ROLE_PREP && points_at(m, x->mark) &&
        !is_used(taken, x->token))
      put(out, x->token);
  }
  for (uint32_t i = 0; !out->n && i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    if (x->kind != ROLE_OBJ && x->kind != ROLE_PREP)
      continue;
    for (uint32_t c = a->tokens.at[x->token].child; c != NO_TOKEN;
         c = a->tokens.at[c].next)
      if (is_phrase(a, c) && points_at(m, token_child(a, c, REL_CASE)))
        put_conjuncts(a, c, out);
  }
}

void place_locatives(const matcher *m, uint32_t f, tokens *out) {
  const frame *in = &m->a->frames.at[f];
  out->n = 0;
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == ROLE_PREP &&
        lemma_is(m, role_at(m, in, i)->mark, WORD_IN))
      put(out, role_at(m, in, i)->token);
}
