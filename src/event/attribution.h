#ifndef EVENT_ATTRIBUTION_H
#define EVENT_ATTRIBUTION_H

// According to whom: the chain of speakers from whom the outlet has an event.
//
// Reads   article.events, quotes, frames, mentions
// Adds    events: speeches, scare; article.speeches
//
// An event has a link for each quotation and reported clause around its
// trigger, outermost first. A word of saying that is the trigger itself adds
// none: the outlet reports the act. What somebody is accused of is claimed by
// the accuser, what is denied is denied by the one who denies.

#include "article/article.h"
#include "codebook/codebook.h"

void attribution_find(article *a, const codebook *cb);

#endif
