#ifndef CLEAN_FEATURE_PAGE_H
#define CLEAN_FEATURE_PAGE_H

// Features of a block's place in its page; a part of feature.c.

#include "clean/feature.h"

// A paragraph's words count up to here: one long one is no article.
enum { RUN_MOST = 60 };

// Adds them to all views, whose own features stand.
void features_of_page(const blocks *b, line_view *views);

// Marks comments and the like, which are no prose of the page; fills the boxes'
// counts of what stands inside. Before all others.
void boxes_fill(const blocks *b, line_view *views);

// Those of boxes; a part of the above.
void features_of_boxes(const blocks *b, line_view *views);

// The last of n ascending lower bounds that value reaches.
uint32_t bucket(const uint32_t *bounds, uint32_t n, uint32_t value);

void view_add(line_view *v, uint32_t id);

#endif
