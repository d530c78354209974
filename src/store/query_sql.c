// Every term becomes a condition on one event (a row of `event`, a look at what
// hangs on it), and those that name somebody or something can also say which
// events they find. The one that finds fewest drives the search when it finds
// at most DRIVER_MOST; else events are gone through in order, where a term that
// finds many is met soon.

#include "store/query_sql.h"
#include "base/utf8.h"
#include "store/intern.h"
#include "store/query_part.h"
#include "store/write_part.h"
#include <stdlib.h>

// Measured on a million events: to go through 20,000 of a list and to look for
// 50 among all where one in 50 fits take about the same time.
enum { DRIVER_MOST = 20000 };

typedef VEC(sql_value) value_list;

typedef struct {
  store *s;
  arena *m;
  const query *q;
  buf text; // of the part that is being written
  value_list values;
  dgm_error *err;
} compiler;

static void add(compiler *c, const char *sql) {
  buf_add(&c->text, str_of(sql));
}

static void bind_text(compiler *c, str s) {
  add(c, "?");
  *vec_push(c->m, &c->values) = (sql_value){.text = s};
}

static void bind_number(compiler *c, int64_t v) {
  add(c, "?");
  *vec_push(c->m, &c->values) = (sql_value){.number = v};
}

static str upper(arena *m, str s) {
  char *out = arena_raw(m, s.len);
  for (uint32_t i = 0; i < s.len; i++)
    out[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ? s.p[i] - 32 : s.p[i]);
  return (str){out, s.len};
}

// before + s + behind
static str wrapped(arena *m, const char *before, str s, const char *behind) {
  str a = str_of(before), b = str_of(behind);
  char *out = arena_raw(m, a.len + s.len + b.len);
  memcpy(out, a.p, a.len);
  memcpy(out + a.len, s.p, s.len);
  memcpy(out + a.len + s.len, b.p, b.len);
  return (str){out, a.len + s.len + b.len};
}

// column >= s AND column < the first text that does not begin with s
static void begins(compiler *c, const char *column, str s) {
  add(c, "(");
  add(c, column);
  add(c, ">=");
  bind_text(c, s);
  add(c, " AND ");
  add(c, column);
  add(c, "<");
  bind_text(c, wrapped(c->m, "", s, "\xf4\x8f\xbf\xbf"));
  add(c, ")");
}

static void word_equals(compiler *c, word_kind kind, str s) {
  add(c, "(SELECT id FROM word WHERE kind=");
  bind_number(c, kind);
  add(c, " AND text=");
  bind_text(c, s);
  add(c, ")");
}

// Words of a kind that hold ";s;".
static void word_holds(compiler *c, word_kind kind, str s) {
  add(c, "(SELECT id FROM word WHERE kind=");
  bind_number(c, kind);
  add(c, " AND instr(text,");
  bind_text(c, wrapped(c->m, ";", s, ";"));
  add(c, "))");
}

// -- parties and places
// --------------------------------------------------------

static bool is_code(const query_value *v) {
  for (uint32_t i = 0; i < v->text.len; i++) {
    char x = v->text.p[i];
    if (!((x >= 'A' && x <= 'Z') || (x >= '0' && x <= '9') || x == '-' ||
          x == '/'))
      return false;
  }
  return !v->quoted;
}

static void code_matches(compiler *c, str code) {
  str rest = upper(c->m, code);
  str owner = str_cut(&rest, '/');
  if (rest.p) {
    add(c, "((a.country=");
    bind_text(c, owner);
    add(c, " OR a.org=");
    bind_text(c, owner);
    add(c, ") AND a.sectors IN ");
    word_holds(c, WORD_SECTORS, rest);
    add(c, ")");
    return;
  }
  add(c, "a.country=");
  bind_text(c, owner);
  add(c, " OR a.org=");
  bind_text(c, owner);
  add(c, " OR a.sectors IN ");
  word_holds(c, WORD_SECTORS, owner);
  if (owner.len >= 3) { // shorter ones are no code of CAMEO's
    add(c, " OR ");
    begins(c, "a.code", owner);
  }
}

// Whole words of a folded name.
static void name_matches(compiler *c, const char *column, str name) {
  add(c, "instr(' '||");
  add(c, column);
  add(c, "||' ',");
  bind_text(c, wrapped(c->m, " ", utf8_fold(c->m, name), " "));
  add(c, ")");
}

static void party_matches(compiler *c, const query_value *v) {
  add(c, "(");
  if (!v->quoted)
    code_matches(c, v->text);
  if (!v->quoted && !is_code(v))
    add(c, " OR ");
  if (!is_code(v))
    name_matches(c, "a.folded", v->text);
  add(c, ")");
}

static void country_matches(compiler *c, const query_value *v) {
  add(c, "a.country=");
  bind_text(c, upper(c->m, v->text));
}

static void place_matches(compiler *c, const query_value *v) {
  int64_t number;
  if (!v->quoted && str_to_i64(v->text, &number)) {
    add(c, "a.geonameid=");
    bind_number(c, number);
  } else {
    name_matches(c, "a.folded", v->text);
  }
}

typedef struct {
  const char *kinds, *table;
  void (*matches)(compiler *c, const query_value *v);
} tie_search;

// ORDER TIE_KIND
static bool tie_of(query_key key, tie_search *out) {
  switch (key) {
  case KEY_ACTOR:
    *out = (tie_search){"=0", "actor", party_matches};
    return true;
  case KEY_RECIPIENT:
    *out = (tie_search){"=1", "actor", party_matches};
    return true;
  case KEY_PARTY:
    *out = (tie_search){" IN (0,1)", "actor", party_matches};
    return true;
  case KEY_SAID_BY:
    *out = (tie_search){"=2", "actor", party_matches};
    return true;
  case KEY_COUNTRY:
    *out = (tie_search){"=3", "place", country_matches};
    return true;
  case KEY_PLACE:
    *out = (tie_search){"=3", "place", place_matches};
    return true;
  default:
    return false;
  }
}

static void any_matches(compiler *c, const query_term *t, const tie_search *s) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    add(c, i ? " OR " : "(");
    s->matches(c, &t->values.at[i]);
  }
  add(c, ")");
}

// As a list of events.
static void tie_list(compiler *c, const query_term *t, const tie_search *s) {
  add(c, "SELECT t.event AS id FROM tie t WHERE t.kind");
  add(c, s->kinds);
  add(c, " AND t.target IN (SELECT a.id FROM ");
  add(c, s->table);
  add(c, " a WHERE ");
  any_matches(c, t, s);
  add(c, ")");
}

// As a condition on event e.
static void tie_exists(compiler *c, const query_term *t, const tie_search *s) {
  add(c, "EXISTS (SELECT 1 FROM tie t CROSS JOIN ");
  add(c, s->table);
  add(c, " a ON a.id=t.target WHERE t.event=e.id AND t.kind");
  add(c, s->kinds);
  add(c, " AND ");
  any_matches(c, t, s);
  add(c, ")");
}

// -- full text
// -----------------------------------------------------------------

// A word or phrase in FTS5's quotes.
static str match_text(arena *m, const query_value *v) {
  return wrapped(m, "\"", v->text, v->prefix ? "\"*" : "\"");
}

static void words_list(compiler *c, const query_term *t) {
  add(c, "SELECT e1.id AS id FROM words w CROSS JOIN event e1 ON "
         "e1.document=w.rowid"
         " WHERE w.words MATCH ");
  bind_text(c, match_text(c->m, &t->values.at[0]));
}

static void words_exist(compiler *c, const query_term *t) {
  if (t->negated) {
    add(c, "e.document IN (SELECT rowid FROM words WHERE words MATCH ");
    bind_text(c, match_text(c->m, &t->values.at[0]));
  } else {
    add(c, "EXISTS (SELECT 1 FROM words WHERE words MATCH ");
    bind_text(c, match_text(c->m, &t->values.at[0]));
    add(c, " AND rowid=e.document");
  }
  add(c, ")");
}

// -- documents and groups
// --------------------------------------------------------

static void document_list(compiler *c, const query_term *t) {
  const char *by = t->key == KEY_DOC
                       ? "SELECT id FROM document WHERE name="
                       : "SELECT d.id FROM document d JOIN story s ON"
                         " d.story=s.id WHERE s.hex=";
  add(c, "SELECT id FROM event WHERE document IN (");
  for (uint32_t i = 0; i < t->values.n; i++) {
    add(c, i ? " UNION ALL " : "");
    add(c, by);
    bind_text(c, t->values.at[i].text);
  }
  add(c, ")");
}

static void document_condition(compiler *c, const query_term *t) {
  add(c, t->key == KEY_DOC ? "(SELECT name FROM document WHERE id=e.document)"
                           : "(SELECT s.hex FROM document d JOIN story s ON"
                             " s.id=d.story WHERE d.id=e.document)");
  add(c, " IN (");
  for (uint32_t i = 0; i < t->values.n; i++) {
    add(c, i ? "," : "");
    bind_text(c, t->values.at[i].text);
  }
  add(c, ")");
}

static void key_list(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    int64_t key = (int64_t)db_key(t->values.at[i].text);
    add(c, i ? " UNION " : "");
    add(c, "SELECT id FROM event WHERE key=");
    bind_number(c, key);
    add(c, " UNION SELECT id FROM event WHERE anchor=");
    bind_number(c, key);
  }
}

static void happening_list(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    add(c, i ? " UNION " : "");
    add(c, "SELECT id FROM event WHERE happening IN"
           " (SELECT id FROM happening WHERE hex=");
    bind_text(c, t->values.at[i].text);
    add(c, ")");
  }
}

// Writes the events that a term finds; false for terms that only test.
static bool write_list(compiler *c, const query_term *t) {
  tie_search tie;
  if (t->negated)
    return false;
  if (tie_of(t->key, &tie))
    tie_list(c, t, &tie);
  else if (t->key == KEY_WORDS)
    words_list(c, t);
  else if (t->key == KEY_DOC || t->key == KEY_STORY)
    document_list(c, t);
  else if (t->key == KEY_ID)
    key_list(c, t);
  else if (t->key == KEY_HAPPENING)
    happening_list(c, t);
  else
    return false;
  return true;
}

// -- columns
// -------------------------------------------------------------------

static void word_column(compiler *c, const char *column, word_kind kind,
                        str s) {
  add(c, column);
  add(c, kind == WORD_MODES || kind == WORD_CONTEXTS ? " IN " : "=");
  if (kind == WORD_MODES || kind == WORD_CONTEXTS)
    word_holds(c, kind, s);
  else
    word_equals(c, kind, s);
}

static void word_begins(compiler *c, const char *column, word_kind kind,
                        str s) {
  add(c, column);
  add(c, " IN (SELECT id FROM word WHERE kind=");
  bind_number(c, kind);
  add(c, " AND ");
  begins(c, "text", s);
  add(c, ")");
}

static void days(compiler *c, const query_term *t, const query_value *v) {
  if (t->key != KEY_BEFORE) {
    add(c, "e.day>=");
    bind_number(c, v->beg);
  }
  if (t->key == KEY_ON)
    add(c, " AND ");
  if (t->key != KEY_AFTER) {
    add(c, t->key == KEY_BEFORE ? "e.day<>-2147483648 AND e.day<" : "e.day<");
    bind_number(c, t->key == KEY_BEFORE ? v->beg : v->end);
  }
}

static void number(compiler *c, const char *column, const query_term *t,
                   const query_value *v) {
  char compare[2] = {t->compare, 0};
  if (t->key == KEY_SCORE)
    add(c, "e.score>-1000 AND "); // NO_SCORE
  add(c, column);
  add(c, compare);
  bind_number(c, v->number);
}

// ORDER VERDICT: query_value.c
static void verdict(compiler *c, const query_value *v) {
  if (str_eq(v->text, S("none"))) {
    add(c, "NOT EXISTS (SELECT 1 FROM review WHERE key=e.anchor)");
    return;
  }
  add(c, "e.anchor IN (SELECT key FROM review)");
  if (str_eq(v->text, S("any")))
    return;
  add(c, " AND (SELECT verdict FROM review WHERE key=e.anchor"
         " ORDER BY id DESC LIMIT 1)=");
  bind_text(c, v->text);
}

static void known(compiler *c, const query_value *v) {
  add(c, "EXISTS (SELECT 1 FROM document WHERE id=e.document AND known<");
  bind_number(c, v->end);
  add(c, " AND (until IS NULL OR until>=");
  bind_number(c, v->end);
  add(c, "))");
}

static void outlet(compiler *c, const query_value *v) {
  add(c, "(SELECT outlet FROM document WHERE id=e.document)=");
  word_equals(c, WORD_OUTLET, v->text);
}

static void run(compiler *c, const query_value *v) {
  add(c, "e.run IN (SELECT id FROM run WHERE ");
  begins(c, "hash", v->text);
  add(c, ")");
}

static void column(compiler *c, const query_term *t, const query_value *v) {
  switch (t->key) {
  case KEY_TYPE:
    word_column(c, "e.type", WORD_TYPE, upper(c->m, v->text));
    break;
  case KEY_MODE:
    word_column(c, "e.modes", WORD_MODES, v->text);
    break;
  case KEY_CONTEXT:
    word_column(c, "e.contexts", WORD_CONTEXTS, v->text);
    break;
  case KEY_CAMEO:
    word_begins(c, "e.cameo", WORD_CAMEO, v->text);
    break;
  case KEY_RULE:
    word_begins(c, "e.rule", WORD_RULE, v->text);
    break;
  case KEY_QUAD:
    number(c, "e.quad", t, v);
    break;
  case KEY_FACTUALITY:
    number(c, "e.factuality", t, v);
    break;
  case KEY_KIND:
    number(c, "e.kind", t, v);
    break;
  case KEY_DATE_PRECISION:
    number(c, "e.precision", t, v);
    break;
  case KEY_SCORE:
    number(c, "e.score", t, v);
    break;
  case KEY_CONFIDENCE:
    number(c, "e.confidence", t, v);
    break;
  case KEY_SOURCES:
    number(c, "(SELECT sources FROM happening WHERE id=e.happening)", t, v);
    break;
  case KEY_OUTLET:
    outlet(c, v);
    break;
  case KEY_REVIEW:
    verdict(c, v);
    break;
  case KEY_KNOWN:
    known(c, v);
    break;
  case KEY_RUN:
    run(c, v);
    break;
  default:
    days(c, t, v);
  }
}

static void key_condition(compiler *c, const query_term *t) {
  add(c, "e.id IN (");
  if (t->key == KEY_ID)
    key_list(c, t);
  else
    happening_list(c, t);
  add(c, ")");
}

static void columns(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    add(c, i ? " OR " : "(");
    column(c, t, &t->values.at[i]);
  }
  add(c, ")");
}

static void write_condition(compiler *c, const query_term *t) {
  tie_search tie;
  add(c, t->negated ? " AND (" : " AND ");
  if (tie_of(t->key, &tie))
    tie_exists(c, t, &tie);
  else if (t->key == KEY_WORDS)
    words_exist(c, t);
  else if (t->key == KEY_DOC || t->key == KEY_STORY)
    document_condition(c, t);
  else if (t->key == KEY_ID || t->key == KEY_HAPPENING)
    key_condition(c, t);
  else if (t->key == KEY_BACKGROUND)
    add(c, "e.background=1");
  else if (t->key == KEY_SUPERSEDED)
    add(c, "e.hidden&3");
  else if (t->key == KEY_ALL)
    add(c, "1");
  else
    columns(c, t);
  if (t->negated)
    add(c, ") IS NOT TRUE");
}

// -- the whole
// -----------------------------------------------------------------

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

// How many events a list has, DRIVER_MOST + 1 for more.
static dgm_status count_list(compiler *c, int64_t *out) {
  buf sql = {0};
  sqlite3_stmt *q = NULL;
  bool more;
  buf_printf(&sql, "SELECT count(*) FROM (%.*s LIMIT %d)", (int)c->text.len,
             c->text.p, DRIVER_MOST + 1);
  buf_byte(&sql, 0);
  dgm_status status = db_prepare(c->s, &q, sql.p, c->err);
  for (uint32_t i = 0; i < c->values.n && !status; i++) {
    const sql_value *v = &c->values.at[i];
    if (v->text.p)
      db_text(q, (int)i + 1, v->text);
    else
      db_int(q, (int)i + 1, v->number);
  }
  if (!status)
    status = db_next(c->s, q, &more, c->err);
  if (!status)
    *out = sqlite3_column_int64(q, 0);
  sqlite3_finalize(q);
  buf_free(&sql);
  return status;
}

static dgm_status choose_driver(compiler *c, query_sql *out, uint32_t *term) {
  int64_t least = DRIVER_MOST + 1;
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < c->q->terms.n && !status; i++) {
    int64_t n = least;
    buf_clear(&c->text);
    c->values = (value_list){0};
    if (!write_list(c, &c->q->terms.at[i]))
      continue;
    status = count_list(c, &n);
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
                         dgm_error *err) {
  compiler c = {.s = s, .m = m, .q = q, .err = err};
  uint32_t driver = UINT32_MAX;
  *out = (query_sql){.driver = {"", 0}};
  dgm_status status = check_words(&c, err);
  if (!status)
    status = choose_driver(&c, out, &driver);
  buf_clear(&c.text);
  c.values = (value_list){0};
  add(&c, hidden_of(q));
  for (uint32_t i = 0; i < q->terms.n && !status; i++)
    if (i != driver)
      write_condition(&c, &q->terms.at[i]);
  out->one_type = has_one_type(q);
  out->where = arena_copy(m, buf_str(&c.text));
  out->where_values.at = c.values.at;
  out->where_values.n = c.values.n;
  buf_free(&c.text);
  return status;
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
