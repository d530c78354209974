#ifndef STORE_REVIEW_H
#define STORE_REVIEW_H

// What people say of events, kept beside the machine's coding. A review is of
// one event; when the event is coded otherwise, it goes to those of its anchor,
// so that coding again loses none. A reviewer's address is in a table of its
// own and never handed out.

#include "base/buf.h"
#include "base/vec.h"
#include "store/store.h"

typedef struct {
  str anchor, event;                    // 32 hex digits each
  str verdict;                          // accept, correct, reject
  str type, factuality, note, reviewer; // p == NULL: none
  str modes;                            // joined by ';', p == NULL: none
} review;

// Adds a review of an event that is in the store, and its JSON to *out. The
// clock says when. DGM_EUSAGE: a verdict that is none, an event that is not
// there, a note of more than 10,000 bytes.
dgm_status review_add(store *s, const review *r, buf *out, dgm_error *err);

// {"anchor","event","verdict","type","modes","factuality","note","at"} each,
// oldest first, joined by commas, behind the row `after`; *next is the row to
// go on behind, 0 at the end.
dgm_status review_list(store *s, int64_t after, uint32_t limit, buf *out,
                       int64_t *next, dgm_error *err);

// Gold, a JSON line each: the latest review of each event, with the event as
// the machine coded it under "coded".
dgm_status review_gold(store *s, buf *out, dgm_error *err);

#endif
