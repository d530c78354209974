#ifndef BASE_HASH_H
#define BASE_HASH_H

// xxHash (XXH3) with fixed seeds: the same on every machine.

#include "base/str.h"

uint64_t hash64(str s);

// 128 bits as 32 lower-case hex digits; out is not NUL-terminated.
void hash128_hex(char out[32], str s);

// A 128-bit hash of fields put in one after the other; each carries its length,
// so that ("ab","c") and ("a","bc") differ.
typedef struct hasher hasher;
struct hasher {
  uint64_t lo, hi;
};
void hasher_init(hasher *h);
void hasher_add(hasher *h, str field);
void hasher_add_u64(hasher *h, uint64_t v);
void hasher_hex(const hasher *h, char out[32]);

#endif
