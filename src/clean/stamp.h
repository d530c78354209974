#ifndef CLEAN_STAMP_H
#define CLEAN_STAMP_H

// Dates as pages stamp them: "21 November 2023", "Nov. 21st, 2023",
// "2023-11-21T10:00", "21.11.2023". A day that could be read in two ways
// (03/04/2023) is not read.

#include "base/date.h"
#include "codebook/chrome.h"

typedef struct {
  day when; // NO_DAY where none
  uint32_t beg, end;
} stamp;

// The first whole date in s. m is scratch.
stamp stamp_find(const chrome *words, arena *m, str s);

// Day and month without a year, as in datelines; the year is the one that puts
// it nearest to `near`. NO_DAY when near is.
stamp stamp_in_year(const chrome *words, arena *m, str s, day near);

#endif
