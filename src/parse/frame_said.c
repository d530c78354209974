// Words of saying, what is said, and what stands between them: arcs that the
// parser hangs on the clause that is said. And relative clauses behind a plan.

#include "parse/frame_build.h"

static const token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

// Do a comma and a quotation mark stand right before token t?
static bool ends_quotation(const builder *b, uint32_t t) {
  return t >= 2 && at(b, t - 1)->upos == UPOS_PUNCT &&
         at(b, t - 2)->upos == UPOS_PUNCT;
}

// “X,” said Y, “attacked Z.”: the tree takes the nearest for each verb. What is
// said has its subject inside the marks, and who says it stands outside.
static void swap_subjects(builder *b, uint32_t t) {
  uint32_t said = at(b, t)->head, first, last;
  if (at(b, t)->deprel != REL_NSUBJ || said == NO_TOKEN || t > said ||
      !token_is(b, said, WORD_SAY) || !ends_quotation(b, said))
    return;
  uint32_t clause = token_child(b->a, said, REL_CCOMP);
  uint32_t who =
      clause == NO_TOKEN ? NO_TOKEN : token_child(b->a, clause, REL_NSUBJ);
  if (who == NO_TOKEN || who < said || who > clause)
    return;
  token_yield(b->a, who, &first, &last);
  while (last > who && at(b, last)->upos == UPOS_PUNCT)
    last--;
  if (first != said + 1 || last + 3 > clause || !ends_quotation(b, last + 3))
    return;
  arc_move(b, t, clause, REL_NSUBJ);
  arc_move(b, who, said, REL_NSUBJ);
}

// Does a clause with "that" begin right behind the phrase of t?
static bool ends_at_that(const builder *b, uint32_t t) {
  uint32_t first, last, end = b->a->sentences.at[b->sentence].end;
  token_yield(b->a, t, &first, &last);
  uint32_t next = last + 1;
  if (next < end && at(b, next)->upos == UPOS_PUNCT)
    next++;
  return next < end && token_is(b, next, WORD_THAT);
}

// Is subject t of a clause, before the verb of saying above the clause, that
// verb's own? The clause has another one.
static bool speaks(const builder *b, uint32_t t, uint32_t verb) {
  uint32_t other = at(b, t)->next;
  while (other != NO_TOKEN && at(b, other)->deprel != REL_NSUBJ)
    other = at(b, other)->next;
  return t < verb && other != NO_TOKEN && other > verb &&
         !ends_quotation(b, verb) &&
         token_child(b->a, verb, REL_NSUBJ) == NO_TOKEN &&
         token_child(b->a, verb, REL_NSUBJ_PASS) == NO_TOKEN;
}

// "After a meeting with X, the premier said trade would grow", "Holt said,
// after a visit, that aid is vital": what stands before the verb of saying, or
// before "that", is no part of what is said.
static void free_phrase(builder *b, uint32_t t) {
  uint8_t rel = at(b, t)->deprel;
  uint32_t said = at(b, t)->head;
  if ((rel != REL_OBL && rel != REL_NSUBJ) || said == NO_TOKEN || t > said ||
      at(b, said)->deprel != REL_CCOMP)
    return;
  uint32_t verb = at(b, said)->head;
  if (verb == NO_TOKEN || verb > said || !token_is(b, verb, WORD_SAY))
    return;
  if ((rel == REL_NSUBJ && speaks(b, t, verb)) ||
      (rel == REL_OBL && (t < verb || ends_at_that(b, t))))
    arc_move(b, t, verb, (deprel)rel);
}

// "the decision to resume drills, which we held before": what a light verb
// holds is the thing inside, not the decision.
static void lower_relative(builder *b, uint32_t t) {
  uint32_t noun = at(b, t)->head, pronoun = token_child(b->a, t, REL_OBJ);
  if (at(b, t)->deprel != REL_ACL_RELCL || noun == NO_TOKEN || noun > t ||
      pronoun == NO_TOKEN || pronoun > t || !token_is(b, t, WORD_LIGHT_VERB))
    return;
  uint32_t plan = token_child(b->a, noun, REL_ACL);
  if (plan == NO_TOKEN || plan > pronoun ||
      !token_is(b, token_child(b->a, plan, REL_MARK), WORD_TO))
    return;
  uint32_t thing = token_child(b->a, plan, REL_OBJ);
  if (thing != NO_TOKEN && plan < thing && thing < pronoun)
    arc_move(b, t, thing, REL_ACL_RELCL);
}

// The same with both subjects in the clause: who stands right behind the verb
// of saying says it.
static void free_speaker(builder *b, uint32_t t) {
  uint32_t clause = at(b, t)->head, first, last;
  if (at(b, t)->deprel != REL_NSUBJ || clause == NO_TOKEN ||
      at(b, clause)->deprel != REL_CCOMP)
    return;
  uint32_t verb = at(b, clause)->head;
  if (verb == NO_TOKEN || t < verb || t > clause ||
      !token_is(b, verb, WORD_SAY) || !ends_quotation(b, verb))
    return;
  token_yield(b->a, t, &first, &last);
  if (first == verb + 1 && token_child(b->a, clause, REL_NSUBJ) < verb &&
      token_child(b->a, verb, REL_NSUBJ) == NO_TOKEN)
    arc_move(b, t, verb, REL_NSUBJ);
}

// "Let aid in, Norland told Sudland": no "and" joins what is said to its
// speaker.
static void loosen_speech(builder *b, uint32_t t) {
  uint32_t head = at(b, t)->head;
  if (at(b, t)->deprel == REL_CONJ && head < t && token_is(b, t, WORD_SAY) &&
      token_child(b->a, t, REL_NSUBJ) != NO_TOKEN &&
      token_child(b->a, t, REL_CC) == NO_TOKEN &&
      token_child(b->a, t, REL_CCOMP) == NO_TOKEN)
    arc_move(b, t, head, REL_PARATAXIS);
}

void mend_said(builder *b, uint32_t t) {
  loosen_speech(b, t);
  swap_subjects(b, t);
  free_speaker(b, t);
  free_phrase(b, t);
  lower_relative(b, t);
}
