#ifndef MENTION_DATE_READ_H
#define MENTION_DATE_READ_H

// What the files that read time expressions share; for no one else.

#include "mention/date_value.h"
#include "mention/form.h"
#include "mention/number.h"

// Which number of "03/05/2023" is the day, as far as the article tells.
typedef enum { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } date_order;

// "Two days later" counts from a day, "that month" is a month's or a day's.
typedef enum { TOLD_DAY, TOLD_MONTH, TOLD_YEAR, N_TOLD } date_told;

typedef struct {
  article *a;
  form_scan w;         // dates.tsv; of "mid-March" the form is "march"
  form_scan q;         // quantities.tsv
  day today;           // from which "yesterday" counts, or NO_DAY
  day told[N_TOLD];    // the last day, month, year that the text named: the
                       // first day of each, or NO_DAY
  bool between;        // "between" or "from" stands before the token
  uint32_t first, end; // tokens of the sentence
  uint8_t *joined;     // by token: 1 + third of "mid-" in "mid-March", else 0
  date_order order;
  uint16_t persons; // bits of months that are a person's name in this text
} dater;

// A time expression while it is read.
typedef struct {
  timex x;
  int year, month, dom; // as far as the text names them, else 0
  bool no_year;         // a day or month whose year was guessed
  bool weekday;         // a weekday whose week was guessed
  int third;            // 1 + third that it was cut to, or 0
} reading;

// Each reads the expression that begins with token `at`; returns the token
// behind it, or `at` when there is none.
typedef uint32_t date_reader(const dater *d, uint32_t at, reading *r);
date_reader read_absolute; // days, months, years by their names and numbers
date_reader read_digits;   // 2023-11-21, 03/05/2023, 9/11
date_reader read_nth;      // the third quarter, the first Monday in June
date_reader read_holiday;  // Christmas Eve, Good Friday
date_reader read_weekday;  // Monday, Monday night, Monday next week
date_reader read_day_word; // yesterday, tonight
date_reader read_clock;    // 5 p.m. on Monday, the early hours of Monday
date_reader read_part;     // the part of the day behind a day
date_reader read_which;    // last week, next Monday
date_reader read_relative; // three years ago, the past two days, daily
date_reader read_set;      // every Monday, daily
date_reader read_ago;      // three years ago, two days after Christmas
date_reader read_span;     // the past two days
date_reader read_duration; // three years
date_reader read_period;   // whatever may follow "the end of"
date_reader read_lone_day; // the 15th

// The first of the readers that finds something; r is 0 before each.
uint32_t read_first(date_reader *const readers[], size_t n, const dater *d,
                    uint32_t at, reading *r);

// "3", "3rd": a day of the month.
bool date_dom(const dater *d, uint32_t at, int *dom);
// A year in four digits, 1000 to 2999.
bool date_year(const dater *d, uint32_t at, int *year);
// "2023", "of 2023", "of last year"; the year of today where none is named.
uint32_t date_owner_year(const dater *d, uint32_t at, int *year);
// ", 2023", " last year", "'23" behind a day or month: r->year.
uint32_t date_year_tail(const dater *d, uint32_t at, reading *r);
// "three years", "a fortnight", "over 20 days"; *unit's multiple is in n.
uint32_t date_count(const dater *d, uint32_t at, number *n, int *unit);

// Fills r from its month and day, with a guessed year where it names none.
uint32_t reading_finish(const dater *d, uint32_t at, uint32_t end, reading *r);
// Fills r with a day that is a weekday (NO_DAY: the weekday alone is known).
void reading_weekday(reading *r, day at, int weekday);
// Fills the day or month of r again for another year.
void reading_set_year(reading *r, int year);

// The leading number of s (at most 4 digits) and its length; false: none.
bool date_number(str s, int *value, uint32_t *len);

// The order of day and month in this article: of the dates that can be read one
// way only, else of the country of its web address.
date_order date_order_of(const article *a, const form_scan *w);

// What the text told last that a distance in this unit may count from.
day date_told_for(const dater *d, date_unit unit);

// What the clause of token t speaks of: -1 the past, 1 the future, 0 unknown.
int date_tense(const dater *d, uint32_t t);

// The value of a form of this kind at the token; false where it is none.
bool date_form(const dater *d, uint32_t at, date_kind kind, int *value);
// The same for forms that are written with a capital.
bool date_name(const dater *d, uint32_t at, date_kind kind, int *value);
bool date_is(const dater *d, uint32_t at, date_kind kind);
bool date_is_mark(const dater *d, uint32_t at, char mark);
// Is the month or weekday part of another name, or a person's: "Sunday Times",
// "Black September", "Theresa May", "Women's March"?
bool date_in_name(const dater *d, uint32_t at);
// Months that are somebody's name in this article, as bits: "Theresa May".
uint16_t date_persons(const dater *d);
// How many tokens from `at` on are a form of the kind.
uint32_t date_words(const dater *d, uint32_t at, date_kind kind, int *value);

#endif
