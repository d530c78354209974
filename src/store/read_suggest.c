// Values of a key that begin with what was typed, most used first.

#include "base/map.h"
#include "base/utf8.h"
#include "store/intern.h"
#include "store/query_part.h"
#include "store/read_part.h"
#include <stdlib.h>

// Values with other characters than these go in quotes.
static bool is_plain(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (s.p[i] == ' ' || s.p[i] == ',' || s.p[i] == '"')
      return false;
  return true;
}

static str quoted(arena *m, str s) {
  if (is_plain(s))
    return arena_copy(m, s);
  char *out = arena_raw(m, s.len + 2);
  out[0] = out[s.len + 1] = '"';
  memcpy(out + 1, s.p, s.len);
  return (str){out, s.len + 2};
}

static void push(suggestion_list *out, arena *m, str value, str label,
                 int64_t events) {
  for (uint32_t i = 0; i < out->n; i++)
    if (str_eq(out->at[i].value, value)) {
      out->at[i].events += (uint32_t)events;
      return;
    }
  *vec_push(m, out) = (suggestion){value, label, (uint32_t)events};
}

static int by_use(const void *x, const void *y) {
  const suggestion *a = x, *b = y;
  if (a->events != b->events)
    return a->events > b->events ? -1 : 1;
  return str_cmp(a->value, b->value);
}

// Rows of (value, label, events); ?1 and ?2 enclose what begins with a text.
static dgm_status from_rows(store *s, arena *m, const char *sql, str prefix,
                            bool whole_name, suggestion_list *out,
                            dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  char *end = arena_raw(m, prefix.len + 4);
  if (prefix.len)
    memcpy(end, prefix.p, prefix.len);
  memcpy(end + prefix.len, "\xf4\x8f\xbf\xbf", 4); // the last code point
  dgm_status status = db_prepare(s, &q, sql, err);
  if (!status) {
    db_text(q, 1, prefix.p ? prefix : (str){"", 0});
    db_text(q, 2, (str){end, prefix.len + 4});
    status = db_next(s, q, &more, err);
  }
  while (!status && more) {
    str value = quoted(m, db_column(q, 0)), label = value;
    if (db_column(q, 1).p)
      label = arena_copy(m, db_column(q, 1));
    if (!whole_name && str_eq(label, value))
      status = read_label(s, m, value, &label, err);
    push(out, m, value, label, sqlite3_column_int64(q, 2));
    if (!status)
      status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status;
}

// Codes first; then names, of which those of countries and organisations lead
// to their code.
static dgm_status parties(store *s, arena *m, str prefix, suggestion_list *out,
                          dgm_error *err) {
  buf b = {0};
  for (uint32_t i = 0; i < prefix.len; i++) {
    char c = prefix.p[i];
    buf_byte(&b, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
  }
  str code = arena_copy(m, buf_str(&b));
  buf_free(&b);
  // ORDER WORD_KIND
  dgm_status status = from_rows(
      s, m,
      "SELECT text,NULL,events FROM word WHERE kind=7 AND text>=?1 AND text<?2"
      " ORDER BY events DESC LIMIT 20",
      code, false, out, err);
  if (status)
    return status;
  return from_rows(
      s, m,
      "SELECT CASE WHEN a.entity LIKE 'person:%' THEN a.name ELSE w.text END,"
      " a.name,a.events FROM actor a JOIN word w ON w.id=a.node"
      " WHERE a.folded>=?1 AND a.folded<?2 AND a.entity IS NOT NULL"
      " ORDER BY a.events DESC LIMIT 20",
      utf8_fold(m, prefix), true, out, err);
}

// Words that stand between semicolons.
static dgm_status listed(store *s, arena *m, int64_t kind, str prefix,
                         suggestion_list *out, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(s, &q, "SELECT text,events FROM word WHERE kind=?", err);
  if (!status) {
    db_int(q, 1, kind);
    status = db_next(s, q, &more, err);
  }
  while (!status && more) {
    str left = arena_copy(m, db_column(q, 0));
    while (left.p) {
      str one = str_cut(&left, ';');
      if (one.len && str_starts(one, prefix))
        push(out, m, one, one, sqlite3_column_int64(q, 1));
    }
    status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status;
}

static void fixed(arena *m, query_key key, str prefix, suggestion_list *out) {
  uint32_t n;
  const char *const *known = query_values(key, &n);
  for (uint32_t i = 0; i < n; i++)
    if (str_starts(str_of(known[i]), prefix))
      push(out, m, str_of(known[i]), str_of(known[i]), 0);
}

#define WORDS_OF(kind)                                                         \
  "SELECT text,text,events FROM word WHERE kind=" kind                         \
  " AND text COLLATE NOCASE>=?1 AND text COLLATE NOCASE<?2"                    \
  " ORDER BY events DESC LIMIT 50"

// ORDER WORD_KIND
static const char *statement_of(query_key key) {
  switch (key) {
  case KEY_TYPE:
    return WORDS_OF("0");
  case KEY_CAMEO:
    return WORDS_OF("1");
  case KEY_RULE:
    return WORDS_OF("4");
  case KEY_OUTLET:
    return WORDS_OF("5");
  case KEY_COUNTRY:
    return "SELECT country,NULL,sum(events) FROM place"
           " WHERE country COLLATE NOCASE>=?1 AND country COLLATE NOCASE<?2"
           " GROUP BY country ORDER BY 3 DESC LIMIT 50";
  case KEY_PLACE:
    return "SELECT name,name||coalesce(', '||country,''),events FROM place"
           " WHERE folded>=?1 AND folded<?2 ORDER BY events DESC LIMIT 50";
  case KEY_RUN:
    return "SELECT hash,program||' '||hash,0 FROM run WHERE hash>=?1 AND"
           " hash<?2 LIMIT 50";
  default:
    return NULL;
  }
}

dgm_status read_suggest(store *s, arena *m, query_key key, str prefix,
                        uint32_t limit, suggestion_list *out, dgm_error *err) {
  dgm_status status = DGM_OK;
  const char *sql = statement_of(key);
  *out = (suggestion_list){NULL, 0, 0};
  db_ask(s);
  if (key == KEY_ACTOR || key == KEY_RECIPIENT || key == KEY_PARTY ||
      key == KEY_SAID_BY)
    status = parties(s, m, prefix, out, err);
  else if (key == KEY_MODE || key == KEY_CONTEXT)
    status = listed(s, m, key == KEY_MODE ? WORD_MODES : WORD_CONTEXTS, prefix,
                    out, err);
  else if (sql)
    status =
        from_rows(s, m, sql, key == KEY_PLACE ? utf8_fold(m, prefix) : prefix,
                  key != KEY_COUNTRY, out, err);
  else
    fixed(m, key, prefix, out);
  if (out->n > 1 && out->at[0].events)
    qsort(out->at, out->n, sizeof *out->at, by_use);
  if (out->n > limit)
    out->n = limit;
  return status;
}
