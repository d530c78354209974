#ifndef STORY_GRAM_H
#define STORY_GRAM_H

// A text as a sample of its word 5-grams, by which copies are found.
//
// A word is a run of ASCII letters and digits, in lower case, or of bytes past
// ASCII; typographic punctuation (U+2000 to U+206F) and the no-break space part
// words like ASCII punctuation does. A gram is kept when the low bits of its
// hash are zero, so two texts keep the same ones: one in 16 of a long text, one
// in 4 of a short one, all of a very short one.

#include "base/vec.h"

enum {
  GRAM_WORDS = 5,
  // Samples: 0 every gram, 1 one in 4, 2 one in 16. A gram of a sparser sample
  // belongs to the denser ones too.
  GRAM_SAMPLES = 3,
  // Up to these many words a text keeps every gram, or one in 4: so that each
  // text of more than 20 words keeps about 15 grams or more, the fewest by
  // which a text with a fifth of its words changed is told from a stranger.
  GRAM_ALL_UP_TO = 60,
  GRAM_QUARTER_UP_TO = 240,
  // Most grams of a text: the first 130,000 words, a long book. Keeps counts in
  // 16 bits and one hostile document from filling an index.
  GRAM_MOST = 8192,
};

typedef VEC(uint64_t) gram_list;

// Fills *out with the grams of the text, each once, in order of their hashes.
// Linear in the text but for sorting.
void grams_find(gram_list *out, arena *m, str text);

// The sparsest sample to which a gram belongs.
static inline uint32_t gram_sample(uint64_t gram) {
  return (gram & 15) == 0 ? 2 : (gram & 3) == 0 ? 1 : 0;
}

#endif
