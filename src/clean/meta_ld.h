#ifndef CLEAN_META_LD_H
#define CLEAN_META_LD_H

// JSON-LD of a news page: the object whose @type is an article.

#include "base/arena.h"

typedef struct {
  str title, byline, outlet, section, published, modified;
  str body;   // its text, as far as the page's data have it
  bool found; // an article was found; the first one counts
} ld_article;

// Adds what one script holds; broken JSON adds nothing past its mistake. Nested
// at most 8 deep. Entities in strings are decoded.
void ld_read(ld_article *out, arena *m, str script);

#endif
