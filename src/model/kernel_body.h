#ifndef MODEL_KERNEL_BODY_H
#define MODEL_KERNEL_BODY_H

// Steps that compilers vectorise well by themselves: written once, inlined into
// each kernel and compiled for its instruction set there.

#include "model/kernel.h"

#define KERNEL_BODY static inline __attribute__((always_inline))

// 256 squares (the widest layer) of numbers up to this stay in 32 bits.
enum { NORM_LIMIT = 4095 };

KERNEL_BODY int32_t clamp32(int32_t v, int32_t low, int32_t high) {
  return v < low ? low : v > high ? high : v;
}

KERNEL_BODY int16_t clamp16(int32_t v) {
  return (int16_t)clamp32(v, INT16_MIN, INT16_MAX);
}

KERNEL_BODY int16_t times(int32_t a, int32_t b) {
  return (int16_t)((a * b + (1 << 14)) >> 15);
}

KERNEL_BODY void body_sum_rows(int16_t *restrict y, const int8_t *const *rows,
                               uint32_t n, uint32_t width) {
  const int8_t *first = rows[0];
  for (uint32_t i = 0; i < width; i++)
    y[i] = first[i];
  for (uint32_t k = 1; k < n; k++) {
    const int8_t *restrict row = rows[k];
    for (uint32_t i = 0; i < width; i++)
      y[i] = (int16_t)(y[i] + row[i]);
  }
}

KERNEL_BODY void body_max3(int16_t *restrict y, uint32_t width) {
  for (uint32_t i = 0; i < width; i++) {
    int16_t a = y[i], b = y[width + i], c = y[2 * width + i];
    int16_t ab = a > b ? a : b;
    y[i] = ab > c ? ab : c;
  }
}

// The greatest r with r * r <= v, for v < 2^62: bit by bit, no division.
KERNEL_BODY uint64_t root_of(uint64_t v) {
  uint64_t root = 0;
  int top = v ? (63 - __builtin_clzll(v)) & ~1 : 0;
  for (uint64_t bit = 1ull << top; bit; bit >>= 2) {
    uint64_t taken = -(uint64_t)(v >= root + bit); // no branch to guess
    v -= (root + bit) & taken;
    root = (root >> 1) + (bit & taken);
  }
  return root;
}

// With n numbers, n * deviation = root(n * sum of squares - sum^2). The factor
// is such that (y - mean) * factor >> 15 is the normed value in 1/2048.
KERNEL_BODY int32_t norm_factor(int64_t sum, int64_t squares, uint32_t n) {
  uint64_t root = root_of((uint64_t)(squares * n - sum * sum));
  return root ? (int32_t)(((uint64_t)n << 26) / root) : 0;
}

KERNEL_BODY void body_norm_add(int16_t *restrict x, const int16_t *restrict y,
                               const norm *n, uint32_t width) {
  int32_t sum = 0;
  uint32_t squares = 0;
  for (uint32_t i = 0; i < width; i++) {
    int32_t v = clamp32(y[i], -NORM_LIMIT, NORM_LIMIT);
    sum += v;
    squares += (uint32_t)(v * v);
  }
  int32_t mean = (sum + (int32_t)width / 2) / (int32_t)width;
  int32_t factor = norm_factor(sum, squares, width);
  const int16_t *restrict gain = n->gain, *restrict bias = n->bias;
  for (uint32_t i = 0; i < width; i++) {
    int32_t v = clamp32(y[i], -NORM_LIMIT, NORM_LIMIT) - mean;
    int32_t z = (v * factor + (1 << 14)) >> 15;
    x[i] = clamp16(x[i] + ((z * gain[i] + (1 << 11)) >> 12) + bias[i]);
  }
}

KERNEL_BODY void body_add3(int16_t *restrict y, const int16_t *a,
                           const int16_t *b, const int16_t *c, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    int32_t v = clamp16(clamp16(a[i] + b[i]) + c[i]);
    y[i] = (int16_t)(v > 0 ? v : 0);
  }
}

KERNEL_BODY uint32_t body_argmax(const int16_t *y, uint32_t n) {
  int16_t best = y[0];
  for (uint32_t i = 1; i < n; i++)
    best = y[i] > best ? y[i] : best;
  uint32_t at = 0;
  while (y[at] != best)
    at++;
  return at;
}

// The table of a file that has all steps under the names of their pointers.
#define KERNEL(name)                                                           \
  {                                                                            \
    name, sum_rows, dense_rows, max3, norm_add, narrow, narrow_byte, gated,    \
        arc_scores, add3_positive, argmax                                      \
  }

#endif
