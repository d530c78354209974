#include "base/vec.h"

void *vec_grow(arena *m, void *at, uint32_t *cap, uint32_t n, size_t size) {
  uint32_t wanted = *cap ? *cap * 2 : 16;
  void *moved = arena_raw(m, wanted * size);
  if (n)
    memcpy(moved, at, n * size);
  *cap = wanted;
  return moved;
}

uint32_t vec_find(const void *at, uint32_t n, size_t size, size_t field,
                  uint32_t least) {
  uint32_t lo = 0, hi = n;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2, value;
    memcpy(&value, (const char *)at + mid * size + field, sizeof value);
    if (value < least)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}
