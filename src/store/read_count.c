// Counting: SQLite finds the events, and they are counted here, since it has no
// fast way to count what is distinct within many groups. An event
// counts once in a group, a document and a happening too.

#include "article/names_of.h"
#include "base/map.h"
#include "store/query_sql.h"
#include "store/read_part.h"
#include "story/number_map.h"
#include <stdlib.h>

typedef struct {
  const char *name;
  const char *a, *b; // columns that make the key; b may be "0"
  const char *join;  // what they need beside event e
  const char *label; // SELECT of the text of a key by its number, NULL: none
} group_plan;

#define WORDS "SELECT text FROM word WHERE id=?"
#define TIE(t, n, kind)                                                        \
  " LEFT JOIN tie " t n " ON " t n                                             \
  ".id BETWEEN e.id*64 AND e.id*64+63 AND +" t n ".kind=" kind
#define DOCUMENT(n) " JOIN document d" n " ON d" n ".id=e.document"

// ORDER READ_GROUP; @ is the number of the group, ORDER TIE_KIND
static const group_plan plans[N_GROUP] = {
    {"day", "e.day", "e.precision", "", NULL},
    {"week", "e.day", "e.precision", "", NULL},
    {"month", "e.day", "e.precision", "", NULL},
    {"year", "e.day", "e.precision", "", NULL},
    {"type", "e.type", "0", "", WORDS},
    {"quad", "e.quad", "0", "", NULL},
    {"actor", "t@.node", "0", TIE("t", "@", "0"), WORDS},
    {"recipient", "t@.node", "0", TIE("t", "@", "1"), WORDS},
    {"dyad", "t@.node", "u@.node", TIE("t", "@", "0") TIE("u", "@", "1"),
     WORDS},
    {"country", "t@.target", "0", TIE("t", "@", "3"),
     "SELECT country FROM place WHERE id=?"},
    {"place", "t@.target", "0", TIE("t", "@", "3"),
     "SELECT name FROM place WHERE id=?"},
    {"outlet", "d@.outlet", "0", DOCUMENT("@"), WORDS},
    {"factuality", "e.factuality", "0", "", NULL},
    {"story", "d@.story", "0", DOCUMENT("@"),
     "SELECT hex FROM story WHERE id=?"},
};

bool read_group_named(read_group *out, str name) {
  for (uint32_t i = 0; i < N_GROUP; i++)
    if (str_eq(name, str_of(plans[i].name))) {
      *out = (read_group)i;
      return true;
    }
  return false;
}

const char *read_group_name(read_group g) {
  return plans[g].name;
}

// One of the groups: numbers that rows have -> texts, each with its index.
typedef struct {
  read_group group;
  number_map of_number; // index of the text, by the number(s)
  map of_text;
  VEC(str) texts; // 0: none
  sqlite3_stmt *label;
} key_space;

typedef struct {
  count_row row;
  int64_t last_event, last_document;
} group_row;

typedef struct {
  store *s;
  arena *m;
  key_space keys[2];
  uint32_t n_keys;
  number_map group_of; // by the indexes of both texts
  VEC(group_row) rows;
  VEC(uint64_t) pairs;   // of rows: indexes of both texts
  uint32_t *first_group; // by happening: its first group + 1
  int64_t n_happenings;
  number_map others; // happenings in further groups
  uint64_t last_key[2];
  uint32_t last_index[2], last_group;
  dgm_status status; // of count_step
  dgm_error *err;
} counter;

// -- keys
// ----------------------------------------------------------------------

// Days that are not known as finely as the group are none.
static bool is_fine(read_group g, int64_t precision) {
  if (g == GROUP_YEAR)
    return precision != PRECISION_OPEN;
  if (precision == PRECISION_DAY || precision == PRECISION_RANGE)
    return true;
  return (g == GROUP_WEEK && precision == PRECISION_WEEK) ||
         (g == GROUP_MONTH &&
          (precision == PRECISION_WEEK || precision == PRECISION_MONTH));
}

static str day_key(arena *m, read_group g, day d) {
  char *out = arena_raw(m, 11);
  if (g == GROUP_WEEK)
    d -= day_weekday(d);
  day_write(out, d);
  return (str){out, g == GROUP_MONTH ? 7 : g == GROUP_YEAR ? 4 : 10};
}

static bool is_time(read_group g) {
  return g <= GROUP_YEAR;
}

static dgm_status label_of(counter *c, key_space *k, int64_t number, str *out) {
  bool more = false;
  *out = (str){NULL, 0};
  if (!number)
    return DGM_OK;
  dgm_status status = db_reuse(c->s, &k->label, plans[k->group].label, c->err);
  if (status)
    return status;
  db_int(k->label, 1, number);
  status = db_next(c->s, k->label, &more, c->err);
  if (!status && more) {
    str text = db_column(k->label, 0);
    *out = text.p ? arena_copy(c->m, text) : text;
  }
  sqlite3_reset(k->label);
  return status;
}

static str pair_text(arena *m, str a, str b) {
  static const str none = {"?", 1};
  if (!a.p && !b.p)
    return a;
  a = a.p ? a : none;
  b = b.p ? b : none;
  char *out = arena_raw(m, a.len + b.len + 1);
  memcpy(out, a.p, a.len);
  out[a.len] = '>';
  memcpy(out + a.len + 1, b.p, b.len);
  return (str){out, a.len + b.len + 1};
}

static dgm_status key_text(counter *c, key_space *k, int64_t a, int64_t b,
                           str *out) {
  char digit[2] = {(char)('0' + a % 10), 0};
  dgm_status status = DGM_OK;
  *out = (str){NULL, 0};
  if (is_time(k->group)) {
    if (a != NO_DAY && is_fine(k->group, b))
      *out = day_key(c->m, k->group, (day)a);
  } else if (k->group == GROUP_QUAD) {
    *out = a ? arena_copy(c->m, str_of(digit)) : *out;
  } else if (k->group == GROUP_FACTUALITY) {
    *out = factuality_name((factuality)a);
  } else {
    status = label_of(c, k, a, out);
  }
  if (status || k->group != GROUP_DYAD)
    return status;
  str second;
  status = label_of(c, k, b, &second);
  *out = pair_text(c->m, *out, second);
  return status;
}

static dgm_status key_index(counter *c, uint32_t which, int64_t a, int64_t b,
                            uint32_t *out) {
  key_space *k = &c->keys[which];
  uint64_t number = (uint64_t)a << 32 ^ (uint64_t)(uint32_t)b;
  if (number == c->last_key[which] && k->texts.n) {
    *out = c->last_index[which];
    return DGM_OK;
  }
  dgm_status status = DGM_OK;
  uint32_t index = number_map_get(&k->of_number, number);
  if (index == NO_VALUE) {
    str text;
    status = key_text(c, k, a, b, &text);
    index = 0;
    if (!status && text.p) {
      index = map_put(&k->of_text, c->m, text, k->texts.n);
      if (index == NO_VALUE) {
        index = k->texts.n;
        *vec_push(c->m, &k->texts) = text;
      }
    }
    number_map_set(&k->of_number, number, index);
  }
  c->last_key[which] = number;
  c->last_index[which] = *out = index;
  return status;
}

// -- groups
// --------------------------------------------------------------------

static uint32_t group_at(counter *c, uint64_t pair) {
  if (c->rows.n && c->pairs.at[c->last_group] == pair)
    return c->last_group;
  uint32_t at = number_map_get(&c->group_of, pair);
  if (at == NO_VALUE) {
    at = c->rows.n;
    number_map_set(&c->group_of, pair, at);
    *vec_push(c->m, &c->pairs) = pair;
    vec_push(c->m, &c->rows);
  }
  c->last_group = at;
  return at;
}

// The first time that a happening is met in a group.
static bool is_new(counter *c, uint32_t group, int64_t happening) {
  if (happening <= 0 || happening > c->n_happenings)
    return false; // stored since we began
  uint32_t *first = &c->first_group[happening];
  if (!*first)
    *first = group + 1;
  else if (*first != group + 1)
    return number_map_set(&c->others,
                          (uint64_t)group << 32 | (uint64_t)happening,
                          1) == NO_VALUE;
  else
    return false;
  return true;
}

// v: event, document, happening, then two numbers of each key.
static dgm_status count_event(counter *c, const int64_t *v) {
  uint32_t index[2] = {0, 0};
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < c->n_keys && !status; i++)
    status = key_index(c, i, v[3 + 2 * i], v[4 + 2 * i], &index[i]);
  if (status)
    return status;
  uint32_t at = group_at(c, (uint64_t)index[0] << 32 | index[1]);
  group_row *g = &c->rows.at[at];
  if (g->last_event == v[0])
    return DGM_OK;
  g->last_event = v[0];
  g->row.events++;
  g->row.happenings += is_new(c, at, v[2]);
  g->row.documents += g->last_document != v[1];
  g->last_document = v[1];
  return DGM_OK;
}

enum { COLUMNS = 7 };

// As a function of SQL, which costs half of what handing over rows does.
static void count_step(sqlite3_context *context, int n, sqlite3_value **in) {
  counter *c = sqlite3_user_data(context);
  int64_t v[COLUMNS] = {0};
  for (int i = 0; i < n && i < COLUMNS; i++)
    v[i] = sqlite3_value_int64(in[i]);
  if (!c->status)
    c->status = count_event(c, v);
  if (c->status)
    sqlite3_result_error_code(context, SQLITE_ABORT);
}

static void count_end(sqlite3_context *context) {
  sqlite3_result_null(context);
}

// "@" in the plan's parts becomes the number of the group.
static void put_plan(buf *b, const char *text, uint32_t number) {
  for (; *text; text++) {
    if (*text == '@')
      buf_i64(b, number);
    else
      buf_byte(b, *text);
  }
}

// All events, or those of a driver, whose rows must come document after
// document: a function would see them in any order.
static dgm_status prepare(counter *c, const query_sql *sql,
                          sqlite3_stmt **out) {
  buf columns = {0}, joins = {0};
  buf_add(&columns, sql->driver.len ? S("") : S("count_event("));
  buf_add(&columns, S("e.id,e.document,e.happening"));
  for (uint32_t i = 0; i < c->n_keys; i++) {
    const group_plan *p = &plans[c->keys[i].group];
    buf_byte(&columns, ',');
    put_plan(&columns, p->a, i);
    buf_byte(&columns, ',');
    put_plan(&columns, p->b, i);
    put_plan(&joins, p->join, i);
  }
  if (!sql->driver.len)
    buf_byte(&columns, ')');
  buf_byte(&columns, 0);
  buf_byte(&joins, 0);
  dgm_status status = read_rows(c->s, sql, columns.p, joins.p, out, c->err);
  buf_free(&columns);
  buf_free(&joins);
  return status;
}

static dgm_status walk(counter *c, sqlite3_stmt *rows) {
  bool more;
  dgm_status status = db_next(c->s, rows, &more, c->err);
  while (!status && more) {
    int64_t v[COLUMNS];
    for (int i = 0; i < 3 + 2 * (int)c->n_keys; i++)
      v[i] = sqlite3_column_int64(rows, i);
    status = count_event(c, v);
    if (!status)
      status = db_next(c->s, rows, &more, c->err);
  }
  return status;
}

static dgm_status count_all(counter *c, const query *q) {
  sqlite3_stmt *rows = NULL;
  query_sql sql;
  bool more;
  dgm_status status = query_compile(&sql, c->s, c->m, q, QUERY_WHOLE, c->err);
  if (!status &&
      sqlite3_create_function_v2(c->s->db, "count_event", -1, SQLITE_UTF8, c,
                                 NULL, count_step, count_end, NULL))
    status = db_failed(c->s, c->err);
  if (!status)
    status = prepare(c, &sql, &rows);
  if (!status)
    status =
        sql.driver.len ? walk(c, rows) : db_next(c->s, rows, &more, c->err);
  sqlite3_finalize(rows);
  return c->status ? c->status : status;
}

// -- result
// --------------------------------------------------------------------

static int key_cmp(str a, str b) {
  if (!a.p || !b.p)
    return (a.p == NULL) - (b.p == NULL);
  return str_cmp(a, b);
}

static int by_key(const void *x, const void *y) {
  const count_row *a = x, *b = y;
  int order = key_cmp(a->key[0], b->key[0]);
  return order ? order : key_cmp(a->key[1], b->key[1]);
}

static void finish_rows(counter *c, counts *out) {
  for (uint32_t i = 0; i < c->rows.n; i++) {
    count_row *r = vec_push(c->m, &out->rows);
    *r = c->rows.at[i].row;
    for (uint32_t k = 0; k < c->n_keys; k++)
      r->key[k] =
          c->keys[k].texts.at[c->pairs.at[i] >> (k ? 0 : 32) & UINT32_MAX];
  }
  if (out->rows.n > 1)
    qsort(out->rows.at, out->rows.n, sizeof *out->rows.at, by_key);
}

// Are documents of this day asked for? Only terms of days say no.
static bool covers(const query *q, day d) {
  for (uint32_t i = 0; i < q->terms.n; i++) {
    const query_term *t = &q->terms.at[i];
    bool days = t->key == KEY_AFTER || t->key == KEY_BEFORE || t->key == KEY_ON;
    if (!days || t->negated || t->values.n != 1)
      continue;
    const query_value *v = &t->values.at[0];
    if ((t->key != KEY_BEFORE && d < v->beg) ||
        (t->key == KEY_BEFORE && d >= v->beg) ||
        (t->key == KEY_ON && d >= v->end))
      return false;
  }
  return true;
}

static dgm_status read_coverage(counter *c, const query *q, counts *out) {
  sqlite3_stmt *rows = NULL;
  bool more = false, by_time = is_time(out->group[0]);
  dgm_status status = db_prepare(
      c->s, &rows,
      "SELECT published,count(*) FROM document WHERE superseded_by IS NULL"
      " GROUP BY published",
      c->err);
  if (!status)
    status = db_next(c->s, rows, &more, c->err);
  while (!status && more) {
    day d = (day)db_column_int(rows, 0, NO_DAY);
    str key = {NULL, 0};
    if (by_time && d != NO_DAY)
      key = day_key(c->m, out->group[0], d);
    coverage_row *last =
        out->coverage.n ? &out->coverage.at[out->coverage.n - 1] : NULL;
    if (covers(q, d)) {
      if (!last || !str_eq(last->key, key)) {
        last = vec_push(c->m, &out->coverage);
        last->key = key;
      }
      last->documents += (uint32_t)sqlite3_column_int64(rows, 1);
    }
    status = db_next(c->s, rows, &more, c->err);
  }
  sqlite3_finalize(rows);
  return status;
}

static void close_counter(counter *c) {
  for (uint32_t i = 0; i < 2; i++) {
    number_map_free(&c->keys[i].of_number);
    sqlite3_finalize(c->keys[i].label);
  }
  number_map_free(&c->group_of);
  number_map_free(&c->others);
  free(c->first_group);
}

dgm_status read_counts(store *s, arena *m, const query *q,
                       const read_group *groups, uint32_t n_groups, counts *out,
                       dgm_error *err) {
  counter c = {.s = s, .m = m, .n_keys = n_groups, .err = err};
  *out = (counts){.n_group = n_groups};
  for (uint32_t i = 0; i < n_groups; i++) {
    c.keys[i].group = out->group[i] = groups[i];
    vec_push(m, &c.keys[i].texts);
  }
  db_ask(s);
  dgm_status status = db_run(s, "SAVEPOINT counting", err);
  if (status)
    return status;
  status = db_number(s, "SELECT max(id) FROM happening", &c.n_happenings, err);
  if (!status) {
    c.first_group = calloc((size_t)c.n_happenings + 1, sizeof *c.first_group);
    if (!c.first_group)
      status = error_set(err, DGM_ELIMIT, "out of memory");
  }
  if (!status)
    status = count_all(&c, q);
  if (!status) {
    finish_rows(&c, out);
    status = read_coverage(&c, q, out);
  }
  close_counter(&c);
  sqlite3_exec(s->db, "RELEASE counting", NULL, NULL, NULL);
  return status;
}
