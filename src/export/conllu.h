#ifndef EXPORT_CONLLU_H
#define EXPORT_CONLLU_H

// Sentences as CoNLL-U: universaldependencies.org/format.html.

#include "article/article.h"
#include "base/buf.h"

// Appends all sentences of the article. Columns that no stage has filled are
// "_"; multiword tokens get their range line; `# newdoc id` and `# newpar`
// stand where a document and a paragraph begin. Cannot fail.
void conllu_write(buf *out, const article *a);

#endif
