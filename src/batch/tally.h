#ifndef BATCH_TALLY_H
#define BATCH_TALLY_H

// How many documents of which language.

#include "base/str.h"

// More languages than that end under the last entry, "other".
enum { TALLY_MOST = 64, TALLY_NAME = 12 };

typedef struct {
  char name[TALLY_NAME]; // NUL-terminated code, cut to its room
  uint64_t n;
} tally_entry;

typedef struct {
  tally_entry at[TALLY_MOST];
  uint32_t n;
} tally;

void tally_add(tally *t, str name, uint64_t n);

// Adds all of `from` to `to` and empties it.
void tally_move(tally *to, tally *from);

// The largest first, equal ones by name.
void tally_sort(tally *t);

#endif
