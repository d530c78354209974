#ifndef STORE_QUERY_SQL_H
#define STORE_QUERY_SQL_H

// Terms -> SQL. Nothing of a query's text gets into the SQL; values are
// parameters.

#include "store/posting.h"
#include "store/query.h"

typedef struct {
  const void *pointer; // NULL: none
  const char *type;    // of the pointer (table.h)
  str text;            // p == NULL: a number
  int64_t number;
} sql_value;

typedef struct {
  bool driven;     // `driver` are the rows of the events that may be meant,
  row_list driver; // sorted; else all events are gone through
  str where;       // conditions on event e
  VEC(sql_value) where_values;
  bool one_type;         // all events are of one type:
  uint32_t type;         // its row of `word`, 0: there is none of that name
  int64_t first, behind; // days that are asked for: [first, behind)
} query_sql;

// Does the asker want a page, and stop when it is full, or all that is found?
typedef enum { QUERY_PAGE, QUERY_WHOLE } query_extent;

// Looks into the store to find which term finds the fewest events: those are
// gone through when they are few, else all events in the order that is wanted.
// DGM_EUSAGE: full text in a store that is being loaded for the first time.
dgm_status query_compile(query_sql *out, store *s, arena *m, const query *q,
                         query_extent extent, dgm_error *err);

int query_bind_values(const sql_value *v, uint32_t n, sqlite3_stmt *q, int at);

// Binds the values of both parts from parameter `at` on; returns the next one.
int query_bind(const query_sql *sql, sqlite3_stmt *q, int at);

// "FROM … WHERE …" of the query, onto b, event being e. `all` is what follows
// FROM when all events are gone through, `join` what is joined to few.
void query_from(buf *b, const query_sql *sql, const char *all,
                const char *join);

#endif
