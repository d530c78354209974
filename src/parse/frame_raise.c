// Sentences that the parser read as one noun phrase: "Norland imposed sanctions
// on Sudland" as some imposed sanctions. A name it has never seen at the
// beginning is enough for that.
//
// Only sentences without any verb of a clause are touched, so little can be
// lost. The tree is cut at the verb: what stands before it becomes its subject,
// what stands behind it its object and phrases.

#include "parse/frame_build.h"

static token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

static void hang(builder *b, uint32_t t, uint32_t head, deprel rel) {
  at(b, t)->head = head;
  at(b, t)->deprel = (uint8_t)rel;
  b->mended = true;
}

static bool has_past(const builder *b, uint32_t t) {
  return at(b, t)->upos == UPOS_VERB &&
         feat_get(at(b, t)->feats, FEAT_TENSE) == TENSE_PAST;
}

static bool is_word(const builder *b, uint32_t t) {
  uint8_t is = at(b, t)->upos;
  return is == UPOS_NOUN || is == UPOS_PROPN || is == UPOS_PRON;
}

// The verb that was taken for an attribute, in a sentence that has no other:
// right behind a noun, or behind the first word whatever it was taken for.
static uint32_t hidden_verb(const builder *b, const sentence *in) {
  uint32_t found = NO_TOKEN;
  for (uint32_t t = in->first; t < in->end; t++) {
    uint8_t is = at(b, t)->upos, rel = at(b, t)->deprel;
    bool attribute = rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_DEP;
    if (is == UPOS_AUX || (is == UPOS_VERB && !attribute))
      return NO_TOKEN;
    if (found != NO_TOKEN || t == in->first || !has_past(b, t))
      continue;
    uint8_t before = at(b, t - 1)->upos;
    bool name = t - 1 == in->first && (before == UPOS_CCONJ ||
                                       before == UPOS_X || before == UPOS_ADV);
    if (is_word(b, t - 1) || name)
      found = t;
  }
  return found;
}

// Words before the verb, left to right: the last noun that no preposition
// introduces is the subject, earlier ones belong to it, later ones too.
static void build_subject(builder *b, const sentence *in, uint32_t verb) {
  uint32_t subject = NO_TOKEN, prep = NO_TOKEN;
  for (uint32_t t = in->first; t < verb; t++) {
    uint32_t head = at(b, t)->head;
    if (head != NO_TOKEN && head < verb)
      continue;
    if (at(b, t)->upos == UPOS_ADP) {
      prep = t;
    } else if (!is_word(b, t) && t > in->first) {
      hang(b, t, verb, (deprel)at(b, t)->deprel);
    } else if (prep != NO_TOKEN && subject != NO_TOKEN) {
      hang(b, t, subject, REL_NMOD);
      hang(b, prep, t, REL_CASE);
      prep = NO_TOKEN;
    } else {
      if (subject != NO_TOKEN)
        hang(b, subject, t,
             at(b, subject)->deprel == REL_NMOD_POSS ? REL_NMOD_POSS
                                                     : REL_COMPOUND);
      subject = t;
    }
  }
  if (subject == NO_TOKEN)
    return;
  if (!is_word(b, subject))
    at(b, subject)->upos = UPOS_PROPN;
  hang(b, subject, verb, REL_NSUBJ);
}

// Does a preposition of its own stand before t, behind the verb? Lists of
// dependents are those of the old tree.
static bool has_case(const builder *b, uint32_t t, uint32_t verb) {
  for (uint32_t c = at(b, t)->child; c != NO_TOKEN; c = at(b, c)->next)
    if (at(b, c)->deprel == REL_CASE && at(b, c)->head == t && c > verb)
      return true;
  return false;
}

static void build_object(builder *b, const sentence *in, uint32_t verb) {
  bool object = false;
  for (uint32_t t = verb + 1; t < in->end; t++) {
    uint32_t head = at(b, t)->head;
    if (head != NO_TOKEN && head > verb)
      continue;
    bool bare = is_word(b, t) && !has_case(b, t, verb);
    if (bare && !object) {
      hang(b, t, verb, REL_OBJ);
      object = true;
    } else if (is_word(b, t)) {
      hang(b, t, verb, bare ? REL_OBL_UNMARKED : REL_OBL);
    } else {
      hang(b, t, verb, (deprel)at(b, t)->deprel);
    }
  }
}

void raise_hidden_verb(builder *b) {
  const sentence *in = &b->a->sentences.at[b->sentence];
  if (in->title || in->end - in->first < 3)
    return;
  uint32_t verb = hidden_verb(b, in);
  if (verb == NO_TOKEN || at(b, in->end - 1)->upos != UPOS_PUNCT)
    return;
  build_subject(b, in, verb);
  build_object(b, in, verb);
  hang(b, verb, NO_TOKEN, REL_ROOT);
  at(b, verb)->feats &= ~(1u << FEAT_VOICE);
}

// "Norland closed its embassy", the name taken for a conjunction: the first
// word right before a verb without subject is its subject.
void name_first_word(builder *b) {
  const sentence *in = &b->a->sentences.at[b->sentence];
  uint32_t verb = at(b, in->first)->head;
  if (at(b, in->first)->deprel != REL_CC || verb != in->first + 1 ||
      at(b, verb)->upos != UPOS_VERB ||
      token_child(b->a, verb, REL_NSUBJ) != NO_TOKEN ||
      token_child(b->a, verb, REL_NSUBJ_PASS) != NO_TOKEN)
    return;
  at(b, in->first)->upos = UPOS_PROPN;
  hang(b, in->first, verb, REL_NSUBJ);
}
