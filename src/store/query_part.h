#ifndef STORE_QUERY_PART_H
#define STORE_QUERY_PART_H

// What the files of the query language share; for no one else.

#include "store/db.h"
#include "store/query.h"

// The name that is nearest to a word that is none; NULL when none is near.
const char *query_near(str word, const char *const *names, uint32_t n);
const char *query_near_key(str word);

// Reads the value of a term, which is filled; DGM_EFORMAT with q->wrong set.
dgm_status query_value_read(query *q, const query_term *t, query_value *v,
                            dgm_error *err);

// The names that a key's values may have, in the order of their numbers; NULL:
// any value.
const char *const *query_values(query_key key, uint32_t *n);

// The bytes of a value or word within the query's text.
span query_span(const query *q, str part);

#endif
