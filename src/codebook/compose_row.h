#ifndef CODEBOOK_COMPOSE_ROW_H
#define CODEBOOK_COMPOSE_ROW_H

// Rows of world/content.tsv and world/compose.tsv; compose.h asks them.

#include "codebook/scheme.h"

// Code and mode by content: world/content.tsv.
typedef struct {
  uint32_t type, content; // outer type; inner type, or NO_TYPE
  str prefix;             // of the inner CAMEO code, "" for any
  uint32_t code;          // row of scheme.codes
} content_code;

// How codes compose: world/compose.tsv. Of two ranked codes the higher one
// counts; `deed` is what a code without a rank gives within this one.
typedef enum { DEED_OUTER, DEED_INNER, DEED_CONTENT } compose_deed;
typedef struct {
  str root; // beginning of the codes
  uint32_t rank;
  compose_deed deed;
} compose_rank;

#endif
