// Going through all events that a query finds, as a function of SQL: that costs
// half of what handing over rows does.

#include "store/read_part.h"

typedef struct {
  row_each *each;
  void *context;
  dgm_status status;
  dgm_error *err;
} walk;

static void step(sqlite3_context *context, int n, sqlite3_value **in) {
  walk *w = sqlite3_user_data(context);
  (void)n;
  if (!w->status)
    w->status = w->each(w->context, in, w->err);
  if (w->status)
    sqlite3_result_error_code(context, SQLITE_ABORT);
}

static void end(sqlite3_context *context) {
  sqlite3_result_null(context);
}

static dgm_status run(store *s, const query_sql *sql, const char *columns,
                      const char *join, dgm_error *err) {
  buf b = {0}, all = {0};
  sqlite3_stmt *q = NULL;
  bool more;
  buf_printf(&all, "event e%s", join);
  buf_byte(&all, 0);
  buf_printf(&b, "SELECT each_event(%s)", columns);
  query_from(&b, sql, all.p, join);
  buf_byte(&b, 0);
  dgm_status status = db_prepare(s, &q, b.p, err);
  if (!status) {
    query_bind(sql, q, 1);
    status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  buf_free(&b);
  buf_free(&all);
  return status;
}

dgm_status read_each_event(store *s, arena *m, const query *q,
                           const char *columns, const char *join,
                           row_each *each, void *context, dgm_error *err) {
  walk w = {each, context, DGM_OK, err};
  query_sql sql;
  dgm_status status = query_compile(&sql, s, m, q, QUERY_WHOLE, err);
  if (status)
    return status;
  if (sqlite3_create_function_v2(s->db, "each_event", -1, SQLITE_UTF8, &w, NULL,
                                 step, end, NULL))
    return db_failed(s, err);
  dgm_error other; // *err has what `each` says
  status = run(s, &sql, columns, join, &other);
  if (!w.status && status)
    *err = other;
  return w.status ? w.status : status;
}

uint32_t read_ties(sqlite3_value *v, event_tie out[TIES_MOST]) {
  const unsigned char *ties = sqlite3_value_blob(v);
  uint32_t n = ties ? (uint32_t)sqlite3_value_bytes(v) / TIE_BYTES : 0;
  n = n < TIES_MOST ? n : TIES_MOST;
  for (uint32_t i = 0; i < n; i++)
    out[i] = tie_get(ties, i);
  return n;
}
