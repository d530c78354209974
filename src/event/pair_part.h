#ifndef EVENT_PAIR_PART_H
#define EVENT_PAIR_PART_H

// What the files pair*.c share: one pair being looked at.

#include "event/pair.h"

enum {
  PAIR_WAY = 8,      // steps of a way that are looked at
  PAIR_SLOTS = 2048, // of the table of features; above twice TYPER_FEATURES
};

typedef struct {
  const article *a;
  const codebook *cb;
  const typer *typer;
  pair p;
  uint32_t sentence, first, end; // its tokens
  uint32_t from, to;             // the parties in text order
  uint32_t meet;                 // lowest token above both, or the root
  uint32_t way[2][PAIR_WAY];     // below it, towards actor and recipient
  uint32_t n_way[2];
  typer_input *out;
  uint16_t *seen; // [PAIR_SLOTS] place of a feature + 1, 0 for an empty slot
} pair_view;

// A feature's text: a letter for its kind, then its words.
typedef struct {
  char p[160];
  uint32_t len;
} pair_text;

void pair_begin(pair_text *k, char kind);
void pair_add(pair_text *k, str s);
void pair_put(pair_view *v, const pair_text *k);
void pair_put3(pair_view *v, char kind, str x, str y, str z);

// The lemma of a token; NAME for names, "-" for none.
str pair_word(const pair_view *v, uint32_t t);
str pair_relation(const pair_view *v, uint32_t t);
uint32_t pair_case(const pair_view *v, uint32_t t); // its preposition

void pair_see_path(pair_view *v);
void pair_see_frames(pair_view *v);
void pair_see_rules(pair_view *v);
void pair_see_lexicon(pair_view *v);
void pair_see_words(pair_view *v);
void pair_see_vectors(pair_view *v);

#endif
