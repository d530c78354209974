#include "clean/meta_ld.h"
#include "ingest/html.h"
#include "ingest/json.h"

// Articles stand at most in @graph inside an array inside another's
// mainEntity; names in an author inside an array.
enum { DEEPEST = 8 };

typedef struct {
  ld_article article;
  bool is_article;
} object;

static void read_value(json *j, arena *m, ld_article *out, uint32_t depth);

static void read_text(json *j, arena *m, str *to) {
  if (json_peek(j) != '"') {
    json_skip(j);
    return;
  }
  str value;
  if (json_string(j, m, &value) && !to->p)
    *to = html_decode(m, value);
}

// A name: a string, an object with "name", or an array of these (the first two
// are joined by a comma).
static void read_name(json *j, arena *m, str *to, uint32_t depth) {
  str key, one = {0};
  char next = json_peek(j);
  if (next == '{' && depth < DEEPEST) {
    json_enter(j, '{');
    while (json_key(j, m, &key)) {
      if (str_eq(key, S("name")))
        read_name(j, m, &one, depth + 1);
      else
        json_skip(j);
    }
  } else if (next == '[' && depth < DEEPEST) {
    json_enter(j, '[');
    while (json_more(j))
      read_name(j, m, to, depth + 1);
  } else {
    read_text(j, m, &one);
  }
  if (!one.len)
    return;
  char *p = arena_raw(m, (size_t)to->len + one.len + 2);
  uint32_t n = 0;
  if (to->len) {
    memcpy(p, to->p, to->len);
    memcpy(p + to->len, ", ", 2);
    n = to->len + 2;
  }
  memcpy(p + n, one.p, one.len);
  *to = (str){p, n + one.len};
}

// Types of schema.org that are articles end so.
static bool names_article(str type) {
  return str_ends(type, S("Article")) || str_ends(type, S("Posting")) ||
         str_ends(type, S("Report"));
}

static void read_type(json *j, arena *m, object *o) {
  str type = {0};
  if (json_peek(j) == '[') {
    json_enter(j, '[');
    while (json_more(j)) {
      type = (str){0};
      read_text(j, m, &type);
      o->is_article |= names_article(type);
    }
    return;
  }
  read_text(j, m, &type);
  o->is_article |= names_article(type);
}

static void read_member(json *j, arena *m, object *o, str key, ld_article *out,
                        uint32_t depth) {
  ld_article *a = &o->article;
  if (str_eq(key, S("@type")))
    read_type(j, m, o);
  else if (str_eq(key, S("headline")))
    read_text(j, m, &a->title);
  else if (str_eq(key, S("datePublished")))
    read_text(j, m, &a->published);
  else if (str_eq(key, S("dateModified")))
    read_text(j, m, &a->modified);
  else if (str_eq(key, S("articleBody")))
    read_text(j, m, &a->body);
  else if (str_eq(key, S("articleSection")))
    read_text(j, m, &a->section);
  else if (str_eq(key, S("author")))
    read_name(j, m, &a->byline, depth);
  else if (str_eq(key, S("publisher")))
    read_name(j, m, &a->outlet, depth);
  else
    read_value(j, m, out, depth);
}

static void read_object(json *j, arena *m, ld_article *out, uint32_t depth) {
  object o = {0};
  str key;
  json_enter(j, '{');
  while (json_key(j, m, &key))
    read_member(j, m, &o, key, out, depth);
  if (!o.is_article || out->found)
    return;
  *out = o.article;
  out->found = true;
}

static void read_value(json *j, arena *m, ld_article *out, uint32_t depth) {
  char next = json_peek(j);
  if (depth >= DEEPEST || (next != '{' && next != '[')) {
    json_skip(j);
    return;
  }
  if (next == '{') {
    read_object(j, m, out, depth + 1);
    return;
  }
  json_enter(j, '[');
  while (json_more(j))
    read_value(j, m, out, depth + 1);
}

void ld_read(ld_article *out, arena *m, str script) {
  json j = json_open(script);
  read_value(&j, m, out, 0);
}
