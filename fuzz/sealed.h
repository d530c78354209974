#ifndef FUZZ_SEALED_H
#define FUZZ_SEALED_H

// Files of sections (model/section.h) with their length and checksum put right,
// or nothing behind them would ever be reached.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

// A copy at a multiple of 64, which the caller frees; NULL without memory.
static inline char *sealed_copy(const uint8_t *data, size_t size) {
  char *copy = aligned_alloc(64, size / 64 * 64 + 64);
  if (!copy)
    return NULL;
  memcpy(copy, data, size);
  if (size >= 64) {
    uint64_t length = size, sum = XXH64(copy + 64, size - 64, 0);
    memcpy(copy + 16, &length, 8);
    memcpy(copy + 24, &sum, 8);
  }
  return copy;
}

#endif
