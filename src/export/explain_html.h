#ifndef EXPORT_EXPLAIN_HTML_H
#define EXPORT_EXPLAIN_HTML_H

// How an article was read, as one page for a browser: the text with its events,
// speakers, dates, places and quantities marked, each explained on click. The
// page asks no network for anything, and its text may be hostile.

#include "article/article.h"
#include "base/buf.h"
#include "codebook/codebook.h"

// The article must have been coded; names are made in its arena. Linear in
// the text and what was found in it.
void export_explanation_html(buf *out, article *a, const codebook *cb);

#endif
