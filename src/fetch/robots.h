#ifndef FETCH_ROBOTS_H
#define FETCH_ROBOTS_H

// robots.txt (RFC 9309): may we fetch this path?
//
// The rules of the group that names us, else of the group "*". The longest
// pattern that fits decides, Allow before Disallow among equals; * stands for
// anything, $ at the end for the end. Crawl-delay is honoured.

#include "base/str.h"

enum {
  // RFC 9309 asks for at least 500 KB; what follows is not read.
  ROBOTS_BYTES = 500 << 10,
  DELAY_MOST_S = 60, // a longer Crawl-delay is taken for this
};

// `path` begins with '/' and has its query. Linear in the file times the
// pattern's stars.
bool robots_allow(str file, const char *agent, str path);

// Seconds between two requests that the file asks for, 0 where none.
uint32_t robots_delay(str file, const char *agent);

#endif
