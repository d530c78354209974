// Dates in digits alone: "2023-11-21", "21/11/2023", "9/11", "2022/23".

#include "mention/date_read.h"

// Three numbers with one mark between them: -, / or a dot.
static bool three_numbers(str s, int n[3], char *mark) {
  *mark = 0;
  for (int i = 0; i < 3; i++) {
    uint32_t len;
    if (!date_number(s, &n[i], &len) || (i < 2 && len == s.len))
      return false;
    if (i < 2 && (!strchr("-/.", s.p[len]) || (*mark && s.p[len] != *mark)))
      return false;
    *mark = i < 2 ? s.p[len] : *mark;
    s = str_slice(s, len + (i < 2), s.len);
  }
  return !s.len;
}

static bool exists(int year, int month, int dom) {
  return year >= 1000 && year <= 2999 && month >= 1 && month <= 12 &&
         dom >= 1 && dom <= month_days(year, month);
}

// "03/05/2023" whose order nothing tells: all that is sure is that it is one of
// two days, so the days run from the one to the other.
static void set_either(reading *r, int year, int x, int y) {
  day one = day_of(year, x, y), other = day_of(year, y, x);
  value_year(&r->x, year);
  r->x.beg = one < other ? one : other;
  r->x.last = one < other ? other : one;
  r->x.precision = PRECISION_RANGE;
}

// "9/11" and its like: a day that stands for itself.
static uint32_t read_named(const dater *d, uint32_t at, reading *r) {
  int all;
  if (!date_form(d, at, DATE_NAMED, &all))
    return at;
  value_day(&r->x, day_of(all / 10000, all / 100 % 100, all % 100));
  return at + 1;
}

// "2022/23", "1914-18": from year to year.
static uint32_t read_year_pair(const dater *d, uint32_t at, reading *r) {
  int year, second;
  uint32_t len, end = at + 1;
  str s = d->w.low[at], rest;
  if (!date_number(s, &year, &len) || len != 4 || year < 1900 || year > 2100)
    return at;
  if (s.len == 7 && s.p[4] == '/') {
    rest = str_slice(s, 5, 7);
  } else if (s.len == 4 && date_is(d, at + 1, DATE_DASH) && at + 2 < d->end) {
    rest = d->w.low[at + 2];
    end = at + 3;
  } else {
    return at;
  }
  if (rest.len != 2 || !date_number(rest, &second, &len) || len != 2)
    return at;
  int next = year / 100 * 100 + second;
  next += next <= year ? 100 : 0;
  // A slash joins two years that follow each other; a dash any of a century.
  if (next - year > (s.len == 7 ? 1 : 60))
    return at;
  value_year(&r->x, year);
  r->x.last = day_of(next, 12, 31);
  r->x.precision = PRECISION_RANGE;
  return end;
}

// "2023-11-18T14:05", which comes as 2023 - 11 - 18T14:05.
static uint32_t read_stamp(const dater *d, uint32_t at, reading *r) {
  int year, month, dom, hour, minute;
  uint32_t len;
  if (at + 4 >= d->end || !date_year(d, at, &year) ||
      !date_is(d, at + 1, DATE_DASH) ||
      !date_number(d->w.low[at + 2], &month, &len) ||
      !date_is(d, at + 3, DATE_DASH))
    return at;
  str s = d->w.low[at + 4]; // "18t14:05:00z"
  if (s.len < 8 || s.p[2] != 't' || s.p[5] != ':' ||
      !date_number(str_slice(s, 0, 2), &dom, &len) ||
      !date_number(str_slice(s, 3, 5), &hour, &len) ||
      !date_number(str_slice(s, 6, 8), &minute, &len) ||
      !exists(year, month, dom))
    return at;
  value_day(&r->x, day_of(year, month, dom));
  value_clock(&r->x, hour, minute);
  return at + 5;
}

uint32_t read_digits(const dater *d, uint32_t at, reading *r) {
  int n[3];
  char mark;
  uint32_t end = read_named(d, at, r);
  if (end == at)
    end = read_stamp(d, at, r);
  if (end == at)
    end = read_year_pair(d, at, r);
  if (end > at || !three_numbers(d->w.low[at], n, &mark))
    return end;
  bool year_first = n[0] > 31;
  int year = year_first ? n[0] : n[2];
  if (year < 100 && !year_first) // two digits: this century or the last
    year += year < 70 ? 2000 : 1900;
  int x = year_first ? n[1] : n[0], y = year_first ? n[2] : n[1];
  bool day_first = !year_first && (x > 12 || mark == '.' ||
                                   (y <= 12 && d->order == ORDER_DAY_FIRST));
  int month = day_first ? y : x, dom = day_first ? x : y;
  if (!exists(year, month, dom))
    return at;
  if (!year_first && !day_first && dom <= 12 && dom != month &&
      d->order == ORDER_UNKNOWN) {
    set_either(r, year, month, dom);
    return at + 1;
  }
  *r = (reading){.year = year, .month = month, .dom = dom};
  value_day(&r->x, day_of(year, month, dom));
  return at + 1;
}

// The last label of the host of a URL: "uk".
static str top_domain(str url) {
  str rest = url, at = str_cut(&rest, ':');
  if (str_starts(rest, S("//")))
    rest = str_slice(rest, 2, rest.len);
  else
    rest = at;
  str host = str_cut(&rest, '/'), label = host;
  for (str all = host; all.p;)
    label = str_cut(&all, '.');
  return label;
}

date_order date_order_of(const article *a, const form_scan *w) {
  for (uint32_t t = 0; t < a->tokens.n; t++) {
    int n[3];
    char mark;
    if (w->low[t].len < 8 || w->low[t].p[0] > '9' ||
        !three_numbers(w->low[t], n, &mark) || mark != '/' || n[0] > 31)
      continue;
    if (n[0] > 12 && n[1] <= 12)
      return ORDER_DAY_FIRST;
    if (n[1] > 12 && n[0] <= 12)
      return ORDER_MONTH_FIRST;
  }
  str top = top_domain(a->meta.url);
  if (!top.len)
    return ORDER_UNKNOWN;
  if (form_find(w->table, top, DATE_MONTH_FIRST))
    return ORDER_MONTH_FIRST;
  return form_find(w->table, top, DATE_DAY_FIRST) ? ORDER_DAY_FIRST
                                                  : ORDER_UNKNOWN;
}
