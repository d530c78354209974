// Going through all events that a query finds.

#include "store/read_part.h"

dgm_status read_rows(store *s, const query_sql *sql, const char *columns,
                     const char *join, sqlite3_stmt **out, dgm_error *err) {
  buf b = {0}, all = {0};
  buf_printf(&all, " FROM event e NOT INDEXED%s", join);
  buf_byte(&all, 0);
  buf_printf(&b, "SELECT %s", columns);
  query_from(&b, sql, all.p, join);
  if (sql->driver.len)
    buf_add(&b, S(" ORDER BY e.document,e.id"));
  buf_byte(&b, 0);
  dgm_status status = db_prepare(s, out, b.p, err);
  if (!status)
    query_bind(sql, *out, 1);
  buf_free(&b);
  buf_free(&all);
  return status;
}

dgm_status read_query(store *s, arena *m, const query *q, const char *columns,
                      const char *join, sqlite3_stmt **out, dgm_error *err) {
  query_sql sql;
  db_ask(s);
  dgm_status status = query_compile(&sql, s, m, q, QUERY_WHOLE, err);
  return status ? status : read_rows(s, &sql, columns, join, out, err);
}
