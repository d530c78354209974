// Counting: SQLite finds the events, and they are counted here, since it has no
// fast way to count what is distinct within many groups. An event
// counts once in a group, a document and a happening too.

#include "article/names_of.h"
#include "base/map.h"
#include "store/read_part.h"
#include "story/number_map.h"
#include <stdlib.h>

typedef struct {
  const char *name;
  const char *a, *b; // columns that make the key; NULL: its ties make it
  const char *join;  // what they need beside event e
  const char *label; // SELECT of the text of a key by its number, NULL: none
  bool unique;       // every number has a text of its own
  tie_kind tie;      // of groups whose key are ties
} group_plan;

#define WORDS    "SELECT text FROM word WHERE id=?"
#define DOCUMENT " JOIN document d ON d.id=e.document"

// ORDER READ_GROUP
static const group_plan plans[N_GROUP] = {
    {"day", "e.day", "e.precision", "", NULL, false, 0},
    {"week", "e.day", "e.precision", "", NULL, false, 0},
    {"month", "e.day", "e.precision", "", NULL, false, 0},
    {"year", "e.day", "e.precision", "", NULL, false, 0},
    {"type", "e.type", "0", "", WORDS, true, 0},
    {"quad", "e.quad", "0", "", NULL, false, 0},
    {"actor", NULL, NULL, "", WORDS, true, TIE_ACTOR},
    {"recipient", NULL, NULL, "", WORDS, true, TIE_RECIPIENT},
    {"dyad", NULL, NULL, "", WORDS, true, TIE_ACTOR},
    {"country", NULL, NULL, "", "SELECT country FROM place WHERE id=?", false,
     TIE_PLACE},
    {"place", NULL, NULL, "", "SELECT name FROM place WHERE id=?", false,
     TIE_PLACE},
    {"outlet", "d.outlet", "0", DOCUMENT, WORDS, true, 0},
    {"factuality", "e.factuality", "0", "", NULL, false, 0},
    {"story", "d.story", "0", DOCUMENT, "SELECT hex FROM story WHERE id=?",
     true, 0},
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

// One of the groups: numbers that rows have -> keys, each with its index. Keys
// whose numbers are unique get their texts when all is counted.
typedef struct {
  read_group group;
  number_map of_number; // index of the key, by its number(s)
  map of_text;
  VEC(str) texts;       // 0: none
  VEC(uint64_t) number; // of the texts; of unique ones
  number_map label_of;  // index in `labels`, by number
  VEC(str) labels;
  sqlite3_stmt *label;
  uint64_t last; // the key that was looked up last, and its index
  uint32_t last_index;
} key_space;

typedef struct {
  count_row row;
  int64_t last_event;
} group_count;

// Which rows (of documents, of happenings) were met in which group.
typedef struct {
  uint32_t *first; // by row: its first group + 1
  int64_t n;
  number_map others; // rows in further groups
} met_rows;

typedef struct {
  store *s;
  arena *m;
  key_space keys[2];
  uint32_t n_keys;
  number_map group_of; // by the indexes of both keys
  VEC(group_count) rows;
  VEC(uint64_t) pairs; // of rows: indexes of both keys
  met_rows documents, happenings;
  uint32_t last_group;
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

static dgm_status read_text(counter *c, key_space *k, int64_t number,
                            str *out) {
  bool more = false;
  *out = (str){NULL, 0};
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

// Of the two parties of a dyad, each is looked up once.
static dgm_status label_of(counter *c, key_space *k, int64_t number, str *out) {
  *out = (str){NULL, 0};
  if (!number)
    return DGM_OK;
  uint32_t at = number_map_get(&k->label_of, (uint64_t)number);
  if (at != NO_VALUE) {
    *out = k->labels.at[at];
    return DGM_OK;
  }
  number_map_set(&k->label_of, (uint64_t)number, k->labels.n);
  dgm_status status = read_text(c, k, number, out);
  *vec_push(c->m, &k->labels) = *out;
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

static uint64_t both(int64_t a, int64_t b) {
  return (uint64_t)a << 32 ^ (uint64_t)(uint32_t)b;
}

// The index of a key that is met for the first time.
static dgm_status new_key(counter *c, key_space *k, int64_t a, int64_t b,
                          uint32_t *out) {
  str text = {NULL, 0};
  dgm_status status = DGM_OK;
  bool unique = plans[k->group].unique;
  *out = 0;
  if (!unique)
    status = key_text(c, k, a, b, &text);
  if (status || (unique ? !a && !b : !text.p))
    return status;
  *out = unique ? NO_VALUE : map_put(&k->of_text, c->m, text, k->texts.n);
  if (*out == NO_VALUE) {
    *out = k->texts.n;
    *vec_push(c->m, &k->texts) = text;
    *vec_push(c->m, &k->number) = both(a, b);
  }
  return DGM_OK;
}

static dgm_status key_index(counter *c, key_space *k, int64_t a, int64_t b,
                            uint32_t *out) {
  uint64_t number = both(a, b);
  dgm_status status = DGM_OK;
  if (number == k->last && k->texts.n > 1) {
    *out = k->last_index;
    return DGM_OK;
  }
  *out = number_map_get(&k->of_number, number);
  if (*out == NO_VALUE) {
    status = new_key(c, k, a, b, out);
    number_map_set(&k->of_number, number, *out);
  }
  k->last = number;
  k->last_index = *out;
  return status;
}

static dgm_status read_texts(counter *c, key_space *k) {
  dgm_status status = DGM_OK;
  for (uint32_t i = 1; i < k->texts.n && plans[k->group].unique && !status; i++)
    status = key_text(c, k, (int64_t)(k->number.at[i] >> 32),
                      (int64_t)(k->number.at[i] & UINT32_MAX), &k->texts.at[i]);
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

static dgm_status met_open(met_rows *m, store *s, const char *sql,
                           dgm_error *err) {
  dgm_status status = db_number(s, sql, &m->n, err);
  if (status)
    return status;
  m->first = calloc((size_t)m->n + 1, sizeof *m->first);
  return m->first ? DGM_OK : error_set(err, DGM_ELIMIT, "out of memory");
}

static void met_close(met_rows *m) {
  free(m->first);
  number_map_free(&m->others);
}

// The first time that a row is met in a group.
static bool is_new(met_rows *m, uint32_t group, int64_t row) {
  if (row <= 0 || row > m->n)
    return false; // none
  uint32_t *first = &m->first[row];
  if (!*first)
    *first = group + 1;
  else if (*first != group + 1)
    return number_map_set(&m->others, (uint64_t)group << 32 | (uint64_t)row,
                          1) == NO_VALUE;
  else
    return false;
  return true;
}

// The three columns that every event has.
typedef struct {
  int64_t id, document, happening;
} counted;

static void count_in(counter *c, const counted *e, uint32_t first,
                     uint32_t second) {
  uint32_t at = group_at(c, (uint64_t)first << 32 | second);
  group_count *g = &c->rows.at[at];
  if (g->last_event == e->id)
    return;
  g->last_event = e->id;
  g->row.events++;
  g->row.happenings += is_new(&c->happenings, at, e->happening);
  g->row.documents += is_new(&c->documents, at, e->document);
}

enum {
  SIDE_MOST = 32, // of a side, as in a network (read_network.c)
  KEYS_MOST = SIDE_MOST * SIDE_MOST,
};

// The keys of one event in one group, as indexes.
typedef struct {
  uint32_t n, at[KEYS_MOST];
} event_keys_of;

static dgm_status add_key(counter *c, key_space *k, int64_t a, int64_t b,
                          event_keys_of *out) {
  if (out->n == KEYS_MOST)
    return DGM_OK;
  return key_index(c, k, a, b, &out->at[out->n++]);
}

// What stands for the ties of a kind; one 0 where there are none.
static uint32_t sides_of(const event_tie *ties, uint32_t n, tie_kind kind,
                         uint32_t out[SIDE_MOST]) {
  uint32_t many = 0;
  for (uint32_t i = 0; i < n && many < SIDE_MOST; i++)
    if (ties[i].kind == kind)
      out[many++] = kind == TIE_PLACE ? ties[i].target : ties[i].node;
  if (!many)
    out[many++] = 0;
  return many;
}

static dgm_status tie_keys(counter *c, key_space *k, sqlite3_value *v,
                           event_keys_of *out) {
  event_tie ties[TIES_MOST];
  uint32_t n = read_ties(v, ties), from[SIDE_MOST], to[SIDE_MOST] = {0};
  uint32_t n_from = sides_of(ties, n, plans[k->group].tie, from), n_to = 1;
  dgm_status status = DGM_OK;
  if (k->group == GROUP_DYAD)
    n_to = sides_of(ties, n, TIE_RECIPIENT, to);
  for (uint32_t i = 0; i < n_from; i++)
    for (uint32_t j = 0; j < n_to && !status; j++)
      status = add_key(c, k, from[i], to[j], out);
  return status;
}

// Columns: event, document, happening; of each group two numbers, or ties and
// nothing.
static dgm_status count_event(void *context, sqlite3_value **v,
                              dgm_error *err) {
  counter *c = context;
  counted e = {sqlite3_value_int64(v[0]), sqlite3_value_int64(v[1]),
               sqlite3_value_int64(v[2])};
  event_keys_of keys[2];
  dgm_status status = DGM_OK;
  (void)err; // is c->err
  keys[0].n = keys[1].n = 0;
  for (uint32_t i = 0; i < c->n_keys && !status; i++) {
    key_space *k = &c->keys[i];
    sqlite3_value **at = v + 3 + 2 * i;
    status = plans[k->group].a ? add_key(c, k, sqlite3_value_int64(at[0]),
                                         sqlite3_value_int64(at[1]), &keys[i])
                               : tie_keys(c, k, at[0], &keys[i]);
  }
  if (c->n_keys == 1)
    keys[1].at[keys[1].n++] = 0;
  for (uint32_t i = 0; i < keys[0].n && !status; i++)
    for (uint32_t j = 0; j < keys[1].n; j++)
      count_in(c, &e, keys[0].at[i], keys[1].at[j]);
  return status;
}

static dgm_status count_all(counter *c, const query *q) {
  buf columns = {0};
  const char *join = "";
  buf_add(&columns, S("e.id,e.document,e.happening"));
  for (uint32_t i = 0; i < c->n_keys; i++) {
    const group_plan *p = &plans[c->keys[i].group];
    buf_printf(&columns, ",%s,%s", p->a ? p->a : "e.ties", p->b ? p->b : "0");
    if (p->join[0])
      join = p->join;
  }
  buf_byte(&columns, 0);
  dgm_status status =
      read_each_event(c->s, c->m, q, columns.p, join, count_event, c, c->err);
  buf_free(&columns);
  for (uint32_t i = 0; i < c->n_keys && !status; i++)
    status = read_texts(c, &c->keys[i]);
  return status;
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
    number_map_free(&c->keys[i].label_of);
    sqlite3_finalize(c->keys[i].label);
  }
  number_map_free(&c->group_of);
  met_close(&c->documents);
  met_close(&c->happenings);
}

static dgm_status count(counter *c, const query *q, counts *out) {
  dgm_status status =
      met_open(&c->happenings, c->s, "SELECT max(id) FROM happening", c->err);
  if (!status)
    status =
        met_open(&c->documents, c->s, "SELECT max(id) FROM document", c->err);
  if (!status)
    status = count_all(c, q);
  if (status)
    return status;
  finish_rows(c, out);
  return read_coverage(c, q, out);
}

dgm_status read_counts(store *s, arena *m, const query *q,
                       const read_group *groups, uint32_t n_groups, counts *out,
                       dgm_error *err) {
  counter c = {.s = s, .m = m, .n_keys = n_groups, .err = err};
  *out = (counts){.n_group = n_groups};
  for (uint32_t i = 0; i < n_groups; i++) {
    c.keys[i].group = out->group[i] = groups[i];
    vec_push(m, &c.keys[i].texts);
    vec_push(m, &c.keys[i].number);
  }
  db_ask(s);
  dgm_status status = db_run(s, "SAVEPOINT counting", err);
  if (status)
    return status;
  status = count(&c, q, out);
  close_counter(&c);
  sqlite3_exec(s->db, "RELEASE counting", NULL, NULL, NULL);
  return status;
}
