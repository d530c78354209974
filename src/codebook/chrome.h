#ifndef CODEBOOK_CHROME_H
#define CODEBOOK_CHROME_H

// What the cleaner asks about words, tags and lines: data, so that another
// language or another fashion of pages is a change of files.
//
//   <language>/words/chrome.tsv  words of page chrome, and what they belong to
//   <language>/words/page.tsv    function words, months, words of bylines
//   world/html.tsv               tags and class names, and what they hold
//   world/languages.tsv          what tells languages apart
//   world/lines.tsv              weights of the line classifier

#include "base/map.h"
#include "base/vec.h"
#include "codebook/chrome_kind.h"
#include "codebook/languages.h"
#include "codebook/line.h"

typedef struct {
  uint8_t where;  // CHROME_LINE | …
  uint8_t reason; // chrome_reason
} chrome_pattern;

typedef struct {
  uint16_t uses; // page_word
  int16_t value;
} page_entry;

typedef struct {
  map patterns, words, tags, classes;
  map openers; // first words of patterns
  VEC(chrome_pattern) pattern_rows;
  VEC(page_entry) word_rows;
  VEC(uint32_t) tag_rows, class_rows; // BOX_…
  language_table languages;
  line_weights lines;
} chrome;

// Does chrome_read know a file of this name?
bool chrome_reads(str name);

// Adds a file's rows; reports bad ones. `m` keeps the tables.
void chrome_read(chrome *c, arena *m, const source_file *file,
                 reporter *errors);

// The form in which words are compared: folded, only letters and digits, one
// space between words, apostrophes gone ("Don't  Miss:" is "dont miss").
str chrome_normal(arena *m, str s);

// Lookups, in constant time. Words and patterns are folded, words of a pattern
// separated by one space.
bool chrome_opens(const chrome *c, str word);           // some pattern
chrome_pattern chrome_find(const chrome *c, str words); // where 0: none
page_entry chrome_word(const chrome *c, str word);      // uses 0: none
uint32_t chrome_tag(const chrome *c, str tag);          // BOX_…, 0: none
uint32_t chrome_class(const chrome *c, str word);

str chrome_reason_name(chrome_reason r);

#endif
