#ifndef EVENT_MATCH_H
#define EVENT_MATCH_H

// Rules over frames: what was done by whom to whom.
//
// Reads   article.frames, roles, mentions, tokens
// Adds    article.events (frame, rule, type, codes, modes, contexts, actors,
//         recipients, content_of, effect, confidence), article.rejects, lists
//
// A frame whose predicate some rule lists is a trigger: it becomes one event,
// or one reject with the reason. Of the patterns that fit a frame the one that
// explains most wins: most parts that are there, then most sides named, then
// most specific words, then the order of the files.

#include "article/article.h"
#include "codebook/codebook.h"

// Cannot fail. Linear in frames; what a frame costs depends on the patterns of
// its predicate, not on the size of the codebook.
void events_match(article *a, const codebook *cb);

#endif
