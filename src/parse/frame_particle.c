// Arcs around short words behind a verb, hung where the codebook wants them:
// part of mending the tree (frame_mend.c).

#include "parse/frame_build.h"

static token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

// "sealed off the camp", "rolled back tariffs": the particle read as a
// preposition or as a word of the object. The verb must be known with it; "out
// of" is a preposition.
void bind_particle(builder *b, uint32_t t) {
  uint32_t noun = at(b, t)->head, verb = t - 1;
  if (!token_is(b, t, WORD_BARE_PARTICLE) || noun == NO_TOKEN || noun < t ||
      at(b, t + 1)->upos == UPOS_ADP || at(b, verb)->upos != UPOS_VERB ||
      at(b, noun)->head != verb || pair_lex(b, verb, t) == at(b, verb)->lex)
    return;
  bool prep = at(b, t)->deprel == REL_CASE && at(b, noun)->deprel == REL_OBL &&
              token_child(b->a, verb, REL_OBJ) == NO_TOKEN;
  if (!prep && at(b, noun)->deprel != REL_OBJ)
    return;
  arc_move(b, t, verb, REL_COMPOUND_PRT);
  at(b, noun)->deprel = REL_OBJ;
}

// "withdrew some of its troops from Norland": what follows the noun inside
// belongs to the deed.
void free_partitive(builder *b, uint32_t t) {
  uint32_t part = at(b, t)->head;
  if (at(b, t)->deprel != REL_NMOD || part == NO_TOKEN || part > t ||
      !token_is(b, part, WORD_PARTITIVE) || at(b, part)->deprel != REL_OBJ)
    return;
  uint32_t inner = noun_within(b, part), verb = at(b, part)->head;
  if (inner != part && inner < t && verb != NO_TOKEN)
    arc_move(b, t, verb, REL_OBL);
}

// "gave Norland 20 million": of two objects in a row, not joined, the first is
// who gets the other.
void split_objects(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head;
  if (at(b, t)->deprel != REL_OBJ || verb == NO_TOKEN || t < verb ||
      at(b, verb)->upos != UPOS_VERB || !is_nominal(b, t))
    return;
  for (uint32_t c = at(b, t)->next; c != NO_TOKEN; c = at(b, c)->next)
    if (at(b, c)->deprel == REL_OBJ && is_nominal(b, c)) {
      arc_move(b, t, verb, REL_IOBJ);
      return;
    }
}

// Is a word of running text written as a name?
static bool is_name(const builder *b, uint32_t t) {
  char first = b->a->text.p[at(b, t)->at.beg];
  return at(b, t)->upos == UPOS_PROPN ||
         (!b->a->sentences.at[b->sentence].title && first >= 'A' &&
          first <= 'Z');
}

// "sent vaccines to Sudland": no name is an infinitive.
void free_name(builder *b, uint32_t t) {
  uint32_t mark = token_child(b->a, t, REL_MARK), verb = at(b, t)->head;
  uint8_t rel = at(b, t)->deprel;
  if (!is_name(b, t) || verb == NO_TOKEN || verb > t || mark + 1 != t ||
      mark == NO_TOKEN || !token_is(b, mark, WORD_TO) ||
      token_child(b->a, t, REL_OBJ) != NO_TOKEN ||
      (rel != REL_XCOMP && rel != REL_ADVCL && rel != REL_ACL))
    return;
  at(b, mark)->deprel = REL_CASE;
  at(b, t)->upos = UPOS_PROPN;
  arc_move(b, t, verb, REL_OBL);
}
