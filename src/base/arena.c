// A chain of blocks that double in size; a reset walks back to the first.

#define _DEFAULT_SOURCE // madvise
#include "base/arena.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

struct arena_block {
  arena_block *next;
  size_t size, at; // bytes of data, bytes taken
  unsigned char *data;
};

// 64 KB holds a short article; doubling keeps the chain short for long ones.
enum { FIRST_BLOCK = 64 << 10, ALIGN = 32 };

// A page of the larger kind that x86-64 and arm64 have. Blocks of at least one
// ask for them, since half the time to load a codebook went into fetching
// 17,000 small ones.
enum { LARGE_PAGE = 2 << 20 };

static unsigned char *block_data(size_t size) {
  bool large = size >= LARGE_PAGE;
  unsigned char *data = aligned_alloc(large ? LARGE_PAGE : ALIGN, size);
#ifdef MADV_HUGEPAGE
  if (data && large)
    madvise(data, size, MADV_HUGEPAGE); // a wish: may be refused
#endif
  return data;
}

static arena_block *block_new(size_t size) {
  arena_block *b = malloc(sizeof *b);
  unsigned char *data = b ? block_data(size) : NULL;
  if (!data) {
    fputs("dragoman: out of memory\n", stderr);
    exit(3);
  }
  *b = (arena_block){.size = size, .data = data};
  return b;
}

void arena_init(arena *m, size_t cap) {
  *m = (arena){.cap = cap};
}

void arena_reset(arena *m) {
  m->used = 0;
  m->now = m->first;
  if (m->first)
    m->first->at = 0;
}

arena_mark arena_here(const arena *m) {
  return (arena_mark){m->now, m->now ? m->now->at : 0, m->used};
}

void arena_back(arena *m, arena_mark to) {
  if (!to.now) {
    arena_reset(m);
    return;
  }
  m->now = to.now;
  m->now->at = to.at;
  m->used = to.used;
}

void arena_close(arena *m) {
  for (arena_block *b = m->first, *next; b; b = next) {
    next = b->next;
    free(b->data);
    free(b);
  }
  *m = (arena){.cap = m->cap};
}

static arena_block *next_block(arena *m, size_t n) {
  arena_block *b = m->now;
  while (b && b->next) {
    b = b->next;
    b->at = 0;
    if (b->size >= n)
      return b;
  }
  size_t size = b ? b->size : FIRST_BLOCK / 2;
  do
    size *= 2;
  while (size < n);
  arena_block *fresh = block_new(size);
  if (b)
    b->next = fresh;
  else
    m->first = fresh;
  return fresh;
}

void *arena_raw(arena *m, size_t n) {
  n = (n + ALIGN - 1) / ALIGN * ALIGN;
  if (n > m->cap || m->used > m->cap - n) {
    if (m->full)
      longjmp(*m->full, 1);
    fputs("dragoman: an article needs more memory than its limit\n", stderr);
    exit(3);
  }
  if (!m->now || m->now->size - m->now->at < n)
    m->now = next_block(m, n);
  void *p = m->now->data + m->now->at;
  m->now->at += n;
  m->used += n;
  return p;
}

void *arena_alloc(arena *m, size_t n) {
  return n ? memset(arena_raw(m, n), 0, n) : arena_raw(m, 1);
}

str arena_copy(arena *m, str s) {
  if (!s.len)
    return (str){"", 0};
  return (str){memcpy(arena_raw(m, s.len), s.p, s.len), s.len};
}
