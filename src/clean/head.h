#ifndef CLEAN_HEAD_H
#define CLEAN_HEAD_H

// Which blocks are the article's title, byline and date.

#include "clean/feature.h"
#include "clean/stamp.h"

#define NO_BLOCK UINT32_MAX

typedef struct {
  const blocks *b;
  const line_view *views;
  const uint8_t *kept; // of judge_blocks
  const chrome *words;
  uint32_t first; // first block of the body, or b->list.n
} head_view;

// The first kept block of prose, else the first kept one, else the number of
// blocks.
uint32_t head_first(const blocks *b, const line_view *views,
                    const uint8_t *kept);

// The block that is the title, or NO_BLOCK. `known` is what the page's metadata
// or its reader call it, empty where nothing does.
uint32_t head_title(const head_view *h, str known);

// Bytes of blocks.text that name the writers, empty where none.
span head_byline(const head_view *h, uint32_t title);

// Day of publication from lines that stand apart from the body; *modified gets
// that of a later change. NO_DAY where none.
day head_published(const head_view *h, day *modified);

// Place and day at the beginning of the body's first paragraph ("BELGRADE, Nov
// 21 (Agency) - "): bytes of s, empty where there is none.
span head_dateline(const chrome *words, arena *m, str s);

#endif
