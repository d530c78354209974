#ifndef EVENT_CONTEXT_H
#define EVENT_CONTEXT_H

// In which fields of life an event happens: PLOVER's contexts.
//
// Reads   article.tokens, sentences, events
// Changes events: contexts
//
// The forms stand in words/contexts.tsv. Those of the event's sentence and the
// one before it count, of forms inside one another the longest only; rules and
// codes add their own (emit.c).

#include "article/article.h"
#include "codebook/codebook.h"

void contexts_find(article *a, const codebook *cb);

// The contexts of each sentence by its own words, as bits; [sentences.n], in
// the article's arena.
uint64_t *contexts_of_sentences(article *a, const codebook *cb);

#endif
