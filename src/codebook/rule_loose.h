#ifndef CODEBOOK_RULE_LOOSE_H
#define CODEBOOK_RULE_LOOSE_H

// Loose lines: "loose [<military>] rush|speed <border post>".
//
// What TABARI and PETRARCH call a pattern: words that stand in this order on
// both sides of a verb, whatever stands between them. Who acts is the subject,
// who is acted upon whoever else the clause names; where ACTOR or RECIPIENT is
// written, whoever stands at that place. docs/codebook.md is the manual.

#include "codebook/rule_word.h"

// As rule_compile, for a line that begins with "loose".
void rule_compile_loose(compiler *m);

#endif
