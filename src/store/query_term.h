#ifndef STORE_QUERY_TERM_H
#define STORE_QUERY_TERM_H

// One term of a query as SQL: a condition on an event, or the events it finds;
// for query_sql.c alone.

#include "store/query_sql.h"

typedef VEC(sql_value) value_list;

typedef struct {
  store *s;
  arena *m;
  const query *q;
  buf text; // of the part that is being written
  value_list values;
  uint64_t listed; // terms of full text whose pages are to be listed
  dgm_error *err;
} compiler;

void query_add(compiler *c, const char *sql);

// Writes SELECT id … of the events that a term finds; false for terms that can
// only test.
bool query_list(compiler *c, const query_term *t);

// Writes " AND …", a condition on event e.
// `listed`: of full text, the pages with it are few enough to be listed.
void query_condition(compiler *c, const query_term *t, bool listed);

// Writes SELECT rowid … of the pages that full text finds.
void query_pages(compiler *c, const query_term *t);

#endif
