// The network for AVX-VNNI: machines that multiply bytes into 32 bits at once,
// but have no vectors of 512 bits (Intel's small and desktop cores since 2021).

#define TARGET "avx2,avxvnni"
#include "model/kernel_x86.h"

#ifdef KERNEL_X86

X86_BODY __m256i dot4(__m256i sum, __m256i u, __m256i s) {
  return _mm256_dpbusd_avx_epi32(sum, u, s);
}

X86_BODY __m256i dot8(__m256i sum, __m256i p, __m256i v, __m256i q, __m256i w) {
  return dot4(dot4(sum, p, v), q, w);
}

#include "model/kernel_x86_block.h"
#include "model/kernel_x86_steps.h"

const kernel kernel_avxvnni = KERNEL("avxvnni");

#endif
