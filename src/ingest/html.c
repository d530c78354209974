#include "ingest/html.h"
#include "base/utf8.h"
#include <libxml/HTMLparser.h>

static bool is_letter(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

static char at(const html *h, uint32_t i) {
  return i < h->s.len ? h->s.p[i] : 0;
}

bool html_is(str name, const char *word) {
  for (uint32_t i = 0; i < name.len; i++)
    if (lower(name.p[i]) != word[i])
      return false;
  return word[name.len] == 0;
}

// Where c next stands at or behind `from`, or the end.
static uint32_t find_byte(str s, uint32_t from, char c) {
  const char *p = from < s.len ? memchr(s.p + from, c, s.len - from) : NULL;
  return p ? (uint32_t)(p - s.p) : s.len;
}

// Behind the quoted value that begins at i, or i + 1 where the quote never
// closes.
static uint32_t skip_quoted(html *h, uint32_t i) {
  char quote = h->s.p[i];
  uint32_t *none = quote == '"' ? &h->no_double_from : &h->no_single_from;
  if (i + 1 >= *none)
    return i + 1;
  uint32_t close = find_byte(h->s, i + 1, quote);
  if (close < h->s.len)
    return close + 1;
  *none = i + 1;
  return i + 1;
}

// From behind the name to behind the closing '>'. A quote opens a value only
// behind '='.
static uint32_t skip_attributes(html *h, uint32_t i) {
  bool value = false;
  while (i < h->s.len) {
    char c = h->s.p[i];
    if (c == '>')
      return i + 1;
    if (value && (c == '"' || c == '\'')) {
      i = skip_quoted(h, i);
      value = false;
      continue;
    }
    value = c == '=' || (value && is_space(c));
    i++;
  }
  return i;
}

static uint32_t read_name(const html *h, uint32_t i, char out[16]) {
  uint32_t n = 0;
  for (char c; (c = at(h, i)) && !is_space(c) && c != '>' && c != '/'; i++)
    if (n < 15)
      out[n++] = lower(c);
  out[n] = 0;
  return i;
}

static bool holds_raw(const char *name) {
  return !strcmp(name, "script") || !strcmp(name, "style") ||
         !strcmp(name, "textarea") || !strcmp(name, "title");
}

static bool read_tag(html *h, html_token *t) {
  uint32_t beg = h->at;
  t->kind = at(h, beg + 1) == '/' ? HTML_CLOSE : HTML_OPEN;
  uint32_t name = beg + 1 + (t->kind == HTML_CLOSE);
  uint32_t from = read_name(h, name, t->name);
  uint32_t end = skip_attributes(h, from);
  h->at = t->end = end;
  t->beg = beg;
  uint32_t stop = end > from && h->s.p[end - 1] == '>' ? end - 1 : end;
  t->attributes = str_slice(h->s, from, stop);
  t->empty = stop > from && h->s.p[stop - 1] == '/';
  if (t->kind == HTML_OPEN && !t->empty && holds_raw(t->name))
    memcpy(h->raw, t->name, sizeof h->raw);
  return true;
}

// Text up to "</name": not markup until then.
static bool read_raw(html *h, html_token *t) {
  uint32_t n = (uint32_t)strlen(h->raw), i = h->at;
  for (;; i++) {
    i = find_byte(h->s, i, '<');
    if (i >= h->s.len || (at(h, i + 1) == '/' && !is_letter(at(h, i + 2 + n)) &&
                          html_is(str_slice(h->s, i + 2, i + 2 + n), h->raw)))
      break;
  }
  t->kind = h->raw[0] == 't' ? HTML_TEXT : HTML_RAW;
  memcpy(t->name, h->raw, sizeof t->name);
  h->raw[0] = 0;
  t->beg = h->at;
  h->at = t->end = i;
  return t->end > t->beg;
}

// Comments, doctypes, CDATA marks, processing instructions.
static void skip_comment(html *h) {
  str rest = str_slice(h->s, h->at, h->s.len);
  str close = str_starts(rest, S("<!--")) ? S("-->") : S(">");
  uint32_t from = close.len == 3 ? 2 : 1; // <!--> is a whole comment
  uint32_t found = str_find(str_slice(rest, from, rest.len), close);
  h->at = found == UINT32_MAX ? h->s.len : h->at + from + found + close.len;
}

static bool opens_markup(const html *h, uint32_t i) {
  char c = at(h, i + 1);
  return is_letter(c) || c == '!' || c == '?' ||
         (c == '/' && is_letter(at(h, i + 2)));
}

static void read_text(html *h, html_token *t) {
  t->kind = HTML_TEXT;
  t->beg = h->at;
  do
    h->at = find_byte(h->s, h->at + 1, '<');
  while (h->at < h->s.len && !opens_markup(h, h->at));
  t->end = h->at;
}

bool html_next(html *h, html_token *t) {
  *t = (html_token){0};
  while (h->at < h->s.len) {
    if (h->raw[0]) {
      if (read_raw(h, t))
        return true;
      continue;
    }
    t->name[0] = 0;
    if (h->s.p[h->at] != '<' || !opens_markup(h, h->at)) {
      read_text(h, t);
      return true;
    }
    if (at(h, h->at + 1) != '!' && at(h, h->at + 1) != '?')
      return read_tag(h, t);
    skip_comment(h);
  }
  t->kind = HTML_END;
  return false;
}

static uint32_t attribute_value(str s, uint32_t i, str *value) {
  char quote = i < s.len ? s.p[i] : 0;
  uint32_t end;
  if (quote == '"' || quote == '\'') {
    end = find_byte(s, i + 1, quote);
    *value = str_slice(s, i + 1, end);
    return end < s.len ? end + 1 : end;
  }
  for (end = i; end < s.len && !is_space(s.p[end]); end++)
    continue;
  *value = str_slice(s, i, end);
  return end;
}

bool html_attribute(str *rest, str *name, str *value) {
  str s = *rest;
  uint32_t i = 0;
  while (i < s.len && (is_space(s.p[i]) || s.p[i] == '/'))
    i++;
  uint32_t beg = i;
  i += i < s.len; // a stray '=' is part of the name
  while (i < s.len && !is_space(s.p[i]) && s.p[i] != '=')
    i++;
  *name = str_slice(s, beg, i);
  *value = (str){NULL, 0};
  while (i < s.len && is_space(s.p[i]))
    i++;
  if (i < s.len && s.p[i] == '=') {
    do
      i++;
    while (i < s.len && is_space(s.p[i]));
    i = attribute_value(s, i, value);
  }
  *rest = str_slice(s, i, s.len);
  return name->len > 0;
}

// What browsers make of numbers 0x80 to 0x9F: windows-1252, as so many pages
// mean them (WHATWG HTML, "numeric character reference end state").
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static uint32_t digit(char c, uint32_t base) {
  uint32_t d = c >= '0' && c <= '9'                 ? (uint32_t)(c - '0')
               : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 87)
                                                    : 99;
  return d < base ? d : 99;
}

static uint32_t number_entity(str s, uint32_t i, uint32_t *len) {
  uint32_t beg = i - 1, base = 10, cp = 0;
  i++;
  if (i < s.len && (s.p[i] | 32) == 'x') {
    base = 16;
    i++;
  }
  uint32_t first = i;
  for (uint32_t d; i < s.len && (d = digit(s.p[i], base)) < base; i++)
    cp = cp > 0x110000 ? cp : cp * base + d;
  if (i == first)
    return 0;
  i += i < s.len && s.p[i] == ';';
  *len = i - beg;
  if (cp >= 0x80 && cp < 0xA0)
    return windows_1252[cp - 0x80];
  bool valid = cp && cp < 0x110000 && (cp < 0xD800 || cp > 0xDFFF);
  return valid ? cp : 0xFFFD;
}

uint32_t html_entity(str s, uint32_t amp, uint32_t *len) {
  char name[12]; // longest of HTML 4's names: "thetasym", 8
  uint32_t n = 0, i = amp + 1;
  if (i < s.len && s.p[i] == '#')
    return number_entity(s, i, len);
  while (i < s.len && n < sizeof name - 1 &&
         (is_letter(s.p[i]) || digit(s.p[i], 10) < 10))
    name[n++] = s.p[i++];
  name[n] = 0;
  bool closed = i < s.len && s.p[i] == ';';
  const htmlEntityDesc *e =
      n > 1 ? htmlEntityLookup((const xmlChar *)name) : NULL;
  // Without its semicolon only Latin-1's names count, as in browsers.
  if (!e || (!closed && e->value > 255))
    return 0;
  *len = i + closed - amp;
  return e->value;
}

str html_decode(arena *m, str s) {
  char *p = arena_raw(m, (size_t)s.len + 4); // entities never grow
  uint32_t n = 0, len;
  for (uint32_t i = 0; i < s.len;) {
    uint32_t cp = s.p[i] == '&' ? html_entity(s, i, &len) : 0;
    if (cp && cp != 0xA0) {
      n += utf8_put(p + n, cp);
      i += len;
    } else if (cp || is_space(s.p[i])) {
      if (n && p[n - 1] != ' ')
        p[n++] = ' ';
      i += cp ? len : 1;
    } else {
      p[n++] = s.p[i++];
    }
  }
  return str_trim((str){p, n});
}
