#include "model/kernel.h"

static const kernel *avx2(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2"))
    return &kernel_avx2;
#endif
  return NULL;
}

const kernel *kernel_get(str name) {
  if (str_eq(name, S("portable")))
    return &kernel_portable;
  if (str_eq(name, S("avx2")))
    return avx2();
  if (name.len)
    return NULL;
  return avx2() ? avx2() : &kernel_portable;
}
