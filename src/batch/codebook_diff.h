#ifndef BATCH_CODEBOOK_DIFF_H
#define BATCH_CODEBOOK_DIFF_H

// What an edit of a codebook does to the events of a corpus.
//
// Two coders have coded the same document. Events are the same where their
// anchor is (design: a hash of the sentence's words and the trigger), so that
// one that only got another type or other parties is changed, not lost and
// gained.

#include "base/buf.h"
#include <dragoman.h>

typedef struct {
  uint64_t gained, lost, changed, same; // events
  uint64_t documents, touched;          // all; those with a difference
} diff_tally;

typedef struct {
  const dgm_coder *before, *after;
  const char *name; // of the document, NUL-terminated
  bool html;
} diff_pair;

// Appends the differences of one document, nothing where there are none, and
// adds them to *t.
void codebook_diff(buf *out, diff_tally *t, const diff_pair *p);

// Beginning and end of the page or the text around them. The end has the
// totals. `before` and `after` name the codebooks.
void codebook_diff_head(buf *out, const char *before, const char *after,
                        bool html);
void codebook_diff_foot(buf *out, const diff_tally *t, bool html);

#endif
