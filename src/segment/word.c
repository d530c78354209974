#include "segment/word.h"
#include "segment/chars.h"

str word_form(char *out, str s) {
  uint32_t n = 0;
  if (s.len > FORM_MAX)
    return (str){out, 0};
  for (uint32_t i = 0, len; i < s.len; i += len) {
    if (char_at(s, i, &len) == CHAR_APOSTROPHE) {
      out[n++] = '\'';
      continue;
    }
    for (uint32_t k = 0; k < len; k++) {
      char c = s.p[i + k];
      out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
    }
  }
  return (str){out, n};
}

static bool is_digit(str t, uint32_t at, uint32_t end) {
  return at < end && t.p[at] >= '0' && t.p[at] <= '9';
}

static bool is_alnum(str t, uint32_t at, uint32_t end) {
  uint32_t len;
  return at < end && char_at(t, at, &len) <= CHAR_DIGIT;
}

static bool is_letter(str t, uint32_t at, uint32_t end) {
  uint32_t len;
  return at < end && char_at(t, at, &len) == CHAR_LETTER;
}

// How many digits stand from `at` on.
static uint32_t count_digits(str t, uint32_t at, uint32_t end) {
  uint32_t n = 0;
  while (is_digit(t, at + n, end))
    n++;
  return n;
}

// "U.S", "Ph.D", "3.5", "site.org": does the stop at `at` join its sides?
static bool stop_joins(str t, uint32_t beg, uint32_t at, uint32_t end) {
  bool left_digit = is_digit(t, at - 1, end);
  if (left_digit || is_digit(t, at + 1, end))
    return left_digit && is_digit(t, at + 1, end);
  if (!is_letter(t, at + 1, end))
    return false;
  bool one_left = at - beg == 1 || t.p[at - 2] == '.';
  bool one_right = !is_alnum(t, at + 2, end);
  if (one_left)
    return one_right || (at - beg == 1 && char_is_lower(t, at - 1) &&
                         char_is_lower(t, at + 1));
  // "end.The" lacks its space; "name.ext" is one word.
  return one_right ? at - beg <= 2 : char_is_lower(t, at + 1);
}

// Chains of digit groups: "713-853-3989", "345-9945", "2023-11-21".
static bool is_number_chain(str t, uint32_t beg, uint32_t end) {
  uint32_t groups = 0, first = 0, last = 0, at = beg;
  for (;; at++) {
    uint32_t n = count_digits(t, at, end);
    if (!n)
      return false;
    first = groups++ ? first : n;
    last = n;
    at += n;
    if (at >= end || t.p[at] != '-')
      break;
  }
  if (is_alnum(t, at, end))
    return false;
  return groups >= 3 || (groups == 2 && first == 3 && last == 4);
}

static bool hyphen_joins(str t, uint32_t beg, uint32_t at, uint32_t end,
                         const segment_words *words) {
  char room[FORM_MAX];
  if (is_digit(t, at - 1, end))
    return memchr(t.p + beg, '-', at - beg) || is_number_chain(t, beg, end);
  str form = word_form(room, str_slice(t, beg, at));
  return form.len && (segment_words_kinds(words, form) & SEGMENT_PREFIX);
}

// Does the mark at `at`, len bytes long, with letters or digits on both sides,
// belong to the word that began at beg?
static bool joins(str t, uint32_t beg, uint32_t at, uint32_t len, uint32_t end,
                  const segment_words *words) {
  bool digit_before = is_digit(t, at - 1, end);
  switch (t.p[at]) {
  case '.':
    return stop_joins(t, beg, at, end);
  case ',': // thousands
    return digit_before && count_digits(t, at + 1, end) == 3;
  case ':': // times
    return digit_before && count_digits(t, at + 1, end) == 2;
  case '/':
    return digit_before && is_digit(t, at + 1, end);
  case '&':
    return char_is_upper(t, at - 1) && char_is_upper(t, at + 1);
  case '-':
    return hyphen_joins(t, beg, at, end, words);
  default:
    return char_at(t, at, &len) == CHAR_APOSTROPHE &&
           is_letter(t, at + len, end);
  }
}

uint32_t word_end(str text, uint32_t beg, uint32_t end,
                  const segment_words *words) {
  uint32_t at = beg, len;
  while (at < end) {
    char_kind kind = char_at(text, at, &len);
    if (kind > CHAR_DIGIT && !(at > beg && is_alnum(text, at + len, end) &&
                               joins(text, beg, at, len, end, words)))
      break;
    at += len;
  }
  return at;
}

// "https://", or "www." where no scheme is written.
static bool has_scheme(str chunk) {
  uint32_t at = 0;
  while (char_is_lower(chunk, at))
    at++;
  str rest = str_slice(chunk, at, chunk.len);
  return (at > 1 && str_starts(rest, S("://"))) ||
         (at == 3 && str_starts(chunk, S("www.")) && chunk.len > 4);
}

// "name@host.org": the part before the at sign has letters, digits, dots.
static bool is_mail(str chunk) {
  uint32_t at = 0, len;
  while (at < chunk.len &&
         (char_at(chunk, at, &len) <= CHAR_DIGIT || strchr(".-+", chunk.p[at])))
    at += len;
  if (!at || at == chunk.len || chunk.p[at] != '@')
    return false;
  uint32_t host = word_end(chunk, at + 1, chunk.len, &(segment_words){0});
  return memchr(chunk.p + at, '.', host - at) != NULL;
}

// "@name" and "#topic" of social media.
static bool is_handle(str chunk) {
  return chunk.len > 1 && (chunk.p[0] == '@' || chunk.p[0] == '#') &&
         is_letter(chunk, 1, chunk.len);
}

// The last byte of a link is no mark that rather belongs to the sentence.
static uint32_t trim_marks(str t, uint32_t beg, uint32_t end) {
  while (end > beg + 1) {
    if (strchr(".,;:!?)>]}\"'|*", t.p[end - 1]))
      end--;
    else if (end > beg + 3 && (str_ends(str_slice(t, beg, end), S("”")) ||
                               str_ends(str_slice(t, beg, end), S("’"))))
      end -= 3;
    else
      break;
  }
  return end;
}

uint32_t word_link_end(str text, uint32_t beg, uint32_t end) {
  str chunk = str_slice(text, beg, end);
  if (is_handle(chunk))
    return word_end(text, beg + 1, end, &(segment_words){0});
  if (!has_scheme(chunk) && !is_mail(chunk))
    return beg;
  const char *angle = memchr(chunk.p, '>', chunk.len);
  return trim_marks(text, beg, angle ? (uint32_t)(angle - text.p) : end);
}
