#ifndef CODEBOOK_PATTERN_TEXT_H
#define CODEBOOK_PATTERN_TEXT_H

// Compiled patterns as text, for people and for tests:
//
//   visit: subj ACTOR, obj RECIPIENT
//   take: subj ACTOR, obj RECIPIENT, prep into custody
//   refuse: subj ACTOR, comp {*} as negated
//
// Parts that may be missing stand in (), those that must not be there after !.

#include "codebook/codebook.h"

// One part: "obj RECIPIENT", "(prep in <city>)".
void pattern_write_part(buf *out, const codebook *cb, const rule_part *part);

// One pattern, without its predicate and without the line's end.
void pattern_write(buf *out, const codebook *cb, const rule_pattern *p);

// All patterns of a rule, a line for each word that they are filed under.
void pattern_write_rule(buf *out, const codebook *cb, uint32_t rule_at);

#endif
