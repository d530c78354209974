#ifndef PARSE_NAMES_H
#define PARSE_NAMES_H

// From scores of tags to names of persons, places and organisations.

#include "article/article.h"

// Adds the names of the tokens [first, first + n), n <= NET_PIECE, to a->names:
// the best sequence of tags in which a name's further words follow its first
// (Viterbi). scores[n][stride] hold MODEL_NAME_TAGS numbers a word. Linear.
void names_decode(article *a, uint32_t first, uint32_t n, const int16_t *scores,
                  uint32_t stride);

#endif
