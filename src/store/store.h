#ifndef STORE_STORE_H
#define STORE_STORE_H

// The store: one SQLite file that holds documents, events, who took part in
// them, what was rejected, and what people said of it. docs/store.md has the
// tables; schema.c makes them.
//
//   store *s;
//   if (store_open(&s, "news.db", STORE_READ, &err) == DGM_OK) …
//   store_close(s);
//
// A store is one connection and belongs to one thread; any number of threads
// and processes read the same file while one writes it (WAL). Writers wait up
// to ten seconds for each other.

#include "base/error.h"

typedef struct store store;

typedef enum {
  STORE_READ,   // the file must exist; its schema may be an older one only
                // when it can be brought up to date
  STORE_WRITE,  // the file must exist
  STORE_CREATE, // made when it does not exist
} store_mode;

// Opens the file and brings an older schema up to date. DGM_EIO: it cannot be
// opened or written; DGM_EFORMAT: no store, or one of a newer program. The
// caller closes it.
dgm_status store_open(store **out, const char *path, store_mode mode,
                      dgm_error *err);

// NULL is allowed.
void store_close(store *s);

// Work that is committed together; a store that is closed in between, or a
// process that dies, leaves nothing of it.
dgm_status store_begin(store *s, dgm_error *err);
dgm_status store_commit(store *s, dgm_error *err);
void store_rollback(store *s);

// Bulk: while a first load runs, the indexes of words and of happenings'
// sources are not kept, but built at its end by store_finish (also after a load
// that was cut off). store_bulk is allowed only for a store without documents;
// else it does nothing. Full text fails in this state.
dgm_status store_bulk(store *s, dgm_error *err);
dgm_status store_finish(store *s, dgm_error *err);

// What store_finish does before the index of words, in an open transaction.
dgm_status store_index(store *s, dgm_error *err);
bool store_is_bulk(const store *s);

// Questions of this connection end after so many milliseconds; 0: never.
void store_limit(store *s, uint32_t ms);

#endif
