// Questions about single words and phrases that all of frame*.c ask.

#include "parse/frame_build.h"

enum {
  // Longest "verb preposition" that is looked up; longer ones are no entries.
  PAIR_BYTES = 64,
  // Levels between a relative pronoun and its clause: "on the basis of which".
  RELATIVE_DEPTH = 8,
};

bool word_is(const builder *b, uint32_t lex, word_class c) {
  return lex != NO_WORD && grammar_is(&b->cb->grammar, &b->cb->words, lex, c);
}

bool token_is(const builder *b, uint32_t t, word_class c) {
  return t != NO_TOKEN && word_is(b, b->a->tokens.at[t].lex, c);
}

// The entry "first second" of the lexicon, by the lemmas of two tokens: either
// word alone may be no entry.
static uint32_t pair(const builder *b, uint32_t first, uint32_t second) {
  char both[PAIR_BYTES];
  if (second == NO_TOKEN)
    return NO_WORD;
  str x = token_lemma(b->a, first), y = token_lemma(b->a, second);
  if (!x.len || !y.len || x.len + y.len + 1 > PAIR_BYTES)
    return NO_WORD;
  memcpy(both, x.p, x.len);
  both[x.len] = ' ';
  memcpy(both + x.len + 1, y.p, y.len);
  return lexicon_find(&b->cb->words, (str){both, x.len + y.len + 1});
}

bool pair_is(const builder *b, uint32_t verb, uint32_t prep, word_class c) {
  return word_is(b, pair(b, verb, prep), c);
}

uint32_t pair_lex(const builder *b, uint32_t first, uint32_t second) {
  uint32_t both = pair(b, first, second);
  return both == NO_WORD ? b->a->tokens.at[first].lex : both;
}

bool is_nominal(const builder *b, uint32_t t) {
  switch (b->a->tokens.at[t].upos) {
  case UPOS_NOUN:
  case UPOS_PROPN:
  case UPOS_PRON:
  case UPOS_NUM:
  case UPOS_DET:
  case UPOS_SYM:
  case UPOS_X:
    return true;
  default:
    return false;
  }
}

// EWT marks the -ing form as a present participle, GUM often as a gerund.
bool is_ing(const builder *b, uint32_t t) {
  uint32_t feats = b->a->tokens.at[t].feats;
  uint32_t form = feat_get(feats, FEAT_VERBFORM);
  return form == VERBFORM_GER ||
         (form == VERBFORM_PART && feat_get(feats, FEAT_TENSE) == TENSE_PRES);
}

uint32_t case_of(const builder *b, uint32_t t) {
  return token_child(b->a, t, REL_CASE);
}

static bool is_relative(const builder *b, uint32_t t) {
  enum { INTERROGATIVE = 4, RELATIVE = 8 }; // ORDER of PronType in ud.h
  const token *at = &b->a->tokens.at[t];
  uint32_t type = feat_get(at->feats, FEAT_PRONTYPE);
  return (at->upos == UPOS_PRON || at->upos == UPOS_DET) &&
         (type == RELATIVE || type == INTERROGATIVE);
}

uint32_t antecedent(const builder *b, uint32_t t, uint32_t *limit) {
  *limit = UINT32_MAX;
  if (!is_relative(b, t))
    return t;
  uint32_t at = t;
  for (int i = 0; i < RELATIVE_DEPTH && at != NO_TOKEN; i++) {
    const token *now = &b->a->tokens.at[at];
    if (now->deprel == REL_ACL_RELCL && now->head != NO_TOKEN &&
        now->head < t) {
      *limit = at;
      return now->head;
    }
    at = now->head;
  }
  return t;
}

uint32_t noun_within(const builder *b, uint32_t t) {
  if (!token_is(b, t, WORD_PARTITIVE) || b->a->frame_of[t] != NO_FRAME)
    return t;
  for (uint32_t c = b->a->tokens.at[t].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next)
    if (b->a->tokens.at[c].deprel == REL_NMOD &&
        token_is(b, case_of(b, c), WORD_OF))
      return c;
  return t;
}

uint32_t negation_at(const builder *b, uint32_t t) {
  if (is_nominal(b, t) && token_is(b, t, WORD_NEGATIVE_DET))
    return t;
  for (uint32_t c = b->a->tokens.at[t].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    const token *at = &b->a->tokens.at[c];
    if ((at->deprel == REL_DET || at->deprel == REL_CC_PRECONJ ||
         at->deprel == REL_CC) &&
        token_is(b, c, WORD_NEGATIVE_DET))
      return c;
    if ((at->deprel == REL_ADVMOD || at->deprel == REL_CC_PRECONJ ||
         at->deprel == REL_CC || at->deprel == REL_AUX) &&
        (token_is(b, c, WORD_NEGATOR)))
      return c;
  }
  return NO_TOKEN;
}

uint32_t frame_at(const builder *b, uint32_t t) {
  return b->clause_of[t] != NO_FRAME ? b->clause_of[t] : b->a->frame_of[t];
}
