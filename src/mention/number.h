#ifndef MENTION_NUMBER_H
#define MENTION_NUMBER_H

// Numbers in words and digits: "12", "1,200", "2.5 million", "twenty-one", "a
// hundred and five", "dozens", "tens of thousands", "half a million".

#include "mention/form.h"

typedef struct {
  double value, low, high; // of a vague number: value is the lower end
  uint32_t end;            // token behind it
  bool vague;              // dozens, several
  bool digits;             // begins with a numeral
} number;

// Reads the number that begins with token `at`; false when there is none,
// and then *out is as it was.
// f scans quantities.tsv.
bool number_read(const form_scan *f, uint32_t at, uint32_t end, number *out);

// The value of a numeral token ("1,200", "3.5"); false for other tokens.
bool number_digits(str word, double *out);

#endif
