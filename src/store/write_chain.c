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
  if (!status)
    status = write_use(w, newest ? SQL_SHOW : SQL_HIDE, &q, err);
  if (status)
    return status;
  db_int(q, 1, v->first);
  db_int(q, 2, v->events);
  return db_done(w->s, q, err);
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
