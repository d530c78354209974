#ifndef CODEBOOK_SEGMENT_WORDS_H
#define CODEBOOK_SEGMENT_WORDS_H

// What a language's writing habits are: abbreviations, clitics, words that are
// written together, words that like to begin a sentence. words/segment.tsv.

#include "base/map.h"
#include "base/vec.h"
#include "codebook/table.h"

// Kinds of a form; a form may be of several. ORDER SEGMENT_KIND: names in
// segment_words.c
enum {
  SEGMENT_TITLE = 1,      // "gen.": a name follows, never ends a sentence
  SEGMENT_ABBREV = 2,     // "inc.": may end one
  SEGMENT_NUMBERED = 4,   // "no.": an abbreviation only before a number
  SEGMENT_CLITIC = 8,     // "n't", "'s": a word of its own at a word's end
  SEGMENT_SPLIT = 16,     // "can|not": two words written as one
  SEGMENT_PREFIX = 32,    // "anti": its hyphen does not split
  SEGMENT_UNIT = 64,      // "km": splits off its number ("5km")
  SEGMENT_WHOLE = 128,    // "'em", ":)": stays one token
  SEGMENT_STARTER = 256,  // "the": with a capital it begins a sentence
  SEGMENT_SAY = 512,      // "said": a question in quotes goes on before it
  SEGMENT_CAPITAL = 1024, // the form counts only when written with a capital
};

typedef struct {
  map forms; // lower case, straight quotes -> row
  VEC(uint32_t) kinds;
  VEC(uint32_t) cuts; // SEGMENT_SPLIT: bytes of the first word
} segment_words;

// Is the file words/segment.tsv of some language?
bool segment_words_reads(str name);

// Adds the file's rows; wrong rows are reported and left out.
void segment_words_read(segment_words *w, arena *m, const source_file *file,
                        reporter *errors);

// Kinds of a form in lower case, 0 when it is not listed. Constant time.
uint32_t segment_words_kinds(const segment_words *w, str form);

// Bytes of the first word of a SEGMENT_SPLIT form.
uint32_t segment_words_cut(const segment_words *w, str form);

#endif
