#ifndef EVENT_SETTING_H
#define EVENT_SETTING_H

// Where it happened and how many it touched.
//
// Reads   article.events, places, quantities, frames
// Adds    events: places, mentioned, quantities; article.lists
//
// A place is an event's when it stands in its clause and is none of its
// parties; without one the dateline is given, and marked so by its own flag.
// Other places of the sentence are listed apart. A quantity is tied to the
// event in whose clause, or in whose participle clause ("killing 12"), it
// stands.

#include "article/article.h"
#include "codebook/codebook.h"

void setting_find(article *a, const codebook *cb);

#endif
