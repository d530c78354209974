// Whom does a noun phrase stand for?
//
// Its head where that is an actor; else whoever a reader would take from inside
// it: "the foreign ministry of Serbia", "Serbian exports", "a village in
// Serbia" (only as what is acted upon: a bomb in Serbia is not Serbia's deed).

#include "event/match_part.h"

// "the house of a friend of the minister of Norland": deeper is no one's deed.
enum { MAX_DEPTH = 3 };

bool same_party(const article *a, uint32_t x, uint32_t y) {
  const mention *p = &a->mentions.at[x], *q = &a->mentions.at[y];
  if (x == y || (p->entity != NO_ENTITY && p->entity == q->entity))
    return true;
  bool sided = p->who.country != NO_ROW || p->who.region != NO_ROW;
  return sided && !memcmp(&p->who, &q->who, sizeof p->who);
}

static void put(const matcher *m, uint32_t at, parties *out) {
  for (uint32_t i = 0; i < out->n; i++)
    if (same_party(m->a, out->at[i], at))
      return;
  if (out->n < MAX_PARTIES)
    out->at[out->n++] = at;
}

// "Norland said it would sign": the name tells more than the pronoun, where
// one sentence has both.
static uint32_t named(const article *a, uint32_t at) {
  const mention *w = &a->mentions.at[at];
  uint32_t to = w->antecedent;
  for (int i = 0; i < MAX_DEPTH && w->by == BY_PRONOUN && to != NO_MENTION;
       i++) {
    const mention *v = &a->mentions.at[to];
    if (v->by != BY_PRONOUN)
      return v->sentence == w->sentence && v->actor ? to : at;
    to = v->antecedent;
  }
  return at;
}

// The mention itself, or those that "both sides" stands for.
static bool put_mention(const matcher *m, uint32_t at, parties *out) {
  if (at != NO_MENTION)
    at = named(m->a, at);
  const mention *w = at == NO_MENTION ? NULL : &m->a->mentions.at[at];
  if (!w || (!w->actor && !w->n_members))
    return false;
  for (uint32_t i = 0; i < w->n_members; i++)
    put(m, m->a->lists.at[w->first_member + i], out);
  if (!w->n_members)
    put(m, at, out);
  return true;
}

typedef enum { STEP_NONE, STEP_OWNER, STEP_PLACE } step;

// "its border with Norland": the other one whose noun it is too.
static bool is_shared(const matcher *m, uint32_t t, uint32_t c) {
  const token *x = &m->a->tokens.at[c];
  return (x->deprel == REL_NMOD || x->deprel == REL_OBL) &&
         lemma_is(m, t, WORD_SHARED) &&
         lemma_is(m, token_child(m->a, c, REL_CASE), WORD_WITH);
}

// How a dependent may say whose the noun is.
static step step_of(const matcher *m, uint32_t c) {
  const token *t = &m->a->tokens.at[c];
  uint32_t mark;
  switch (t->deprel) {
  case REL_NMOD_POSS:
  case REL_COMPOUND:
  case REL_AMOD:
  case REL_APPOS:
  case REL_NMOD_DESC:
  case REL_FLAT:
    return STEP_OWNER;
  case REL_NMOD:
  case REL_OBL:
    mark = token_child(m->a, c, REL_CASE);
    if (lemma_is(m, mark, WORD_OF) || lemma_is(m, mark, WORD_FROM) ||
        lemma_is(m, mark, WORD_BY))
      return STEP_OWNER;
    return lemma_is(m, mark, WORD_IN) ? STEP_PLACE : STEP_NONE;
  default:
    return STEP_NONE;
  }
}

// "a resolution drafted by Norland", "the curfew that Norland imposed": whose a
// noun is, told by a clause about it.
static bool put_authors(const matcher *m, uint32_t t, parties *out) {
  const article *a = m->a;
  bool found = false;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN && !found;
       c = a->tokens.at[c].next) {
    uint8_t rel = a->tokens.at[c].deprel;
    uint32_t f = a->frame_of[c];
    if ((rel != REL_ACL && rel != REL_ACL_RELCL) || f == NO_FRAME ||
        !grammar_is(&m->cb->grammar, &m->cb->words, a->frames.at[f].lex,
                    WORD_AUTHORING))
      continue;
    const role *x = &a->roles.at[a->frames.at[f].first_role];
    bool of_noun = false;
    for (uint32_t i = 0; i < a->frames.at[f].n_roles; i++)
      of_noun |= x[i].kind == ROLE_OBJ && x[i].token == t;
    for (uint32_t i = 0; of_noun && i < a->frames.at[f].n_roles; i++)
      if (x[i].kind == ROLE_SUBJ && x[i].token != t)
        found |= put_mention(m, a->mention_of[x[i].token], out);
  }
  return found;
}

static bool look_inside(const matcher *m, uint32_t t, step last, int depth,
                        parties *out) {
  const article *a = m->a;
  if (depth == MAX_DEPTH)
    return false;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (last == STEP_PLACE && is_shared(m, t, c) &&
        (put_mention(m, a->mention_of[c], out) ||
         look_inside(m, c, last, depth + 1, out)))
      return true;
  // "his rival Amadou's house": the nearest one owns it
  uint32_t owner = NO_TOKEN;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].deprel == REL_NMOD_POSS)
      owner = c;
  if (owner != NO_TOKEN && put_mention(m, a->mention_of[owner], out))
    return true;
  for (step s = STEP_OWNER; s <= last; s++)
    for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
         c = a->tokens.at[c].next)
      if (step_of(m, c) == s && (put_mention(m, a->mention_of[c], out) ||
                                 look_inside(m, c, last, depth + 1, out)))
        return true;
  return put_authors(m, t, out);
}

// "threats made by Norland": who does it, by the noun's own words.
static bool put_agents(const matcher *m, uint32_t t, parties *out) {
  const article *a = m->a;
  if (a->frame_of[t] == NO_FRAME)
    return false;
  const frame *f = &a->frames.at[a->frame_of[t]];
  bool found = false;
  for (uint32_t i = 0; i < f->n_roles && f->kind == FRAME_NOUN; i++) {
    const role *x = &a->roles.at[f->first_role + i];
    if (x->kind == ROLE_SUBJ && !(x->flags & ROLE_SHARED) && x->token != t)
      found |= put_mention(m, a->mention_of[x->token], out);
  }
  return found;
}

// The frame that "this" points at: the clause before, in this sentence or the
// one before it.
static uint32_t frame_before(const article *a, uint32_t f) {
  const frame *x = &a->frames.at[f];
  if (x->hang == HANG_CONJ)
    return x->parent;
  for (uint32_t g = f; g-- > 0;) {
    const frame *y = &a->frames.at[g];
    if (y->sentence + 1 < x->sentence)
      break;
    if (y->sentence < x->sentence && y->hang == HANG_ROOT)
      return g;
  }
  return NO_FRAME;
}

// "Members recognised the region, but Norland rejected this": whose deed is
// meant.
static bool put_doer(const matcher *m, uint32_t t, parties *out) {
  const article *a = m->a;
  const token *x = &a->tokens.at[t];
  if (x->upos != UPOS_PRON || x->head == NO_TOKEN ||
      feat_get(x->feats, FEAT_PRONTYPE) != PRONTYPE_DEM ||
      a->frame_of[x->head] == NO_FRAME)
    return false;
  uint32_t f = frame_before(a, a->frame_of[x->head]);
  bool found = false;
  for (uint32_t i = 0; f != NO_FRAME && i < a->frames.at[f].n_roles; i++) {
    const role *y = &a->roles.at[a->frames.at[f].first_role + i];
    if (y->kind != ROLE_SUBJ || y->token == NO_TOKEN)
      continue;
    found |= put_mention(m, a->mention_of[y->token], out) ||
             look_inside(m, y->token, STEP_OWNER, 0, out);
  }
  return found;
}

void who_of(const matcher *m, uint32_t t, bool acted_upon, parties *out) {
  if (lemma_is(m, t, WORD_PHRASE_NOUN) || (acted_upon && put_doer(m, t, out)))
    return;
  if (!put_mention(m, m->a->mention_of[t], out) && !put_agents(m, t, out))
    look_inside(m, t, acted_upon ? STEP_PLACE : STEP_OWNER, 0, out);
}
