#ifndef MODEL_KERNEL_H
#define MODEL_KERNEL_H

// The network's arithmetic, in integers only: once portable, and in the widest
// vectors of the machine.
//
// Numbers and their units:
//   residual stream   int16, 1/1024           row tables    int8
//   gates, cell state int16, 1/8192 (+-4)     norm gains    int16, 1/2048
//   dense input       uint8 of 7 bits: 0..127 where it cannot be negative, else
//                     with 64 added           weights       int8 of 7 bits
// 7 x 7 bits: four products fit into the 16 bits that vpmaddubsw sums in, so no
// kernel ever saturates there and all of them give the same answer. The basic
// step is times(a, b) = (a * b + 2^14) >> 15, which is vpmulhrsw.

#include "base/str.h"

// A dense layer: y = clamp16((W x + bias) >> shift) times scale, then doubled
// with saturation. Sums of the 64 that signed inputs carry are in the bias.
typedef struct {
  uint32_t inputs, outputs; // multiples of 16
  uint32_t shift, doublings;
  int32_t in_times; // what brings its input down to 7 bits
  const int32_t *bias;
  const int16_t *scale;
  const int8_t *weights; // [outputs / 16][inputs / 4][16][4]
} dense;

typedef struct {
  const int16_t *gain, *bias; // 1/2048, 1/1024
} norm;

typedef struct kernel {
  const char *name;

  // y[width] = sum of n rows; n * 127 must fit into 13 bits.
  void (*sum_rows)(int16_t *y, const int8_t *const *rows, uint32_t n,
                   uint32_t width);

  // y[rows][outputs] from x, whose rows start `stride` bytes apart.
  void (*dense)(int16_t *y, const dense *d, const uint8_t *x, uint32_t stride,
                uint32_t rows);

  // y[width] = the greatest of y[0], y[width], y[2 width] at each place.
  void (*max3)(int16_t *y, uint32_t width);

  // x += norm(y), saturating. y is cut to 13 bits first; width <= 256.
  void (*norm_add)(int16_t *x, const int16_t *y, const norm *n, uint32_t width);

  // u = clamp(x times `times`, low, low + 127) - low: low is -64 or 0.
  void (*narrow)(uint8_t *u, const int16_t *x, int32_t times, int32_t low,
                 uint32_t n);

  // v = clamp(x times `times`, -127, 127).
  void (*narrow_byte)(int8_t *v, const int16_t *x, int32_t times, uint32_t n);

  // One direction of a gated recurrence over `steps` words. gates points at
  // the first word's forget gates; cell and show gates stand `part` and
  // 2 * part numbers behind them; words are gate_stride numbers apart
  // (negative: backwards). h outputs a word, in 7 bits by `times`.
  void (*gated)(uint8_t *out, ptrdiff_t out_stride, const int16_t *gates,
                ptrdiff_t gate_stride, uint32_t part, uint32_t h,
                uint32_t steps, int32_t times);

  // s[j] = dep . heads[j] for j < n. heads is packed as [arc / 4][n][4]; n is
  // a multiple of 8.
  void (*arc_scores)(int32_t *s, const int8_t *dep, const uint8_t *heads,
                     uint32_t n, uint32_t arc);

  // y = max(0, a + b + c), saturating.
  void (*add3_positive)(int16_t *y, const int16_t *a, const int16_t *b,
                        const int16_t *c, uint32_t n);

  // The first index of the greatest of n > 0 numbers.
  uint32_t (*argmax)(const int16_t *y, uint32_t n);
} kernel;

// The kernel of this name ("portable", "avx2", "avxvnni", "vnni"), or NULL when
// there is none or the machine cannot run it. An empty name: the fastest that
// it can.
const kernel *kernel_get(str name);

extern const kernel kernel_portable;
extern const kernel kernel_avx2, kernel_avxvnni, kernel_vnni; // x86-64 only

#endif
