#ifndef CLEAN_LANGUAGE_H
#define CLEAN_LANGUAGE_H

// In which language is a text?
//
// First by its script: a language that is alone with its script needs no more.
// Among those that share one, by the letters in threes of their words, and by
// words that are frequent in each, both from world/languages.tsv. The first
// row's language is the one that is coded: another one has to lead clearly,
// since headlines are mostly names; a long text that fits no row is "und".

#include "codebook/chrome.h"

// ISO 639-1, or "und"; borrowed from the codebook. Looks at the first 300
// words. m is scratch.
str language_of(const chrome *words, arena *m, str text);

#endif
