#ifndef EXPORT_COLUMN_H
#define EXPORT_COLUMN_H

// Columns of tables (Parquet, SQLite) as places in the record: a table of
// column_from says which value of an event goes where.

#include "base/buf.h"
#include "export/record.h"
#include <stddef.h>

typedef enum {
  FROM_TEXT,    // dgm_str
  FROM_HEX,     // 32 characters, or null where they are not set
  FROM_DAY,     // dgm_str that begins with a day
  FROM_WHOLE,   // uint32_t
  FROM_COUNT,   // uint32_t, 0 for null
  FROM_BIG,     // uint64_t, 0 for null
  FROM_REAL,    // double
  FROM_HIGH,    // double, negative for null
  FROM_IF,      // double, null unless the bool at `count` is true
  FROM_BOOL,    // bool
  FROM_TEXTS,   // list of dgm_str and their uint32_t at `count`, joined by ';'
  FROM_LABEL,   // a dgm_actor's name, or the words there
  FROM_SPEAKER, // the same of a dgm_speech
} column_kind;

typedef struct {
  column_kind kind;
  uint16_t at, count; // bytes into the record or element
} column_from;

// A list of the record whose elements have rows or values of their own; size 0:
// the record itself.
typedef struct {
  uint16_t list, count, size;
} column_list;

#define COLUMN_AT(T, member) (uint16_t) offsetof(T, member)
#define COLUMN_E(member)     COLUMN_AT(export_record, event.member)
#define COLUMN_D(member)     COLUMN_AT(export_record, document.member)

#define LIST_RECORD                                                            \
  { 0, 0, 0 }
#define LIST_ACTOR                                                             \
  { COLUMN_E(actor), COLUMN_E(n_actor), sizeof(dgm_actor) }
#define LIST_RECIPIENT                                                         \
  { COLUMN_E(recipient), COLUMN_E(n_recipient), sizeof(dgm_actor) }
#define LIST_PLACE                                                             \
  { COLUMN_E(places), COLUMN_E(n_places), sizeof(dgm_place) }
#define LIST_QUANTITY                                                          \
  { COLUMN_E(quantities), COLUMN_E(n_quantities), sizeof(dgm_quantity) }
#define LIST_SPEECH                                                            \
  { COLUMN_E(attribution), COLUMN_E(n_attribution), sizeof(dgm_speech) }
#define LIST_LINK                                                              \
  { COLUMN_E(links), COLUMN_E(n_links), sizeof(dgm_link) }
#define LIST_MODE                                                              \
  { COLUMN_E(modes), COLUMN_E(n_modes), sizeof(dgm_str) }
#define LIST_CONTEXT                                                           \
  { COLUMN_E(contexts), COLUMN_E(n_contexts), sizeof(dgm_str) }

typedef struct {
  enum { VALUE_NULL, VALUE_TEXT, VALUE_WHOLE, VALUE_REAL, VALUE_BOOL } kind;
  str text;
  int64_t whole; // also days and truth values
  double real;
} column_value;

// The value at `base`, a record or an element. Joined texts live in *scratch
// until the next call.
column_value column_read(const column_from *from, const void *base,
                         buf *scratch);

// The elements of a list of the record: their number, and the first one.
uint32_t column_elements(const char **first, const column_list *in,
                         const export_record *r);

#endif
