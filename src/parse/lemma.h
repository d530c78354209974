#ifndef PARSE_LEMMA_H
#define PARSE_LEMMA_H

// Lemmas by rules learnt from the treebanks: "cut 3, add y, in lower case".
// A form that is known with its class has its own rule; else the longest known
// suffix decides.

#include "model/model.h"

// The lemma of a word with this tag; borrows from the word, or lives in mem.
// Cannot fail: a word that no rule fits is its own lemma.
str lemma_of(const model *m, arena *mem, str word, const model_tag *tag);

#endif
