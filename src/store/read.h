#ifndef STORE_READ_H
#define STORE_READ_H

// What a store can be asked. All results live in the arena that is given; all
// functions fail with DGM_EIO or DGM_EFORMAT as SQLite does, with DGM_EUSAGE
// for what cannot be asked (a cursor of another sort), and with DGM_ELIMIT when
// the question took longer than store_limit allows.

#include "base/buf.h"
#include "store/count.h"
#include "store/document.h"
#include "store/query.h"
#include "store/store.h"

// ORDER READ_SORT: names in read_event.c
typedef enum {
  SORT_DATE_DOWN, // newest day first
  SORT_DATE,
  SORT_SCORE_DOWN,
  SORT_SCORE,
  SORT_SOURCES_DOWN,
  SORT_SOURCES,
  SORT_ARRIVAL, // as they were stored
  N_SORT
} read_sort;

// "date", "-date", "score", … ; false when there is none of that name.
bool read_sort_named(read_sort *out, str name);

typedef struct {
  read_sort sort;
  uint32_t limit; // 0: all
  str after;      // read_more.next of the page before; empty: the first
  int64_t since;  // only events stored behind this row; 0: all
} read_page;

enum { CURSOR_ROOM = 96 };

typedef struct {
  char next[CURSOR_ROOM]; // NUL-terminated; "" when nothing follows
  int64_t last;           // row of the last event that was handed over, 0: none
} read_more;

// An event: the JSON object as `code` printed it with the store's keys behind
// (no line end), and its row, which grows in order of arrival. An error ends
// the reading.
typedef dgm_status (*read_each)(void *context, str json, int64_t row,
                                dgm_error *err);

dgm_status read_events(store *s, arena *m, const query *q,
                       const read_page *page, read_each each, void *context,
                       read_more *more, dgm_error *err);

// How many events a query finds; stops at `most` and returns it.
dgm_status read_total(store *s, arena *m, const query *q, int64_t most,
                      int64_t *out, dgm_error *err);

// The row of the newest event, 0 in an empty store: where a live stream begins.
dgm_status read_newest(store *s, int64_t *out, dgm_error *err);

// One event by its id (32 hex digits); p == NULL: there is none. Of events with
// one id the one that is not superseded.
dgm_status read_event(store *s, arena *m, str id, str *json, dgm_error *err);

#endif
