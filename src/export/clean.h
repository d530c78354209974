#ifndef EXPORT_CLEAN_H
#define EXPORT_CLEAN_H

// A cleaned page, as text for people and as JSON for programs.

#include "article/article.h"
#include "base/buf.h"

// Title, blank line, body, and a blank line behind it.
void export_clean_text(buf *out, const article *a);

// One object a line: path, title, byline, outlet, published, date, language,
// body, removed, map.
void export_clean_json(buf *out, const article *a, const char *path);

// Each removed part with its reason.
void export_removed(buf *out, const article *a);

#endif
