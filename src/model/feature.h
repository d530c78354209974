#ifndef MODEL_FEATURE_H
#define MODEL_FEATURE_H

// What the network sees of a word. Training and run time share this code and
// nothing else computes features: `dragoman parse --features` prints them.

#include "base/arena.h"
#include "base/buf.h"

// Suffixes and prefixes of 1, 2, 3 letters, and the shape. ORDER FEATURE_SLOTS:
// the network's rows for the slots stand one after the other in this order.
enum { FEATURE_SLOTS = 7 };

typedef struct {
  str key;                       // the folded word, under which it is looked up
  uint32_t hash;                 // of the key
  uint32_t slots[FEATURE_SLOTS]; // hashes; the model cuts them to its tables
} feature;

// The features of a word. The key borrows from the word or lives in m. A word
// past 96 bytes is read up to there: affixes of such strings say nothing.
feature feature_of(arena *m, str word);

// The hash that finds a folded word in the vocabulary.
uint32_t feature_hash(str key);

// Adds "key TAB slot TAB slot ... NEWLINE" for one word, as train/ reads it.
void feature_print(buf *out, arena *m, str word);

#endif
