#include "base/vec.h"

void *vec_grow(arena *m, void *at, uint32_t *cap, uint32_t n, size_t size) {
  uint32_t wanted = *cap ? *cap * 2 : 16;
  void *moved = arena_raw(m, wanted * size);
  if (n)
    memcpy(moved, at, n * size);
  *cap = wanted;
  return moved;
}
