#ifndef MENTION_DATE_READ_H
#define MENTION_DATE_READ_H

// What the files that read time expressions share; for no one else.

#include "mention/date_value.h"
#include "mention/form.h"

typedef struct {
  article *a;
  form_scan w;         // dates.tsv; of "mid-March" the form is "march"
  form_scan q;         // quantities.tsv
  day today;           // from which "yesterday" counts, or NO_DAY
  day before;          // the last day that the text named, or NO_DAY
  uint32_t first, end; // tokens of the sentence
  uint8_t *joined;     // by token: 1 + third of "mid-" in "mid-March", else 0
} dater;

// A time expression while it is read.
typedef struct {
  timex x;
  int year, month, dom; // as far as the text names them, else 0
  bool no_year;         // a day or month whose year was guessed
} reading;

// Each reads the expression that begins with token `at`; returns the token
// behind it, or `at` when there is none.
uint32_t read_absolute(const dater *d, uint32_t at, reading *r);
uint32_t read_relative(const dater *d, uint32_t at, reading *r);
uint32_t read_weekday(const dater *d, uint32_t at, reading *r);

// Fills the day or month of r again for another year.
void reading_set_year(reading *r, int year);

// What the clause of token t speaks of: -1 the past, 1 the future, 0 unknown.
int date_tense(const dater *d, uint32_t t);

// The value of a form of this kind at the token; false where it is none.
bool date_form(const dater *d, uint32_t at, date_kind kind, int *value);
// The same for forms that are written with a capital.
bool date_name(const dater *d, uint32_t at, date_kind kind, int *value);
bool date_is(const dater *d, uint32_t at, date_kind kind);
bool date_is_mark(const dater *d, uint32_t at, char mark);

#endif
