#ifndef CLEAN_JUDGE_H
#define CLEAN_JUDGE_H

// Which blocks of a page are the article?
//
// A linear model over the features of a block and its neighbours says how much
// speaks for each; the best sequence, in which every change between article and
// chrome has its price, decides (Viterbi over two states). Whole numbers: the
// same answer everywhere.

#include "clean/feature.h"

// One byte a block, in m: 1 for the article. `evidence`, what else speaks for
// each, may be NULL. Linear.
uint8_t *judge_blocks(const blocks *b, const line_view *views,
                      const line_weights *weights, const int32_t *evidence);

#endif
