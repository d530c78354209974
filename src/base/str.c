// Slices of bytes: comparing, cutting, reading numbers.

#include "base/str.h"

int str_cmp(str a, str b) {
  uint32_t n = a.len < b.len ? a.len : b.len;
  int c = n ? memcmp(a.p, b.p, n) : 0;
  return c ? c : (a.len > b.len) - (a.len < b.len);
}

str str_slice(str s, uint32_t beg, uint32_t end) {
  if (end > s.len)
    end = s.len;
  if (beg > end)
    beg = end;
  return (str){s.p ? s.p + beg : NULL, end - beg};
}

bool str_starts(str s, str head) {
  return s.len >= head.len && memcmp(s.p, head.p, head.len) == 0;
}

bool str_ends(str s, str tail) {
  return s.len >= tail.len &&
         memcmp(s.p + s.len - tail.len, tail.p, tail.len) == 0;
}

uint32_t str_find(str s, str needle) {
  if (needle.len == 0)
    return 0;
  for (uint32_t i = 0; i + needle.len <= s.len; i++) {
    const char *hit = memchr(s.p + i, needle.p[0], s.len - needle.len + 1 - i);
    if (!hit)
      return UINT32_MAX;
    i = (uint32_t)(hit - s.p);
    if (memcmp(hit, needle.p, needle.len) == 0)
      return i;
  }
  return UINT32_MAX;
}

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s) {
  while (s.len && is_blank(s.p[0]))
    s.p++, s.len--;
  while (s.len && is_blank(s.p[s.len - 1]))
    s.len--;
  return s;
}

str str_cut(str *rest, char sep) {
  str s = *rest;
  const char *at = s.len ? memchr(s.p, sep, s.len) : NULL;
  if (!at) {
    *rest = (str){NULL, 0};
    return s;
  }
  uint32_t n = (uint32_t)(at - s.p);
  *rest = (str){at + 1, s.len - n - 1};
  return (str){s.p, n};
}

bool str_to_i64(str s, int64_t *out) {
  bool minus = s.len && s.p[0] == '-';
  uint32_t i = s.len && (minus || s.p[0] == '+');
  if (i == s.len)
    return false;
  int64_t v = 0;
  for (; i < s.len; i++) {
    int digit = s.p[i] - '0';
    if (digit < 0 || digit > 9 || v > (INT64_MAX - digit) / 10)
      return false;
    v = v * 10 + digit;
  }
  *out = minus ? -v : v;
  return true;
}

// Decimal digits with one point: enough for our own tables, and free of the
// locale that strtod reads.
bool str_to_double(str s, double *out) {
  bool minus = s.len && s.p[0] == '-';
  double v = 0, unit = 0;
  uint32_t digits = 0;
  for (uint32_t i = minus; i < s.len; i++) {
    char c = s.p[i];
    if (c == '.' && unit == 0) {
      unit = 1;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 15)
      return false;
    v = v * 10 + (c - '0');
    unit *= 10;
  }
  if (!digits)
    return false;
  v = unit > 0 ? v / unit : v;
  *out = minus ? -v : v;
  return true;
}
