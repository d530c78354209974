#ifndef STORE_POSTING_EVENT_H
#define STORE_POSTING_EVENT_H

// Under which numbers an event is posted.

#include "store/posting.h"

typedef struct {
  uint32_t row, document, happening, type, rule; // 0: none
  int64_t on, score;
  uint64_t key, anchor;
  str ties; // table.h
} event_keys;

// Columns of event e for event_keys_read.
#define EVENT_KEYS                                                             \
  "e.id,e.document,e.happening,e.type,e.rule,e.day,e.score,e.key,e.anchor,"    \
  "e.ties"

// Its ties live until the statement's next step.
void event_keys_read(event_keys *out, sqlite3_stmt *q);

void event_keys_add(postings *p, const event_keys *k);
dgm_status event_keys_remove(store *s, const event_keys *k, dgm_error *err);

#endif
