#ifndef CODEBOOK_NAMES_LOAD_H
#define CODEBOOK_NAMES_LOAD_H

// What the files that fill `names` share; for no one else.

#include "codebook/names.h"

// The sectors of a cell as a bit set; unknown ones are reported.
uint32_t load_sectors(const names *n, const table *t, uint32_t cell);

// A day, "YYYY-MM" or "YYYY"; `last` asks for the last day of that time.
// NO_DAY where the cell is empty, or after reporting that it is none.
day load_day(const table *t, uint32_t cell, bool last);

// en/actors.tsv (names_actor.c).
void names_read_actors(names *n, table *t);

// en/words/pronouns.tsv and en/words/reference.tsv (names_words.c).
void names_read_pronouns(names *n, table *t);
void names_read_duties(names *n, table *t);
void names_close_words(names *n); // once no more words are added

// Orders people by the office they held (names_code.c).
void names_sort_holders(names *n);

#endif
