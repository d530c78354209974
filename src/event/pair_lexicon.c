// Features of what the codebook knows of the words: for which types its rules
// list them, and the classes they belong to. A word that no sentence of
// training shows, but a rule lists, is known through these.

#include "event/factuality.h"
#include "event/pair_part.h"

enum { MAX_TYPES = 32 };

// Bits of the types for which rules list a word.
static uint32_t listed(const pair_view *v, uint32_t word) {
  const rules *r = &v->cb->rules;
  rule_slice s = rules_of(r, word);
  uint32_t bits = 0;
  for (uint32_t i = 0; i < s.n; i++) {
    const rule_entry *e = &r->entries.at[s.first + i];
    uint32_t type = r->all.at[r->patterns.at[e->pattern].rule].type;
    if (!e->discard && type < MAX_TYPES)
      bits |= 1u << type;
  }
  return bits;
}

static void see_types(pair_view *v, uint32_t bits, str place, str how) {
  const scheme *s = &v->cb->rules.scheme;
  bool one = bits && !(bits & (bits - 1));
  for (uint32_t type = 0; type < s->types.n && type < MAX_TYPES; type++)
    if (bits >> type & 1) {
      pair_put3(v, 'L', place, s->types.at[type].name, how);
      if (one)
        pair_put3(v, 'l', place, s->types.at[type].name, how);
    }
}

static void see_classes(pair_view *v, uint32_t word, str place) {
  const lexicon *x = &v->cb->words;
  const lexicon_word *w = &x->words.at[word];
  for (uint32_t i = 0; i < w->n_classes; i++)
    pair_put3(v, 'K', place,
              x->class_names.at[x->of_word.at[w->first_class + i]], S(""));
}

static void see_entry(pair_view *v, uint32_t word, str place) {
  const lexicon *x = &v->cb->words;
  if (word >= x->words.n)
    return;
  see_types(v, listed(v, word) | listed(v, x->words.at[word].verb), place,
            S(""));
  see_classes(v, word, place);
}

static void see_token(pair_view *v, uint32_t t, str place) {
  if (t != v->p.actor && t != v->p.recipient)
    see_entry(v, v->a->tokens.at[t].lex, place);
}

static void see_children(pair_view *v, uint32_t t) {
  for (uint32_t c = v->a->tokens.at[t].child; c != NO_TOKEN;
       c = v->a->tokens.at[c].next)
    see_token(v, c, S("child"));
}

// The predicate with its particle, and whether it came to pass.
static void see_frame(pair_view *v) {
  static const char *const facts[] = {"actual", "planned", "hypothetical",
                                      "negated"};
  uint32_t f = pair_frame(v->a, v->cb, v->p);
  if (f == NO_FRAME)
    return;
  uint32_t word = v->a->frames.at[f].lex;
  factuality fact = factuality_of_frame(v->a, v->cb, f);
  see_entry(v, word, S("frame"));
  see_types(v, listed(v, word), S("frame"), str_of(facts[fact]));
}

void pair_see_lexicon(pair_view *v) {
  if (v->meet == NO_TOKEN)
    return;
  uint32_t up = v->a->tokens.at[v->meet].head;
  see_token(v, v->meet, S("meet"));
  see_children(v, v->meet);
  if (up != NO_TOKEN)
    see_token(v, up, S("above"));
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < v->n_way[side]; i++) {
      see_token(v, v->way[side][i], side ? S("to") : S("from"));
      see_children(v, v->way[side][i]);
    }
  see_frame(v);
}
