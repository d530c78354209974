#ifndef CLEAN_BLOCK_H
#define CLEAN_BLOCK_H

// A page as a list of blocks: the lines of a text dump, or the runs of text
// between block tags of HTML, each with the bytes of the page it came from.
//
// Blocks are what the classifier keeps or removes. Their text stands in one
// buffer, white space made single spaces, entities decoded; `runs` lead from
// the buffer back to the page.

#include "article/article.h"
#include "codebook/chrome.h"

// A page of more is none: the longest of 960 pages of development has 1,552
// lines. What a line and its boxes are known by takes some 700 bytes, so the
// largest page needs some 100 MB and four times its text.
enum { BLOCKS_MOST = 1 << 17, BOXES_MOST = 1 << 18 };

enum { APART_COMMENT = 1, APART_OTHER };

// A block element of HTML with what it holds. Parents come before children;
// box 0 is the page.
typedef struct {
  uint32_t parent;
  uint32_t own, kinds;    // BOX_… of its tag and classes; with its ancestors'
  uint32_t points;        // prose inside, by the weights in feature_box.c
  uint32_t score;         // the same, nearest first
  uint32_t bytes, linked; // text inside, and how much of it in links
  uint32_t blocks, pictures; // inside
  uint32_t mark;             // hash of its tag and the letters of its classes
  uint32_t headlines;        // elements h1 inside
  bool classed;              // its classes have letters
  uint8_t apart;             // APART_…: is or stands in a region that is none
                             // of the article's, whatever stands in it
  uint8_t best; // 2: is or is in the box with most prose; 1: in the one above
} box;

typedef struct {
  span at;      // bytes of blocks.text
  span raw;     // bytes of the page, from first to last
  uint32_t run; // its first one in blocks.runs
  uint32_t n_runs;
  uint32_t box;    // innermost block element; 0 for text
  uint32_t linked; // bytes of its text inside links
  bool gap;        // text: a blank line stands above
  bool pictured;   // HTML: a picture stands right above
} block;

typedef struct {
  arena *m;
  str raw;
  char *text; // room for raw.len bytes
  uint32_t len;
  VEC(block) list;
  VEC(text_run) runs; // from text to raw
  VEC(box) boxes;
  bool html;
  bool full;  // BLOCKS_MOST or BOXES_MOST was reached; the rest is not read
  block open; // the block that grows
} blocks;

void blocks_init(blocks *b, arena *m, str raw);

// Appends bytes [raw, raw+n) of the page to the open block as they stand.
void blocks_put(blocks *b, uint32_t raw, uint32_t n);

// Appends a character that stands for the n bytes at raw.
void blocks_put_cp(blocks *b, uint32_t raw, uint32_t n, uint32_t cp);

// Appends a space unless one stands there or the block is empty.
void blocks_space(blocks *b);

// Closes the open block; an empty one vanishes.
void blocks_end(blocks *b);

static inline str block_text(const blocks *b, uint32_t i) {
  span at = b->list.at[i].at;
  return (str){b->text + at.beg, at.end - at.beg};
}

// The lines of a text dump. Lines that were wrapped at a fixed width become one
// block a paragraph. Linear.
void blocks_from_text(blocks *b);

// The blocks of a page of HTML; scripts, styles, forms' insides and what is
// hidden are left out. Linear; nested tags cost at most 512 levels.
void blocks_from_html(blocks *b, const chrome *words);

// The blocks of what a page of HTML has in its scripts' data alone; none where
// they hold no prose. Linear.
void blocks_from_data(blocks *b, const chrome *words);

#endif
