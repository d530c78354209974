#ifndef BATCH_CODEBOOK_TEST_H
#define BATCH_CODEBOOK_TEST_H

// Runs the examples that stand under the codebook's rules.
//
// A "+" sentence must give the events that stand behind "=>", the first of them
// by its own rule, and no other event but what these hold as content. A "-"
// sentence must give no event by its own rule; what else is said of it must
// hold too. docs/codebook.md has the notation.

#include "article/article.h"
#include "codebook/codebook.h"
#include "model/model.h"

typedef struct {
  uint32_t rules, examples, failed;
} codebook_tally;

// Codes the examples of the rules whose name begins with, or whose own name
// is, `filter` ("" all, "CONSULT", "CONSULT/visit", "visit"); writes each
// failure to `report` with its file and line, what was expected and what came
// out. Slow: a few thousand sentences a second.
void codebook_test(codebook_tally *out, buf *report, const codebook *cb,
                   const model *m, str filter);

// Codes an example as a sentence of its own, stand-ins read for invented names;
// an empty article where that fails. Resets the arena.
void codebook_test_code(article *a, arena *mem, const codebook *cb,
                        const model *m, str text);

// Is the sentence coded as `expected` says? Writes what is wrong to `report`.
// `by` is the rule it is an example of, or NO_RULE. For tests of the manual.
bool codebook_test_one(buf *report, const codebook *cb, const model *m,
                       str text, str expected, bool must, uint32_t by);

#endif
