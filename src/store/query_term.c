// Every term becomes a condition on one event (a row of `event`, a look at what
// hangs on it), and those that name somebody or something can also say which
// events they find.

#include "store/query_term.h"
#include "base/utf8.h"
#include "store/intern.h"
#include "store/query_part.h"
#include "store/read_part.h"

void query_add(compiler *c, const char *sql) {
  buf_add(&c->text, str_of(sql));
}

static void bind_text(compiler *c, str s) {
  query_add(c, "?");
  *vec_push(c->m, &c->values) = (sql_value){.text = s};
}

static void bind_number(compiler *c, int64_t v) {
  query_add(c, "?");
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
  query_add(c, "(");
  query_add(c, column);
  query_add(c, ">=");
  bind_text(c, s);
  query_add(c, " AND ");
  query_add(c, column);
  query_add(c, "<");
  bind_text(c, wrapped(c->m, "", s, "\xf4\x8f\xbf\xbf"));
  query_add(c, ")");
}

static void word_equals(compiler *c, word_kind kind, str s) {
  query_add(c, "(SELECT id FROM word WHERE kind=");
  bind_number(c, kind);
  query_add(c, " AND text=");
  bind_text(c, s);
  query_add(c, ")");
}

// Words of a kind that hold ";s;".
static void word_holds(compiler *c, word_kind kind, str s) {
  query_add(c, "(SELECT id FROM word WHERE kind=");
  bind_number(c, kind);
  query_add(c, " AND instr(text,");
  bind_text(c, wrapped(c->m, ";", s, ";"));
  query_add(c, "))");
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
    query_add(c, "((a.country=");
    bind_text(c, owner);
    query_add(c, " OR a.org=");
    bind_text(c, owner);
    query_add(c, ") AND a.sectors IN ");
    word_holds(c, WORD_SECTORS, rest);
    query_add(c, ")");
    return;
  }
  query_add(c, "a.country=");
  bind_text(c, owner);
  query_add(c, " OR a.org=");
  bind_text(c, owner);
  query_add(c, " OR a.sectors IN ");
  word_holds(c, WORD_SECTORS, owner);
  if (owner.len >= 3) { // shorter ones are no code of CAMEO's
    query_add(c, " OR ");
    begins(c, "a.code", owner);
  }
}

// Whole words of a folded name.
static void name_matches(compiler *c, const char *column, str name) {
  query_add(c, "instr(' '||");
  query_add(c, column);
  query_add(c, "||' ',");
  bind_text(c, wrapped(c->m, " ", utf8_fold(c->m, name), " "));
  query_add(c, ")");
}

static void party_matches(compiler *c, const query_value *v) {
  query_add(c, "(");
  if (!v->quoted)
    code_matches(c, v->text);
  if (!v->quoted && !is_code(v))
    query_add(c, " OR ");
  if (!is_code(v))
    name_matches(c, "a.folded", v->text);
  query_add(c, ")");
}

static void country_matches(compiler *c, const query_value *v) {
  query_add(c, "a.country=");
  bind_text(c, upper(c->m, v->text));
}

static void place_matches(compiler *c, const query_value *v) {
  int64_t number;
  if (!v->quoted && str_to_i64(v->text, &number)) {
    query_add(c, "a.geonameid=");
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
    query_add(c, i ? " OR " : "(");
    s->matches(c, &t->values.at[i]);
  }
  query_add(c, ")");
}

// As a list of events.
static void tie_list(compiler *c, const query_term *t, const tie_search *s) {
  query_add(c, "SELECT t.id>>6 AS id FROM tie t WHERE t.kind");
  query_add(c, s->kinds);
  query_add(c, " AND t.target IN (SELECT a.id FROM ");
  query_add(c, s->table);
  query_add(c, " a WHERE ");
  any_matches(c, t, s);
  query_add(c, ")");
}

// As a condition on event e.
static void tie_exists(compiler *c, const query_term *t, const tie_search *s) {
  query_add(c, "EXISTS (SELECT 1 FROM tie t CROSS JOIN ");
  query_add(c, s->table);
  query_add(c, " a ON a.id=t.target WHERE t.id BETWEEN e.id*64 AND e.id*64+63 "
               "AND +t.kind"); // by id: the plus hides tie_target
  query_add(c, s->kinds);
  query_add(c, " AND ");
  any_matches(c, t, s);
  query_add(c, ")");
}

// -- full text
// -----------------------------------------------------------------

// A word or phrase in FTS5's quotes.
static str match_text(arena *m, const query_value *v) {
  return wrapped(m, "\"", v->text, v->prefix ? "\"*" : "\"");
}

static void words_list(compiler *c, const query_term *t) {
  query_add(c, "SELECT e1.id AS id FROM words w CROSS JOIN event e1 ON "
               "e1.document=w.rowid"
               " WHERE w.words MATCH ");
  bind_text(c, match_text(c->m, &t->values.at[0]));
}

void query_pages(compiler *c, const query_term *t) {
  query_add(c, "SELECT rowid FROM words WHERE words MATCH ");
  bind_text(c, match_text(c->m, &t->values.at[0]));
}

static void words_exist(compiler *c, const query_term *t, bool listed) {
  query_add(c, listed ? "e.document IN (" : "EXISTS (");
  query_pages(c, t);
  query_add(c, listed ? ")" : " AND rowid=e.document)");
}

// -- documents and groups
// --------------------------------------------------------

static void document_list(compiler *c, const query_term *t) {
  const char *by = t->key == KEY_DOC
                       ? "SELECT id FROM document WHERE name="
                       : "SELECT d.id FROM document d JOIN story s ON"
                         " d.story=s.id WHERE s.hex=";
  query_add(c, "SELECT id FROM event WHERE document IN (");
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " UNION ALL " : "");
    query_add(c, by);
    bind_text(c, t->values.at[i].text);
  }
  query_add(c, ")");
}

static void document_condition(compiler *c, const query_term *t) {
  query_add(c, t->key == KEY_DOC
                   ? "(SELECT name FROM document WHERE id=e.document)"
                   : "(SELECT s.hex FROM document d JOIN story s ON"
                     " s.id=d.story WHERE d.id=e.document)");
  query_add(c, " IN (");
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? "," : "");
    bind_text(c, t->values.at[i].text);
  }
  query_add(c, ")");
}

static void key_list(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    int64_t key = (int64_t)db_key(t->values.at[i].text);
    query_add(c, i ? " UNION " : "");
    query_add(c, "SELECT id FROM event WHERE key=");
    bind_number(c, key);
    query_add(c, " UNION SELECT id FROM event WHERE anchor=");
    bind_number(c, key);
  }
}

static void happening_list(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " UNION " : "");
    query_add(c, "SELECT id FROM event WHERE happening IN"
                 " (SELECT id FROM happening WHERE hex=");
    bind_text(c, t->values.at[i].text);
    query_add(c, ")");
  }
}

static void word_begins(compiler *c, const char *column, word_kind kind,
                        str s) {
  query_add(c, column);
  query_add(c, " IN (SELECT id FROM word WHERE kind=");
  bind_number(c, kind);
  query_add(c, " AND ");
  begins(c, "text", s);
  query_add(c, ")");
}

static void days(compiler *c, const query_term *t, const query_value *v) {
  if (t->key != KEY_BEFORE) {
    query_add(c, "e.day>=");
    bind_number(c, v->beg);
  }
  if (t->key == KEY_ON)
    query_add(c, " AND ");
  if (t->key != KEY_AFTER) {
    query_add(c, t->key == KEY_BEFORE ? "e.day<>-2147483648 AND e.day<"
                                      : "e.day<");
    bind_number(c, t->key == KEY_BEFORE ? v->beg : v->end);
  }
}

static void sources_list(compiler *c, const query_term *t) {
  query_add(c, "SELECT e.id AS id FROM happening h CROSS JOIN event e"
               " ON e.happening=h.id WHERE h.sources>");
  bind_number(c, t->values.at[0].number);
}

static void rule_list(compiler *c, const query_term *t) {
  query_add(c, "SELECT e.id AS id FROM event e WHERE ");
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " OR " : "");
    word_begins(c, "e.rule", WORD_RULE, t->values.at[i].text);
  }
}

static void day_list(compiler *c, const query_term *t) {
  query_add(c, "SELECT e.id AS id FROM event e WHERE ");
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " OR (" : "(");
    days(c, t, &t->values.at[i]);
    query_add(c, ")");
  }
}

bool query_list(compiler *c, const query_term *t) {
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
  else if (t->key == KEY_SOURCES && t->compare == '>')
    sources_list(c, t);
  else if (t->key == KEY_RULE)
    rule_list(c, t);
  else if (t->key == KEY_AFTER || t->key == KEY_BEFORE || t->key == KEY_ON)
    day_list(c, t);
  else
    return false;
  return true;
}

// -- columns
// -------------------------------------------------------------------

static void word_column(compiler *c, const char *column, word_kind kind,
                        str s) {
  query_add(c, column);
  query_add(c, kind == WORD_MODES || kind == WORD_CONTEXTS ? " IN " : "=");
  if (kind == WORD_MODES || kind == WORD_CONTEXTS)
    word_holds(c, kind, s);
  else
    word_equals(c, kind, s);
}

static void number(compiler *c, const char *column, const query_term *t,
                   const query_value *v) {
  char compare[2] = {t->compare, 0};
  if (t->key == KEY_SCORE)
    query_add(c, "e.score>-1000 AND "); // NO_SCORE
  query_add(c, column);
  query_add(c, compare);
  bind_number(c, v->number);
}

// ORDER VERDICT: query_value.c
static void verdict(compiler *c, const query_value *v) {
  if (str_eq(v->text, S("none"))) {
    query_add(c, REVIEW_OF_EVENT " IS NULL");
    return;
  }
  query_add(c, "e.anchor IN (SELECT key FROM review) AND ");
  if (str_eq(v->text, S("any"))) {
    query_add(c, REVIEW_OF_EVENT " IS NOT NULL");
    return;
  }
  query_add(c, "(SELECT verdict FROM review WHERE id=" REVIEW_OF_EVENT ")=");
  bind_text(c, v->text);
}

static void known(compiler *c, const query_value *v) {
  query_add(c, "EXISTS (SELECT 1 FROM document WHERE id=e.document AND known<");
  bind_number(c, v->end);
  query_add(c, " AND (until IS NULL OR until>=");
  bind_number(c, v->end);
  query_add(c, "))");
}

static void outlet(compiler *c, const query_value *v) {
  query_add(c, "(SELECT outlet FROM document WHERE id=e.document) IN"
               " (SELECT id FROM word WHERE kind=");
  bind_number(c, WORD_OUTLET);
  query_add(c, " AND text COLLATE NOCASE=");
  bind_text(c, v->text);
  query_add(c, ")");
}

static void run(compiler *c, const query_value *v) {
  query_add(c, "e.run IN (SELECT id FROM run WHERE ");
  begins(c, "hash", v->text);
  query_add(c, ")");
}

// Columns that hold a number; NULL: the key has another.
static const char *number_column(query_key key) {
  static const char *const columns[N_QUERY_KEY] = {
      [KEY_QUAD] = "e.quad",
      [KEY_FACTUALITY] = "e.factuality",
      [KEY_KIND] = "e.kind",
      [KEY_DATE_PRECISION] = "e.precision",
      [KEY_SCORE] = "e.score",
      [KEY_CONFIDENCE] = "e.confidence",
      [KEY_SOURCES] = "(SELECT sources FROM happening WHERE id=e.happening)"};
  return columns[key];
}

// Columns that hold a row of `word`.
static bool put_word(compiler *c, query_key key, str text) {
  if (key == KEY_TYPE)
    word_column(c, "e.type", WORD_TYPE, upper(c->m, text));
  else if (key == KEY_MODE)
    word_column(c, "e.modes", WORD_MODES, text);
  else if (key == KEY_CONTEXT)
    word_column(c, "e.contexts", WORD_CONTEXTS, text);
  else if (key == KEY_CAMEO)
    word_begins(c, "e.cameo", WORD_CAMEO, text);
  else if (key == KEY_RULE)
    word_begins(c, "e.rule", WORD_RULE, text);
  else
    return false;
  return true;
}

static void column(compiler *c, const query_term *t, const query_value *v) {
  if (number_column(t->key))
    number(c, number_column(t->key), t, v);
  else if (put_word(c, t->key, v->text))
    return;
  else if (t->key == KEY_OUTLET)
    outlet(c, v);
  else if (t->key == KEY_REVIEW)
    verdict(c, v);
  else if (t->key == KEY_KNOWN)
    known(c, v);
  else if (t->key == KEY_RUN)
    run(c, v);
  else
    days(c, t, v);
}

static void key_condition(compiler *c, const query_term *t) {
  query_add(c, "e.id IN (");
  if (t->key == KEY_ID)
    key_list(c, t);
  else
    happening_list(c, t);
  query_add(c, ")");
}

static void columns(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " OR " : "(");
    column(c, t, &t->values.at[i]);
  }
  query_add(c, ")");
}

void query_condition(compiler *c, const query_term *t, bool listed) {
  tie_search tie;
  query_add(c, t->negated ? " AND (" : " AND ");
  if (tie_of(t->key, &tie))
    tie_exists(c, t, &tie);
  else if (t->key == KEY_WORDS)
    words_exist(c, t, listed || t->negated);
  else if (t->key == KEY_DOC || t->key == KEY_STORY)
    document_condition(c, t);
  else if (t->key == KEY_ID || t->key == KEY_HAPPENING)
    key_condition(c, t);
  else if (t->key == KEY_BACKGROUND)
    query_add(c, "e.background=1");
  else if (t->key == KEY_SUPERSEDED)
    query_add(c, "e.hidden&3");
  else if (t->key == KEY_ALL)
    query_add(c, "1");
  else
    columns(c, t);
  if (t->negated)
    query_add(c, ") IS NOT TRUE");
}
