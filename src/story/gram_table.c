// Open addressing without a power of two: the home of a tag is tag * size /
// 2^32, later slots follow, and a part never fills past seven eighths.

#include "story/gram_table.h"
#include "story/heap.h"
#include <stdlib.h>

#define NOBODY UINT32_MAX       // an empty slot
#define DEAD   (UINT32_MAX - 2) // forgotten; goes when its part grows

enum {
  PARTS = 256, // by the gram's top byte: one part's growth is 1/256 of all
  PART_FIRST = 64,
};

typedef struct {
  uint32_t tag, document;
} slot;

typedef struct {
  slot *slots;
  uint32_t size, used;
} part;

struct gram_table {
  part parts[PARTS];
};

// ORDER GRAM_BITS: the low bits are zero in every sampled gram.
static uint32_t tag_of(uint64_t gram) {
  return (uint32_t)(gram >> 24);
}

static uint32_t part_of(uint64_t gram) {
  return (uint32_t)(gram >> 56);
}

static uint32_t home(const part *p, uint32_t tag) {
  return (uint32_t)((uint64_t)tag * p->size >> 32);
}

static uint32_t following(const part *p, uint32_t at) {
  return at + 1 == p->size ? 0 : at + 1;
}

static void make_part(part *p, uint32_t size) {
  p->slots = heap_grow(NULL, size * sizeof *p->slots);
  p->size = size;
  p->used = 0;
  for (uint32_t i = 0; i < size; i++)
    p->slots[i] = (slot){0, NOBODY};
}

static void put(part *p, slot s) {
  uint32_t at = home(p, s.tag);
  while (p->slots[at].document != NOBODY)
    at = following(p, at);
  p->slots[at] = s;
  p->used++;
}

// Walks from a slot that is empty, so that a run which goes around the end
// keeps its order.
static void grow(part *p) {
  part old = *p;
  uint32_t empty = 0;
  while (old.slots[empty].document != NOBODY)
    empty++;
  make_part(p, old.size + old.size / 5 + 1);
  for (uint32_t i = 1; i <= old.size; i++) {
    slot s = old.slots[(empty + i) % old.size];
    if (s.document != NOBODY && s.document != DEAD)
      put(p, s);
  }
  free(old.slots);
}

gram_table *gram_table_new(void) {
  gram_table *t = heap_grow(NULL, sizeof *t);
  for (uint32_t i = 0; i < PARTS; i++)
    make_part(&t->parts[i], PART_FIRST);
  return t;
}

void gram_table_free(gram_table *t) {
  for (uint32_t i = 0; t && i < PARTS; i++)
    free(t->parts[i].slots);
  free(t);
}

uint32_t gram_table_get(const gram_table *t, uint64_t gram,
                        uint32_t out[POSTINGS_MOST]) {
  const part *p = &t->parts[part_of(gram)];
  uint32_t tag = tag_of(gram), n = 0;
  for (uint32_t at = home(p, tag); p->slots[at].document != NOBODY;
       at = following(p, at)) {
    const slot *s = &p->slots[at];
    if (s->tag != tag || s->document == DEAD)
      continue;
    if (n < POSTINGS_MOST)
      out[n++] = s->document;
    if (s->document == POSTING_COMMON)
      break;
  }
  return n;
}

void gram_table_add(gram_table *t, uint64_t gram, uint32_t document) {
  part *p = &t->parts[part_of(gram)];
  if (p->used >= p->size - p->size / 8)
    grow(p);
  put(p, (slot){tag_of(gram), document});
}

void gram_table_forget(gram_table *t, uint64_t gram) {
  part *p = &t->parts[part_of(gram)];
  uint32_t tag = tag_of(gram), left = POSTING_COMMON;
  for (uint32_t at = home(p, tag); p->slots[at].document != NOBODY;
       at = following(p, at)) {
    if (p->slots[at].tag != tag)
      continue;
    p->slots[at].document = left;
    left = DEAD;
  }
}

size_t gram_table_bytes(const gram_table *t) {
  size_t bytes = sizeof *t;
  for (uint32_t i = 0; i < PARTS; i++)
    bytes += t->parts[i].size * sizeof(slot);
  return bytes;
}
