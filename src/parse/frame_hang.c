// How frames hang on one another, once all of a sentence are built.

#include "parse/frame_build.h"

static const token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

// The clause's mark, else the preposition before it: "without talks".
static uint32_t marker_at(const builder *b, const frame *f, uint32_t head) {
  uint32_t mark =
      f->kind == FRAME_NOUN ? NO_TOKEN : token_child(b->a, head, REL_MARK);
  return mark == NO_TOKEN && f->kind == FRAME_NOUN ? case_of(b, head) : mark;
}

static frame_hang hang_of_clause(const builder *b, uint32_t head) {
  switch (at(b, head)->deprel) {
  case REL_CCOMP:
  case REL_XCOMP:
  case REL_CSUBJ:
  case REL_CSUBJ_PASS:
  case REL_CSUBJ_OUTER:
    return HANG_COMP;
  case REL_ACL:
    return is_complement(b, head) ? HANG_COMP : HANG_RELATIVE;
  case REL_ADVCL:
    return is_complement(b, head) ? HANG_COMP : HANG_ADVERB;
  case REL_ACL_RELCL:
    return HANG_RELATIVE;
  case REL_ADVCL_RELCL:
    return HANG_ADVERB;
  case REL_CONJ:
    return HANG_CONJ;
  case REL_PARATAXIS:
    return HANG_PARATAX;
  default:
    return HANG_ARGUMENT;
  }
}

// The nearest frame above token t, other than f. A clause of a noun hangs on
// the noun's own frame, all else on the frame of the clause.
static uint32_t frame_above(const builder *b, uint32_t f, uint32_t t) {
  // "talks and visits": what the first noun is an argument of
  while (at(b, t)->deprel == REL_CONJ && b->clause_of[t] == NO_FRAME &&
         at(b, t)->head != NO_TOKEN && is_nominal(b, at(b, t)->head))
    t = at(b, t)->head;
  uint8_t rel = at(b, t)->deprel;
  bool of_noun = rel == REL_ACL || rel == REL_ACL_RELCL;
  for (t = at(b, t)->head; t != NO_TOKEN; t = at(b, t)->head) {
    uint32_t above = frame_at(b, t);
    if (of_noun && b->a->frame_of[t] != NO_FRAME)
      above = b->a->frame_of[t];
    if (above != NO_FRAME && above != f)
      return above;
    of_noun = false;
  }
  return NO_FRAME;
}

static void hang(builder *b, uint32_t f) {
  frame *in = &b->a->frames.at[f];
  uint32_t head = b->info.at[f].head;
  uint32_t clause = b->clause_of[head];
  in->marker = marker_at(b, in, head);
  if (in->kind == FRAME_NOUN && clause != NO_FRAME && clause != f) {
    in->parent = clause; // what a copula says of its subject
    in->hang = HANG_ARGUMENT;
    return;
  }
  in->parent = frame_above(b, f, head);
  if (in->parent == NO_FRAME)
    in->hang = HANG_ROOT;
  else
    in->hang = in->kind == FRAME_NOUN ? HANG_ARGUMENT : hang_of_clause(b, head);
}

// Is frame f among those above frame `from`, or itself? Parents form no cycle:
// whatever changes one asks first.
static bool is_above(const builder *b, uint32_t f, uint32_t from) {
  while (from != NO_FRAME && from != f)
    from = b->a->frames.at[from].parent;
  return from == f;
}

// Frame f takes the place of frame `from` in the sentence, unless it stands
// above it: "the talks that they held".
static void take_place(builder *b, uint32_t f, uint32_t from) {
  frame *to = &b->a->frames.at[f];
  const frame *other = &b->a->frames.at[from];
  if (is_above(b, f, other->parent))
    return;
  to->parent = other->parent;
  to->hang = other->hang;
  to->marker = other->marker;
}

// Words quoted hang on the verb that says them, also where the tree has it the
// other way round.
static void hang_speech(builder *b, uint32_t f) {
  uint32_t t = loose_speech(b, f);
  if (t == NO_TOKEN)
    return;
  frame *said = &b->a->frames.at[f];
  frame *content = &b->a->frames.at[frame_at(b, t)];
  if (said->parent == frame_at(b, t)) {
    said->parent = content->parent;
    said->hang = content->hang;
  }
  if (is_above(b, frame_at(b, t), f))
    return;
  content->parent = f;
  content->hang = HANG_COMP;
}

static void fill_frames(builder *b, const frame *f) {
  for (uint32_t i = 0; i < f->n_roles; i++) {
    role *r = &b->a->roles.at[f->first_role + i];
    uint32_t below =
        r->kind == ROLE_COMP ? frame_at(b, r->token) : b->a->frame_of[r->token];
    if (below != NO_FRAME && b->info.at[below].future_of != NO_FRAME)
      below = b->info.at[below].future_of;
    r->frame = below;
  }
}

void frames_hang(builder *b, uint32_t first) {
  for (uint32_t f = first; f < b->a->frames.n; f++)
    hang(b, f);
  for (uint32_t f = first; f < b->a->frames.n; f++)
    hang_speech(b, f);
  for (uint32_t f = first; f < b->a->frames.n; f++)
    if (b->info.at[f].future != NO_FRAME)
      take_place(b, f, b->info.at[f].future);
  for (uint32_t f = first; f < b->a->frames.n; f++)
    if (b->a->frames.at[f].light != NO_TOKEN)
      take_place(b, f, b->info.at[f].carrier);
  for (uint32_t f = first; f < b->a->frames.n; f++)
    fill_frames(b, &b->a->frames.at[f]);
}
