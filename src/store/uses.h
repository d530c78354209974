#ifndef STORE_USES_H
#define STORE_USES_H

// How many events that are shown use a word, a party or a place: the numbers of
// suggestions. New events are counted by interns; here are those that come into
// sight or leave it.

#include "store/db.h"

typedef struct {
  store *s;
  sqlite3_stmt *event, *change[3];
} event_uses;

void uses_open(event_uses *u, store *s);
void uses_close(event_uses *u);

// Adds `by` to what the event of that row uses.
dgm_status uses_change(event_uses *u, int64_t row, int by, dgm_error *err);

#endif
