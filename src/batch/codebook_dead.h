#ifndef BATCH_CODEBOOK_DEAD_H
#define BATCH_CODEBOOK_DEAD_H

// Rules that never fire: neither over a corpus nor in their own examples.
//
// A rule fires where it makes an event, where another frame told its event
// already, and where it discards.

#include "article/article.h"
#include "codebook/codebook.h"
#include "model/model.h"

// What fired a rule, as bits.
enum { FIRED_BY_INPUT = 1, FIRED_BY_EXAMPLE = 2 };

// Appends the numbers of the rules that fired in the article, 4 bytes each.
void codebook_fired(buf *out, const article *a);

// Sets bits for the numbers in `fired`; of[rules.all.n].
void codebook_note(uint8_t *of, str fired, uint8_t bit);

// Codes all examples and notes what they fire.
void codebook_note_examples(uint8_t *of, const codebook *cb, const model *m);

// Writes a line for each rule in force that no input fired, and the totals;
// without inputs, for each that its examples do not fire.
void codebook_write_dead(buf *out, const codebook *cb, const uint8_t *of,
                         bool inputs);

#endif
