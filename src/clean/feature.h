#ifndef CLEAN_FEATURE_H
#define CLEAN_FEATURE_H

// What the classifier sees of a block: a set of yes-or-no features.
//
// The training script reads them from here (train/lines.py, by way of
// line_features), so that both see the same.

#include "clean/block.h"
#include "codebook/line.h"

// Most features of one block; it has about 25.
enum { FEATURE_MAX = 64 };

typedef struct {
  uint32_t n;
  uint8_t ids[FEATURE_MAX];
  uint8_t words;          // bucket
  uint8_t reason;         // chrome_reason of a whole line or its beginning
  bool firm;              // chrome for sure, wherever it stands
  bool sentence;          // a whole sentence that speaks to nobody
  bool stop;              // ends with a full stop or the like
  bool prose;             // enough words, and function words among them
  bool shout;             // capitals only
  bool stamp;             // has a month's name or a year, and is short
  bool caption;           // HTML: alone in a box with a picture, no full stop
  bool pointer;           // HTML: all link and in capitals: to another page
  bool apart;             // HTML: in a region that is none of the article's
  bool main;              // HTML: looks as most of the page's prose does
  bool twin;              // its words stand in another block too
  uint32_t n_words, mark; // words; hash of the words, for repetitions
  uint32_t look; // HTML: the same where boxes have the same tags and classes
} line_view;

// One view a block, in m. Linear but for repetitions (hashed).
line_view *features_find(const blocks *b, const chrome *words);

#endif
