#ifndef SEGMENT_END_H
#define SEGMENT_END_H

// Where sentences end: which stops are ends, among the tokens of a stretch.

#include "article/article.h"
#include "codebook/segment_words.h"

// The end of the sentence that begins with token `first`: the token behind its
// last one, at most `end`, where the stretch ends. Cannot fail.
uint32_t sentence_end(const article *a, const segment_words *words,
                      uint32_t first, uint32_t end);

#endif
