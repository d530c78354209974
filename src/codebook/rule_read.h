#ifndef CODEBOOK_RULE_READ_H
#define CODEBOOK_RULE_READ_H

// Reads a .rules file: heads, frame lines, examples.

#include "codebook/rule.h"

// Adds the file's rules. Every error is reported with its line and column;
// the line is left out and reading goes on.
void rule_read_file(rules *r, lexicon *x, const source_file *file,
                    uint32_t folder, reporter *errors);

#endif
