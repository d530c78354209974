#ifndef BASE_STR_H
#define BASE_STR_H

// Slices of bytes. A str never owns what it points to and need not end in NUL.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  const char *p;
  uint32_t len;
} str;

// A str of a string literal.
#define S(literal) ((str){(literal), (uint32_t)sizeof(literal) - 1})

static inline str str_of(const char *z) {
  return z ? (str){z, (uint32_t)strlen(z)} : (str){NULL, 0};
}

static inline bool str_eq(str a, str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

// Order of bytes, shorter first among equal beginnings; negative, 0, positive.
int str_cmp(str a, str b);

// The bytes [beg, end) of s, cut to its length.
str str_slice(str s, uint32_t beg, uint32_t end);

bool str_starts(str s, str head);
bool str_ends(str s, str tail);

// Where needle first stands in s, or UINT32_MAX.
uint32_t str_find(str s, str needle);

// s without ASCII white space at both ends.
str str_trim(str s);

// Takes the piece before the first `sep` off *rest and returns it; the whole of
// *rest (which becomes empty with p == NULL) when there is none.
str str_cut(str *rest, char sep);

// Reads all of s as a decimal number (sign allowed); false when it is none or
// does not fit.
bool str_to_i64(str s, int64_t *out);
bool str_to_double(str s, double *out);

#endif
