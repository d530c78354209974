#ifndef CODEBOOK_LEXICON_H
#define CODEBOOK_LEXICON_H

// The codebook's words: every lemma that some table or rule mentions has a
// number, and belongs to any number of classes (words/classes.tsv).
//
// Rules, frames and mentions compare these numbers, never text. Filled while
// the codebook loads, read-only afterwards.

#include "base/map.h"
#include "base/vec.h"

#define NO_CLASS UINT32_MAX

typedef struct {
  str text;      // folded lemma; words of a multi-word entry have a space
  uint32_t verb; // word it is derived from ("cancellation": cancel), or
                 // NO_VALUE
  uint32_t first_class, n_classes; // slice of lexicon.of_word
} lexicon_word;

typedef struct {
  arena *m;
  map by_text, class_by_name;
  VEC(lexicon_word) words;
  VEC(str) class_names;
  VEC(uint64_t) nested;   // class << 32 | class whose members it takes
  VEC(uint64_t) pairs;    // word << 32 | class, while loading
  VEC(uint32_t) of_word;  // classes by word, after lexicon_close
  VEC(uint32_t) members;  // words by class, after lexicon_close
  uint32_t *first_member; // by class: where its members begin
} lexicon;

// Loading: adds (or finds) a word, a class, a membership, a derivation. The
// text is folded (utf8_fold) by the caller's choice of words: tables are.
uint32_t lexicon_add(lexicon *x, str word);
// A further spelling of a word ("defense" of "defence"); false when the form
// stands in the lexicon already.
bool lexicon_alias(lexicon *x, str form, uint32_t word);
uint32_t lexicon_add_class(lexicon *x, str name);
void lexicon_put(lexicon *x, uint32_t word, uint32_t class_id);
void lexicon_nest(lexicon *x, uint32_t class_id, uint32_t below);
void lexicon_derive(lexicon *x, uint32_t noun, uint32_t verb);
// Spreads nested classes and sorts; call after loading. May be called again
// after more of it.
void lexicon_close(lexicon *x);

// NO_VALUE when the codebook does not know the word. Constant time.
uint32_t lexicon_find(const lexicon *x, str word);
uint32_t lexicon_class(const lexicon *x, str name); // NO_CLASS if none

// Does the word belong to the class? A word has few classes: linear in them.
bool lexicon_in(const lexicon *x, uint32_t word, uint32_t class_id);

// Words of a class, in the order of their numbers.
const uint32_t *lexicon_members(const lexicon *x, uint32_t class_id,
                                uint32_t *n);

str lexicon_text(const lexicon *x, uint32_t word);

// The verb a noun is derived from, or NO_VALUE.
uint32_t lexicon_verb(const lexicon *x, uint32_t word);

#endif
