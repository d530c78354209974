#include "ingest/http.h"
#include "ingest/page.h"
#include <zlib.h>

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static bool same(str s, const char *name) {
  uint32_t i = 0;
  while (i < s.len && name[i] && lower(s.p[i]) == name[i])
    i++;
  return i == s.len && !name[i];
}

str http_field(str head, const char *name) {
  while (head.p) {
    str line = str_cut(&head, '\n'), value = line;
    str key = str_cut(&value, ':');
    if (value.p && same(str_trim(key), name))
      return str_trim(value);
  }
  return (str){NULL, 0};
}

input_kind http_kind(str type) {
  str name = str_trim(str_cut(&type, ';'));
  if (same(name, "text/html") || same(name, "application/xhtml+xml"))
    return INPUT_HTML;
  return same(name, "text/plain") ? INPUT_TEXT : INPUT_AUTO;
}

str http_charset(str type) {
  str_cut(&type, ';');
  while (type.p) {
    str value = str_cut(&type, ';');
    str key = str_cut(&value, '=');
    if (!value.p || !same(str_trim(key), "charset"))
      continue;
    value = str_trim(value);
    if (value.len > 1 && value.p[0] == '"')
      value = str_slice(value, 1, value.len - 1);
    return value;
  }
  return (str){NULL, 0};
}

// Where the header ends and the body begins; false when it does not end.
static bool split(str answer, str *head, str *body) {
  for (uint32_t at = 0; at < answer.len;) {
    str rest = str_slice(answer, at, answer.len);
    const char *end = memchr(rest.p, '\n', rest.len);
    if (!end)
      break;
    at += (uint32_t)(end - rest.p) + 1;
    str next = str_slice(answer, at, at + 2);
    if (!str_starts(next, S("\n")) && !str_starts(next, S("\r\n")))
      continue;
    *head = str_slice(answer, 0, at);
    *body = str_slice(answer, at + (next.p[0] == '\n' ? 1 : 2), answer.len);
    return true;
  }
  return false;
}

static bool chunk_size(str line, uint32_t *out) {
  uint32_t n = 0, i = 0;
  for (; i < line.len && i < 7; i++) { // seven digits: more than 64 MB
    char c = lower(line.p[i]);
    if (c >= '0' && c <= '9')
      n = n * 16 + (uint32_t)(c - '0');
    else if (c >= 'a' && c <= 'f')
      n = n * 16 + (uint32_t)(c - 'a') + 10;
    else
      break;
  }
  *out = n;
  return i > 0;
}

// Joins the chunks. Archives often keep the field when they have joined them
// already, so a body that is not in chunks stays as it is.
static str join_chunks(arena *m, str body) {
  char *out = NULL;
  uint32_t len = 0, size;
  for (str rest = body; rest.p;) {
    if (!chunk_size(str_cut(&rest, '\n'), &size))
      return len ? (str){out, len} : body;
    if (!out)
      out = arena_raw(m, body.len + 1);
    if (!size)
      return (str){out, len};
    str data = str_slice(rest, 0, size);
    if (data.len)
      memcpy(out + len, data.p, data.len);
    len += data.len;
    rest = str_slice(rest, size, rest.len);
    str_cut(&rest, '\n'); // the line end behind a chunk
  }
  return len ? (str){out, len} : body;
}

// Unpacks all of a gzip (window 31) or zlib (window 15) body.
static dgm_status unpack(arena *m, str *body, int window, dgm_error *err) {
  z_stream z = {.next_in = (Bytef *)(uintptr_t)body->p, .avail_in = body->len};
  size_t room = 0;
  char *out = NULL;
  int r = inflateInit2(&z, window);
  while (r == Z_OK && room < PAGE_MAX) {
    size_t more = room ? room * 4 : (size_t)body->len * 4 + 1024;
    room = more < PAGE_MAX ? more : PAGE_MAX;
    char *grown = arena_raw(m, room);
    if (z.total_out)
      memcpy(grown, out, z.total_out);
    out = grown;
    z.next_out = (Bytef *)out + z.total_out;
    z.avail_out = (uInt)(room - z.total_out);
    r = inflate(&z, Z_FINISH);
    if (r == Z_BUF_ERROR && !z.avail_out)
      r = Z_OK; // only the room was too small
  }
  *body = (str){out, (uint32_t)z.total_out};
  inflateEnd(&z);
  if (r == Z_STREAM_END)
    return DGM_OK;
  if (r == Z_OK)
    return error_set(err, DGM_ELIMIT,
                     "the page unpacks to more than the limit of 64 MB");
  return error_set(err, DGM_EFORMAT, "the page's compression is damaged");
}

static dgm_status decode(arena *m, str coding, str *body, dgm_error *err) {
  bool zipped = str_starts(*body, S("\x1F\x8B"));
  if (zipped) // whatever the field says
    return unpack(m, body, 31, err);
  if (same(coding, "deflate") && body->len > 1 && (body->p[0] & 15) == 8)
    return unpack(m, body, 15, err);
  if (same(coding, "br") || same(coding, "zstd"))
    if (!memchr(body->p, '<', body->len < 512 ? body->len : 512))
      return error_set(err, DGM_EFORMAT,
                       "the page is compressed with %.*s, which is not read",
                       (int)coding.len, coding.p);
  return DGM_OK;
}

dgm_status http_page(record *out, bool *found, arena *m, str answer,
                     dgm_error *err) {
  str head, body;
  *found = false;
  if (!str_starts(answer, S("HTTP/")) || !split(answer, &head, &body))
    return error_set(err, DGM_EFORMAT, "the answer of the server is damaged");
  str status = head;
  str_cut(&status, ' ');
  if (!str_starts(str_trim(status), S("2")))
    return DGM_OK;
  str type = http_field(head, "content-type");
  out->kind = type.p ? http_kind(type) : INPUT_HTML;
  if (out->kind == INPUT_AUTO || !body.len)
    return DGM_OK;
  out->field[FIELD_CHARSET] = http_charset(type);
  str transfer = http_field(head, "transfer-encoding");
  if (transfer.p && str_find(transfer, S("chunked")) != UINT32_MAX)
    body = join_chunks(m, body);
  dgm_status result =
      decode(m, http_field(head, "content-encoding"), &body, err);
  out->field[FIELD_TEXT] = body;
  *found = !result;
  return result;
}
