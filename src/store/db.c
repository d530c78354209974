// SQLite with our errors and our strings.

#include "store/db.h"
#include <time.h>

enum { STEPS_A_LOOK = 20000 }; // of SQLite's machine: under a millisecond

static const char *what_to_do(int code) {
  switch (code) {
  case SQLITE_NOTADB:
    return ": --db names a store that `dragoman load` makes; the file was "
           "left as it is";
  case SQLITE_CORRUPT:
    return ": the file is damaged; take a copy that you kept, or load the "
           "pages into a new one";
  case SQLITE_CANTOPEN:
    return ": is its folder there, and may you write in it?";
  case SQLITE_BUSY:
    return ": another program is writing; try again when it is done";
  case SQLITE_FULL:
    return ": make room; what was committed is kept";
  case SQLITE_READONLY:
    return ": may you write the file and in its folder?";
  default:
    return "";
  }
}

dgm_status db_failed(const store *s, dgm_error *err) {
  int code = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;
  const char *what = s->db ? sqlite3_errmsg(s->db) : "out of memory";
  if (code == SQLITE_INTERRUPT)
    return error_set(err, DGM_ELIMIT,
                     "the question takes longer than %u ms; ask for less",
                     s->limit_ms);
  bool damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
  return error_at(err, damaged ? DGM_EFORMAT : DGM_EIO, s->path, 0, 0, "%s%s",
                  what, what_to_do(code));
}

dgm_status db_run(store *s, const char *sql, dgm_error *err) {
  return sqlite3_exec(s->db, sql, NULL, NULL, NULL) ? db_failed(s, err)
                                                    : DGM_OK;
}

dgm_status db_prepare(store *s, sqlite3_stmt **out, const char *sql,
                      dgm_error *err) {
  return sqlite3_prepare_v2(s->db, sql, -1, out, NULL) ? db_failed(s, err)
                                                       : DGM_OK;
}

dgm_status db_reuse(store *s, sqlite3_stmt **slot, const char *sql,
                    dgm_error *err) {
  if (*slot) {
    sqlite3_reset(*slot);
    return DGM_OK;
  }
  int failed =
      sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
  return failed ? db_failed(s, err) : DGM_OK;
}

dgm_status db_next(store *s, sqlite3_stmt *q, bool *more, dgm_error *err) {
  int code = sqlite3_step(q);
  *more = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE ? DGM_OK : db_failed(s, err);
}

dgm_status db_done(store *s, sqlite3_stmt *q, dgm_error *err) {
  bool more;
  dgm_status status = db_next(s, q, &more, err);
  sqlite3_reset(q);
  return status;
}

dgm_status db_number(store *s, const char *sql, int64_t *out, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status = db_prepare(s, &q, sql, err);
  *out = 0;
  if (!status)
    status = db_next(s, q, &more, err);
  if (!status && more)
    *out = sqlite3_column_int64(q, 0);
  sqlite3_finalize(q);
  return status;
}

void db_text(sqlite3_stmt *q, int at, str s) {
  if (s.p)
    sqlite3_bind_text(q, at, s.p, (int)s.len, SQLITE_STATIC);
  else
    sqlite3_bind_null(q, at);
}

void db_blob(sqlite3_stmt *q, int at, str s) {
  sqlite3_bind_blob(q, at, s.p ? s.p : "", (int)s.len, SQLITE_STATIC);
}

void db_int(sqlite3_stmt *q, int at, int64_t v) {
  sqlite3_bind_int64(q, at, v);
}

void db_int_or(sqlite3_stmt *q, int at, int64_t v, int64_t absent) {
  if (v == absent)
    sqlite3_bind_null(q, at);
  else
    sqlite3_bind_int64(q, at, v);
}

str db_column(sqlite3_stmt *q, int at) {
  if (sqlite3_column_type(q, at) == SQLITE_NULL)
    return (str){NULL, 0};
  const void *p = sqlite3_column_blob(q, at);
  int n = sqlite3_column_bytes(q, at);
  return (str){p ? p : "", (uint32_t)n};
}

int64_t db_column_int(sqlite3_stmt *q, int at, int64_t absent) {
  return sqlite3_column_type(q, at) == SQLITE_NULL
             ? absent
             : sqlite3_column_int64(q, at);
}

uint64_t db_key(str hex) {
  uint64_t v = 0;
  for (uint32_t i = 0; i < 16 && i < hex.len; i++) {
    char c = hex.p[i];
    v = v << 4 | (uint64_t)((c <= '9' ? c - '0' : (c | 32) - 'a' + 10) & 15);
  }
  return v;
}

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int is_late(void *context) {
  const store *s = context;
  return s->deadline_ms && now_ms() > s->deadline_ms;
}

void store_limit(store *s, uint32_t ms) {
  s->limit_ms = ms;
  sqlite3_progress_handler(s->db, ms ? STEPS_A_LOOK : 0, ms ? is_late : NULL,
                           s);
}

void db_ask(store *s) {
  s->deadline_ms = s->limit_ms ? now_ms() + s->limit_ms : 0;
}
