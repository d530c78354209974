// Do the words of a place pass the rule's tests?

#include "event/match_loose.h"

bool lemma_is(const matcher *m, uint32_t t, word_class c) {
  return t != NO_TOKEN &&
         grammar_is(&m->cb->grammar, &m->cb->words, m->a->tokens.at[t].lex, c);
}

static bool plain_test(const matcher *m, uint32_t lex, word_test test) {
  return test.kind == TEST_WORD ? lex == test.id
                                : test.kind == TEST_CLASS &&
                                      lexicon_in(&m->cb->words, lex, test.id);
}

bool word_passes(const matcher *m, uint32_t lex, rule_slice tests) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; lex != NO_WORD && i < tests.n; i++)
    if (plain_test(m, lex, r->tests.at[tests.first + i]))
      return true;
  return false;
}

// Is the word a dependent of t, or does it stand right before t (a tree may
// hang the first word of a compound elsewhere)?
static bool stands_before(const matcher *m, uint32_t t, uint32_t lex) {
  const article *a = m->a;
  if (t && a->tokens.at[t - 1].lex == lex)
    return true;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].lex == lex && c < t)
      return true;
  return false;
}

// Is there a phrase "prep tail" on t?
static bool has_tail(const matcher *m, uint32_t t, uint32_t prep,
                     uint32_t tail) {
  const article *a = m->a;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint32_t mark = token_child(a, c, REL_CASE);
    if (a->tokens.at[c].lex == tail && mark != NO_TOKEN &&
        a->tokens.at[mark].lex == prep)
      return true;
  }
  return false;
}

static bool phrase_passes(const matcher *m, uint32_t t, uint32_t phrase) {
  const rules *r = &m->cb->rules;
  const rule_phrase *p = &r->phrases.at[phrase];
  if (m->a->tokens.at[t].lex != p->head)
    return false;
  for (uint32_t i = 0; i < p->before.n; i++)
    if (!stands_before(m, t, r->phrase_words.at[p->before.first + i]))
      return false;
  return p->tail == NO_VALUE || has_tail(m, t, p->prep, p->tail);
}

static bool is_place(const matcher *m, uint32_t t) {
  const article *a = m->a;
  uint32_t at = a->mention_of[t];
  if (at != NO_MENTION && a->mentions.at[at].type == MENTION_PLACE)
    return true;
  for (uint32_t i = 0; i < a->places.n; i++)
    if (a->places.at[i].head == t)
      return true;
  return false;
}

static bool is_state(const mention *w) {
  return w->who.country != NO_ROW && w->who.org == NO_ROW &&
         w->who.person == NO_ROW && w->who.role == NO_ROW && !w->who.sectors;
}

static bool kind_passes(const matcher *m, uint32_t t, uint32_t kind) {
  const article *a = m->a;
  if (kind == KIND_PLACE)
    return is_place(m, t);
  if (kind == KIND_MONEY)
    return a->tokens.at[t].upos == UPOS_SYM;
  if (a->mention_of[t] == NO_MENTION)
    return false;
  const mention *w = &a->mentions.at[a->mention_of[t]];
  switch (kind) {
  case KIND_ACTOR:
    return w->actor;
  case KIND_COUNTRY:
    return w->actor && is_state(w);
  case KIND_FORCE:
    return (w->who.sectors & m->force_sectors) != 0;
  case KIND_OFFICIAL:
    return (w->who.sectors & m->official_sectors) != 0;
  case KIND_CIVILIAN:
    return (w->who.sectors & m->civilian_sectors) != 0;
  case KIND_PERSON:
    return w->type == MENTION_PERSON;
  default:
    return w->type == MENTION_ORGANIZATION;
  }
}

static bool one_passes(const matcher *m, uint32_t t, word_test test) {
  switch (test.kind) {
  case TEST_PHRASE:
    return phrase_passes(m, t, test.id);
  case TEST_KIND:
    return kind_passes(m, t, test.id);
  case TEST_RUN:
    return loose_run(m, t, test.id);
  default:
    return plain_test(m, m->a->tokens.at[t].lex, test);
  }
}

// The noun inside "a series of strikes", else NO_TOKEN.
static uint32_t inside_partitive(const matcher *m, uint32_t t) {
  const article *a = m->a;
  if (!lemma_is(m, t, WORD_PARTITIVE))
    return NO_TOKEN;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].deprel == REL_NMOD &&
        lemma_is(m, token_child(a, c, REL_CASE), WORD_OF))
      return c;
  return NO_TOKEN;
}

bool head_passes(const matcher *m, uint32_t t, rule_slice tests) {
  const rules *r = &m->cb->rules;
  if (!tests.n)
    return true;
  for (uint32_t i = 0; i < tests.n; i++)
    if (one_passes(m, t, r->tests.at[tests.first + i]))
      return true;
  uint32_t inner = inside_partitive(m, t);
  for (uint32_t i = 0; inner != NO_TOKEN && i < tests.n; i++)
    if (one_passes(m, inner, r->tests.at[tests.first + i]))
      return true;
  return false;
}

static bool has_mod(const matcher *m, uint32_t t, rule_slice tests) {
  const article *a = m->a;
  if (t && word_passes(m, a->tokens.at[t - 1].lex, tests))
    return true;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (head_passes(m, c, tests))
      return true;
  return false;
}

bool mods_pass(const matcher *m, uint32_t t, rule_slice mods,
               uint32_t *optional) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; i < mods.n; i++) {
    const rule_mod *mod = &r->mods.at[mods.first + i];
    bool there = has_mod(m, t, mod->words);
    if (mod->optional)
      *optional += there;
    else if (there == mod->forbidden)
      return false;
  }
  return true;
}

bool beside_passes(const matcher *m, uint32_t f, rule_slice tests) {
  const article *a = m->a;
  const frame *in = &a->frames.at[f];
  if (has_mod(m, in->pred, tests) || word_passes(m, in->lex, tests))
    return true;
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = &a->roles.at[in->first_role + i];
    if (word_passes(m, x->prep, tests) || head_passes(m, x->token, tests))
      return true;
    if (x->kind == ROLE_OBJ && has_mod(m, x->token, tests))
      return true;
  }
  return false;
}

void match_mark(matcher *m, uint32_t lex) {
  const lexicon *x = &m->cb->words;
  const lexicon_word *w = &x->words.at[lex];
  m->word_in[lex] = m->now;
  for (uint32_t i = 0; i < w->n_classes; i++)
    m->class_in[x->of_word.at[w->first_class + i]] = m->now;
}

void match_enter(matcher *m, uint32_t s) {
  const article *a = m->a;
  m->now = s + 1;
  for (uint32_t t = a->sentences.at[s].first; t < a->sentences.at[s].end; t++) {
    uint32_t lex = a->tokens.at[t].lex;
    if (lex != NO_WORD)
      match_mark(m, lex);
  }
  loose_enter(m, s);
}

static bool run_possible(const matcher *m, uint32_t run) {
  const rules *r = &m->cb->rules;
  rule_slice words = r->runs.at[run].words;
  return words.n && m->word_in[r->phrase_words.at[words.first]] == m->now;
}

bool tests_possible(const matcher *m, rule_slice tests) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; i < tests.n; i++) {
    word_test test = r->tests.at[tests.first + i];
    if (test.kind == TEST_KIND ||
        (test.kind == TEST_WORD && m->word_in[test.id] == m->now) ||
        (test.kind == TEST_CLASS && m->class_in[test.id] == m->now) ||
        (test.kind == TEST_PHRASE &&
         m->word_in[r->phrases.at[test.id].head] == m->now) ||
        (test.kind == TEST_RUN && run_possible(m, test.id)))
      return true;
  }
  return !tests.n;
}

bool match_possible(const matcher *m, const rule_entry *e) {
  const rules *r = &m->cb->rules;
  if ((e->key.kind == TEST_CLASS && m->class_in[e->key.id] != m->now) ||
      (e->key.kind == TEST_WORD && m->word_in[e->key.id] != m->now))
    return false;
  const rule_pattern *p = &r->patterns.at[e->pattern];
  for (uint32_t i = 0; i < p->parts.n; i++) {
    const rule_part *part = &r->parts.at[p->parts.first + i];
    bool must = !part->optional && !part->forbidden;
    if (must &&
        (!tests_possible(m, part->heads) ||
         (part->place == PLACE_PARTICLE && !tests_possible(m, part->preps))))
      return false;
  }
  return true;
}
