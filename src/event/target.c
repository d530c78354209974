#include "event/target.h"
#include "event/match_part.h"

// "despite it being [repeated pressure]": a copula and a noun between the words
// and the clause beside them.
enum { MAX_STEPS = 3, VERBAL_CONFLICT = 3 };

bool stands_beside(const article *a, const codebook *cb, const frame *f) {
  return f->marker != NO_TOKEN &&
         grammar_effect(&cb->grammar, a->tokens.at[f->marker].lex,
                        USE_MARKER) == EFFECT_ACTUAL;
}

// The frame of the clause that noun frame f stands beside, or NO_FRAME.
static uint32_t clause_beside(const article *a, const codebook *cb,
                              uint32_t f) {
  if (a->frames.at[f].kind != FRAME_NOUN || a->frames.at[f].light != NO_TOKEN)
    return NO_FRAME;
  for (uint32_t i = 0; i < MAX_STEPS && f != NO_FRAME; i++) {
    const frame *in = &a->frames.at[f];
    if (stands_beside(a, cb, in))
      return in->parent;
    if (in->hang != HANG_ARGUMENT)
      return NO_FRAME;
    f = in->parent;
  }
  return NO_FRAME;
}

// Who acts in frame f, or NO_MENTION.
static uint32_t doer_of(const article *a, uint32_t f) {
  const frame *in = &a->frames.at[f];
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *r = &a->roles.at[in->first_role + i];
    uint32_t m = r->kind == ROLE_SUBJ && r->token != NO_TOKEN
                     ? a->mention_of[r->token]
                     : NO_MENTION;
    if (m != NO_MENTION && a->mentions.at[m].actor)
      return m;
  }
  return NO_MENTION;
}

static bool is_actor(const article *a, const event *e, uint32_t m) {
  for (uint32_t i = 0; i < e->actors.n; i++)
    if (same_party(a, a->lists.at[e->actors.first + i], m))
      return true;
  return false;
}

void targets_find(article *a, const codebook *cb) {
  const scheme *s = &cb->rules.scheme;
  for (uint32_t i = 0; i < a->events.n; i++) {
    event *e = &a->events.at[i];
    if (e->recipients.n || !e->actors.n || e->type == NO_TYPE ||
        s->types.at[e->type].quad != VERBAL_CONFLICT)
      continue;
    uint32_t clause = clause_beside(a, cb, e->frame);
    uint32_t who = clause == NO_FRAME ? NO_MENTION : doer_of(a, clause);
    if (who == NO_MENTION || is_actor(a, e, who))
      continue;
    e->recipients = (list){a->lists.n, 1};
    *vec_push(a->m, &a->lists) = who;
  }
}
