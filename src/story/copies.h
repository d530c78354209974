#ifndef STORY_COPIES_H
#define STORY_COPIES_H

// Which earlier document is this one a copy of? The rules, with their measured
// precision and recall, are in docs/stories.md.
//
// One thread, documents in input order. About 400 bytes of memory a document of
// 500 words. What is asked of a text is its grams; the text itself is not kept.

#include "base/date.h"
#include "story/gram.h"

#define NO_DOCUMENT UINT32_MAX

typedef struct copies copies;

typedef struct {
  gram_list grams;
  uint64_t outlet; // hash of who published it; 0: unknown
  day published;   // NO_DAY: unknown
} copies_document;

typedef struct {
  uint32_t document;    // its number, from 0 in the order of adding
  uint32_t copy_of;     // number of the earliest that it shares text with, or
                        // NO_DOCUMENT
  uint32_t family;      // first document of its chain of copies; its own number
  uint32_t containment; // share of the smaller text that both have, thousandths
} copies_answer;

// An empty index; the caller frees.
copies *copies_new(void);
void copies_free(copies *c);

// Answers for a document and adds it to the index. At most UINT32_MAX - 3
// documents. Cannot fail; time is linear in its grams.
copies_answer copies_add(copies *c, arena *m, const copies_document *d);

// Bytes of memory that the index takes.
size_t copies_bytes(const copies *c);

#endif
