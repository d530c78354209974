#ifndef EVENT_FACTUALITY_H
#define EVENT_FACTUALITY_H

// Did it happen, in the eyes of whoever tells it?
//
// Reads   article.events (frame, content_of, effect), frames, roles
// Changes events: fact; type where PLOVER folds the future of a type into
//         another (codebook/world/events.tsv)
//
// Decided from the tree: the predicate's own tense, modal and negation, then
// what each word above does to its complement (words/effects.tsv), outward
// until a word of saying: beyond it the teller changes.

#include "article/article.h"
#include "codebook/codebook.h"

void factuality_decide(article *a, const codebook *cb);

// The factuality of frame f as its innermost teller has it.
factuality factuality_of_frame(const article *a, const codebook *cb,
                               uint32_t f);

#endif
