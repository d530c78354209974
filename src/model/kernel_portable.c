// The network in plain C: the reference for the other kernels.

#include "model/kernel_body.h"

static void sum_rows(int16_t *y, const int8_t *const *rows, uint32_t n,
                     uint32_t width) {
  body_sum_rows(y, rows, n, width);
}

static int16_t finish(int32_t sum, int16_t scale, const dense *d) {
  int16_t v = times(clamp16(sum >> d->shift), scale);
  for (uint32_t i = 0; i < d->doublings; i++)
    v = clamp16(2 * v);
  return v;
}

// Vectors of 16 bytes, which GCC and Clang turn into instructions of any
// machine that has some. The byte order matters below; the loader refuses
// another.
typedef int16_t eight __attribute__((vector_size(16)));
typedef int32_t four __attribute__((vector_size(16)));
typedef uint16_t bits8 __attribute__((vector_size(16)));
typedef uint32_t bits4 __attribute__((vector_size(16)));

static inline eight load(const void *p) {
  eight v;
  memcpy(&v, p, sizeof v);
  return v;
}

// Lanes 0 + 1, 2 + 3, ... in 32 bits.
static inline four paired(eight v) {
  return ((four)((bits4)v << 16) >> 16) + ((four)v >> 16);
}

// Inputs of a layer in fours, each four as it meets four outputs' weights: a
// vector of weights holds two of an output's inputs in each lane.
typedef struct {
  eight even, odd;
} inputs4;

enum { ROWS = 4, MAX_FOURS = 256 }; // 1,024 inputs: MAX_HIDDEN in model.c

static void spread(inputs4 *out, const uint8_t *x, uint32_t inputs) {
  for (uint32_t k = 0; k < inputs; k += 4, x += 4)
    out[k / 4] = (inputs4){{x[0], x[2], x[0], x[2], x[0], x[2], x[0], x[2]},
                           {x[1], x[3], x[1], x[3], x[1], x[3], x[1], x[3]}};
}

// Adds sixteen inputs of ROWS rows for four outputs; w is [4 of stride 64][16].
// Four products of 7-bit numbers fit into 16 bits.
static inline void add16(four sum[ROWS], const inputs4 *x, const int8_t *w) {
  eight a[ROWS] = {{0}}, b[ROWS] = {{0}};
  for (uint32_t q = 0; q < 4; q++) {
    eight v = load(w + 64 * q);
    eight even = (eight)((bits8)v << 8) >> 8, odd = v >> 8;
    for (uint32_t r = 0; r < ROWS; r++) {
      a[r] += x[r * MAX_FOURS + q].even * even;
      b[r] += x[r * MAX_FOURS + q].odd * odd;
    }
  }
  for (uint32_t r = 0; r < ROWS; r++)
    sum[r] += paired(a[r]) + paired(b[r]);
}

// Outputs [n, n + 4) of the first `rows` of ROWS rows.
static void outputs4(int16_t *y, const dense *d, uint32_t n, const inputs4 *x,
                     uint32_t rows) {
  const int8_t *w = d->weights + (size_t)(n & ~15u) * d->inputs + (n & 15) * 4;
  four sum[ROWS];
  for (uint32_t r = 0; r < ROWS; r++)
    memcpy(&sum[r], d->bias + n, sizeof sum[r]);
  for (uint32_t k = 0; k < d->inputs; k += 16, w += 256)
    add16(sum, x + k / 4, w);
  for (uint32_t r = 0; r < rows; r++)
    for (uint32_t j = 0; j < 4; j++)
      y[(size_t)r * d->outputs + n + j] = finish(sum[r][j], d->scale[n + j], d);
}

static void dense_rows(int16_t *y, const dense *d, const uint8_t *x,
                       uint32_t stride, uint32_t rows) {
  inputs4 in[ROWS * MAX_FOURS];
  memset(in, 0, sizeof in);
  for (uint32_t r = 0; r < rows; r += ROWS) {
    uint32_t some = rows - r < ROWS ? rows - r : ROWS;
    for (uint32_t i = 0; i < some; i++)
      spread(in + i * MAX_FOURS, x + (size_t)(r + i) * stride, d->inputs);
    for (uint32_t n = 0; n < d->outputs; n += 4)
      outputs4(y + (size_t)r * d->outputs, d, n, in, some);
  }
}

static void max3(int16_t *y, uint32_t width) {
  body_max3(y, width);
}

static void norm_add(int16_t *x, const int16_t *y, const norm *n,
                     uint32_t width) {
  body_norm_add(x, y, n, width);
}

static void narrow(uint8_t *u, const int16_t *x, int32_t by, int32_t low,
                   uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    u[i] = (uint8_t)(clamp32(times(x[i], by), low, low + 127) - low);
}

static void narrow_byte(int8_t *v, const int16_t *x, int32_t by, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    v[i] = (int8_t)clamp32(times(x[i], by), -127, 127);
}

// 1/2 +- (t - t^2 / 2) for t = |x| / 4 in [0, 1), in 1/32768: a parabola in
// place of the logistic function. x is in 1/8192, so t has the same digits.
static int32_t gate(int16_t x) {
  int32_t t = x == INT16_MIN ? INT16_MAX : x < 0 ? -x : x;
  int32_t s = t - (times(t, t) >> 1);
  return clamp16((1 << 14) + (x < 0 ? -s : s));
}

// +-(2r - r^2) for r = |h| / 2 in [0, 1), in 1/32768, with h in 1/8192.
static int32_t bend(int16_t h) {
  int32_t r = clamp16(2 * (h == INT16_MIN ? INT16_MAX : h < 0 ? -h : h));
  int32_t v = clamp16(2 * r - times(r, r));
  return h < 0 ? -v : v;
}

static void gated(uint8_t *out, ptrdiff_t out_stride, const int16_t *gates,
                  ptrdiff_t gate_stride, uint32_t part, uint32_t h,
                  uint32_t steps, int32_t by) {
  for (uint32_t j = 0; j < h; j++) {
    const int16_t *u = gates + j;
    uint8_t *o = out + j;
    int16_t state = 0;
    for (uint32_t t = 0; t < steps; t++, u += gate_stride, o += out_stride) {
      int32_t keep = gate(u[0]), show = gate(u[2 * part]);
      state = clamp16(times(keep, state) + times(INT16_MAX - keep, u[part]));
      int32_t shown = times(bend(state), show);
      *o = (uint8_t)(clamp32(times(shown, by), -64, 63) + 64);
    }
  }
}

static void arc_scores(int32_t *s, const int8_t *dep, const uint8_t *heads,
                       uint32_t n, uint32_t arc) {
  memset(s, 0, n * sizeof *s);
  for (uint32_t k = 0; k < arc; k += 4)
    for (uint32_t j = 0; j < n; j++) {
      const uint8_t *h = heads + (size_t)k * n + 4 * j;
      s[j] += dep[k] * h[0] + dep[k + 1] * h[1] + dep[k + 2] * h[2] +
              dep[k + 3] * h[3];
    }
}

static void add3_positive(int16_t *y, const int16_t *a, const int16_t *b,
                          const int16_t *c, uint32_t n) {
  body_add3(y, a, b, c, n);
}

static uint32_t argmax(const int16_t *y, uint32_t n) {
  return body_argmax(y, n);
}

const kernel kernel_portable = KERNEL("portable");
