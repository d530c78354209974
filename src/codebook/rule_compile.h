#ifndef CODEBOOK_RULE_COMPILE_H
#define CODEBOOK_RULE_COMPILE_H

// From a frame line to its patterns.

#include "codebook/rule_word.h"

// Adds the patterns of the line to the rule and files them under the words of
// the predicate; reports what does not make sense.
void rule_compile(compiler *m);

#endif
