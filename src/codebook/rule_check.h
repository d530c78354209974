#ifndef CODEBOOK_RULE_CHECK_H
#define CODEBOOK_RULE_CHECK_H

// What a codebook that loads may still be told: rules that tie, examples that
// are missing, classes that nobody names.

#include "codebook/codebook.h"

typedef struct {
  uint32_t rules, patterns, examples;
  uint32_t ties, bare, idle; // rule pairs, rules without a "+" and a "-",
                             // classes without a rule
} rule_review;

// Writes one line a finding, in the order of the files.
void rules_review(rule_review *out, buf *report, const codebook *cb);

#endif
