// The network for AVX2 (x86-64 machines since about 2013). Same integers as
// kernel_portable.c, step by step.

#define TARGET "avx2"
#include "model/kernel_x86.h"

#ifdef KERNEL_X86

X86_BODY __m256i dot4(__m256i sum, __m256i u, __m256i s) {
  __m256i p = _mm256_maddubs_epi16(u, s);
  return _mm256_add_epi32(sum, _mm256_madd_epi16(p, _mm256_set1_epi16(1)));
}

X86_BODY __m256i dot8(__m256i sum, __m256i p, __m256i v, __m256i q, __m256i w) {
  __m256i s =
      _mm256_add_epi16(_mm256_maddubs_epi16(p, v), _mm256_maddubs_epi16(q, w));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(s, _mm256_set1_epi16(1)));
}

#include "model/kernel_x86_block.h"
#include "model/kernel_x86_steps.h"

const kernel kernel_avx2 = KERNEL("avx2");

#endif
