#ifndef BASE_MAP_H
#define BASE_MAP_H

// From bytes to a number: open addressing, in an arena. Keys are borrowed and
// must outlive the map. Never iterated, so its order cannot reach the output.

#include "base/arena.h"

#define NO_VALUE UINT32_MAX

typedef struct {
  const char *key;
  uint32_t len, value;
} map_entry;

typedef struct {
  uint32_t *tags; // of the keys' hashes, 0 for an empty slot: most questions
                  // are answered here, without a look at the keys
  map_entry *entries;
  uint32_t n, mask; // entries; slots - 1 (a power of two), 0 before the first
} map;

// The value under key, or NO_VALUE.
uint32_t map_get(const map *t, str key);

// Puts value under key and returns NO_VALUE; where the key is there already,
// changes nothing and returns the value that stands.
uint32_t map_put(map *t, arena *m, str key, uint32_t value);

#endif
