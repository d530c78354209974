// Fields are chained: each new state is the 128-bit hash of the field seeded
// with the state before it.

#include "base/hash.h"
// Most of what is hashed is a word, for which the call costs more than the
// work.
#define XXH_INLINE_ALL
#include <xxhash.h>

static void to_hex(char out[32], uint64_t hi, uint64_t lo) {
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < 16; i++) {
    out[i] = digits[hi >> (60 - 4 * i) & 15];
    out[16 + i] = digits[lo >> (60 - 4 * i) & 15];
  }
}

uint64_t hash64(str s) {
  return XXH3_64bits(s.p ? s.p : "", s.len);
}

void hash128_hex(char out[32], str s) {
  XXH128_hash_t h = XXH3_128bits(s.p ? s.p : "", s.len);
  to_hex(out, h.high64, h.low64);
}

void hasher_init(hasher *h) {
  *h = (hasher){0, 0};
}

void hasher_add(hasher *h, str field) {
  XXH128_hash_t x =
      XXH3_128bits_withSeed(field.p ? field.p : "", field.len, h->lo);
  h->lo = x.low64 ^ (h->hi * 0x9E3779B97F4A7C15u) ^ field.len;
  h->hi = x.high64 + h->hi;
}

// Bytes are laid out by hand so that the answer does not depend on the
// machine's byte order.
void hasher_add_u64(hasher *h, uint64_t v) {
  char b[8];
  for (int i = 0; i < 8; i++)
    b[i] = (char)(v >> (8 * i) & 255);
  hasher_add(h, (str){b, 8});
}

void hasher_hex(const hasher *h, char out[32]) {
  to_hex(out, h->hi, h->lo);
}
