#ifndef TEST_SEALED_H
#define TEST_SEALED_H

// Files of sections (model/section.h) that a test damages. Include cmocka.h
// first.

#include "base/buf.h"
#include <xxhash.h>

// Puts the checksum right again.
static inline void seal(buf *b) {
  uint64_t sum = XXH64(b->p + 64, b->len - 64, 0);
  memcpy(b->p + 24, &sum, 8);
}

// Where the section of that name begins; fails the test without one.
static inline char *section_at(buf *b, const char *name) {
  uint32_t n;
  memcpy(&n, b->p + 12, 4);
  for (uint32_t i = 0; i < n; i++) {
    char *entry = b->p + 64 + 32 * i;
    uint64_t at;
    memcpy(&at, entry + 16, 8);
    if (strcmp(entry, name) == 0)
      return b->p + at;
  }
  fail_msg("no section %s", name);
  return NULL;
}

#endif
