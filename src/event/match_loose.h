#ifndef EVENT_MATCH_LOOSE_H
#define EVENT_MATCH_LOOSE_H

// Loose lines: words in their order around a verb (codebook/rule_loose.h).

#include "event/match_part.h"

// Before the first frame: room for the forms of words and for clauses. Nothing
// where the codebook has no loose line.
void loose_open(matcher *m);

// The lexicon's numbers of the forms of sentence s, and their marks
// (match_enter does those of the lemmas).
void loose_enter(matcher *m, uint32_t s);

// As match_pattern, for a loose line.
fit match_loose(matcher *m, const rule_pattern *p, uint32_t f, attempt *out);

// Do the words of the predicate that an entry names stand beside the verb?
bool loose_beside(const matcher *m, const rule_entry *e, uint32_t f);

// Do the words of a run begin at token t?
bool loose_run(const matcher *m, uint32_t t, uint32_t run);

// The number of a token's form as it is written, or NO_WORD.
uint32_t loose_form(const matcher *m, uint32_t t);

#endif
