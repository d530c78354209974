#ifndef CLEAN_KEEP_H
#define CLEAN_KEEP_H

// Which blocks of a page are kept: the classifier's sequence, and what it
// cannot know from a few features of a line.

#include "clean/feature.h"

// One byte a block, in b's arena: 1 for the article. `body` is the article's
// text in the page's data, empty where they have none. Linear.
uint8_t *keep_blocks(const blocks *b, const line_view *views,
                     const line_weights *weights, str body);

#endif
