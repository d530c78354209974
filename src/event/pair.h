#ifndef EVENT_PAIR_H
#define EVENT_PAIR_H

// Two parties and what the typer sees of them.
//
// Features follow a study of event typing without a transformer: predicates on
// the path between the parties with their objects, prepositions, voice, tense,
// modality and negation; predicates above; what the rules say of the pair; for
// which types rules list the words between the two, and their classes; and mean
// word vectors of eleven groups of words. Names are left out: who acts says
// nothing about what is done.

#include "article/article.h"
#include "codebook/codebook.h"
#include "model/typer.h"

typedef struct {
  uint32_t actor, recipient; // tokens; one of them may be NO_TOKEN
} pair;

// Fills *out. Reads tokens, frames, mentions and the events that rules have
// found. Cannot fail; linear in the sentence's tokens and frames.
void pair_features(const article *a, const codebook *cb, const typer *t, pair p,
                   typer_input *out);

// The frame in which something is told of the two: that of the word where their
// branches of the tree meet, or of the nearest above it; where that only says
// something, the next below it towards the recipient. NO_FRAME where there is
// none.
uint32_t pair_frame(const article *a, const codebook *cb, pair p);

// The type as which a deed of the two is coded, by the columns of
// world/events.tsv: "will send aid" AGREE, "will not free them" REJECT. `type`
// is a row of types; what is not to come stays as it is.
uint32_t pair_fold(const article *a, const codebook *cb, pair p, uint32_t type);

// The head word of the bytes of `at`: the token in it whose head stands
// outside. NO_TOKEN where no token stands there.
uint32_t pair_head(const article *a, span at);

#endif
