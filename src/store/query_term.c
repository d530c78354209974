// Every term becomes a condition on one event: on its row of `event`, on its
// ties, on what the row points to. Those that name somebody or something also
// say whom or what, so that query_find.c can look for their events.

#include "store/query_term.h"
#include "base/utf8.h"
#include "store/intern.h"
#include "store/query_part.h"
#include "store/read_part.h"
#include "store/table.h"

void query_add(compiler *c, const char *sql) {
  buf_add(&c->text, str_of(sql));
}

void query_add_text(compiler *c, str s) {
  query_add(c, "?");
  *vec_push(c->m, &c->values) = (sql_value){.text = s};
}

void query_add_number(compiler *c, int64_t v) {
  query_add(c, "?");
  *vec_push(c->m, &c->values) = (sql_value){.number = v};
}

static void add_pointer(compiler *c, const void *p, const char *type) {
  query_add(c, "?");
  *vec_push(c->m, &c->values) = (sql_value){.pointer = p, .type = type};
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
  query_add_text(c, s);
  query_add(c, " AND ");
  query_add(c, column);
  query_add(c, "<");
  query_add_text(c, wrapped(c->m, "", s, "\xf4\x8f\xbf\xbf"));
  query_add(c, ")");
}

static void word_equals(compiler *c, word_kind kind, str s) {
  query_add(c, "(SELECT id FROM word WHERE kind=");
  query_add_number(c, kind);
  query_add(c, " AND text=");
  query_add_text(c, s);
  query_add(c, ")");
}

// Words of a kind that hold ";s;".
static void word_holds(compiler *c, word_kind kind, str s) {
  query_add(c, "(SELECT id FROM word WHERE kind=");
  query_add_number(c, kind);
  query_add(c, " AND instr(text,");
  query_add_text(c, wrapped(c->m, ";", s, ";"));
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
    query_add_text(c, owner);
    query_add(c, " OR a.org=");
    query_add_text(c, owner);
    query_add(c, ") AND a.sectors IN ");
    word_holds(c, WORD_SECTORS, rest);
    query_add(c, ")");
    return;
  }
  query_add(c, "a.country=");
  query_add_text(c, owner);
  query_add(c, " OR a.org=");
  query_add_text(c, owner);
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
  query_add_text(c, wrapped(c->m, " ", utf8_fold(c->m, name), " "));
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
  query_add_text(c, upper(c->m, v->text));
}

static void place_matches(compiler *c, const query_value *v) {
  int64_t number;
  if (!v->quoted && str_to_i64(v->text, &number)) {
    query_add(c, "a.geonameid=");
    query_add_number(c, number);
  } else {
    name_matches(c, "a.folded", v->text);
  }
}

// ORDER TIE_KIND
uint32_t query_kinds(query_key key) {
  switch (key) {
  case KEY_ACTOR:
    return 1 << TIE_ACTOR;
  case KEY_RECIPIENT:
    return 1 << TIE_RECIPIENT;
  case KEY_PARTY:
    return 1 << TIE_ACTOR | 1 << TIE_RECIPIENT;
  case KEY_SAID_BY:
    return 1 << TIE_SPEAKER;
  case KEY_COUNTRY:
  case KEY_PLACE:
    return 1 << TIE_PLACE;
  default:
    return 0;
  }
}

static void tie_targets(compiler *c, const query_term *t) {
  bool place = t->key == KEY_COUNTRY || t->key == KEY_PLACE;
  query_add(c, place ? "SELECT a.id FROM place a WHERE "
                     : "SELECT a.id FROM actor a WHERE ");
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " OR " : "");
    if (t->key == KEY_COUNTRY)
      country_matches(c, &t->values.at[i]);
    else if (place)
      place_matches(c, &t->values.at[i]);
    else
      party_matches(c, &t->values.at[i]);
  }
}

static void tie_condition(compiler *c, const query_term *t,
                          const found_term *f) {
  row_bits *set = arena_new(c->m, row_bits, 1);
  row_bits_of(set, c->m, &f->targets);
  query_add(c, "has_tie(e.ties,");
  query_add_number(c, query_kinds(t->key));
  query_add(c, ",");
  add_pointer(c, set, BITS_POINTER);
  query_add(c, ")");
}

static void target_condition(compiler *c, const char *column,
                             const found_term *f) {
  query_add(c, "is_one_of(");
  query_add(c, column);
  query_add(c, ",");
  add_pointer(c, &f->targets, ROWS_POINTER);
  query_add(c, ")");
}

// -- full text
// -----------------------------------------------------------------

// A word or phrase in FTS5's quotes.
static str match_text(arena *m, const query_value *v) {
  return wrapped(m, "\"", v->text, v->prefix ? "\"*" : "\"");
}

static void page_targets(compiler *c, const query_term *t) {
  query_add(c, "SELECT rowid FROM words WHERE words MATCH ");
  query_add_text(c, match_text(c->m, &t->values.at[0]));
}

static void words_condition(compiler *c, const query_term *t,
                            const found_term *f) {
  if (f->listed) {
    target_condition(c, "e.document", f);
    return;
  }
  query_add(c, t->negated ? "e.document IN (" : "EXISTS (");
  page_targets(c, t);
  query_add(c, t->negated ? ")" : " AND rowid=e.document)");
}

// -- documents and groups
// --------------------------------------------------------

static void document_targets(compiler *c, const query_term *t) {
  const char *by = t->key == KEY_DOC
                       ? "SELECT id FROM document WHERE name="
                       : "SELECT d.id FROM document d JOIN story s ON"
                         " d.story=s.id WHERE s.hex=";
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " UNION ALL " : "");
    query_add(c, by);
    query_add_text(c, t->values.at[i].text);
  }
}

static void key_condition(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    int64_t key = (int64_t)db_key(t->values.at[i].text);
    query_add(c, i ? " OR e.key=" : "(e.key=");
    query_add_number(c, key);
    query_add(c, " OR e.anchor=");
    query_add_number(c, key);
  }
  query_add(c, ")");
}

static void happening_targets(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    int64_t key = (int64_t)db_key(t->values.at[i].text);
    query_add(c, i ? " UNION " : "");
    query_add(c, "SELECT h.id FROM postings(");
    query_add_number(c, POST_HEX);
    query_add(c, ",");
    query_add_number(c, key);
    query_add(c, ",");
    query_add_number(c, key);
    query_add(c, ") x CROSS JOIN happening h ON h.id=x.row WHERE h.hex=");
    query_add_text(c, t->values.at[i].text);
  }
}

static void word_begins(compiler *c, const char *column, word_kind kind,
                        str s) {
  query_add(c, column);
  query_add(c, " IN (SELECT id FROM word WHERE kind=");
  query_add_number(c, kind);
  query_add(c, " AND ");
  begins(c, "text", s);
  query_add(c, ")");
}

static void days(compiler *c, const query_term *t, const query_value *v) {
  if (t->key != KEY_BEFORE) {
    query_add(c, "e.day>=");
    query_add_number(c, v->beg);
  }
  if (t->key == KEY_ON)
    query_add(c, " AND ");
  if (t->key != KEY_AFTER) {
    query_add(c, t->key == KEY_BEFORE ? "e.day<>-2147483648 AND e.day<"
                                      : "e.day<");
    query_add_number(c, t->key == KEY_BEFORE ? v->beg : v->end);
  }
}

static void sources_targets(compiler *c, const query_term *t) {
  query_add(c, "SELECT id FROM happening WHERE sources>");
  query_add_number(c, t->values.at[0].number);
}

static void rule_targets(compiler *c, const query_term *t) {
  query_add(c, "SELECT id FROM word WHERE kind=");
  query_add_number(c, WORD_RULE);
  query_add(c, " AND (");
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " OR " : "");
    begins(c, "text", t->values.at[i].text);
  }
  query_add(c, ")");
}

bool query_targets(compiler *c, const query_term *t) {
  if (query_kinds(t->key))
    tie_targets(c, t);
  else if (t->key == KEY_WORDS)
    page_targets(c, t);
  else if (t->key == KEY_DOC || t->key == KEY_STORY)
    document_targets(c, t);
  else if (t->key == KEY_HAPPENING)
    happening_targets(c, t);
  else if (t->key == KEY_SOURCES && t->compare == '>')
    sources_targets(c, t);
  else if (t->key == KEY_RULE)
    rule_targets(c, t);
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
  query_add_number(c, v->number);
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
  query_add_text(c, v->text);
}

static void known(compiler *c, const query_value *v) {
  query_add(c, "EXISTS (SELECT 1 FROM document WHERE id=e.document AND known<");
  query_add_number(c, v->end);
  query_add(c, " AND (until IS NULL OR until>=");
  query_add_number(c, v->end);
  query_add(c, "))");
}

static void outlet(compiler *c, const query_value *v) {
  query_add(c, "(SELECT outlet FROM document WHERE id=e.document) IN"
               " (SELECT id FROM word WHERE kind=");
  query_add_number(c, WORD_OUTLET);
  query_add(c, " AND text COLLATE NOCASE=");
  query_add_text(c, v->text);
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

static void columns(compiler *c, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    query_add(c, i ? " OR " : "(");
    column(c, t, &t->values.at[i]);
  }
  query_add(c, ")");
}

void query_condition(compiler *c, uint32_t term) {
  const query_term *t = &c->q->terms.at[term];
  const found_term *f = &c->found[term];
  query_add(c, t->negated ? " AND (" : " AND ");
  if (query_kinds(t->key))
    tie_condition(c, t, f);
  else if (t->key == KEY_WORDS)
    words_condition(c, t, f);
  else if (t->key == KEY_DOC || t->key == KEY_STORY)
    target_condition(c, "e.document", f);
  else if (t->key == KEY_HAPPENING)
    target_condition(c, "e.happening", f);
  else if (t->key == KEY_RULE)
    target_condition(c, "e.rule", f);
  else if (t->key == KEY_ID)
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
