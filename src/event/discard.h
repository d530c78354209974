#ifndef EVENT_DISCARD_H
#define EVENT_DISCARD_H

// DISCARD rules: what must not be coded, by frame, sentence or document.

#include "event/match_part.h"

typedef struct {
  uint32_t *of_frame;    // [frames.n] rule, or NO_RULE
  uint32_t *of_sentence; // [sentences.n] rule, or NO_RULE
  uint32_t of_document;  // rule, or NO_RULE
} discards;

// Nothing is dropped yet.
void discards_open(discards *out, matcher *m);

// Tries the rules on the frames [first, end) of the sentence that m is in.
void discards_find(discards *out, matcher *m, uint32_t first, uint32_t end);

// The rule that discards frame f, or NO_RULE; the narrowest scope counts.
uint32_t discards_rule(const discards *d, const article *a, uint32_t f);

#endif
