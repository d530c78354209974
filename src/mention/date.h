#ifndef MENTION_DATE_H
#define MENTION_DATE_H

// Time expressions and the days they mean.
//
// Reads   article.tokens, sentences, deps where parsed, meta.published_day,
//         dateline_day
// Adds    article.dates, in text order, never overlapping
//
// The words stand in words/dates.tsv. Expressions are read as TIMEX3 does:
// without the preposition before them, their value as an ISO string. The days
// are what events ask for, and know the preposition: "since 1999" has no end.
// A weekday or month is the nearest one before the text's day, or after it
// where its clause speaks of the future.
//
// Known limits: "two days later" counts from the last date in the text, not
// from the event it follows; centuries have no days; slashed dates whose order
// cannot be told are read month first.

#include "article/article.h"
#include "codebook/codebook.h"

// Finds all time expressions. Cannot fail. Linear in tokens.
void dates_find(article *a, const codebook *cb);

// The day from which "yesterday" counts: the dateline's, where it agrees with
// the publication day to a week, else the publication day; or NO_DAY.
day date_today(const article *a);

// The same with only the tables asked for.
void dates_find_with(article *a, const form_tables *tables);

#endif
