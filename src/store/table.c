#include "store/table.h"
#include "store/posting_part.h"
#include <stdlib.h>

void tie_put(buf *out, const event_tie *t) {
  unsigned char *p = (unsigned char *)buf_room(out, TIE_BYTES);
  p[0] = (unsigned char)t->kind;
  posting_put(p + 1, t->target, 4);
  posting_put(p + 5, t->node, 4);
  out->len += TIE_BYTES;
}

event_tie tie_get(const unsigned char *ties, uint32_t i) {
  const unsigned char *p = ties + i * TIE_BYTES;
  return (event_tie){(tie_kind)(p[0] & 7), (uint32_t)posting_get(p + 1, 4),
                     (uint32_t)posting_get(p + 5, 4)};
}

void row_bits_of(row_bits *out, arena *m, const row_list *rows) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < rows->n; i++)
    if (rows->at[i] > most)
      most = rows->at[i];
  out->n = most + 1;
  out->bits = arena_new(m, uint64_t, most / 64 + 1);
  for (uint32_t i = 0; i < rows->n; i++)
    out->bits[rows->at[i] / 64] |= (uint64_t)1 << rows->at[i] % 64;
}

// -- functions
// -----------------------------------------------------------------

static void has_tie(sqlite3_context *context, int n, sqlite3_value **in) {
  (void)n;
  const row_bits *set = sqlite3_value_pointer(in[2], BITS_POINTER);
  const unsigned char *ties = sqlite3_value_blob(in[0]);
  uint32_t many = (uint32_t)sqlite3_value_bytes(in[0]) / TIE_BYTES;
  int kinds = sqlite3_value_int(in[1]);
  bool found = false;
  for (uint32_t i = 0; i < many && set && !found; i++) {
    event_tie t = tie_get(ties, i);
    found = (kinds >> (int)t.kind & 1) && t.target < set->n &&
            (set->bits[t.target / 64] >> t.target % 64 & 1);
  }
  sqlite3_result_int(context, found);
}

static void is_one_of(sqlite3_context *context, int n, sqlite3_value **in) {
  (void)n;
  const row_list *set = sqlite3_value_pointer(in[1], ROWS_POINTER);
  uint32_t x = (uint32_t)sqlite3_value_int64(in[0]);
  uint32_t at = set ? vec_find(set->at, set->n, sizeof x, 0, x) : 0;
  sqlite3_result_int(context, set && at < set->n && set->at[at] == x);
}

// -- tables
// --------------------------------------------------------------------

// ORDER of the columns; hidden ones are arguments.
enum { COLUMN_KEY, COLUMN_ROW, COLUMN_KIND, COLUMN_LO, COLUMN_HI };
enum { COLUMN_ID, COLUMN_LIST };

typedef struct {
  sqlite3_vtab base;
  store *s;
} sql_table;

typedef struct {
  sqlite3_vtab_cursor base;
  posting_cursor from;  // of postings
  const row_list *rows; // of chosen
  uint32_t at;
} table_cursor;

static int connect_as(sqlite3 *db, void *s, sqlite3_vtab **out,
                      const char *columns) {
  int code = sqlite3_declare_vtab(db, columns);
  sql_table *t = code ? NULL : sqlite3_malloc(sizeof *t);
  if (code || !t)
    return code ? code : SQLITE_NOMEM;
  *t = (sql_table){.s = s};
  *out = &t->base;
  return SQLITE_OK;
}

static int connect_postings(sqlite3 *db, void *s, int n,
                            const char *const *args, sqlite3_vtab **out,
                            char **message) {
  (void)n, (void)args, (void)message;
  return connect_as(db, s, out,
                    "CREATE TABLE x(key INTEGER, row INTEGER, kind HIDDEN,"
                    " lo HIDDEN, hi HIDDEN)");
}

static int connect_chosen(sqlite3 *db, void *s, int n, const char *const *args,
                          sqlite3_vtab **out, char **message) {
  (void)n, (void)args, (void)message;
  return connect_as(db, s, out, "CREATE TABLE x(id INTEGER, list HIDDEN)");
}

static int disconnect(sqlite3_vtab *t) {
  sqlite3_free(t);
  return SQLITE_OK;
}

// Arguments [first, first + n) must all be given, and become those of filter.
static bool takes_arguments(sqlite3_index_info *info, int first, int n) {
  int seen = 0;
  for (int i = 0; i < info->nConstraint; i++) {
    const struct sqlite3_index_constraint *c = &info->aConstraint[i];
    if (c->iColumn < first || c->op != SQLITE_INDEX_CONSTRAINT_EQ)
      continue;
    if (!c->usable)
      return false;
    info->aConstraintUsage[i].argvIndex = c->iColumn - first + 1;
    info->aConstraintUsage[i].omit = 1;
    seen |= 1 << (c->iColumn - first);
  }
  return seen == (1 << n) - 1;
}

static int best_postings(sqlite3_vtab *t, sqlite3_index_info *info) {
  (void)t;
  if (!takes_arguments(info, COLUMN_KIND, 3))
    return SQLITE_CONSTRAINT;
  info->estimatedCost = 100;
  info->estimatedRows = 100;
  bool sorted = info->nOrderBy > 0 && info->nOrderBy <= 2;
  for (int i = 0; i < info->nOrderBy && sorted; i++)
    sorted = info->aOrderBy[i].iColumn == i &&
             info->aOrderBy[i].desc == info->aOrderBy[0].desc;
  info->orderByConsumed = sorted;
  info->idxNum = sorted && info->aOrderBy[0].desc;
  return SQLITE_OK;
}

static int best_chosen(sqlite3_vtab *t, sqlite3_index_info *info) {
  (void)t;
  if (!takes_arguments(info, COLUMN_LIST, 1))
    return SQLITE_CONSTRAINT;
  info->estimatedCost = 100;
  info->estimatedRows = 100;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **out) {
  table_cursor *c = sqlite3_malloc(sizeof *c);
  if (!c)
    return SQLITE_NOMEM;
  *c = (table_cursor){.rows = NULL};
  posting_cursor_init(&c->from, ((const sql_table *)t)->s);
  *out = &c->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  table_cursor *c = (table_cursor *)base;
  posting_cursor_close(&c->from);
  sqlite3_free(c);
  return SQLITE_OK;
}

// The message goes where SQLite looks for it.
static int failed(sqlite3_vtab_cursor *base, dgm_status status,
                  const dgm_error *err) {
  if (!status)
    return SQLITE_OK;
  sqlite3_free(base->pVtab->zErrMsg);
  base->pVtab->zErrMsg = sqlite3_mprintf("%s", err->text);
  return status == DGM_EFORMAT ? SQLITE_CORRUPT : SQLITE_ERROR;
}

static int filter_postings(sqlite3_vtab_cursor *base, int down,
                           const char *name, int n, sqlite3_value **in) {
  (void)name, (void)n;
  table_cursor *c = (table_cursor *)base;
  dgm_error err;
  int64_t kind = sqlite3_value_int64(in[0]);
  if (kind < 0 || kind >= N_POST)
    return SQLITE_MISUSE;
  dgm_status status = posting_cursor_of(&c->from, (posting_kind)kind, &err);
  if (!status)
    status =
        posting_seek(&c->from, (uint64_t)sqlite3_value_int64(in[1]),
                     (uint64_t)sqlite3_value_int64(in[2]), down != 0, &err);
  c->at = 0;
  return failed(base, status, &err);
}

static int next_posting(sqlite3_vtab_cursor *base) {
  table_cursor *c = (table_cursor *)base;
  dgm_error err;
  dgm_status status = posting_next(&c->from, &err);
  c->at++;
  return failed(base, status, &err);
}

static int no_more_postings(sqlite3_vtab_cursor *base) {
  return !((const table_cursor *)base)->from.now;
}

static int posting_column(sqlite3_vtab_cursor *base, sqlite3_context *context,
                          int column) {
  const posting_cursor *c = &((const table_cursor *)base)->from;
  if (column == COLUMN_KEY)
    sqlite3_result_int64(context, (int64_t)c->at.key);
  else if (column == COLUMN_ROW)
    sqlite3_result_int64(context, c->at.row);
  return SQLITE_OK;
}

static int filter_chosen(sqlite3_vtab_cursor *base, int number,
                         const char *name, int n, sqlite3_value **in) {
  (void)number, (void)name, (void)n;
  table_cursor *c = (table_cursor *)base;
  c->rows = sqlite3_value_pointer(in[0], ROWS_POINTER);
  c->at = 0;
  return SQLITE_OK;
}

static int next_chosen(sqlite3_vtab_cursor *base) {
  ((table_cursor *)base)->at++;
  return SQLITE_OK;
}

static int no_more_chosen(sqlite3_vtab_cursor *base) {
  const table_cursor *c = (const table_cursor *)base;
  return !c->rows || c->at >= c->rows->n;
}

static int chosen_column(sqlite3_vtab_cursor *base, sqlite3_context *context,
                         int column) {
  const table_cursor *c = (const table_cursor *)base;
  if (column == COLUMN_ID)
    sqlite3_result_int64(context, c->rows->at[c->at]);
  return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  *out = ((const table_cursor *)base)->at;
  return SQLITE_OK;
}

// Without a way to create them these tables are there in every schema.
static const sqlite3_module postings_module = {.xConnect = connect_postings,
                                               .xBestIndex = best_postings,
                                               .xDisconnect = disconnect,
                                               .xOpen = open_cursor,
                                               .xClose = close_cursor,
                                               .xFilter = filter_postings,
                                               .xNext = next_posting,
                                               .xEof = no_more_postings,
                                               .xColumn = posting_column,
                                               .xRowid = row_number};

static const sqlite3_module chosen_module = {.xConnect = connect_chosen,
                                             .xBestIndex = best_chosen,
                                             .xDisconnect = disconnect,
                                             .xOpen = open_cursor,
                                             .xClose = close_cursor,
                                             .xFilter = filter_chosen,
                                             .xNext = next_chosen,
                                             .xEof = no_more_chosen,
                                             .xColumn = chosen_column,
                                             .xRowid = row_number};

dgm_status table_register(store *s, dgm_error *err) {
  const int pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
  if (sqlite3_create_module(s->db, "postings", &postings_module, s) ||
      sqlite3_create_module(s->db, "chosen", &chosen_module, s) ||
      sqlite3_create_function_v2(s->db, "has_tie", 3, pure, NULL, has_tie, NULL,
                                 NULL, NULL) ||
      sqlite3_create_function_v2(s->db, "is_one_of", 2, pure, NULL, is_one_of,
                                 NULL, NULL, NULL))
    return db_failed(s, err);
  return DGM_OK;
}
