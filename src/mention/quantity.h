#ifndef MENTION_QUANTITY_H
#define MENTION_QUANTITY_H

// Amounts: how many of what.
//
// Reads   article.tokens, sentences (with trees where parsed), dates
// Adds    article.quantities, in text order, never overlapping
//
// A number is kept when it counts something: a noun, money, per cent, or people
// that a verb of dying, detaining or fleeing tells of ("killing 12"). What it
// counts gives the class, and the verb above that noun may refine it ("12
// soldiers were killed" are dead). Words and classes: words/quantities.tsv.
//
// Known limits: numbers spread over a clause ("killed 12 and wounded 30 more
// soldiers") are classed each by its own verb or noun only.

// "At least 12" has no high: NO_HIGH, printed as null. "Up to 300" has low 0.

#include "article/article.h"
#include "codebook/codebook.h"

// Finds all amounts. Cannot fail. Linear in tokens. Call after dates_find, so
// that the numbers of dates are not counted.
void quantities_find(article *a, const codebook *cb);

// The same with only the tables asked for; words may be NULL (no units).
void quantities_find_with(article *a, const form_tables *tables,
                          const lexicon *words);

// The name of quantity.of ("dead").
str quantity_class_name(const codebook *cb, uint32_t of);

#endif
