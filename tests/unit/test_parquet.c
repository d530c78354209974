// The encodings that a Parquet file stands or falls with, read back by a reader
// written from the format's description.

#include "export/parquet_part.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
  const unsigned char *p;
  size_t at, len;
} bytes;

static unsigned take(bytes *b) {
  assert_true(b->at < b->len);
  return b->p[b->at++];
}

static uint64_t varint(bytes *b) {
  uint64_t v = 0;
  for (int shift = 0;; shift += 7) {
    unsigned c = take(b);
    v |= (uint64_t)(c & 127) << shift;
    if (c < 128)
      return v;
  }
}

// Reads n numbers of the hybrid; the last group may be filled up.
static void read_hybrid(uint32_t *out, uint32_t n, bytes *b, uint32_t width) {
  for (uint32_t i = 0; i < n;) {
    uint64_t head = varint(b);
    if (head & 1) {
      uint64_t bits = 0;
      uint32_t have = 0;
      for (uint64_t k = 0; k < (head >> 1) * 8; k++) {
        for (; have < width; have += 8)
          bits |= (uint64_t)take(b) << have;
        if (i < n)
          out[i++] = (uint32_t)(bits & (((uint64_t)1 << width) - 1));
        bits >>= width;
        have -= width;
      }
      continue;
    }
    uint32_t v = 0;
    for (uint32_t at = 0; at < width; at += 8)
      v |= take(b) << at;
    assert_true((head >> 1) <= n - i);
    for (uint64_t k = 0; k < head >> 1; k++)
      out[i++] = v;
  }
}

static void check_hybrid(const uint32_t *v, uint32_t n, uint32_t width) {
  buf out = {0};
  uint32_t *back = calloc(n + 1, sizeof *back);
  parquet_hybrid(&out, v, n, width);
  bytes b = {(const unsigned char *)out.p, 0, out.len};
  read_hybrid(back, n, &b, width);
  assert_int_equal(b.at, out.len);
  assert_memory_equal(back, v, n * sizeof *v);
  free(back);
  buf_free(&out);
}

// Numbers of every width, in runs of every length, so that runs and groups
// follow each other in every way.
static void test_hybrid(void **state) {
  uint32_t v[500], seed = 1;
  (void)state;
  for (uint32_t round = 0; round < 2000; round++) {
    uint32_t width = round % 21 + 1, n = 0, most = round % 500 + 1;
    while (n < most) {
      seed = seed * 1664525u + 1013904223u;
      uint32_t run = (seed >> 28) < 9 ? 1 : seed >> 26 & 31;
      uint32_t value = seed & (((uint32_t)1 << width) - 1);
      while (run-- && n < most)
        v[n++] = value;
    }
    check_hybrid(v, n, width);
  }
}

static void test_width(void **state) {
  (void)state;
  assert_int_equal(parquet_width(0), 0);
  assert_int_equal(parquet_width(1), 0);
  assert_int_equal(parquet_width(2), 1);
  assert_int_equal(parquet_width(256), 8);
  assert_int_equal(parquet_width(257), 9);
}

// A struct {1: -3, 4: "ab", 5: [list of 20 texts]} byte by byte.
static void test_thrift(void **state) {
  static const unsigned char want[] = {0x15, 0x05, 0x38, 0x02, 'a',
                                       'b',  0x19, 0xF8, 0x14};
  buf out = {0};
  (void)state;
  thrift t = thrift_begin(&out);
  thrift_i32(&t, 1, -3);
  thrift_text(&t, 4, S("ab"));
  thrift_list(&t, 5, THRIFT_TEXT, 20);
  assert_int_equal(out.len, sizeof want);
  assert_memory_equal(out.p, want, sizeof want);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_hybrid),
                                     cmocka_unit_test(test_width),
                                     cmocka_unit_test(test_thrift)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
