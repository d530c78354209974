// Which words stand in a place of a frame?
//
// Frames are in a normal form, so most places are roles of the same name. What
// is left to do here: phrases that the tree hangs on the object ("impose
// [sanctions on X]"), and nouns, where "of", 's, a demonym and a compound say
// the same ("the attack of Norland", "Norland's attack", "Norland attack").

#include "event/match_part.h"

static const role *role_at(const matcher *m, const frame *in, uint32_t i) {
  return &m->a->roles.at[in->first_role + i];
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

static bool test_has(const matcher *m, rule_slice tests, word_class c) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; i < tests.n; i++)
    if (grammar_is(&m->cb->grammar, &m->cb->words,
                   r->tests.at[tests.first + i].id, c))
      return true;
  return false;
}

// Phrases in the words below token t, for nouns without a frame of their own.
static void tree_phrases(const matcher *m, uint32_t t, rule_slice preps,
                         tokens *out) {
  const article *a = m->a;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint32_t mark = token_child(a, c, REL_CASE);
    if (mark == NO_TOKEN || !word_passes(m, a->tokens.at[mark].lex, preps))
      continue;
    put(out, c);
    for (uint32_t d = a->tokens.at[c].child; d != NO_TOKEN;
         d = a->tokens.at[d].next)
      if (a->tokens.at[d].deprel == REL_CONJ)
        put(out, d);
  }
}

static void phrases_of(const matcher *m, const frame *in, rule_slice preps,
                       bool to, tokens *out) {
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    bool marked = x->mark != NO_TOKEN && word_passes(m, x->prep, preps);
    if ((x->kind == ROLE_PREP && marked) || (to && x->kind == ROLE_IOBJ) ||
        (in->kind == FRAME_NOUN && marked && x->kind != ROLE_COMP))
      put(out, x->token);
  }
}

static void prepositional(const matcher *m, const frame *in,
                          const rule_part *part, tokens *out) {
  const article *a = m->a;
  bool to = test_has(m, part->preps, WORD_TO);
  phrases_of(m, in, part->preps, to, out);
  for (uint32_t i = 0; !out->n && i < in->n_roles; i++) {
    const role *x = role_at(m, in, i);
    if (x->kind != ROLE_OBJ)
      continue;
    if (x->frame != NO_FRAME)
      phrases_of(m, &a->frames.at[x->frame], part->preps, false, out);
    if (!out->n)
      tree_phrases(m, x->token, part->preps, out);
  }
  if (!out->n && in->kind == FRAME_NOUN)
    tree_phrases(m, in->pred, part->preps, out);
  if (out->n || in->kind != FRAME_NOUN)
    return;
  if (test_has(m, part->preps, WORD_OF) || test_has(m, part->preps, WORD_BY))
    subjects(m, in, out);
}

void place_tokens(const matcher *m, uint32_t f, const rule_part *part,
                  tokens *out) {
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
    prepositional(m, in, part, out);
    if (!out->n && part->bare)
      objects(m, in, out);
  }
}

static bool is_upon(const matcher *m, const role *x) {
  const grammar_words *g = &m->cb->grammar;
  return x->kind == ROLE_PREP &&
         (grammar_is(g, &m->cb->words, x->prep, WORD_NOUN_OBJECT) ||
          grammar_is(g, &m->cb->words, x->prep, WORD_WITH));
}

void place_upon(const matcher *m, uint32_t f, part_place place, tokens *out) {
  const frame *in = &m->a->frames.at[f];
  out->n = 0;
  if (place != PLACE_PREP) {
    put_kind(m, in, place == PLACE_IOBJ ? ROLE_IOBJ : ROLE_OBJ, out);
    return;
  }
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (is_upon(m, role_at(m, in, i)))
      put(out, role_at(m, in, i)->token);
}

void place_locatives(const matcher *m, uint32_t f, tokens *out) {
  const frame *in = &m->a->frames.at[f];
  out->n = 0;
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (role_at(m, in, i)->kind == ROLE_PREP &&
        lemma_is(m, role_at(m, in, i)->mark, WORD_IN))
      put(out, role_at(m, in, i)->token);
}
