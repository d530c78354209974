#ifndef SERVE_PASTE_H
#define SERVE_PASTE_H

// Bodies of requests, which anybody may have written.

#include "base/arena.h"
#include "store/review.h"

enum { PASTE_MOST = 1 << 20 }; // bytes of a pasted text: 300 pages of a book

// {"text","title","published","url","format"}; p == NULL: not given.
typedef struct {
  str text, title, published, url, format;
} paste;

// NULL, or what is wrong. Slices borrow from the body or live in m.
const char *paste_read(paste *out, arena *m, str body);

// {"anchor","event","verdict","type","modes","factuality","note","reviewer"},
// the first three must be there; as above.
const char *paste_review(review *out, arena *m, str body);

#endif
