#ifndef CLEAN_META_H
#define CLEAN_META_H

// What a page of HTML says of itself: JSON-LD, meta elements, links, time
// elements.

#include "base/arena.h"
#include "base/date.h"

// Slices live in m or the page; p == NULL: not said.
typedef struct {
  str title, byline, outlet, section, canonical, language;
  str published, modified; // as written
  str time;                // of the first time element
  str body;                // the article's text in JSON-LD
} page_meta;

// Reads all of them; of several sources the more reliable wins. Linear.
page_meta meta_read(arena *m, str html);

// The day in a URL's path ("/2023/11/21/"), or NO_DAY.
day meta_url_day(str url);

#endif
