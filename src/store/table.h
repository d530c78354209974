#ifndef STORE_TABLE_H
#define STORE_TABLE_H

// What SQL statements of this folder can say beside SQL itself:
//
//   postings(kind, lo, hi)  a table (key, row) of the entries of [lo, hi]; in
//                           order with ORDER BY key, row or key DESC, row DESC
//   chosen(?)               a table (id) of the rows of a row_list
//   is_one_of(x, ?)         is x in a row_list, which must be sorted
//   has_tie(ties, kinds, ?) has an event a tie of these kinds (bits) to one of
//                           a row_bits
//
// Lists are bound as pointers and must live until the statement is reset.

#include "store/posting.h"
#include "store/record.h"

#define ROWS_POINTER "rows"
#define BITS_POINTER "bits"

// A set of rows.
typedef struct {
  uint64_t *bits;
  uint32_t n; // bits there are
} row_bits;

void row_bits_of(row_bits *out, arena *m, const row_list *rows);

// Makes them known to a connection.
dgm_status table_register(store *s, dgm_error *err);

// Ties of an event, as event.ties has them: who took part, and where it was.
enum { TIE_BYTES = 9 };
typedef struct {
  tie_kind kind;
  uint32_t target; // row of actor or place
  uint32_t node;   // of parties: row of word, else 0
} event_tie;

void tie_put(buf *out, const event_tie *t);
event_tie tie_get(const unsigned char *ties, uint32_t i);

#endif
