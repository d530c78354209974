#ifndef MENTION_DATE_VALUE_H
#define MENTION_DATE_VALUE_H

// Days and TIMEX3 values of time expressions, once their words are understood.

#include "article/article.h"
#include "codebook/form_table.h"

// The month before or after a month counted from year 0: *year and *month
// (1 to 12) of the sum.
void month_shift(int *year, int *month, int by);

// Fill type, precision, days and value. Days are NO_DAY where `d` is.
void value_day(timex *x, day d);
void value_week(timex *x, day d);    // the ISO week of d
void value_weekend(timex *x, day d); // of that week
void value_month(timex *x, int year, int month);
void value_quarter(timex *x, int year, int quarter); // 1 to 4
void value_half(timex *x, int year, int half);       // 1, 2
void value_half_of(timex *x, int half); // of a month or year that x is
// The year that begins with this month of the year before; 0: keeps the days.
void value_fiscal(timex *x, int year, int month);
// Its first month in the north; the southern season is half a year off.
void value_season(timex *x, int year, int month, bool south);
void value_year(timex *x, int year);
void value_decade(timex *x, int year);  // any year of it
void value_century(timex *x, int year); // any year of it

// The unit that lies `by` units from the one of `today` (NO_DAY: days unknown):
// last week is UNIT_WEEK -1.
void value_shift(timex *x, day today, date_unit unit, int by);

// A duration: n units; n < 0: some. "P3D", "PXY", "PT2H".
void value_duration(timex *x, date_unit unit, double n);

// A reference without a day: "PAST_REF" -1, "PRESENT_REF" 0, "FUTURE_REF" 1.
void value_ref(timex *x, int which);

// Repetition: every n units; every weekday.
void value_set(timex *x, date_unit unit, int n);
void value_set_weekday(timex *x, int weekday);
void value_set_month(timex *x, int month);
void value_set_season(timex *x, int month);
void value_set_part(timex *x, int part); // a part of every day, or of x's

// Adds a part of the day (0 morning … 5 dawn) or a clock time to a day.
void value_part(timex *x, int part);
void value_clock(timex *x, int hour, int minute);

// Cuts the days to their first, middle or last third: 0, 1, 2.
void value_third(timex *x, int which);

#endif
