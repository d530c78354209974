#ifndef STORE_READ_PART_H
#define STORE_READ_PART_H

// What the files that answer questions share; for no one else.

#include "store/db.h"
#include "store/query_sql.h"
#include "store/read.h"
#include "store/table.h"
#include "store/write_part.h"

// Gets the columns of one event; an error ends the walk.
typedef dgm_status row_each(void *context, sqlite3_value **columns,
                            dgm_error *err);

// Gives `each` the `columns` of every event e that a query finds, in order of
// arrival; `join` brings what they need beside event e.
dgm_status read_each_event(store *s, arena *m, const query *q,
                           const char *columns, const char *join,
                           row_each *each, void *context, dgm_error *err);

// The ties in a column e.ties, and how many there are.
uint32_t read_ties(sqlite3_value *v, event_tie out[TIES_MOST]);

// What an organisation or country is called, else its id.
dgm_status read_label(store *s, arena *m, str node, str *label, dgm_error *err);

// The row of the review that counts for event e, or null: its own, else one of
// an event of its anchor that the current coding has not any more; the latest
// of these. Own ones get bit 40, which no row number reaches. ORDER
// POSTING_KIND
#define REVIEW_OF_EVENT                                                        \
  "(SELECT max(r.id+((r.event_key=e.key)<<40))&((1<<40)-1) FROM review r"      \
  " WHERE r.key=e.anchor AND (r.event_key=e.key OR NOT EXISTS"                 \
  " (SELECT 1 FROM postings(5,r.event_key,r.event_key) p CROSS JOIN event o"   \
  " ON o.id=p.row WHERE o.key=r.event_key AND o.hidden&3=0)))"

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
