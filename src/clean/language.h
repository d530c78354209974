#ifndef CLEAN_LANGUAGE_H
#define CLEAN_LANGUAGE_H

// In which language is a text? By the share of words that are frequent in each
// language of world/languages.tsv.
//
// Short texts without any such word (headlines) are given the benefit of the
// doubt: the first row's language. Text mostly in a script that no row knows,
// or of which another language knows more words, is not.

#include "codebook/chrome.h"

// ISO 639-1, or "und"; borrowed from the codebook. Looks at the first 300
// words. m is scratch.
str language_of(const chrome *words, arena *m, str text);

#endif
