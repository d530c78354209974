#include "store/retell.h"
#include "store/table.h"
#include "story/number_map.h"

// A family is named by the document that its copies lead to.
static const char tellers[] =
    "WITH RECURSIVE t(event,outlet,id,up) AS"
    " (SELECT e.id,d.outlet,d.id,d.copy_of FROM chosen(?1) c"
    " JOIN event e ON e.id=c.id JOIN document d ON d.id=e.document"
    " UNION ALL SELECT t.event,t.outlet,d.id,d.copy_of FROM t"
    " JOIN document d ON d.id=t.up WHERE t.up<t.id)"
    " SELECT id,outlet FROM t WHERE up IS NULL OR up>=id ORDER BY event";

// Rows of documents and of words have 32 bits; the top bit parts them.
static bool is_new(number_map *seen, uint64_t who) {
  return number_map_set(seen, who, 1) == NO_VALUE;
}

static bool tells_first(number_map *seen, sqlite3_stmt *q) {
  uint64_t family = (uint64_t)sqlite3_column_int64(q, 0);
  uint64_t outlet = (uint64_t)sqlite3_column_int64(q, 1);
  bool fresh = is_new(seen, family);
  if (outlet && !is_new(seen, outlet | (uint64_t)1 << 63))
    fresh = false;
  return fresh;
}

static dgm_status count_tellers(store *s, row_list *events, uint32_t *sources,
                                dgm_error *err) {
  sqlite3_stmt *q = NULL;
  number_map seen = {NULL, 0, 0};
  bool more = false;
  *sources = 0;
  dgm_status status = db_prepare(s, &q, tellers, err);
  if (!status) {
    sqlite3_bind_pointer(q, 1, events, ROWS_POINTER, NULL);
    status = db_next(s, q, &more, err);
  }
  while (!status && more) {
    *sources += tells_first(&seen, q);
    status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  number_map_free(&seen);
  return status;
}

static dgm_status set_sources(store *s, uint32_t happening, uint32_t sources,
                              dgm_error *err) {
  sqlite3_stmt *q = NULL;
  dgm_status status =
      db_prepare(s, &q, "UPDATE happening SET sources=? WHERE id=?", err);
  if (!status) {
    db_int(q, 1, sources);
    db_int(q, 2, happening);
    status = db_done(s, q, err);
  }
  sqlite3_finalize(q);
  return status;
}

dgm_status retell(store *s, arena *m, uint32_t happening, dgm_error *err) {
  row_list events = {NULL, 0, 0};
  posting_cursor of;
  uint32_t sources = 0;
  posting_cursor_init(&of, s);
  dgm_status status = posting_cursor_of(&of, POST_HAPPENING, err);
  if (!status)
    status = posting_rows(&of, m, happening, happening, &events, err);
  posting_cursor_close(&of);
  if (status || !events.n)
    return status;
  row_list_sort(&events);
  status = count_tellers(s, &events, &sources, err);
  return status ? status : set_sources(s, happening, sources, err);
}
