// The network for AVX-512 with VNNI (Intel's servers since 2019, AMD since Zen
// 4). Sixteen outputs' weights of four inputs are just one vector of 512 bits.
// Layers take more than four fifths of the network's time; its other steps stay
// with 256 bits.

#define TARGET "avx512f,avx512bw,avx512vl,avx512vnni"
#include "model/kernel_x86.h"

#ifdef KERNEL_X86

X86_BODY __m256i dot4(__m256i sum, __m256i u, __m256i s) {
  return _mm256_dpbusd_epi32(sum, u, s);
}

// A sum is there after four or five cycles, and two can be begun in each:
// eight rows keep them busy.
enum { BLOCK_ROWS = 8 };

// One block: `rows` (a constant after inlining) times sixteen outputs.
X86_BODY void block(int16_t *y, const dense *d, uint32_t n, const uint8_t *x,
                    uint32_t stride, uint32_t rows) {
  const int8_t *w = d->weights + (size_t)n * d->inputs;
  __m512i sum[BLOCK_ROWS];
  for (uint32_t r = 0; r < rows; r++)
    sum[r] = _mm512_loadu_si512(d->bias + n);
  for (uint32_t k = 0; k < d->inputs; k += 4, w += 64) {
    __m512i v = _mm512_loadu_si512(w);
    for (uint32_t r = 0; r < rows; r++) {
      int32_t four_inputs;
      memcpy(&four_inputs, x + (size_t)r * stride + k, sizeof four_inputs);
      sum[r] = _mm512_dpbusd_epi32(sum[r], _mm512_set1_epi32(four_inputs), v);
    }
  }
  __m128i shift = _mm_cvtsi32_si128((int)d->shift);
  for (uint32_t r = 0; r < rows; r++) {
    __m256i low = _mm512_castsi512_si256(sum[r]);
    __m256i high = _mm512_extracti64x4_epi64(sum[r], 1);
    store(y + (size_t)r * d->outputs + n,
          finish(low, high, d->scale + n, shift, d->doublings));
  }
}

#include "model/kernel_x86_steps.h"

const kernel kernel_vnni = KERNEL("vnni");

#endif
