// The term that finds fewest events drives the search when these are few; else
// events are gone through in order, where a term that finds many is met soon.

#include "store/query_sql.h"
#include "store/query_term.h"

// Measured on a million events: to go through a list takes 2.5 us an event; to
// look for 50 among all where one in 125 fits takes as long as a list of 8,000.
// With further terms fewer fit, so that the list pays longer. Who wants all
// that is found goes through a list of any size that is much less than
// everything.
enum {
  FEW_ALONE = 8000,
  FEW = 20000,
  FEW_OF_WHOLE = 250000,
  // Documents with a word: so many drive (with a dozen events each); so many
  // are put into a list for looking up, 0.5 us each; more are met soon.
  FEW_PAGES = 700,
  LISTED_PAGES = 20000,
};

static bool has_key(const query *q, query_key key) {
  for (uint32_t i = 0; i < q->terms.n; i++)
    if (q->terms.at[i].key == key && !q->terms.at[i].negated)
      return true;
  return false;
}

static bool has_one_type(const query *q) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < q->terms.n; i++) {
    const query_term *t = &q->terms.at[i];
    if (t->key == KEY_TYPE && !t->negated)
      n += t->values.n;
  }
  return n == 1;
}

// ORDER HIDDEN
static const char *hidden_of(const query *q) {
  if (has_key(q, KEY_ALL) || has_key(q, KEY_SUPERSEDED))
    return "1";
  if (has_key(q, KEY_KNOWN))
    return "e.hidden&6=0";
  return has_key(q, KEY_RUN) ? "e.hidden&5=0" : "e.hidden=0";
}

static int bind_values(const sql_value *v, uint32_t n, sqlite3_stmt *q,
                       int at) {
  for (uint32_t i = 0; i < n; i++, at++) {
    if (v[i].text.p)
      db_text(q, at, v[i].text);
    else
      db_int(q, at, v[i].number);
  }
  return at;
}

// How many rows the SELECT in c->text has, most + 1 for more.
static dgm_status count_list(compiler *c, int64_t most, int64_t *out) {
  buf sql = {0};
  sqlite3_stmt *q = NULL;
  bool more;
  buf_printf(&sql, "SELECT count(*) FROM (%.*s LIMIT %lld)", (int)c->text.len,
             c->text.p, (long long)most + 1);
  buf_byte(&sql, 0);
  dgm_status status = db_prepare(c->s, &q, sql.p, c->err);
  if (!status) {
    bind_values(c->values.at, c->values.n, q, 1);
    status = db_next(c->s, q, &more, c->err);
  }
  if (!status)
    *out = sqlite3_column_int64(q, 0);
  sqlite3_finalize(q);
  buf_free(&sql);
  return status;
}

// How many events a term finds, as long as it is not above `most`; *out is more
// than that for terms that only test, too.
static dgm_status count_term(compiler *c, uint32_t term, int64_t most,
                             query_extent extent, int64_t *out) {
  const query_term *t = &c->q->terms.at[term];
  *out = most + 1;
  buf_clear(&c->text);
  c->values = (value_list){0};
  if (t->key == KEY_WORDS && !t->negated) {
    query_pages(c, t);
    dgm_status status = count_list(c, LISTED_PAGES, out);
    if (*out <= LISTED_PAGES)
      c->listed |= (uint64_t)1 << term;
    if (*out > FEW_PAGES && extent == QUERY_PAGE)
      *out = most + 1;
    else
      *out *= FEW / FEW_PAGES;
    buf_clear(&c->text);
    c->values = (value_list){0};
    query_list(c, t);
    return status;
  }
  return query_list(c, t) ? count_list(c, most, out) : DGM_OK;
}

static int64_t most_of(const query *q, query_extent extent) {
  if (extent == QUERY_WHOLE)
    return FEW_OF_WHOLE;
  return q->terms.n > 1 ? FEW : FEW_ALONE;
}

static dgm_status choose_driver(compiler *c, query_sql *out,
                                query_extent extent, uint32_t *term) {
  int64_t least = most_of(c->q, extent) + 1;
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < c->q->terms.n && !status; i++) {
    int64_t n;
    status = count_term(c, i, least - 1, extent, &n);
    if (status || n >= least)
      continue;
    least = n;
    *term = i;
    out->driver = arena_copy(c->m, buf_str(&c->text));
    out->driver_values.at = c->values.at;
    out->driver_values.n = c->values.n;
  }
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

dgm_status query_compile(query_sql *out, store *s, arena *m, const query *q,
                         query_extent extent, dgm_error *err) {
  compiler c = {.s = s, .m = m, .q = q, .err = err};
  uint32_t driver = UINT32_MAX;
  *out = (query_sql){.driver = {"", 0}};
  dgm_status status = check_words(&c, err);
  if (!status)
    status = choose_driver(&c, out, extent, &driver);
  buf_clear(&c.text);
  c.values = (value_list){0};
  query_add(&c, hidden_of(q));
  for (uint32_t i = 0; i < q->terms.n && !status; i++)
    if (i != driver)
      query_condition(&c, &q->terms.at[i], c.listed >> i & 1);
  out->one_type = has_one_type(q);
  out->where = arena_copy(m, buf_str(&c.text));
  out->where_values.at = c.values.at;
  out->where_values.n = c.values.n;
  buf_free(&c.text);
  return status;
}

int query_bind(const query_sql *sql, sqlite3_stmt *q, int at) {
  at = bind_values(sql->driver_values.at, sql->driver_values.n, q, at);
  return bind_values(sql->where_values.at, sql->where_values.n, q, at);
}

void query_from(buf *b, const query_sql *sql, const char *all,
                const char *join) {
  if (sql->driver.len) {
    buf_add(b, S(" FROM (SELECT DISTINCT id FROM ("));
    buf_add(b, sql->driver);
    buf_add(b, S(")) x CROSS JOIN event e ON e.id=x.id"));
    buf_add(b, str_of(join));
  } else {
    buf_add(b, str_of(all));
  }
  buf_add(b, S(" WHERE "));
  buf_add(b, sql->where);
}
