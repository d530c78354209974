// "Norwegian and Swedish warships", "the leaders of Peru and Chile": a plural
// role that belongs to several stands for each of them. The owners become its
// members, and each of them takes over the role and its sectors.

#include "mention/entity.h"
#include <stdlib.h>

enum { MAX_OWNERS = 8 }; // longer lists of owners are lists of something else

typedef struct {
  uint32_t at[MAX_OWNERS]; // mentions
  uint32_t n;
} owners;

// The mention that token t heads, with a side of its own; else NO_MENTION.
static uint32_t owner_at(const finder *f, uint32_t t) {
  uint32_t m = f->a->mention_of[t];
  if (m == NO_MENTION || f->a->mentions.at[m].head != t ||
      !(f->how.at[m] & HOW_NAMED) || f->a->mentions.at[m].n_members ||
      f->a->mentions.at[m].who.person != NO_ROW)
    return NO_MENTION;
  return has_side(&f->a->mentions.at[m].who) ? m : NO_MENTION;
}

static bool same_side(const actor_codes *x, const actor_codes *y) {
  return x->country == y->country && x->org == y->org && x->region == y->region;
}

static void add_owner(const finder *f, uint32_t t, owners *out) {
  uint32_t m = owner_at(f, t);
  if (m == NO_MENTION || out->n == MAX_OWNERS)
    return;
  for (uint32_t i = 0; i < out->n; i++)
    if (same_side(&f->a->mentions.at[out->at[i]].who,
                  &f->a->mentions.at[m].who))
      return;
  out->at[out->n++] = m;
}

static bool is_owning(const finder *f, uint32_t c) {
  const article *a = f->a;
  uint32_t mark = token_child(a, c, REL_CASE);
  switch ((deprel)a->tokens.at[c].deprel) {
  case REL_AMOD:
  case REL_COMPOUND:
  case REL_NMOD_POSS:
    return true;
  case REL_NMOD:
    return mark != NO_TOKEN && token_duty(f, mark) & DUTY_OWNER;
  default:
    return false;
  }
}

static void add_joined(const finder *f, uint32_t c, owners *out) {
  const article *a = f->a;
  for (uint32_t k = a->tokens.at[c].child; k != NO_TOKEN;
       k = a->tokens.at[k].next)
    if (a->tokens.at[k].deprel == REL_CONJ)
      add_owner(f, k, out);
}

// "the leaders of Peru and Chile" with Chile read as joined to the leaders: a
// bare name of a state beside people of another.
static void add_beside(const finder *f, uint32_t head, owners *out) {
  const article *a = f->a;
  for (uint32_t k = a->tokens.at[head].child; k != NO_TOKEN && out->n;
       k = a->tokens.at[k].next) {
    uint32_t m =
        a->tokens.at[k].deprel == REL_CONJ ? owner_at(f, k) : NO_MENTION;
    if (m != NO_MENTION && f->hits.at[f->hit_of[k]].is.kind == SENSE_COUNTRY &&
        token_child(a, k, REL_DET) == NO_TOKEN)
      add_owner(f, k, out);
  }
}

// The owners of a role and those joined to them: "[French], [German] and
// [Polish] troops".
static owners owners_of(const finder *f, uint32_t head) {
  const article *a = f->a;
  owners out = {.n = 0};
  uint32_t of = NO_TOKEN;
  for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    if (!is_owning(f, c))
      continue;
    add_owner(f, c, &out);
    add_joined(f, c, &out);
    of = a->tokens.at[c].deprel == REL_NMOD ? c : of;
  }
  if (out.n == 1 && of != NO_TOKEN)
    add_beside(f, head, &out);
  return out;
}

// Are two of them joined by "and"? Else one says more about the other ("the
// Norwegian navy's Baltic fleets").
static bool is_list(const finder *f, const owners *o) {
  for (uint32_t i = 0; i < o->n; i++)
    if (f->a->tokens.at[f->a->mentions.at[o->at[i]].head].deprel == REL_CONJ)
      return true;
  return false;
}

static int by_place(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

void share_roles(finder *f) {
  article *a = f->a;
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    mention *m = &a->mentions.at[i];
    bool plain = f->how.at[i] & HOW_ROLE && m->who.role != NO_ROW;
    if (!plain || !m->plural || m->n_members || m->who.person != NO_ROW)
      continue;
    owners found = owners_of(f, m->head);
    if (found.n < 2 || !is_list(f, &found))
      continue;
    qsort(found.at, found.n, sizeof *found.at, by_place);
    m->first_member = a->lists.n;
    m->n_members = found.n;
    for (uint32_t k = 0; k < found.n; k++) {
      mention *owner = &a->mentions.at[found.at[k]];
      owner->who.role = m->who.role;
      owner->who.sectors = m->who.sectors;
      owner->actor = true;
      *vec_push(a->m, &a->lists) = found.at[k];
    }
  }
}
