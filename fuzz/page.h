#ifndef FUZZ_PAGE_H
#define FUZZ_PAGE_H

#include "ingest/page.h"

// Cleans a page and ends the program when the article does not fit it: spans
// outside of the page, or a map that does not lead to the same bytes.
void fuzz_clean(const page *p, arena *m);

#endif
