#include "export/parquet_part.h"

static void put_varint(buf *out, uint64_t v) {
  for (; v >= 128; v >>= 7)
    buf_byte(out, (char)(v | 128));
  buf_byte(out, (char)v);
}

static void put_zigzag(buf *out, int64_t v) {
  put_varint(out, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

// Ids of our structs go up by less than 16, so they fit beside the kind.
static void field(thrift *t, int id, int kind) {
  buf_byte(t->out, (char)((id - t->last) << 4 | kind));
  t->last = id;
}

void thrift_i32(thrift *t, int id, int32_t v) {
  field(t, id, THRIFT_I32);
  put_zigzag(t->out, v);
}

void thrift_i64(thrift *t, int id, int64_t v) {
  field(t, id, 6);
  put_zigzag(t->out, v);
}

void thrift_text(thrift *t, int id, str s) {
  field(t, id, THRIFT_TEXT);
  thrift_put_text(t->out, s);
}

thrift thrift_struct(thrift *t, int id) {
  field(t, id, THRIFT_STRUCT);
  return thrift_begin(t->out);
}

void thrift_list(thrift *t, int id, char kind, uint32_t n) {
  field(t, id, 9);
  if (n < 15) {
    buf_byte(t->out, (char)(n << 4 | (unsigned char)kind));
    return;
  }
  buf_byte(t->out, (char)(0xF0 | kind));
  put_varint(t->out, n);
}

void thrift_end(thrift *t) {
  buf_byte(t->out, 0);
}

void thrift_put_i32(buf *out, int32_t v) {
  put_zigzag(out, v);
}

void thrift_put_text(buf *out, str s) {
  put_varint(out, s.len);
  buf_add(out, s);
}

void parquet_u32(buf *out, uint32_t v) {
  for (int i = 0; i < 4; i++)
    buf_byte(out, (char)(v >> 8 * i));
}

void parquet_u64(buf *out, uint64_t v) {
  parquet_u32(out, (uint32_t)v);
  parquet_u32(out, (uint32_t)(v >> 32));
}

uint32_t parquet_width(uint32_t n) {
  uint32_t width = 0;
  while (width < 32 && n > (uint32_t)1 << width)
    width++;
  return width;
}

static uint32_t run_at(const uint32_t *v, uint32_t n, uint32_t at) {
  uint32_t end = at + 1;
  while (end < n && v[end] == v[at])
    end++;
  return end - at;
}

static void put_run(buf *out, uint32_t v, uint32_t n, uint32_t width) {
  put_varint(out, (uint64_t)n << 1);
  for (uint32_t bits = 0; bits < width; bits += 8)
    buf_byte(out, (char)(v >> bits));
}

// Groups of eight, the last one filled up with zeros.
static void put_packed(buf *out, const uint32_t *v, uint32_t n,
                       uint32_t width) {
  uint32_t groups = (n + 7) / 8, have = 0;
  uint64_t bits = 0;
  put_varint(out, (uint64_t)groups << 1 | 1);
  for (uint32_t i = 0; i < groups * 8; i++) {
    bits |= (uint64_t)(i < n ? v[i] : 0) << have;
    for (have += width; have >= 8; have -= 8, bits >>= 8)
      buf_byte(out, (char)bits);
  }
}

void parquet_hybrid(buf *out, const uint32_t *v, uint32_t n, uint32_t width) {
  for (uint32_t at = 0; at < n;) {
    uint32_t run = run_at(v, n, at), end = at;
    if (run >= 8) {
      put_run(out, v[at], run, width);
      at += run;
      continue;
    }
    // Packed groups until a run begins that is worth a header of its own; only
    // the last group of all may be filled up.
    while (end < n && (run = run_at(v, n, end)) < 8)
      end += run;
    if (end < n)
      end = at + (end - at + 7) / 8 * 8;
    put_packed(out, v + at, (end > n ? n : end) - at, width);
    at = end > n ? n : end;
  }
}
