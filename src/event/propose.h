#ifndef EVENT_PROPOSE_H
#define EVENT_PROPOSE_H

// Events that no rule knows, proposed by the typer.
//
// Reads   article.events and rejects of the rules, frames, roles, mentions
// Adds    article.events without rule (NO_RULE): type, general CAMEO code,
//         actor, recipient, factuality, confidence
// Drops   the rejects of triggers that no rule fitted and that got an event
//
// A candidate is a frame whose subject is an actor and one of whose other
// roles is, or owns what it names, another one; pairs of which a rule tells
// something in the sentence are left alone.

#include "codebook/codebook.h"
#include "model/typer.h"

#include "article/article.h"
#include "event/pair.h"

typedef struct {
  uint32_t frame;
  uint32_t actor, recipient; // mentions
} candidate;

typedef VEC(candidate) candidates;

// Adds to *out, in the article's arena, every pair that is worth asking about,
// sentence by sentence. Rules have matched before. Linear as below.
void events_candidates(article *a, const codebook *cb, candidates *out);

pair candidate_pair(const article *a, candidate c);

// `t` may be NULL: nothing is proposed. Cannot fail. Linear in frames for
// sentences of bounded length.
void events_propose(article *a, const codebook *cb, const typer *t);

#endif
