#include "model/kernel.h"

#ifdef __x86_64__
#include <cpuid.h>

static bool runs_avx2(void) {
  return __builtin_cpu_supports("avx2");
}

// Clang 14 knows no name for it: leaf 7, part 1, bit 4 of EAX.
static bool runs_avxvnni(void) {
  unsigned a, b, c, d;
  return runs_avx2() && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 16);
}

// The names stand for instructions that the system lets programs use, too: it
// has to keep the wide registers.
static bool runs_vnni(void) {
  return __builtin_cpu_supports("avx512f") &&
         __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vnni");
}
#endif

static bool runs_always(void) {
  return true;
}

// The fastest first.
static const struct {
  const kernel *kernel;
  bool (*runs)(void);
} all[] = {
#ifdef __x86_64__
    {&kernel_vnni, runs_vnni},
    {&kernel_avxvnni, runs_avxvnni},
    {&kernel_avx2, runs_avx2},
#endif
    {&kernel_portable, runs_always},
};

const kernel *kernel_get(str name) {
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if ((!name.len || str_eq(name, str_of(all[i].kernel->name))) &&
        all[i].runs())
      return all[i].kernel;
  return NULL;
}
