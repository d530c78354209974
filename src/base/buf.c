#include "base/buf.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void reserve(buf *b, size_t more) {
  if (b->cap - b->len >= more)
    return;
  size_t cap = b->cap ? b->cap : 256;
  while (cap - b->len < more)
    cap *= 2;
  char *p = realloc(b->p, cap);
  if (!p) {
    fputs("dragoman: out of memory\n", stderr);
    exit(3);
  }
  b->p = p;
  b->cap = cap;
}

char *buf_room(buf *b, size_t more) {
  reserve(b, more);
  return b->p + b->len;
}

void buf_add(buf *b, str s) {
  if (!s.len)
    return;
  reserve(b, s.len);
  memcpy(b->p + b->len, s.p, s.len);
  b->len += s.len;
}

void buf_byte(buf *b, char c) {
  reserve(b, 1);
  b->p[b->len++] = c;
}

void buf_i64(buf *b, int64_t v) {
  char digits[24];
  int n = snprintf(digits, sizeof digits, "%lld", (long long)v);
  buf_add(b, (str){digits, (uint32_t)n});
}

// Rounds half away from zero on the decimal scale, without the locale.
void buf_fixed(buf *b, double v, int digits) {
  int64_t scale = 1;
  for (int i = 0; i < digits; i++)
    scale *= 10;
  double scaled = v * (double)scale;
  int64_t n = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  if (n < 0) {
    buf_byte(b, '-');
    n = -n;
  }
  buf_i64(b, n / scale);
  if (!digits)
    return;
  buf_byte(b, '.');
  for (int64_t unit = scale / 10, rest = n % scale; unit; unit /= 10)
    buf_byte(b, (char)('0' + rest / unit % 10));
}

void buf_printf(buf *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char probe[1]; // the first pass only counts
  int n = vsnprintf(probe, sizeof probe, format, args);
  va_end(args);
  reserve(b, (size_t)n + 1);
  va_start(args, format);
  vsnprintf(b->p + b->len, (size_t)n + 1, format, args);
  va_end(args);
  b->len += (size_t)n;
}

static void json_escape(buf *b, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  char short_form = c == '\n'   ? 'n'
                    : c == '\t' ? 't'
                    : c == '\r' ? 'r'
                    : c == '"'  ? '"'
                    : c == '\\' ? '\\'
                                : 0;
  buf_byte(b, '\\');
  if (short_form) {
    buf_byte(b, short_form);
    return;
  }
  buf_add(b, S("u00"));
  buf_byte(b, hex[c >> 4]);
  buf_byte(b, hex[c & 15]);
}

void buf_json(buf *b, str s) {
  buf_byte(b, '"');
  uint32_t at = 0, kept = 0;
  while (at < s.len) {
    unsigned char c = (unsigned char)s.p[at];
    bool plain = c >= 32 && c < 127 && c != '"' && c != '\\';
    uint32_t before = at;
    uint32_t cp = c < 128 ? (at++, c) : utf8_next(s, &at);
    if (plain || (cp >= 160 && cp != 0xFFFD))
      continue;
    buf_add(b, str_slice(s, kept, before));
    if (cp < 128)
      json_escape(b, c);
    else if (cp == 0xFFFD)
      buf_add(b, S("\xEF\xBF\xBD"));
    else
      buf_add(b, str_slice(s, before, at));
    kept = at;
  }
  buf_add(b, str_slice(s, kept, s.len));
  buf_byte(b, '"');
}

void buf_clear(buf *b) {
  b->len = 0;
}

void buf_free(buf *b) {
  free(b->p);
  *b = (buf){0};
}
