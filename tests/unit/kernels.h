#ifndef TESTS_KERNELS_H
#define TESTS_KERNELS_H

// The kernels that have to count as the portable one does: those that this
// machine runs and, where SIMDe is installed, the others with their
// instructions emulated (the same sources, built a second time): these take
// twenty times as long.

#include "model/kernel.h"

#ifdef HAVE_EMULATED
extern const kernel emulated_avxvnni, emulated_vnni;
#endif

enum { KERNELS_MAX = 8 };

static inline uint32_t kernels_to_test(const kernel *out[KERNELS_MAX],
                                       bool slow_ones) {
  static const char *const names[] = {"avx2", "avxvnni", "vnni"};
  uint32_t n = 0;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (kernel_get(str_of(names[i])))
      out[n++] = kernel_get(str_of(names[i]));
#ifdef HAVE_EMULATED
  if (slow_ones) {
    out[n++] = &emulated_avxvnni;
    out[n++] = &emulated_vnni;
  }
#else
  (void)slow_ones;
#endif
  return n;
}

#endif
