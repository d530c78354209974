// Datelines: "BELGRADE, Nov 21 (Agency) - ", "ARICA, Chile — ", "Geneva – ".
//
// In front of a dash near the paragraph's beginning stand a place in capitals,
// or one in title case that a dash with spaces sets off; then, at will, more of
// the place, a day, an agency in brackets.

#include "base/utf8.h"
#include "clean/head.h"

enum {
  LONGEST = 90,    // bytes in front of the dash; the longest seen has 61
  MOST_WORDS = 10, // "AL-BAB, northern Syria, Nov. 21, 2023 (Agency)"
  PLAIN_WORDS = 3, // of a place without capitals, day or agency
};

// Bytes of a dash at i, 0 where there is none: a long one, or one or two
// hyphens between spaces.
static uint32_t dash_at(str s, uint32_t i) {
  str rest = str_slice(s, i, s.len);
  if (str_starts(rest, S("\xE2\x80\x93")) ||
      str_starts(rest, S("\xE2\x80\x94")))
    return 3;
  if (!i || s.p[i - 1] != ' ' || !str_starts(rest, S("-")))
    return 0;
  uint32_t n = str_starts(rest, S("--")) ? 2 : 1;
  return n < rest.len && rest.p[n] == ' ' ? n : 0;
}

// Where the first dash stands, or UINT32_MAX.
static uint32_t find_dash(str s) {
  for (uint32_t i = 1; i < s.len && i < LONGEST; i++)
    if (dash_at(s, i))
      return i;
  return UINT32_MAX;
}

typedef struct {
  uint32_t words, low, shouted, stops;
  bool month;
} prefix;

static void count_word(prefix *p, const chrome *words, arena *m, str w) {
  uint32_t at = 0;
  uint32_t cp = utf8_next(w, &at), second = at < w.len ? utf8_next(w, &at) : 0;
  page_entry e = chrome_word(words, utf8_fold(m, w));
  bool month = e.uses & PAGE_MONTH;
  p->words++;
  p->month |= month;
  p->low += !cp_is_upper(cp) && !month;
  p->stops += (e.uses & PAGE_STOP) && !month;
  p->shouted += w.len > 2 && cp_is_upper(cp) && cp_is_upper(second) &&
                cp_is_upper((unsigned char)w.p[w.len - 1] < 128
                                ? (uint32_t)(unsigned char)w.p[w.len - 1]
                                : 'A');
}

// Counts the words of s up to `end`; numbers are none.
static prefix read_prefix(const chrome *words, arena *m, str s, uint32_t end) {
  prefix p = {0};
  for (uint32_t i = 0; i < end;) {
    uint32_t beg = i, stop = i;
    while (i < end) {
      stop = i;
      if (!cp_is_letter(utf8_next(s, &i)))
        break;
      stop = i;
    }
    if (stop > beg)
      count_word(&p, words, m, str_slice(s, beg, stop));
  }
  return p;
}

span head_dateline(const chrome *words, arena *m, str s) {
  uint32_t dash = find_dash(s);
  if (dash == UINT32_MAX)
    return (span){0, 0};
  uint32_t bracket = str_find(str_slice(s, 0, dash), S("("));
  uint32_t end = bracket == UINT32_MAX ? dash : bracket;
  prefix p = read_prefix(words, m, s, end);
  uint32_t at = dash + dash_at(s, dash);
  while (at < s.len && s.p[at] == ' ')
    at++;
  uint32_t next = at < s.len ? utf8_next(s, &at) : 0;
  bool opens = cp_is_upper(next) || next == '"' || next == 0x201C ||
               next == 0x2018 || cp_is_digit(next);
  bool agency = bracket != UINT32_MAX &&
                str_ends(str_trim(str_slice(s, 0, dash)), S(")"));
  bool shouted = p.shouted && p.low <= 1;
  bool plain =
      !p.low && !p.stops && (p.words <= PLAIN_WORDS || p.month || agency);
  if (!opens || !p.words || p.words > MOST_WORDS || !(shouted || plain) ||
      (bracket != UINT32_MAX && !agency))
    return (span){0, 0};
  while (end && (s.p[end - 1] == ' ' || s.p[end - 1] == ','))
    end--;
  return (span){0, end};
}
