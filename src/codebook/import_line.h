#ifndef CODEBOOK_IMPORT_LINE_H
#define CODEBOOK_IMPORT_LINE_H

// What the readers of dictionaries share: lines, phrases, codes.

#include "base/date.h"
#include "codebook/import.h"

typedef struct {
  importer *d;
  const source_file *file;
  str rest;
  str text;      // the line without its comment, white space at the end gone
  uint32_t line; // from 1
  bool comment;  // inside <!-- … -->
} import_reader;

// The next line that says something; false at the end.
bool import_next(import_reader *r);

// Reports byte `at` of the line, which should be a part of r->text.
void import_error(const import_reader *r, const char *at, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));

// Words of a dictionary ("PRIME_MINISTER_") as ours: small letters, blanks.
// Borrowed from the arena; empty where there are none.
str import_phrase(importer *d, str text);

// Has the phrase words, and no byte that means something in a rule's line?
bool import_words_plain(str phrase);

// The phrase as a rule's line says it: a word, "<several words>", and both for
// a word with a hyphen, which the text may have as one word or as more.
void import_words(buf *out, str phrase);

// Takes "[…]" off the front of *rest, white space before it skipped; false
// where none stands there or it is not closed.
bool import_bracket(str *rest, str *inner);

// A code as it stands in a rule: "040", "075A"; two digits get a zero, one that
// CAMEO does not have gets a row of world/cameo.tsv. Empty after an error was
// reported.
str import_code(const import_reader *r, str text);

// A name that no rule has yet: small letters and digits of `text`, "-" for
// anything else, a number behind it where it is taken.
str import_name(importer *d, map *taken, str text);

// Readers, one a kind.
void import_actors(import_reader *r);
void import_agents(import_reader *r);
void import_verbs(import_reader *r);
void import_discards(import_reader *r);

#endif
