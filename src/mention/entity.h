#ifndef MENTION_ENTITY_H
#define MENTION_ENTITY_H

// Clusters of mentions while they grow; for the files that link mentions.

#include "mention/actor.h"

// How far back a pronoun or a description looks, in mentions: GUM's news has
// about 12 mentions a sentence, and five sentences hold nearly all antecedents.
enum { LOOK_BACK = 60 };

typedef struct clusters {
  map by_key;          // key bytes: slot of `slots`
  VEC(uint32_t) slots; // entity that a key means now
  VEC(uint32_t) last;  // by entity: its latest mention
} clusters;

// Keys: a letter for the kind, then up to three numbers or a text.
uint32_t key_find(const finder *f, char kind, uint32_t x, uint32_t y,
                  uint32_t z); // entity, or NO_ENTITY
void key_set(finder *f, char kind, uint32_t x, uint32_t y, uint32_t z,
             uint32_t e);
uint32_t text_find(const finder *f, char kind, str text);
void text_set(finder *f, char kind, str text, uint32_t e);

// Makes mention i the first of a new entity, or one of entity e. Codes that one
// side lacks it takes from the other.
uint32_t entity_new(finder *f, uint32_t i);
void entity_join(finder *f, uint32_t i, uint32_t e);

// Links mention i and, before it, those it depends on.
void link_mention(finder *f, uint32_t i, int depth);

// share.c: lists whom a plural role with several owners stands for, each with
// the role. Call when all mentions have their codes.
void share_roles(finder *f);

// describe.c: an entity that a definite phrase means, or NO_ENTITY.
uint32_t describe_find(const finder *f, uint32_t i);
// "both sides": lists the two that are meant; true when it did.
bool pair_find(finder *f, uint32_t i);

// pronoun.c: the mention that a pronoun of the third person means.
uint32_t pronoun_find(const finder *f, uint32_t i, const pronoun_row *p,
                      uint32_t not_entity);
// How much a mention stands out, seen from mention i; 0 where it cannot be
// meant because both are arguments of one predicate.
int salience(const finder *f, uint32_t i, uint32_t j);
bool same_clause(const finder *f, uint32_t i, uint32_t j);
// Is entity e another argument of the predicate that i is an argument of?
bool co_argument(const finder *f, uint32_t i, uint32_t e);
bool is_subject(const article *a, uint32_t t);

static inline bool is_definite(const finder *f, uint32_t head) {
  for (uint32_t c = f->a->tokens.at[head].child; c != NO_TOKEN;
       c = f->a->tokens.at[c].next)
    if (f->a->tokens.at[c].deprel == REL_DET &&
        (token_duty(f, c) & DUTY_DEFINITE))
      return true;
  return false;
}

#endif
