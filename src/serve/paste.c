#include "serve/paste.h"
#include "base/utf8.h"
#include "ingest/json.h"

typedef struct {
  str name;
  str *to;
} field;

static str *field_named(const field *fields, size_t n, str name) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(name, fields[i].name))
      return fields[i].to;
  return NULL;
}

// Steps into the object that a body must be.
static const char *open_body(json *j, str body) {
  *j = json_open(body);
  if (utf8_bad(body) < body.len || memchr(body.p ? body.p : "", 0, body.len))
    return "the body must be UTF-8 without NUL";
  return json_enter(j, '{') ? NULL : "the body must be a JSON object";
}

static const char *end_body(json *j) {
  if (!j->wrong && json_end(j))
    return NULL;
  return j->wrong ? j->wrong : "something stands behind the body";
}

// A string, or null for one that is not given.
static bool read_text(json *j, arena *m, str *to) {
  return json_peek(j) == 'n' ? json_skip(j) : json_string(j, m, to);
}

const char *paste_read(paste *out, arena *m, str body) {
  const field fields[] = {{S("text"), &out->text},
                          {S("title"), &out->title},
                          {S("published"), &out->published},
                          {S("url"), &out->url},
                          {S("format"), &out->format}};
  json j;
  str key;
  *out = (paste){.text = {NULL, 0}};
  const char *wrong = open_body(&j, body);
  while (!wrong && json_key(&j, m, &key)) {
    str *to = field_named(fields, sizeof fields / sizeof fields[0], key);
    if (!to)
      return "the body takes text, title, published, url, format";
    if (!read_text(&j, m, to))
      break;
  }
  return wrong ? wrong : end_body(&j);
}

static bool read_modes(json *j, arena *m, review *out) {
  buf joined = {0};
  bool good = json_enter(j, '[');
  while (good && json_more(j)) {
    str one;
    good = json_string(j, m, &one);
    if (joined.len)
      buf_byte(&joined, ';');
    buf_add(&joined, good ? one : (str){NULL, 0});
  }
  if (good && joined.len)
    out->modes = arena_copy(m, buf_str(&joined));
  buf_free(&joined);
  return good && !j->wrong;
}

static bool read_field(json *j, arena *m, review *out, str key) {
  const field fields[] = {
      {S("anchor"), &out->anchor},         {S("event"), &out->event},
      {S("verdict"), &out->verdict},       {S("type"), &out->type},
      {S("factuality"), &out->factuality}, {S("note"), &out->note},
      {S("reviewer"), &out->reviewer}};
  if (str_eq(key, S("modes")) && json_peek(j) != 'n')
    return read_modes(j, m, out);
  str *to = field_named(fields, sizeof fields / sizeof fields[0], key);
  str ignored;
  if (!to && !str_eq(key, S("modes")))
    return false;
  return read_text(j, m, to ? to : &ignored);
}

const char *paste_review(review *out, arena *m, str body) {
  json j;
  str key;
  *out = (review){.anchor = {NULL, 0}};
  const char *wrong = open_body(&j, body);
  while (!wrong && json_key(&j, m, &key))
    if (!read_field(&j, m, out, key))
      return j.wrong ? j.wrong
                     : "the body takes anchor, event, verdict, type, modes, "
                       "factuality, note, reviewer";
  if (!wrong)
    wrong = end_body(&j);
  if (!wrong && (!out->anchor.len || !out->event.len || !out->verdict.len))
    wrong = "anchor, event and verdict must be there";
  return wrong;
}
