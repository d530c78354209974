// The parser, by hand: terms are parted by blanks.
//
//   query = { term }        term  = [ "-" ] ( key ":" [ "<" | ">" ] values
//   values = value { "," value }                | flag | word | phrase )
//   value = word | phrase   phrase = '"' … '"'

#include "store/query_part.h"

typedef struct {
  query *q;
  arena *m;
  uint32_t at, n_values;
  dgm_error *err;
} parser;

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_end(const parser *p) {
  return p->at >= p->q->text.len || is_blank(p->q->text.p[p->at]);
}

static char peek(const parser *p) {
  return p->at < p->q->text.len ? p->q->text.p[p->at] : 0;
}

static dgm_status wrong(parser *p, uint32_t beg, uint32_t end,
                        const char *what) {
  p->q->wrong = (span){beg, end < beg ? beg : end};
  str s = str_slice(p->q->text, beg, end);
  if (!s.len)
    return error_set(p->err, DGM_EFORMAT, "%s", what);
  return error_set(p->err, DGM_EFORMAT, "'%.*s': %s", (int)s.len, s.p, what);
}

// Phrases end at their second quote; there is no way to write a quote in one.
static dgm_status read_value(parser *p, query_value *v, bool key) {
  str text = p->q->text;
  uint32_t beg = p->at;
  *v = (query_value){0};
  if (peek(p) == '"') {
    uint32_t end = ++p->at;
    while (end < text.len && text.p[end] != '"')
      end++;
    if (end == text.len)
      return wrong(p, beg, text.len, "the quotation does not end");
    v->text = str_slice(text, beg + 1, end);
    v->quoted = true;
    p->at = end + 1;
    if (!v->text.len)
      return wrong(p, beg, p->at, "the quotation is empty");
    return DGM_OK;
  }
  while (!is_end(p) && !(key && peek(p) == ','))
    p->at++;
  v->text = str_slice(text, beg, p->at);
  if (!v->text.len)
    return wrong(p, beg, p->at, "a value is missing here");
  if (!key && v->text.len > 1 && str_ends(v->text, S("*"))) {
    v->text.len--;
    v->prefix = true;
  }
  return DGM_OK;
}

static dgm_status push_value(parser *p, query_term *t, const query_value *v) {
  if (++p->n_values > QUERY_VALUES)
    return wrong(p, t->at.beg, p->at, "that are too many values");
  *vec_push(p->m, &t->values) = *v;
  return DGM_OK;
}

static dgm_status read_values(parser *p, query_term *t) {
  char c = peek(p);
  bool compares =
      t->key == KEY_SCORE || t->key == KEY_SOURCES || t->key == KEY_CONFIDENCE;
  if (c == '<' || c == '>') {
    if (!compares)
      return wrong(p, p->at, p->at + 1,
                   "only score, sources and confidence are compared");
    t->compare = c;
    p->at++;
  }
  for (;;) {
    query_value v;
    dgm_status status = read_value(p, &v, true);
    if (!status)
      status = query_value_read(p->q, t, &v, p->err);
    if (!status)
      status = push_value(p, t, &v);
    if (status)
      return status;
    if (peek(p) != ',')
      break;
    p->at++;
  }
  if (!is_end(p))
    return wrong(p, p->at, p->at + 1, "a blank must stand before this");
  if (t->compare != '=' && t->values.n > 1)
    return wrong(p, t->at.beg, p->at, "one number is enough behind < and >");
  return DGM_OK;
}

static bool is_key_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_';
}

// The end of a key that begins here, at its colon; 0: no key stands here.
static uint32_t key_end(const parser *p) {
  uint32_t end = p->at;
  while (end < p->q->text.len && is_key_char(p->q->text.p[end]))
    end++;
  bool colon = end < p->q->text.len && p->q->text.p[end] == ':';
  return colon && end > p->at ? end : 0;
}

static dgm_status unknown_key(parser *p, uint32_t end) {
  str name = str_slice(p->q->text, p->at, end);
  const char *near = query_near_key(name);
  p->q->wrong = (span){p->at, end};
  if (near)
    return error_set(p->err, DGM_EFORMAT,
                     "unknown key '%.*s': did you mean '%s'?", (int)name.len,
                     name.p, near);
  return error_set(p->err, DGM_EFORMAT,
                   "unknown key '%.*s'; words with a colon go in quotes",
                   (int)name.len, name.p);
}

static bool is_flag(query_key k) {
  return k == KEY_BACKGROUND || k == KEY_SUPERSEDED || k == KEY_ALL;
}

static dgm_status read_word(parser *p, query_term *t) {
  query_value v;
  dgm_status status = read_value(p, &v, false);
  if (status)
    return status;
  query_key flag = v.quoted ? KEY_WORDS : query_key_named(v.text);
  if (is_flag(flag)) {
    t->key = flag;
    return DGM_OK;
  }
  t->key = KEY_WORDS;
  return push_value(p, t, &v);
}

static dgm_status read_term(parser *p) {
  query_term *t = vec_push(p->m, &p->q->terms);
  t->compare = '=';
  t->at.beg = p->at;
  if (peek(p) == '-' && p->at + 1 < p->q->text.len) {
    t->negated = true;
    p->at++;
    if (is_end(p))
      return wrong(p, t->at.beg, p->at, "something must stand behind this");
  }
  uint32_t end = key_end(p);
  dgm_status status;
  if (!end) {
    status = read_word(p, t);
  } else {
    t->key = query_key_named(str_slice(p->q->text, p->at, end));
    if (t->key == KEY_WORDS)
      return unknown_key(p, end);
    if (is_flag(t->key))
      return wrong(p, p->at, end + 1, "stands alone, without a value");
    p->at = end + 1;
    status = read_values(p, t);
  }
  t->at.end = p->at;
  if (!status && !is_end(p))
    status = wrong(p, p->at, p->at + 1, "a blank must stand before this");
  if (!status && t->negated && t->key == KEY_ALL)
    status = wrong(p, t->at.beg, t->at.end, "cannot be turned round");
  return status;
}

dgm_status query_parse(query *out, arena *m, str text, dgm_error *err) {
  parser p = {.q = out, .m = m, .err = err};
  dgm_status status = DGM_OK;
  *out = (query){.text = text};
  while (!status) {
    while (p.at < text.len && is_blank(text.p[p.at]))
      p.at++;
    if (p.at == text.len)
      break;
    if (out->terms.n == QUERY_TERMS)
      return wrong(&p, p.at, text.len, "that are too many terms");
    status = read_term(&p);
  }
  return status;
}
