#ifndef STORE_RECODE_H
#define STORE_RECODE_H

// Coding again what is stored, after a change of codebook or model.

#include "article/article.h"
#include "store/read.h"
#include "store/write.h"

// The article that a stored document was, on an empty article: text, title,
// dateline and facts, ready for pipeline_understand. Strings are borrowed from
// the document, which must have a text. DGM_EFORMAT: its facts are damaged.
dgm_status recode_article(article *a, const document *d, dgm_error *err);

// The next document behind `row` that another run than `run` has coded and that
// has a text; *found false at the end. Its events, family and rejects are not
// read.
dgm_status recode_next(store *s, arena *m, str run, int64_t row, document *out,
                       bool *found, dgm_error *err);

// Replaces what is known of a document by a new coding: its old events stay,
// marked, and its place among copies and stories too.
dgm_status recode_write(store_writer *w, int64_t row, const record_document *d,
                        dgm_error *err);

#endif
