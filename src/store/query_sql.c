// The term that finds fewest events drives the search when these are few; else
// events are gone through in order, where a term that finds many is met soon.

#include "store/query_sql.h"
#include "store/intern.h"
#include "store/query_term.h"
#include "store/table.h"

// Measured on a million events: to go through a list takes 2.5 us an event; to
// look for 50 among all where one in 125 fits takes as long as a list of 8,000.
// With further terms fewer fit, so that the list pays longer. Who wants all
// that is found goes through a list of any size that is much less than
// everything.
enum {
  FEW_ALONE = 8000,
  FEW = 20000,
  FEW_OF_WHOLE = 250000,
  // So many documents with a word are put into a list for looking up; more are
  // met soon.
  LISTED_PAGES = 20000,
  NO_TERM = UINT32_MAX,
};

static bool has_key(const query *q, query_key key) {
  for (uint32_t i = 0; i < q->terms.n; i++)
    if (q->terms.at[i].key == key && !q->terms.at[i].negated)
      return true;
  return false;
}

// The only type that is asked for; false where there are several or none.
static bool one_type(const query *q, str *out) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < q->terms.n; i++) {
    const query_term *t = &q->terms.at[i];
    if (t->key != KEY_TYPE || t->negated)
      continue;
    n += t->values.n;
    *out = t->values.at[0].text;
  }
  return n == 1;
}

static dgm_status find_type(compiler *c, query_sql *out) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  str name = {"", 0};
  out->one_type = one_type(c->q, &name);
  if (!out->one_type)
    return DGM_OK;
  dgm_status status = db_prepare(
      c->s, &q, "SELECT id FROM word WHERE kind=?1 AND text=upper(?2)", c->err);
  if (!status) {
    db_int(q, 1, WORD_TYPE);
    db_text(q, 2, name);
    status = db_next(c->s, q, &more, c->err);
  }
  if (!status && more)
    out->type = (uint32_t)sqlite3_column_int64(q, 0);
  sqlite3_finalize(q);
  return status;
}

// Where several days are given one of them is enough.
static void find_days(const query *q, query_sql *out) {
  out->first = NO_DAY;
  out->behind = INT64_C(1) << 31;
  for (uint32_t i = 0; i < q->terms.n; i++) {
    const query_term *t = &q->terms.at[i];
    if (t->negated || t->values.n != 1)
      continue;
    int64_t beg = t->values.at[0].beg, end = t->values.at[0].end;
    if ((t->key == KEY_AFTER || t->key == KEY_ON) && beg > out->first)
      out->first = beg;
    if (t->key == KEY_BEFORE && beg < out->behind)
      out->behind = beg;
    if (t->key == KEY_ON && end < out->behind)
      out->behind = end;
  }
}

// ORDER HIDDEN
static const char *hidden_of(const query *q) {
  if (has_key(q, KEY_ALL) || has_key(q, KEY_SUPERSEDED))
    return "1";
  if (has_key(q, KEY_KNOWN))
    return "e.hidden&6=0";
  return has_key(q, KEY_RUN) ? "e.hidden&5=0" : "e.hidden=0";
}

int query_bind_values(const sql_value *v, uint32_t n, sqlite3_stmt *q, int at) {
  for (uint32_t i = 0; i < n; i++, at++) {
    if (v[i].pointer)
      sqlite3_bind_pointer(q, at, (void *)(uintptr_t)v[i].pointer, v[i].type,
                           NULL);
    else if (v[i].text.p)
      db_text(q, at, v[i].text);
    else
      db_int(q, at, v[i].number);
  }
  return at;
}

// How many events a term finds; stops above `most`.
static dgm_status count_term(compiler *c, posting_cursor *from,
                             const found_term *f, int64_t most, int64_t *out) {
  dgm_status status = DGM_OK;
  *out = 0;
  for (uint32_t i = 0; i < f->ranges.n && *out <= most && !status; i++) {
    const posting_range *r = &f->ranges.at[i];
    int64_t n;
    status = posting_cursor_of(from, r->kind, c->err);
    if (!status)
      status = posting_count(from, r->lo, r->hi, &n, c->err);
    *out += status ? 0 : n;
  }
  return status;
}

static dgm_status take_rows(compiler *c, posting_cursor *from,
                            const found_term *f, query_sql *out) {
  dgm_status status = DGM_OK;
  out->driven = true;
  for (uint32_t i = 0; i < f->ranges.n && !status; i++) {
    const posting_range *r = &f->ranges.at[i];
    status = posting_cursor_of(from, r->kind, c->err);
    if (!status)
      status = posting_rows(from, c->m, r->lo, r->hi, &out->driver, c->err);
  }
  row_list_sort(&out->driver);
  return status;
}

static int64_t most_of(const query *q, query_extent extent) {
  if (extent == QUERY_WHOLE)
    return FEW_OF_WHOLE;
  return q->terms.n > 1 ? FEW : FEW_ALONE;
}

static dgm_status choose_driver(compiler *c, query_sql *out,
                                query_extent extent, uint32_t *term) {
  int64_t least = most_of(c->q, extent) + 1;
  posting_cursor from;
  dgm_status status = DGM_OK;
  posting_cursor_init(&from, c->s);
  for (uint32_t i = 0; i < c->q->terms.n && !status; i++) {
    int64_t n;
    status = query_find(c, i, LISTED_PAGES);
    if (status || !c->found[i].drives)
      continue;
    status = count_term(c, &from, &c->found[i], least - 1, &n);
    if (status || n >= least)
      continue;
    least = n;
    *term = i;
  }
  if (!status && *term != NO_TERM)
    status = take_rows(c, &from, &c->found[*term], out);
  posting_cursor_close(&from);
  return status;
}

static dgm_status check_words(const compiler *c, dgm_error *err) {
  for (uint32_t i = 0; i < c->q->terms.n; i++)
    if (c->q->terms.at[i].key == KEY_WORDS && store_is_bulk(c->s))
      return error_set(err, DGM_EUSAGE,
                       "words cannot be looked for until the first load of "
                       "the store is done");
  return DGM_OK;
}

static dgm_status compile(compiler *c, query_sql *out, query_extent extent) {
  uint32_t driver = NO_TERM;
  dgm_status status = check_words(c, c->err);
  if (!status)
    status = find_type(c, out);
  if (!status)
    status = choose_driver(c, out, extent, &driver);
  buf_clear(&c->text);
  c->values = (value_list){0};
  query_add(c, hidden_of(c->q));
  for (uint32_t i = 0; i < c->q->terms.n && !status; i++)
    if (i != driver)
      query_condition(c, i);
  return status;
}

dgm_status query_compile(query_sql *out, store *s, arena *m, const query *q,
                         query_extent extent, dgm_error *err) {
  // In the arena, since statements keep pointers into it.
  compiler *c = arena_new(m, compiler, 1);
  c->s = s;
  c->m = m;
  c->q = q;
  c->err = err;
  *out = (query_sql){.driven = false};
  find_days(q, out);
  dgm_status status = compile(c, out, extent);
  out->where = arena_copy(m, buf_str(&c->text));
  out->where_values.at = c->values.at;
  out->where_values.n = c->values.n;
  buf_free(&c->text);
  return status;
}

int query_bind(const query_sql *sql, sqlite3_stmt *q, int at) {
  if (sql->driven)
    sqlite3_bind_pointer(q, at++, (void *)(uintptr_t)&sql->driver, ROWS_POINTER,
                         NULL);
  return query_bind_values(sql->where_values.at, sql->where_values.n, q, at);
}

void query_from(buf *b, const query_sql *sql, const char *all,
                const char *join) {
  if (sql->driven) {
    buf_add(b, S(" FROM chosen(?) c CROSS JOIN event e ON e.id=c.id"));
    buf_add(b, str_of(join));
  } else {
    buf_add(b, S(" FROM "));
    buf_add(b, str_of(all));
  }
  buf_add(b, S(" WHERE "));
  buf_add(b, sql->where);
}
