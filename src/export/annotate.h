#ifndef EXPORT_ANNOTATE_H
#define EXPORT_ANNOTATE_H

// What the text refers to, as one JSON object (design, section 4): mentions
// with clusters, dates, places, quotes, quantities, names.

#include "article/article.h"
#include "base/buf.h"
#include "codebook/codebook.h"

// Appends a line for the article, which must have been understood. The arena
// of the article is used for names.
void export_annotation(buf *out, article *a, const codebook *cb);

#endif
