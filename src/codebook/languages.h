#ifndef CODEBOOK_LANGUAGES_H
#define CODEBOOK_LANGUAGES_H

// What tells languages apart (world/languages.tsv): frequent words, and the
// letters in threes of a sample text. A language is added by adding a row.

#include "base/map.h"
#include "base/vec.h"
#include "codebook/table.h"

enum { LANGUAGES_MOST = 64 }; // bits of a word's row set

typedef struct {
  str code, name, script; // ISO 639-1; as messages say it; ISO 15924
  str words, sample;
  uint32_t n; // threes of letters counted
} language_row;

typedef struct {
  VEC(language_row) rows;
  map words;               // a frequent word: index into word_rows
  VEC(uint64_t) word_rows; // bit i: rows.at[i] has it
  uint64_t *keys;          // open addressing: packed threes, 0: free
  uint32_t *slots;         // their numbers
  uint32_t mask, n_threes;
  uint8_t *counts; // [three][LANGUAGES_MOST], at most 255
} language_table;

void languages_read(language_table *l, arena *m, const source_file *file,
                    reporter *errors);

// Three code points that follow each other in a word, 0 for its borders, as one
// key.
static inline uint64_t language_three(uint32_t a, uint32_t b, uint32_t c) {
  return (uint64_t)a << 42 | (uint64_t)b << 21 | c;
}

// How often each row's text has it; NULL: none has.
const uint8_t *languages_three(const language_table *l, uint64_t three);

// The rows of which a word, in lower case, is a frequent word.
uint64_t languages_word(const language_table *l, str word);

// The script of a letter or of a sign within words (ISO 15924); "" for others.
str language_script(uint32_t cp);

// A language's name for messages, or its code where it has none.
str languages_name(const language_table *l, str code);

#endif
