#ifndef EVENT_TARGET_H
#define EVENT_TARGET_H

// Whom words of conflict are for, where only the sentence around them says so.
//
// Reads   article.events, frames, mentions
// Adds    events: recipients; article.lists
//
// "Despite pressure from Norland, Sudland refused": the pressure is on the one
// who acts beside it. Words between two parties only (quad 3), that name who
// speaks and nobody else, in a phrase or clause whose first word stands as
// "marker actual" in words/effects.tsv.

#include "article/article.h"
#include "codebook/codebook.h"

// Fills recipients that are missing. Call after matching. Cannot fail.
void targets_find(article *a, const codebook *cb);

// Is the first word of the frame's phrase or clause one that sets a fact beside
// the deed above it ("despite", "amid")?
bool stands_beside(const article *a, const codebook *cb, const frame *f);

#endif
