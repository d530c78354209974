#include "ingest/jsonl.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/json.h"

static str *field_of(page *p, str key) {
  const struct {
    str name;
    str *to;
  } fields[] = {{S("text"), &p->bytes},       {S("id"), &p->id},
                {S("title"), &p->title},      {S("published"), &p->published},
                {S("url"), &p->url},          {S("outlet"), &p->outlet},
                {S("language"), &p->language}};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (str_eq(key, fields[i].name))
      return fields[i].to;
  return NULL;
}

static bool read_value(json *j, arena *m, page *p, str *to) {
  char next = json_peek(j);
  if (next == 'n') {
    *to = (str){NULL, 0};
    return json_skip(j);
  }
  if (next == '0' && to == &p->id)
    return json_number(j, to);
  return json_string(j, m, to);
}

static bool read_fields(json *j, arena *m, page *p, str *key) {
  if (!json_enter(j, '{'))
    return false;
  while (json_key(j, m, key)) {
    str *to = field_of(p, *key);
    if (!(to ? read_value(j, m, p, to) : json_skip(j)))
      return false;
    *key = (str){NULL, 0};
  }
  return json_end(j);
}

dgm_status jsonl_read(page *out, arena *m, str line, const char *path,
                      uint32_t number, dgm_error *err) {
  *out = (page){.format = DGM_CLEAN};
  uint32_t bad = utf8_bad(line);
  if (bad < line.len)
    return error_at(err, DGM_EFORMAT, path, number, bad + 1,
                    "JSON must be UTF-8; this byte is not");
  if (memchr(line.p ? line.p : "", 0, line.len))
    return error_at(err, DGM_EFORMAT, path, number, 0,
                    "a NUL byte in a line of JSON");
  if (str_starts(line, S("\xEF\xBB\xBF"))) // some editors put it on line 1
    line = str_slice(line, 3, line.len);
  json j = json_open(line);
  str key = {NULL, 0};
  if (!read_fields(&j, m, out, &key))
    return error_at(
        err, DGM_EFORMAT, path, number, j.at + 1, "not a document: %s%s%.*s%s",
        j.wrong ? j.wrong : "the line is broken", key.p ? " (key \"" : "",
        (int)(key.p && key.len < 40 ? key.len : 0), key.p ? key.p : "",
        key.p ? "\")" : "");
  if (!out->bytes.p)
    return error_at(err, DGM_EFORMAT, path, number, 0,
                    "the document has no \"text\"");
  return DGM_OK;
}
