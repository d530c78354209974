#include "clean/stamp.h"
#include "base/utf8.h"

enum {
  MOST_TOKENS = 64, // of a line that is searched; stamps are short
  FIRST_YEAR = 1970,
  LAST_YEAR = 2099,
};

typedef struct {
  uint32_t beg, end;
  int32_t number; // -1: a word
  uint32_t digits;
  int32_t month; // 1 to 12, 0: none
} token_read;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 128;
}

// A number; an ordinal's letters ("21st") belong to it.
static token_read read_number(str s, uint32_t i) {
  token_read t = {.beg = i};
  for (; i < s.len && is_digit(s.p[i]); i++)
    if (++t.digits <= 8)
      t.number = t.number * 10 + (s.p[i] - '0');
  uint32_t word = i;
  while (word < s.len && is_letter(s.p[word]))
    word++;
  t.end = word - i == 2 ? word : i;
  return t;
}

static token_read read_word(const chrome *words, arena *m, str s, uint32_t i) {
  token_read t = {.beg = i, .number = -1};
  while (i < s.len && is_letter(s.p[i]))
    i++;
  t.end = i;
  page_entry e = chrome_word(words, utf8_fold(m, str_slice(s, t.beg, i)));
  t.month = e.uses & PAGE_MONTH ? e.value : 0;
  return t;
}

static uint32_t read_tokens(const chrome *words, arena *m, str s,
                            token_read *t) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.len && n < MOST_TOKENS;) {
    if (is_digit(s.p[i]))
      t[n++] = read_number(s, i);
    else if (is_letter(s.p[i]))
      t[n++] = read_word(words, m, s, i);
    else {
      i++;
      continue;
    }
    i = t[n - 1].end;
  }
  return n;
}

static day make(int32_t y, int32_t m, int32_t d) {
  if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 ||
      d > month_days(y, m))
    return NO_DAY;
  return day_of(y, m, d);
}

static bool is_year(const token_read *t) {
  return t->digits == 4;
}

static bool is_dom(const token_read *t) {
  return t->digits == 1 || t->digits == 2;
}

// Three numbers joined by one sign: year first, or day and month with a year.
static day read_numbers(str s, const token_read *t) {
  char a = s.p[t[0].end], b = s.p[t[1].end];
  bool joined = t[1].beg == t[0].end + 1 && t[2].beg == t[1].end + 1 && a == b;
  if (!joined || !strchr("-/.", a) || !is_dom(&t[1]))
    return NO_DAY;
  if (is_year(&t[0]) && t[2].digits)
    return make(t[0].number, t[1].number, t[2].number);
  if (!is_dom(&t[0]) || !is_year(&t[2]))
    return NO_DAY;
  if (t[0].number > 12 || a == '.')
    return make(t[2].number, t[1].number, t[0].number);
  return t[1].number > 12 || t[0].number == t[1].number
             ? make(t[2].number, t[0].number, t[1].number)
             : NO_DAY;
}

// The day beside a month's name, before or behind it; *last is its token.
static int32_t day_beside(const token_read *t, uint32_t n, uint32_t i,
                          uint32_t *first, uint32_t *last) {
  *first = *last = i;
  if (i + 1 < n && is_dom(&t[i + 1]) && t[i + 1].number) {
    *last = i + 1;
    return t[i + 1].number;
  }
  // "21 November", "21st of November"
  for (uint32_t back = 1; back <= 2 && back <= i; back++)
    if (is_dom(&t[i - back]) &&
        (back == 1 || t[i - 1].end - t[i - 1].beg == 2)) {
      *first = i - back;
      return t[i - back].number;
    }
  return 0;
}

stamp stamp_find(const chrome *words, arena *m, str s) {
  token_read t[MOST_TOKENS];
  uint32_t n = read_tokens(words, m, s, t), first, last;
  for (uint32_t i = 0; i < n; i++) {
    day d = NO_DAY;
    first = last = i;
    if (t[i].digits && i + 2 < n && t[i + 1].digits && t[i + 2].digits) {
      d = read_numbers(s, &t[i]);
      last = i + 2;
    } else if (t[i].month) {
      int32_t dom = day_beside(t, n, i, &first, &last);
      // A day behind the month may be the hour behind a day before it.
      if (dom && last + 1 < n && is_year(&t[last + 1]))
        d = make(t[++last].number, t[i].month, dom);
    }
    if (d != NO_DAY)
      return (stamp){d, t[first].beg, t[last].end};
  }
  return (stamp){.when = NO_DAY};
}

static day nearest_year(int32_t month, int32_t dom, day near) {
  int y, m, d;
  day best = NO_DAY;
  day_split(near, &y, &m, &d);
  for (int32_t year = y - 1; year <= y + 1; year++) {
    day try = make(year, month, dom);
    if (try != NO_DAY &&
        (best == NO_DAY || (try > near ? try - near : near - try) <
                               (best > near ? best - near : near - best)))
      best = try;
  }
  return best;
}

stamp stamp_in_year(const chrome *words, arena *m, str s, day near) {
  token_read t[MOST_TOKENS];
  uint32_t n = read_tokens(words, m, s, t), first, last;
  for (uint32_t i = 0; i < n; i++) {
    int32_t dom = t[i].month ? day_beside(t, n, i, &first, &last) : 0;
    if (dom)
      return (stamp){near == NO_DAY ? NO_DAY
                                    : nearest_year(t[i].month, dom, near),
                     t[first].beg, t[last].end};
  }
  return (stamp){.when = NO_DAY};
}
