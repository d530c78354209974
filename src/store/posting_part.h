#ifndef STORE_POSTING_PART_H
#define STORE_POSTING_PART_H

// How postings lie in the file, for the files that read and write them. A part
// is sorted and never changed but by deletion. Its leaves have up to LEAF
// entries, the keys first and the rows behind, little-endian; the part's row
// has the first key of each leaf ("fences").

#include "store/posting.h"

enum {
  LEAF = 672,       // entries that fit into a page of 8 KB
  KEY_BYTES = 8,    // of an entry
  ENTRY_BYTES = 12, // its key and its row
  PART_BITS = 24,   // a leaf's id is its part's times 2^24 and its number
  FAN = 8,          // parts of one level that are merged into one of the next
};

struct posting_part {
  int64_t id, entries, level;
  uint64_t *fences; // heap
  uint32_t n_leaves, leaf;
  uint32_t n, at;       // entries of the leaf; where in it
  bool loaded;          // the leaf is in `bytes`
  unsigned char *bytes; // heap
};

static inline uint64_t posting_get(const unsigned char *p, uint32_t bytes) {
  uint64_t v = 0;
  for (uint32_t k = bytes; k-- > 0;)
    v = v << 8 | p[k];
  return v;
}

static inline void posting_put(unsigned char *p, uint64_t v, uint32_t bytes) {
  for (uint32_t k = 0; k < bytes; k++, v >>= 8)
    p[k] = (unsigned char)v;
}

// Of entry i of a leaf, and of a leaf of n entries.
static inline uint64_t posting_get_key(const unsigned char *leaf, uint32_t i) {
  return posting_get(leaf + i * KEY_BYTES, KEY_BYTES);
}

static inline uint32_t posting_get_row(const unsigned char *leaf, uint32_t n,
                                       uint32_t i) {
  return (uint32_t)posting_get(leaf + n * KEY_BYTES + i * 4, 4);
}

// The parts of a kind, those of one level after another; level -1: of all.
dgm_status posting_parts_read(posting_cursor *c, posting_kind kind,
                              int64_t level, dgm_error *err);

// The leaf of that number, into p->bytes.
dgm_status posting_leaf_load(posting_cursor *c, posting_part *p, uint32_t leaf,
                             dgm_error *err);

// The first leaf that may have an entry >= key.
uint32_t posting_leaf_of(const posting_part *p, uint64_t key);

#endif
