#ifndef BASE_DATE_H
#define BASE_DATE_H

// Calendar days as numbers: days since 1970-01-01 in the proleptic Gregorian
// calendar. Method: H. Hinnant, "chrono-compatible low-level date algorithms".

#include "base/str.h"

typedef int32_t day;
#define NO_DAY INT32_MIN

day day_of(int year, int month, int dom);
void day_split(day d, int *year, int *month, int *dom);

// 0 Monday … 6 Sunday.
int day_weekday(day d);

// Days of a month, 28 to 31.
int month_days(int year, int month);

// Reads YYYY-MM-DD (more may follow, as in a time stamp); NO_DAY when s does
// not begin with a date that exists.
day day_read(str s);

// Writes YYYY-MM-DD and a NUL; years outside 0 to 9999 are cut to them.
void day_write(char out[11], day d);

#endif
