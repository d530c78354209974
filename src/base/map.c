#include "base/map.h"
#include "base/hash.h"

static uint32_t slot_of(const map *t, str key) {
  uint32_t i = (uint32_t)hash64(key) & t->mask;
  while (t->keys[i].p && !str_eq(t->keys[i], key))
    i = (i + 1) & t->mask;
  return i;
}

uint32_t map_get(const map *t, str key) {
  if (!t->n)
    return NO_VALUE;
  uint32_t i = slot_of(t, key);
  return t->keys[i].p ? t->values[i] : NO_VALUE;
}

static void grow(map *t, arena *m) {
  map old = *t;
  uint32_t slots = t->mask ? (t->mask + 1) * 2 : 64;
  *t = (map){arena_new(m, str, slots), arena_new(m, uint32_t, slots), old.n,
             slots - 1};
  for (uint32_t i = 0; old.mask && i <= old.mask; i++) {
    if (!old.keys[i].p)
      continue;
    uint32_t j = slot_of(t, old.keys[i]);
    t->keys[j] = old.keys[i];
    t->values[j] = old.values[i];
  }
}

uint32_t map_put(map *t, arena *m, str key, uint32_t value) {
  if (!key.p)
    key.p = "";
  if (t->n + 1 > (t->mask + 1) / 2 || !t->mask)
    grow(t, m);
  uint32_t i = slot_of(t, key);
  if (t->keys[i].p)
    return t->values[i];
  t->keys[i] = key;
  t->values[i] = value;
  t->n++;
  return NO_VALUE;
}
