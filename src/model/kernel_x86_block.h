#ifndef MODEL_KERNEL_X86_BLOCK_H
#define MODEL_KERNEL_X86_BLOCK_H

// The middle of a dense layer in vectors of 256 bits, for kernels that say what
// dot8(sum, p, v, q, w) is: sum + p v + q w, of bytes in fours.

// Rows of a block: with four, no registers would be left for the weights (4 %
// slower on Zen 3).
enum { BLOCK_ROWS = 3 };

// One block: `rows` (a constant after inlining) times sixteen outputs.
X86_BODY void block(int16_t *y, const dense *d, uint32_t n, const uint8_t *x,
                    uint32_t stride, uint32_t rows) {
  const __m256i b0 = load(d->bias + n), b1 = load(d->bias + n + 8);
  const int8_t *w = d->weights + (size_t)n * d->inputs;
  __m256i sum[BLOCK_ROWS][2];
  for (uint32_t r = 0; r < rows; r++)
    sum[r][0] = b0, sum[r][1] = b1;
  for (uint32_t k = 0; k < d->inputs; k += 8, w += 128) {
    __m256i w0 = load(w), w1 = load(w + 32);
    __m256i w2 = load(w + 64), w3 = load(w + 96);
    for (uint32_t r = 0; r < rows; r++) {
      const uint8_t *in = x + (size_t)r * stride + k;
      __m256i p = four(in), q = four(in + 4);
      sum[r][0] = dot8(sum[r][0], p, w0, q, w2);
      sum[r][1] = dot8(sum[r][1], p, w1, q, w3);
    }
  }
  __m128i shift = _mm_cvtsi32_si128((int)d->shift);
  for (uint32_t r = 0; r < rows; r++)
    store(y + (size_t)r * d->outputs + n,
          finish(sum[r][0], sum[r][1], d->scale + n, shift, d->doublings));
}

#endif
