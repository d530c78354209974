#include "serve/url.h"
#include "base/utf8.h"

static int hex(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Decodes s, a part of raw, where it stands; *s becomes shorter. False: not
// text.
static bool decode(str *s, char *raw, bool plus) {
  char *p = raw + (s->p - raw);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->len; i++) {
    char c = p[i];
    if (c == '%') {
      int high = i + 2 < s->len ? hex(p[i + 1]) : -1;
      int low = high < 0 ? -1 : hex(p[i + 2]);
      if (low < 0)
        return false;
      c = (char)(high << 4 | low);
      i += 2;
    } else if (plus && c == '+') {
      c = ' ';
    }
    if (!c)
      return false;
    p[n++] = c;
  }
  s->len = n;
  return utf8_bad(*s) == n;
}

static const char *read_arg(url *out, str part, char *raw) {
  if (!part.len)
    return NULL;
  if (out->n_args == URL_ARGS)
    return "too many parameters";
  url_arg *a = &out->arg[out->n_args];
  a->value = part;
  a->name = str_cut(&a->value, '=');
  if (!a->value.p)
    a->value = (str){a->name.p + a->name.len, 0};
  if (!decode(&a->name, raw, true) || !decode(&a->value, raw, true))
    return "the address holds bytes that are no text";
  if (url_get(out, a->name).p)
    return "a parameter is given twice";
  out->n_args++;
  return NULL;
}

const char *url_parse(url *out, char *raw, uint32_t len) {
  *out = (url){0};
  str query = {raw, len};
  str path = str_cut(&query, '?');
  if (!path.len || path.p[0] != '/')
    return "the address must begin with /";
  path = str_slice(path, 1, path.len);
  while (path.p) {
    if (out->n_segments == URL_SEGMENTS)
      return "there is nothing so deep here";
    str *s = &out->segment[out->n_segments++];
    *s = str_cut(&path, '/');
    if (!decode(s, raw, false))
      return "the address holds bytes that are no text";
  }
  while (query.p) {
    const char *wrong = read_arg(out, str_cut(&query, '&'), raw);
    if (wrong)
      return wrong;
  }
  return NULL;
}

static str moved(str s, const char *raw, const char *copy) {
  return (str){copy + (s.p - raw), s.len};
}

void url_copy(url *out, const url *u, const char *raw, const char *copy) {
  *out = *u;
  for (uint32_t i = 0; i < u->n_segments; i++)
    out->segment[i] = moved(u->segment[i], raw, copy);
  for (uint32_t i = 0; i < u->n_args; i++) {
    out->arg[i].name = moved(u->arg[i].name, raw, copy);
    out->arg[i].value = moved(u->arg[i].value, raw, copy);
  }
}

str url_get(const url *u, str name) {
  for (uint32_t i = 0; i < u->n_args; i++)
    if (str_eq(u->arg[i].name, name))
      return u->arg[i].value;
  return (str){NULL, 0};
}
