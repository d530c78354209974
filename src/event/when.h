#ifndef EVENT_WHEN_H
#define EVENT_WHEN_H

// When it happened, and whether it is news at all.
//
// Reads   article.events, dates, frames, speeches; meta.published_day
// Changes events: date, beg, last, precision, date_from, background
//
// The date is the time expression of the event's own clause, else that of the
// clause it hangs on (up to a word of saying), else the report's day.
// What is history, event/background.h decides.

#include "article/article.h"
#include "codebook/codebook.h"

// The usable time expression of frame f that stands nearest to its predicate.
uint32_t date_of_frame(const article *a, uint32_t f);

// The day of the report, or NO_DAY.
day report_day(const article *a);

void when_decide(article *a, const codebook *cb);

#endif
