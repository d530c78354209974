#include "mention/number.h"

bool number_digits(str word, double *out) {
  char room[32];
  uint32_t n = 0;
  for (uint32_t i = 0; i < word.len && n < sizeof room; i++) {
    char c = word.p[i];
    if (c == ',' && i && i + 3 < word.len)
      continue; // thousands
    if ((c < '0' || c > '9') && !(c == '.' && i && i + 1 < word.len))
      return false;
    room[n++] = c;
  }
  return n && n < sizeof room && str_to_double((str){room, n}, out);
}

static bool is_hyphen(const form_scan *f, uint32_t at, uint32_t end) {
  return at < end && str_eq(f->low[at], S("-"));
}

// "twenty-one", "forty five": a unit behind a multiple of ten.
static uint32_t add_unit(const form_scan *f, uint32_t at, uint32_t end,
                         double *value) {
  uint32_t next = at + is_hyphen(f, at, end);
  const form_row *row = next < end ? form_at(f, next, QUANTITY_ONES) : NULL;
  if (*value < 20 || *value > 90 || !row || row->value < 1 || row->value > 9)
    return at;
  *value += row->value;
  return next + 1;
}

// A numeral or a word up to ninety-nine.
static uint32_t read_small(const form_scan *f, uint32_t at, uint32_t end,
                           double *value) {
  const form_row *row = form_at(f, at, QUANTITY_ONES);
  if (row) {
    *value = row->value;
    return add_unit(f, at + 1, end, value);
  }
  return number_digits(f->low[at], value) ? at + 1 : at;
}

// "a" counts only before a word that multiplies: "a thousand", "a dozen".
static bool article_counts(const form_scan *f, uint32_t at, uint32_t end) {
  if (at + 1 >= end || !form_is(f, at, QUANTITY_ARTICLE))
    return false;
  return form_is(f, at + 1, QUANTITY_HUNDRED) ||
         form_is(f, at + 1, QUANTITY_SCALE);
}

// Multipliers behind a number: "hundred", "thousand", "-million".
static uint32_t read_scales(const form_scan *f, uint32_t at, uint32_t end,
                            double *value, double *scale) {
  for (;;) {
    uint32_t next = at + is_hyphen(f, at, end);
    const form_row *row =
        next < end ? form_at(f, next, QUANTITY_HUNDRED) : NULL;
    if (!row && next < end)
      row = form_at(f, next, QUANTITY_SCALE);
    if (!row)
      return at;
    *value *= row->value;
    *scale = row->value;
    at = next + 1;
  }
}

// "two thousand three hundred and five": groups of falling scale. At most as
// many groups as there are scales.
static bool read_exact(const form_scan *f, uint32_t at, uint32_t end,
                       number *out) {
  double total = 0, above = 1e300;
  uint32_t begin = at;
  for (;;) {
    double value = 1, scale = 1;
    uint32_t from = at;
    if (at > begin && at < end && form_is(f, at, QUANTITY_AND) && above >= 100)
      at++;
    if (at >= end)
      break;
    uint32_t next = article_counts(f, at, end) && at == begin
                        ? at + 1
                        : read_small(f, at, end, &value);
    bool bare = next == at;
    next = read_scales(f, next, end, &value, &scale);
    if (next == at || value >= above || (bare && at > begin)) {
      at = from;
      break;
    }
    total += value;
    above = scale;
    at = next;
    if (scale == 1)
      break;
  }
  *out = (number){.value = total, .low = total, .high = total, .end = at};
  return at > begin;
}

// "tens of thousands": the scales behind "of" multiply both ends.
static void widen(const form_scan *f, uint32_t end, number *out) {
  while (out->end + 1 < end && form_is(f, out->end, QUANTITY_OF)) {
    const form_row *row = form_at(f, out->end + 1, QUANTITY_VAGUE);
    if (!row || row->value < 100) // "dozens of several" is no number
      return;
    // Scaled by the plain word: "thousands" is 2,000 to 9,999 alone.
    double scale = row->value / 2;
    out->value *= scale;
    out->low *= scale;
    out->high = (out->high + 1) * scale - 1;
    out->end += 2;
  }
}

static bool read_vague(const form_scan *f, uint32_t at, uint32_t end,
                       number *out) {
  const form_row *row;
  uint32_t n = form_match(f, at, end, QUANTITY_VAGUE, &row);
  if (!n)
    return false;
  *out = (number){.value = row->value,
                  .low = row->value,
                  .high = row->high,
                  .end = at + n,
                  .vague = true};
  const form_row *scale =
      out->end < end ? form_at(f, out->end, QUANTITY_HUNDRED) : NULL;
  if (!scale && out->end < end)
    scale = form_at(f, out->end, QUANTITY_SCALE);
  if (scale) { // "several hundred"
    out->value *= scale->value;
    out->low *= scale->value;
    out->high = (out->high + 1) * scale->value - 1;
    out->end++;
  }
  widen(f, end, out);
  return true;
}

// "half a million", "a couple (of)".
static bool read_part(const form_scan *f, uint32_t at, uint32_t end,
                      number *out) {
  const form_row *row;
  uint32_t n = form_match(f, at, end, QUANTITY_PAIR, &row);
  if (n) {
    *out = (number){.value = row->value,
                    .low = row->value,
                    .high = row->value,
                    .end = at + n};
    if (out->end < end && form_is(f, out->end, QUANTITY_OF))
      out->end++;
    return true;
  }
  row = form_at(f, at, QUANTITY_HALF);
  if (!row || !read_exact(f, at + 1, end, out) ||
      !form_is(f, out->end - 1, QUANTITY_SCALE))
    return false;
  out->value *= row->value;
  out->low = out->high = out->value;
  return true;
}

bool number_read(const form_scan *f, uint32_t at, uint32_t end, number *out) {
  double value;
  number found;
  if (at >= end)
    return false;
  if (!read_part(f, at, end, &found) && !read_vague(f, at, end, &found) &&
      !read_exact(f, at, end, &found))
    return false;
  *out = found;
  out->digits = number_digits(f->low[at], &value);
  return true;
}
