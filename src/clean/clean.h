#ifndef CLEAN_CLEAN_H
#define CLEAN_CLEAN_H

// Page -> title, byline, dates, dateline, body; chrome kept as removed spans.
//
// Reads   page
// Adds    article.raw, text, title_len, dateline, dateline_day, map, removed,
//         meta (all but id's default and text_hash)
//
// Text that is given as clean (DGM_CLEAN, DGM_SENTENCE) is the article's text
// as it stands. Of a text dump and of HTML the text is title, blank line, body,
// paragraphs separated by blank lines; every block that is left out becomes a
// removed span with its reason.

#include "article/article.h"
#include "codebook/codebook.h"
#include "ingest/page.h"

// Fills an empty article whose arena is set. DGM_EFORMAT: not UTF-8, a NUL
// byte, or no text; DGM_ELIMIT: larger than PAGE_MAX. `err` may be NULL.
dgm_status clean_page(article *a, const codebook *cb, const page *p,
                      dgm_error *err);

#endif
