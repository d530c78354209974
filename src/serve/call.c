#include "serve/route.h"
#include <stdarg.h>
#include <stdio.h>

str call_arg(const call *c, const char *name) {
  return url_get(c->url, str_of(name));
}

bool call_number(call *c, const char *name, uint32_t least, uint32_t most,
                 uint32_t *out) {
  int64_t v;
  str given = call_arg(c, name);
  if (!given.p)
    return true;
  if (!str_to_i64(given, &v) || v < least || v > most)
    return call_fail(c, 400, "parameter", "'%s' takes a number from %u to %u",
                     name, least, most);
  *out = (uint32_t)v;
  return true;
}

bool call_fail(call *c, uint32_t status, const char *code, const char *format,
               ...) {
  char text[600]; // a dgm_error's text and some words around it
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (!c->answer)
    c->answer = answer_error(status, code, str_of(text), NULL);
  return false;
}

bool call_fail_at(call *c, const char *code, const char *message, uint32_t beg,
                  uint32_t end) {
  const uint32_t at[2] = {beg, end};
  if (!c->answer)
    c->answer = answer_error(400, code, str_of(message), at);
  return false;
}
