#ifndef BASE_BUF_H
#define BASE_BUF_H

// Growing bytes on the heap, for output and for reading files.

#include "base/str.h"

typedef struct {
  char *p;
  size_t len, cap;
} buf;

void buf_add(buf *b, str s);
void buf_byte(buf *b, char c);
void buf_i64(buf *b, int64_t v);

// v with exactly `digits` places after the point, in the C locale.
void buf_fixed(buf *b, double v, int digits);

// printf into the buffer; for messages, not for the hot path.
void buf_printf(buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// s as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
void buf_json(buf *b, str s);

// Room for `more` bytes at the end: where to write them. The caller adds what
// it wrote to b->len.
char *buf_room(buf *b, size_t more);

void buf_clear(buf *b);
void buf_free(buf *b);

static inline str buf_str(const buf *b) {
  return (str){b->p, (uint32_t)b->len};
}

#endif
