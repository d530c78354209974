// Repetition: "every Monday", "each year", "on Fridays", "twice a week",
// "every first Monday of the month", "daily".

#include "mention/date_read.h"
#include "segment/chars.h"

// "every two weeks", "every other day", "every day", "every morning".
static uint32_t read_every(const dater *d, uint32_t at, reading *r) {
  int value;
  uint32_t next = at + 1;
  if (date_name(d, next, DATE_WEEKDAY, &value)) {
    value_set_weekday(&r->x, value);
    if (date_form(d, next + 1, DATE_DAY_PART, &value)) {
      value_set_part(&r->x, value);
      next++;
    }
    return next + 1;
  }
  if (date_name(d, next, DATE_MONTH, &value)) {
    value_set_month(&r->x, value);
    return next + 1;
  }
  if (date_form(d, next, DATE_DAY_PART, &value)) {
    value_set_part(&r->x, value);
    return next + 1;
  }
  if (date_form(d, next, DATE_SEASON, &value)) {
    value_set_season(&r->x, value);
    return next + 1;
  }
  bool other = date_is(d, next, DATE_OTHER);
  number n = {.value = other ? 2 : 1, .end = next + other};
  if (n.end < d->end && number_read(&d->q, n.end, d->end, &n) && n.vague)
    return at;
  const form_row *row =
      n.end < d->end ? form_at(&d->w, n.end, DATE_UNIT) : NULL;
  if (!row)
    return at;
  double times = n.value * (row->high > 1 ? row->high : 1);
  value_set(&r->x, (date_unit)(int)row->value,
            (int)(times < 1000 ? times : 1000));
  return n.end + 1;
}

// "twice a week", "three times a year", "once every two years".
static uint32_t read_times(const dater *d, uint32_t at, reading *r) {
  number n;
  int unit;
  uint32_t next = at + date_words(d, at, DATE_TIMES, NULL);
  if (next == at) {
    if (!number_read(&d->q, at, d->end, &n))
      return at;
    next = n.end + date_words(d, n.end, DATE_TIMES, NULL);
    if (next == n.end)
      return at;
  }
  if (date_is(d, next, DATE_EVERY)) {
    uint32_t end = read_every(d, next, r);
    return end > next ? end : at;
  }
  bool per = date_is(d, next, DATE_PER) ||
             (next < d->end && form_is(&d->q, next, QUANTITY_ARTICLE));
  if (!per || !date_form(d, next + 1, DATE_UNIT, &unit))
    return at;
  value_set(&r->x, (date_unit)unit, 1);
  return next + 2;
}

// "every first Monday of the month", "the first Monday of every month".
static uint32_t read_nth_of_every(const dater *d, uint32_t at, reading *r) {
  int weekday, unit;
  uint32_t from = at + (date_is(d, at, DATE_EVERY) || date_is(d, at, DATE_THE));
  if (from >= d->end ||
      !(form_is(&d->q, from, QUANTITY_ORDINAL) || date_is(d, from, DATE_FINAL)))
    return at;
  bool named = date_form(d, from + 1, DATE_WEEKDAY, &weekday);
  if ((!named && !date_is(d, from + 1, DATE_UNIT)) ||
      !date_is(d, from + 2, DATE_OF))
    return at;
  uint32_t next = from + 3;
  bool every = date_is(d, next, DATE_EVERY);
  if ((!every && !(date_is(d, at, DATE_EVERY) && date_is(d, next, DATE_THE))) ||
      !date_form(d, next + 1, DATE_UNIT, &unit))
    return at;
  if (named)
    value_set_weekday(&r->x, weekday);
  else
    value_set(&r->x, (date_unit)unit, 1);
  return next + 2;
}

uint32_t read_set(const dater *d, uint32_t at, reading *r) {
  int unit;
  // "The Daily Star" is a paper.
  bool name = at + 1 < d->end && char_is_upper(token_text(d->a, at), 0) &&
              char_is_upper(token_text(d->a, at + 1), 0);
  if (!name && date_form(d, at, DATE_SET, &unit)) {
    value_set(&r->x, (date_unit)unit, 1);
    return at + 1;
  }
  if (date_name(d, at, DATE_WEEKDAYS, &unit)) {
    value_set_weekday(&r->x, unit);
    return at + 1;
  }
  uint32_t end = read_nth_of_every(d, at, r);
  if (end == at && date_is(d, at, DATE_EVERY))
    end = read_every(d, at, r);
  return end == at ? read_times(d, at, r) : end;
}
