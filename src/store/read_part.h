#ifndef STORE_READ_PART_H
#define STORE_READ_PART_H

// What the files that answer questions share; for no one else.

#include "store/db.h"
#include "store/query_sql.h"
#include "store/read.h"

// A statement over all events of a compiled query, rows of an event and of a
// document one after the other: `columns` of event e and of what `join` brings.
// Bound and ready to step; the caller finalises it.
dgm_status read_rows(store *s, const query_sql *sql, const char *columns,
                     const char *join, sqlite3_stmt **out, dgm_error *err);

// Compiles the query for it and begins the question's time.
dgm_status read_query(store *s, arena *m, const query *q, const char *columns,
                      const char *join, sqlite3_stmt **out, dgm_error *err);

// What an organisation or country is called, else its id.
dgm_status read_label(store *s, arena *m, str node, str *label, dgm_error *err);

// The row of the review that counts for event e, or null: its own, else one of
// an event of its anchor that the current coding has not any more; the latest
// of these. Own ones get bit 40, which no row number reaches.
#define REVIEW_OF_EVENT                                                        \
  "(SELECT max(r.id+((r.event_key=e.key)<<40))&((1<<40)-1) FROM review r"      \
  " WHERE r.key=e.anchor AND (r.event_key=e.key OR NOT EXISTS"                 \
  " (SELECT 1 FROM event o WHERE o.key=r.event_key AND o.hidden&3=0)))"

// Puts events together, one after the other, into `out`.
typedef struct {
  store *s;
  sqlite3_stmt *event, *review;
  buf out;
} event_reader;

dgm_status event_reader_open(event_reader *r, store *s, dgm_error *err);
// The event of a row; r->out is empty where there is none.
dgm_status event_reader_get(event_reader *r, int64_t row, dgm_error *err);
void event_reader_close(event_reader *r);

#endif
