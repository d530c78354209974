#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

// What a store leaves out of events: names of private persons, and with
// --no-text all words of the page. Ids, anchors, codes and offsets stay.

#include "article/article.h"
#include "codebook/codebook.h"
#include "pipeline/view.h"

// Takes away name and words of persons whom the codebook does not know and who
// are not called by an office or title (victims, suspects, witnesses): they are
// coded by sector.
void private_unname(view *v, article *a, const codebook *cb);

// Takes away every word of the page that an event quotes.
void private_no_words(view *v, arena *m);

#endif
