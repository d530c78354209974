#ifndef EVENT_WHEN_H
#define EVENT_WHEN_H

// When it happened, and whether it is news at all.
//
// Reads   article.events, dates, frames, speeches; meta.published_day
// Changes events: date, beg, last, precision, date_from, background
//
// The date is the time expression of the event's own clause, else that of the
// clause it hangs on (up to a word of saying), else the report's day.
// Background is what the text tells as past to its own story: a date before the
// report's week, a past perfect of the narrator, a word such as "previously".

#include "article/article.h"
#include "codebook/codebook.h"

void when_decide(article *a, const codebook *cb);

#endif
