#ifndef STORE_QUERY_TERM_H
#define STORE_QUERY_TERM_H

// One term of a query: as a condition on an event in SQL, and as the events it
// finds; for query_sql.c alone.

#include "store/posting.h"
#include "store/query_sql.h"

typedef VEC(sql_value) value_list;

typedef struct {
  posting_kind kind;
  uint64_t lo, hi;
} posting_range;

// What a look into the store says of a term.
typedef struct {
  row_list targets; // sorted: the parties, places, documents, happenings or
                    // rules that it names
  VEC(posting_range) ranges;
  bool drives; // the ranges have the events it finds
  bool listed; // of full text: `targets` are all pages that have it
} found_term;

typedef struct {
  store *s;
  arena *m;
  const query *q;
  buf text; // of the part that is being written
  value_list values;
  found_term found[QUERY_TERMS];
  dgm_error *err;
} compiler;

void query_add(compiler *c, const char *sql);
void query_add_text(compiler *c, str s); // as a parameter
void query_add_number(compiler *c, int64_t v);

// Fills c->found[term]. Pages of full text are listed up to `pages`.
dgm_status query_find(compiler *c, uint32_t term, uint32_t pages);

// Writes " AND …", a condition on event e.
void query_condition(compiler *c, uint32_t term);

// Kinds of ties a term looks for, as bits; 0: none.
uint32_t query_kinds(query_key key);

// Writes the targets of a term as SELECT id …; false where it has none.
bool query_targets(compiler *c, const query_term *t);

#endif
