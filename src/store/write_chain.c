// Versions of a page: each supersedes the one that was known before it. Events
// of all but the newest are kept and marked.

#include "store/write_part.h"

typedef struct {
  int64_t row, known, first, events;
} version;

typedef VEC(version) version_list;

static dgm_status read_versions(store_writer *w, arena *m, str name,
                                version_list *out, dgm_error *err) {
  sqlite3_stmt *q;
  bool more = false;
  dgm_status status = write_use(w, SQL_VERSIONS, &q, err);
  if (status)
    return status;
  db_text(q, 1, name);
  status = db_next(w->s, q, &more, err);
  while (!status && more) {
    *vec_push(m, out) =
        (version){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
                  sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3)};
    status = db_next(w->s, q, &more, err);
  }
  sqlite3_reset(q);
  return status;
}

static dgm_status hide_one(store_writer *w, int64_t row, uint32_t set,
                           uint32_t clear, dgm_error *err) {
  sqlite3_stmt *q;
  bool there = false;
  dgm_status status = write_use(w, SQL_HIDDEN, &q, err);
  if (status)
    return status;
  db_int(q, 1, row);
  status = db_next(w->s, q, &there, err);
  uint32_t was = (uint32_t)sqlite3_column_int64(q, 0);
  uint32_t is = (was | set) & ~clear;
  sqlite3_reset(q);
  if (status || !there || is == was)
    return status;
  if (!was != !is)
    status = uses_change(&w->uses, row, is ? -1 : 1, err);
  if (!status)
    status = write_use(w, SQL_HIDE, &q, err);
  if (status)
    return status;
  db_int(q, 1, row);
  db_int(q, 2, is);
  return db_done(w->s, q, err);
}

dgm_status write_hide(store_writer *w, int64_t first, int64_t n, uint32_t set,
                      uint32_t clear, dgm_error *err) {
  dgm_status status = DGM_OK;
  for (int64_t row = first; row < first + n && !status; row++)
    status = hide_one(w, row, set, clear, err);
  return status;
}

static dgm_status place(store_writer *w, const version_list *all, uint32_t i,
                        dgm_error *err) {
  sqlite3_stmt *q;
  const version *v = &all->at[i];
  bool newest = i + 1 == all->n;
  dgm_status status = write_use(w, SQL_CHAIN, &q, err);
  if (status)
    return status;
  db_int_or(q, 1, i ? all->at[i - 1].row : 0, 0);
  db_int_or(q, 2, newest ? 0 : all->at[i + 1].row, 0);
  db_int_or(q, 3, newest ? 0 : all->at[i + 1].known, 0);
  db_int(q, 4, v->row);
  status = db_done(w->s, q, err);
  return status ? status
                : write_hide(w, v->first, v->events, newest ? 0 : HIDDEN_TEXT,
                             newest ? HIDDEN_TEXT : 0, err);
}

dgm_status write_chain(store_writer *w, str name, dgm_error *err) {
  arena m;
  version_list all = {0};
  arena_init(&m, 1 << 20); // versions of one page, 32 bytes each
  dgm_status status = read_versions(w, &m, name, &all, err);
  for (uint32_t i = 0; i < all.n && !status; i++)
    status = place(w, &all, i, err);
  arena_close(&m);
  return status;
}
