#ifndef STORE_DB_H
#define STORE_DB_H

// SQLite as the files of this folder use it; for no one else.

#include "base/buf.h"
#include "store/store.h"
#include <sqlite3.h>

struct store {
  sqlite3 *db;
  char *path; // heap
  bool bulk;
  uint32_t limit_ms;   // of a question, 0: none
  int64_t deadline_ms; // of the one that is being answered
};

// Fills *err with SQLite's message; DGM_EFORMAT for a file that is damaged or
// no database, else DGM_EIO.
dgm_status db_failed(const store *s, dgm_error *err);

// Runs statements that return no rows.
dgm_status db_run(store *s, const char *sql, dgm_error *err);

// A statement that the caller finalises.
dgm_status db_prepare(store *s, sqlite3_stmt **out, const char *sql,
                      dgm_error *err);

// Makes *slot at the first call and gives it back reset at later ones.
dgm_status db_reuse(store *s, sqlite3_stmt **slot, const char *sql,
                    dgm_error *err);

// Steps a statement that returns no row and resets it.
dgm_status db_done(store *s, sqlite3_stmt *q, dgm_error *err);

// Steps to the next row; *more false at the end.
dgm_status db_next(store *s, sqlite3_stmt *q, bool *more, dgm_error *err);

// The first column of the first row of a query without parameters, 0 where
// there is none.
dgm_status db_number(store *s, const char *sql, int64_t *out, dgm_error *err);

// Parameters count from 1. A str with p == NULL is null; its bytes must live
// until the statement is reset.
void db_text(sqlite3_stmt *q, int at, str s);
void db_blob(sqlite3_stmt *q, int at, str s);
void db_int(sqlite3_stmt *q, int at, int64_t v);
// Null where v is `absent`.
void db_int_or(sqlite3_stmt *q, int at, int64_t v, int64_t absent);

// A column, counted from 0; lives until the next step. p == NULL: null.
str db_column(sqlite3_stmt *q, int at);
int64_t db_column_int(sqlite3_stmt *q, int at, int64_t absent);

// The first 64 bits of 32 hex digits: under these ids are looked up.
uint64_t db_key(str hex);

// A question begins: from now on its time runs, if it is limited.
void db_ask(store *s);

#endif
