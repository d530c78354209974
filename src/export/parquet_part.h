#ifndef EXPORT_PARQUET_PART_H
#define EXPORT_PARQUET_PART_H

// Parts of the Parquet writer: Thrift's compact protocol, and the encodings of
// levels and numbers.

#include "export/parquet.h"

// A struct under way in Thrift's compact protocol: field ids go up.
typedef struct {
  buf *out;
  int last;
} thrift;

static inline thrift thrift_begin(buf *out) {
  return (thrift){out, 0};
}

void thrift_i32(thrift *t, int id, int32_t v);
void thrift_i64(thrift *t, int id, int64_t v);
void thrift_text(thrift *t, int id, str s);
thrift thrift_struct(thrift *t, int id); // end it before going on with t
void thrift_list(thrift *t, int id, char kind, uint32_t n); // elements follow
void thrift_end(thrift *t);

enum { THRIFT_I32 = 5, THRIFT_TEXT = 8, THRIFT_STRUCT = 12 };

// Elements of a list.
void thrift_put_i32(buf *out, int32_t v);
void thrift_put_text(buf *out, str s);

// n numbers of `width` bits each (0 to 32) as Parquet's hybrid of runs and
// packed groups of eight.
void parquet_hybrid(buf *out, const uint32_t *v, uint32_t n, uint32_t width);

// Bits that the largest of numbers below n takes.
uint32_t parquet_width(uint32_t n);

void parquet_u32(buf *out, uint32_t v); // little-endian
void parquet_u64(buf *out, uint64_t v);

#endif
