#ifndef EXPORT_EXPLAIN_H
#define EXPORT_EXPLAIN_H

// How an article was read, sentence by sentence, for people at a terminal.

#include "article/article.h"
#include "base/buf.h"
#include "codebook/codebook.h"

typedef struct {
  bool colour;
  bool trees; // with trees and frames
} explain_style;

// Each sentence with its tree, frames, events and rejects. The article must
// have been coded; names are made in its arena.
void export_explanation(buf *out, article *a, const codebook *cb,
                        explain_style style);

// The line of a rule's file that made the event, which has a rule: read again,
// as it is what an analyst would edit. Nothing where the file is gone.
void explain_rule_line(buf *out, const codebook *cb, const event *e);

#endif
