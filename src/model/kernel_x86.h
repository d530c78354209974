#ifndef MODEL_KERNEL_X86_H
#define MODEL_KERNEL_X86_H

// What the kernels for x86-64 begin with. Before it, TARGET names the
// instructions that they may use: each function carries them, so the rest of
// the program needs no special flags. KERNEL_EMULATED: intrinsics are plain C
// of another header (tests/unit/meson.build), for any machine.

#include "model/kernel_body.h"

#ifdef KERNEL_EMULATED
#define KERNEL_X86
#define X86
#elif defined(__x86_64__)
#include <immintrin.h>
#define KERNEL_X86
#define X86 __attribute__((target(TARGET)))
#endif

#ifdef KERNEL_X86
#define X86_BODY X86 static inline __attribute__((always_inline))

X86_BODY __m256i load(const void *p) {
  return _mm256_loadu_si256(p);
}

X86_BODY void store(void *p, __m256i v) {
  _mm256_storeu_si256(p, v);
}

X86_BODY __m256i four(const void *p) {
  int32_t v;
  memcpy(&v, p, sizeof v);
  return _mm256_set1_epi32(v);
}

// (W x + bias) of one row's sixteen outputs -> sixteen int16.
X86_BODY __m256i finish(__m256i a, __m256i b, const int16_t *scale,
                        __m128i shift, uint32_t doublings) {
  a = _mm256_sra_epi32(a, shift);
  b = _mm256_sra_epi32(b, shift);
  __m256i v = _mm256_permute4x64_epi64(_mm256_packs_epi32(a, b), 0xD8);
  v = _mm256_mulhrs_epi16(v, load(scale));
  for (uint32_t i = 0; i < doublings; i++)
    v = _mm256_adds_epi16(v, v);
  return v;
}

#endif
#endif
