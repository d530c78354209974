#ifndef SEGMENT_WORD_H
#define SEGMENT_WORD_H

// Where a word ends: which marks inside of it do not split it.

#include "codebook/segment_words.h"

// Forms longer than this are in no list: the longest there has 12 bytes.
enum { FORM_MAX = 32 };

// s in lower case with plain apostrophes; out has FORM_MAX bytes. Empty for
// forms that are longer.
str word_form(char *out, str s);

// The end of the word that begins at `beg`, a letter or digit, within the
// chunk [.., end): thousands, decimals, times, dates, "AT&T", "U.S", "O'Brien",
// "anti-war", "713-853-3989" are one word, "long-term" ends before its hyphen.
uint32_t word_end(str text, uint32_t beg, uint32_t end,
                  const segment_words *words);

// The end of a link, an e-mail address or a handle that begins at `beg`, or
// `beg` when there is none.
uint32_t word_link_end(str text, uint32_t beg, uint32_t end);

#endif
