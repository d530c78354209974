#ifndef CLEAN_EVIDENCE_H
#define CLEAN_EVIDENCE_H

// What a page's own data (articleBody of JSON-LD) say of its blocks.
//
// The data have the words without the page's markup; the page has the bytes
// that spans lead back to. So the data do not replace the page's text: they
// tell which of its blocks are the article.

#include "clean/feature.h"

// Thousandths of a nat for each block, in b's arena, to be added to the
// classifier's; NULL where `body` says nothing: it is short, another text, or
// (only for what it does not have) the beginning of the article alone. `kept`
// is what the classifier keeps without. Linear.
int32_t *evidence_find(const blocks *b, const line_view *views,
                       const uint8_t *kept, str body);

#endif
