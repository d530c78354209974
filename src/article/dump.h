#ifndef ARTICLE_DUMP_H
#define ARTICLE_DUMP_H

// Columns of the record as text, for people and for tests.
//
// Trees come out as CoNLL-U. A frame is one line:
//
//   hold: past negated light; subj Norland, obj talks, prep with Sudland+; root
//   talks: noun past negated, carried by hold; …; comp of said that
//
// predicate, what it is; its roles, `*` for one that stands elsewhere in the
// sentence, `+` for one that hangs on the object; its place: how it hangs, on
// which predicate, after which marker.

#include "article/article.h"
#include "base/buf.h"

// Sentence s as CoNLL-U with its comment lines and the empty line behind it.
void dump_tree(buf *out, const article *a, uint32_t s);

// The frames of sentence s, in the order of their predicates. Linear in the
// article's frames.
void dump_frames(buf *out, const article *a, uint32_t s);

// One frame as a line, without the line's end.
void dump_frame(buf *out, const article *a, uint32_t f);

#endif
