#ifndef STORY_GRAM_TABLE_H
#define STORY_GRAM_TABLE_H

// Which documents hold a gram: the postings of the index of copies.
//
// Eight bytes a posting. The table is cut into parts that grow one by one by a
// fifth, so it is never more than a little larger than what is in it. Of a gram
// 40 bits are kept: among 31 million postings (a million documents) a foreign
// gram is taken for a known one once in 30,000 times, and no document is called
// a copy for one gram.

#include "base/str.h"

enum {
  // Most documents that one gram leads to, the first ones: more would all be
  // copies of these, or share a phrase that says nothing.
  POSTINGS_MOST = 32,
};
#define POSTING_COMMON (UINT32_MAX - 1) // instead of documents: weighs nothing

typedef struct gram_table gram_table;

// An empty table; the caller frees. Ends the program when memory does.
gram_table *gram_table_new(void);
void gram_table_free(gram_table *t);

// The documents that hold the gram, at most POSTINGS_MOST, earliest first. For
// a common gram that is one, POSTING_COMMON. Constant time.
uint32_t gram_table_get(const gram_table *t, uint64_t gram,
                        uint32_t out[POSTINGS_MOST]);

// Adds a document; the caller has looked that fewer than POSTINGS_MOST are
// there, that it is none of them, and that the gram is not common.
void gram_table_add(gram_table *t, uint64_t gram, uint32_t document);

// Makes a gram that is there common.
void gram_table_forget(gram_table *t, uint64_t gram);

// Bytes of memory that the table takes.
size_t gram_table_bytes(const gram_table *t);

#endif
