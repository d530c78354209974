#include "story/number_map.h"
#include "story/heap.h"
#include <stdlib.h>

enum { FIRST = 1 << 10 };

// Requires slots. Multiplied by the golden ratio of 64 bits, a key's upper bits
// say where it stands.
static number_slot *find(const number_map *t, uint64_t key) {
  uint32_t at = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32) & t->mask;
  while (t->slots[at].value != NO_VALUE && t->slots[at].key != key)
    at = (at + 1) & t->mask;
  return &t->slots[at];
}

uint32_t number_map_get(const number_map *t, uint64_t key) {
  return t->slots ? find(t, key)->value : NO_VALUE;
}

static void grow(number_map *t) {
  number_map old = *t;
  uint32_t n = old.slots ? (old.mask + 1) * 2 : FIRST;
  t->slots = heap_grow(NULL, n * sizeof *t->slots);
  t->mask = n - 1;
  for (uint32_t i = 0; i < n; i++)
    t->slots[i] = (number_slot){0, NO_VALUE};
  for (uint32_t i = 0; old.slots && i <= old.mask; i++)
    if (old.slots[i].value != NO_VALUE)
      *find(t, old.slots[i].key) = old.slots[i];
  free(old.slots);
}

uint32_t number_map_set(number_map *t, uint64_t key, uint32_t value) {
  if (t->n >= t->mask / 4 * 3)
    grow(t);
  number_slot *s = find(t, key);
  uint32_t was = s->value;
  t->n += was == NO_VALUE;
  *s = (number_slot){key, value};
  return was;
}

void number_map_free(number_map *t) {
  free(t->slots);
  *t = (number_map){0};
}
