#include "base/map.h"
#include "base/hash.h"

// Never 0, and all that decides on the slot: growing asks no key again.
static uint32_t tag_of(str key) {
  return (uint32_t)(hash64(key) >> 32) | 1;
}

static uint32_t first_slot(const map *t, uint32_t tag) {
  return tag >> 1 & t->mask;
}

static bool is_key(const map_entry *e, str key) {
  return e->len == key.len && (!key.len || !memcmp(e->key, key.p, key.len));
}

static uint32_t slot_of(const map *t, str key, uint32_t tag) {
  uint32_t i = first_slot(t, tag);
  while (t->tags[i] && (t->tags[i] != tag || !is_key(&t->entries[i], key)))
    i = (i + 1) & t->mask;
  return i;
}

uint32_t map_get(const map *t, str key) {
  if (!t->n)
    return NO_VALUE;
  uint32_t i = slot_of(t, key, tag_of(key));
  return t->tags[i] ? t->entries[i].value : NO_VALUE;
}

static void move_entry(map *to, uint32_t tag, map_entry entry) {
  uint32_t i = first_slot(to, tag);
  while (to->tags[i])
    i = (i + 1) & to->mask;
  to->tags[i] = tag;
  to->entries[i] = entry;
}

static void grow(map *t, arena *m) {
  map old = *t;
  uint32_t slots = t->mask ? (t->mask + 1) * 2 : 64;
  *t = (map){arena_new(m, uint32_t, slots),
             arena_raw(m, slots * sizeof(map_entry)), old.n, slots - 1};
  for (uint32_t i = 0; old.mask && i <= old.mask; i++)
    if (old.tags[i])
      move_entry(t, old.tags[i], old.entries[i]);
}

uint32_t map_put(map *t, arena *m, str key, uint32_t value) {
  if (!key.p)
    key.p = "";
  if (t->n + 1 > (t->mask + 1) / 2 || !t->mask)
    grow(t, m);
  uint32_t tag = tag_of(key), i = slot_of(t, key, tag);
  if (t->tags[i])
    return t->entries[i].value;
  t->tags[i] = tag;
  t->entries[i] = (map_entry){key.p, key.len, value};
  t->n++;
  return NO_VALUE;
}
