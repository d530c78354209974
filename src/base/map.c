#include "base/map.h"
#include "base/hash.h"

static uint32_t tag_of(uint64_t hash) {
  return (uint32_t)(hash >> 32) | 1;
}

static uint32_t slot_of(const map *t, str key, uint64_t hash) {
  uint32_t i = (uint32_t)hash & t->mask, tag = tag_of(hash);
  while (t->tags[i] && (t->tags[i] != tag || !str_eq(t->keys[i], key)))
    i = (i + 1) & t->mask;
  return i;
}

uint32_t map_get(const map *t, str key) {
  if (!t->n)
    return NO_VALUE;
  uint32_t i = slot_of(t, key, hash64(key));
  return t->tags[i] ? t->values[i] : NO_VALUE;
}

static void fill(map *t, uint32_t i, uint32_t tag, str key, uint32_t value) {
  t->tags[i] = tag;
  t->keys[i] = key;
  t->values[i] = value;
}

static void grow(map *t, arena *m) {
  map old = *t;
  uint32_t slots = t->mask ? (t->mask + 1) * 2 : 64;
  *t = (map){arena_new(m, uint32_t, slots), arena_raw(m, slots * sizeof(str)),
             arena_raw(m, slots * sizeof(uint32_t)), old.n, slots - 1};
  for (uint32_t i = 0; old.mask && i <= old.mask; i++)
    if (old.tags[i])
      fill(t, slot_of(t, old.keys[i], hash64(old.keys[i])), old.tags[i],
           old.keys[i], old.values[i]);
}

uint32_t map_put(map *t, arena *m, str key, uint32_t value) {
  if (!key.p)
    key.p = "";
  if (t->n + 1 > (t->mask + 1) / 2 || !t->mask)
    grow(t, m);
  uint64_t hash = hash64(key);
  uint32_t i = slot_of(t, key, hash);
  if (t->tags[i])
    return t->values[i];
  fill(t, i, tag_of(hash), key, value);
  t->n++;
  return NO_VALUE;
}
