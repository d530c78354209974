#include "event/discard.h"
#include "event/match_loose.h"

static uint32_t *filled(matcher *m, uint32_t n) {
  uint32_t *at = arena_raw(m->a->m, (n + 1) * sizeof *at);
  for (uint32_t i = 0; i <= n; i++)
    at[i] = NO_RULE;
  return at;
}

static void drop(discards *out, const rules *r, uint32_t by, uint32_t f,
                 uint32_t s) {
  uint32_t *place = &out->of_document;
  if (r->all.at[by].scope == SCOPE_SENTENCE)
    place = &out->of_sentence[s];
  else if (r->all.at[by].scope == SCOPE_FRAME && f != NO_FRAME)
    place = &out->of_frame[f];
  if (*place == NO_RULE)
    *place = by;
}

static void try_word(discards *out, matcher *m, uint32_t f, uint32_t word,
                     uint8_t on) {
  const rules *r = &m->cb->rules;
  rule_slice s = rules_of(r, word);
  for (uint32_t i = 0; i < s.n; i++) {
    const rule_entry *e = &r->entries.at[s.first + i];
    const rule_pattern *p = &r->patterns.at[e->pattern];
    attempt now;
    if (e->discard && e->on & on && match_possible(m, e) &&
        match_pattern(m, p, f, &now) == FITS)
      drop(out, r, p->rule, f, m->a->frames.at[f].sentence);
  }
}

static void try_frame(discards *out, matcher *m, uint32_t f) {
  const frame *x = &m->a->frames.at[f];
  uint32_t lemma = m->a->tokens.at[x->pred].lex;
  uint8_t on = x->kind == FRAME_NOUN  ? ON_NOUN
               : x->kind == FRAME_ADJ ? ON_ADJ
                                      : ON_VERB;
  try_word(out, m, f, x->lex, on);
  if (lemma != x->lex)
    try_word(out, m, f, lemma, on);
  if (x->kind == FRAME_NOUN)
    try_word(out, m, f, x->verb_lex, ON_DERIVED);
}

static bool stands_in(const matcher *m, const sentence *s, rule_slice tests) {
  if (!tests_possible(m, tests))
    return false;
  for (uint32_t t = s->first; t < s->end; t++)
    if ((m->a->tokens.at[t].lex != NO_WORD || loose_form(m, t) != NO_WORD) &&
        head_passes(m, t, tests))
      return true;
  return false;
}

// "words" lines: all their alternations stand somewhere in the sentence.
static void try_words(discards *out, matcher *m, uint32_t s) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; i < r->words.n; i++) {
    const rule_words *w = &r->words.at[i];
    bool all = !r->all.at[w->rule].off;
    for (uint32_t k = 0; all && k < w->words.n; k++)
      all =
          stands_in(m, &m->a->sentences.at[s], r->needs.at[w->words.first + k]);
    if (all)
      drop(out, r, w->rule, NO_FRAME, s);
  }
}

void discards_open(discards *out, matcher *m) {
  const article *a = m->a;
  *out = (discards){filled(m, a->frames.n), filled(m, a->sentences.n), NO_RULE};
}

void discards_find(discards *out, matcher *m, uint32_t first, uint32_t end) {
  bool trigger = false;
  for (uint32_t f = first; f < end; f++) {
    try_frame(out, m, f);
    trigger |= m->of[f].trigger;
  }
  if (trigger) // else there is nothing to drop
    try_words(out, m, m->a->frames.at[first].sentence);
}

uint32_t discards_rule(const discards *d, const article *a, uint32_t f) {
  const frame *x = &a->frames.at[f];
  uint32_t light = x->light == NO_TOKEN ? NO_FRAME : a->frame_of[x->light];
  if (d->of_frame[f] != NO_RULE)
    return d->of_frame[f];
  if (light != NO_FRAME && d->of_frame[light] != NO_RULE)
    return d->of_frame[light];
  if (d->of_sentence[x->sentence] != NO_RULE)
    return d->of_sentence[x->sentence];
  return d->of_document;
}
