#ifndef STORY_NUMBER_MAP_H
#define STORY_NUMBER_MAP_H

// From numbers of 64 bits, hashes mostly, to numbers of 32: open addressing on
// the heap. 16 to 32 bytes an entry. Never walked, so that its order cannot
// reach the output.

#include "base/map.h"

typedef struct {
  uint64_t key;
  uint32_t value; // NO_VALUE: the slot is free
} number_slot;

typedef struct {
  number_slot *slots;
  uint32_t n, mask; // entries; slots - 1, 0 before the first
} number_map;

// The value under key, or NO_VALUE.
uint32_t number_map_get(const number_map *t, uint64_t key);

// Puts value (not NO_VALUE) under key in place of what was there, and returns
// what was: NO_VALUE for a new key.
uint32_t number_map_set(number_map *t, uint64_t key, uint32_t value);

void number_map_free(number_map *t);

#endif
