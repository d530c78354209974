#ifndef EXPORT_WHY_H
#define EXPORT_WHY_H

// Why an event is one, for programs: its sentence as a tree, the line of the
// rule, and the words that stand where the rule asks.

#include "article/article.h"
#include "base/buf.h"
#include "codebook/codebook.h"
#include "pipeline/view.h"

// {"sentence":{"span","text"},"tree":[{"form","lemma","upos","head","deprel",
// "span"}],"rule":{"name","file","line","text"}|null,"parts":[{"part","span"}],
// "confidence","notes":[]}. Heads count from 1 within the sentence, 0 is the
// root. `v` is the article's view; i an event of it. Reads the rule's file.
void export_why(buf *out, const article *a, const codebook *cb, const view *v,
                uint32_t i);

// May the role stand where the part of a rule asks?
bool why_fits(const codebook *cb, const rule_part *part, const role *r);

// The words of a role: the whole mention, else the one word.
span why_words(const article *a, const role *r);

#endif
