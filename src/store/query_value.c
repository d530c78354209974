// Values: days, numbers and names of which there are only a few.

#include "store/query_part.h"

// ORDER FACTUALITY, ORDER DATE_PRECISION: numbers of event.h and mention.h
static const char *const factualities[] = {"actual", "planned", "hypothetical",
                                           "negated"};
static const char *const kinds[] = {"own", "claimed", "denied"};
static const char *const precisions[] = {"day",  "week",  "month", "quarter",
                                         "year", "range", "open"};
static const char *const verdicts[] = {"none", "accept", "correct", "reject",
                                       "any"};

#define NAMES(key, list)                                                       \
  case key:                                                                    \
    *n = sizeof list / sizeof list[0];                                         \
    return list

const char *const *query_values(query_key key, uint32_t *n) {
  switch (key) {
    NAMES(KEY_FACTUALITY, factualities);
    NAMES(KEY_KIND, kinds);
    NAMES(KEY_DATE_PRECISION, precisions);
    NAMES(KEY_REVIEW, verdicts);
  default:
    *n = 0;
    return NULL;
  }
}

span query_span(const query *q, str part) {
  uint32_t beg = part.p ? (uint32_t)(part.p - q->text.p) : q->text.len;
  return (span){beg, beg + part.len};
}

static bool read_number(str *s, uint32_t digits, int *out) {
  *out = 0;
  if (s->len < digits)
    return false;
  for (uint32_t i = 0; i < digits; i++) {
    if (s->p[i] < '0' || s->p[i] > '9')
      return false;
    *out = *out * 10 + (s->p[i] - '0');
  }
  *s = str_slice(*s, digits, s->len);
  return true;
}

static bool read_dash(str *s) {
  if (!s->len || s->p[0] != '-')
    return false;
  *s = str_slice(*s, 1, s->len);
  return true;
}

// A year, month or day as [beg, end).
static bool read_days(str s, day *beg, day *end) {
  int year, month, dom;
  if (!read_number(&s, 4, &year))
    return false;
  if (!s.len) {
    *beg = day_of(year, 1, 1);
    *end = day_of(year + 1, 1, 1);
    return true;
  }
  if (!read_dash(&s) || !read_number(&s, 2, &month) || month < 1 || month > 12)
    return false;
  if (!s.len) {
    *beg = day_of(year, month, 1);
    *end = *beg + month_days(year, month);
    return true;
  }
  if (!read_dash(&s) || !read_number(&s, 2, &dom) || s.len || dom < 1 ||
      dom > month_days(year, month))
    return false;
  *beg = day_of(year, month, dom);
  *end = *beg + 1;
  return true;
}

static dgm_status wrong(query *q, str part, dgm_error *err, const char *what) {
  q->wrong = query_span(q, part);
  return error_set(err, DGM_EFORMAT, "'%.*s': %s", (int)part.len, part.p, what);
}

static dgm_status read_name(query *q, query_key key, query_value *v,
                            dgm_error *err) {
  uint32_t n;
  char what[160] = "must be one of";
  const char *const *names = query_values(key, &n);
  for (uint32_t i = 0; i < n; i++)
    if (str_eq(v->text, str_of(names[i]))) {
      v->number = i;
      return DGM_OK;
    }
  for (uint32_t i = 0; i < n; i++) {
    strcat(what, i ? i + 1 < n ? ", " : " or " : " "); // names are ours, short
    strcat(what, names[i]);
  }
  return wrong(q, v->text, err, what);
}

static dgm_status read_decimal(query *q, query_value *v, int32_t unit,
                               const char *what, dgm_error *err) {
  double x;
  if (!str_to_double(v->text, &x) || x > 1e9 || x < -1e9)
    return wrong(q, v->text, err, what);
  v->number = (int64_t)(x * unit + (x < 0 ? -0.5 : 0.5));
  return DGM_OK;
}

static bool is_hex(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
      return false;
  return s.len > 0 && s.len <= 32;
}

dgm_status query_value_read(query *q, const query_term *t, query_value *v,
                            dgm_error *err) {
  uint32_t n;
  if (query_values(t->key, &n))
    return read_name(q, t->key, v, err);
  switch (t->key) {
  case KEY_AFTER:
  case KEY_BEFORE:
  case KEY_ON:
  case KEY_KNOWN:
    if (read_days(v->text, &v->beg, &v->end))
      return DGM_OK;
    return wrong(q, v->text, err,
                 "is no day; write 2023, 2023-11 or 2023-11-21");
  case KEY_SCORE:
    return read_decimal(q, v, 10, "is no number from -10 to 10", err);
  case KEY_CONFIDENCE:
    return read_decimal(q, v, 100, "is no number from 0 to 1", err);
  case KEY_SOURCES:
    return read_decimal(q, v, 1, "is no number", err);
  case KEY_QUAD:
    if (str_to_i64(v->text, &v->number) && v->number >= 1 && v->number <= 4)
      return DGM_OK;
    return wrong(q, v->text, err, "must be 1, 2, 3 or 4");
  case KEY_ID:
  case KEY_STORY:
  case KEY_HAPPENING:
    if (is_hex(v->text) && v->text.len == 32)
      return DGM_OK;
    return wrong(q, v->text, err, "must be 32 hex digits");
  case KEY_RUN:
    if (is_hex(v->text))
      return DGM_OK;
    return wrong(q, v->text, err, "must be hex digits");
  default:
    return DGM_OK;
  }
}
