#include "segment/end.h"
#include "segment/chars.h"
#include "segment/token.h"

typedef struct {
  const article *a;
  const segment_words *words;
  uint32_t first, end; // tokens of the sentence and its stretch
  bool quoted;         // inside straight double quotes
} ender;

// What a token is to the decision.
typedef enum {
  STOP_NONE,
  STOP_DOT,    // .
  STOP_DOTS,   // ... …
  STOP_LOUD,   // ? ! and runs with them
  STOP_TITLE,  // Gen.
  STOP_ABBREV, // Inc., U.S., J.
} stop_kind;

static str text_of(const ender *e, uint32_t t) {
  return token_text(e->a, t);
}

static bool spaced(const ender *e, uint32_t t) {
  return e->a->tokens.at[t].flags & TOKEN_SPACE_AFTER;
}

static stop_kind stop_of(const ender *e, uint32_t t) {
  str w = text_of(e, t);
  char last = w.p[w.len - 1];
  if (str_eq(w, S("…")))
    return STOP_DOTS;
  if (last != '.' && last != '!' && last != '?')
    return STOP_NONE;
  if (!strchr(".!?", w.p[0])) {
    if (last != '.')
      return STOP_NONE;
    return token_kinds(e->words, w) & (SEGMENT_TITLE | SEGMENT_NUMBERED)
               ? STOP_TITLE
               : STOP_ABBREV;
  }
  if (w.len == 1)
    return last == '.' ? STOP_DOT : STOP_LOUD;
  return memchr(w.p, '!', w.len) || memchr(w.p, '?', w.len) ? STOP_LOUD
                                                            : STOP_DOTS;
}

static bool is_straight(str w) {
  return str_eq(w, S("\"")) || str_eq(w, S("''"));
}

// Closes a quotation or bracket, standing right behind token t - 1.
static bool closes(const ender *e, uint32_t t) {
  str w = text_of(e, t);
  uint32_t len;
  if (is_straight(w))
    return e->quoted || (!spaced(e, t - 1) && spaced(e, t));
  char_kind kind = char_at(w, 0, &len);
  if (kind == CHAR_CLOSE)
    return len == w.len;
  return kind == CHAR_APOSTROPHE && len == w.len && !spaced(e, t - 1);
}

// The first token from t on that is no opening mark, or e->end.
static uint32_t skip_openers(const ender *e, uint32_t t) {
  uint32_t len;
  for (; t < e->end; t++) {
    str w = text_of(e, t);
    char_kind kind = char_at(w, 0, &len);
    if (kind != CHAR_OPEN && kind != CHAR_APOSTROPHE && !is_straight(w))
      break;
  }
  return t;
}

static bool says_soon(const ender *e, uint32_t t) {
  // A name of up to three words and its verb.
  for (uint32_t i = t; i < e->end && i < t + 4; i++)
    if (token_kinds(e->words, text_of(e, i)) & SEGMENT_SAY)
      return true;
  return false;
}

// "1." and "a." at the beginning number what follows.
static bool is_list_number(const ender *e, uint32_t t) {
  str w = text_of(e, e->first);
  uint32_t len;
  return t == e->first + 1 && w.len <= 3 && char_at(w, 0, &len) == CHAR_DIGIT;
}

// Does the text go on without capitals, or may the word before the stop at t
// be an abbreviation that nobody listed ("5 dol. for it")? Those are short, and
// who uses them begins with a capital.
static bool without_capitals(const ender *e, uint32_t t) {
  return char_is_lower(text_of(e, e->first), 0) || t == e->first ||
         text_of(e, t - 1).len > 3 || text_of(e, t).p[0] != '.';
}

// Does a new sentence begin with token `next`, after a stop at t?
static bool begins(const ender *e, uint32_t t, stop_kind stop, uint32_t next) {
  uint32_t word = skip_openers(e, next), len;
  if (word == e->end)
    return stop == STOP_DOT || stop == STOP_LOUD;
  str w = text_of(e, word);
  char_kind kind = char_at(w, 0, &len);
  bool closed = next > t + 1;
  if (stop == STOP_TITLE)
    return false;
  if (stop == STOP_ABBREV)
    return char_is_upper(w, 0) &&
           (token_kinds(e->words, w) & SEGMENT_STARTER || word > next);
  // Who writes without capitals still ends his sentences: of 264 such stops in
  // EWT's training part 257 do. Behind a quotation the sentence goes on.
  if (kind == CHAR_LETTER && char_is_lower(w, 0))
    return (stop == STOP_DOT || stop == STOP_LOUD) && !closed && spaced(e, t) &&
           word == next && without_capitals(e, t) && !says_soon(e, word);
  if (kind == CHAR_DASH || (kind == CHAR_OTHER && strchr(",;:-", w.p[0])))
    return false;
  if (stop == STOP_LOUD && closed && says_soon(e, word))
    return false;
  return !(stop == STOP_DOT && is_list_number(e, t));
}

static bool is_number_of(str w, char mark) {
  uint32_t len;
  return char_at(w, 0, &len) == CHAR_DIGIT && memchr(w.p, mark, w.len);
}

// The token behind "08/16/2000 12:05 PM" at t, or t: mails are stamped so.
static uint32_t skip_stamp(const ender *e, uint32_t t) {
  if (t + 1 >= e->end || !is_number_of(text_of(e, t), '/') ||
      !is_number_of(text_of(e, t + 1), ':'))
    return t;
  uint32_t next = t + 2;
  str half = next < e->end ? text_of(e, next) : S("");
  return next +
         (half.len == 2 && char_is_upper(half, 0) && char_is_upper(half, 1));
}

// "=====": five marks draw a line, which no sentence crosses.
static bool is_rule(str w) {
  uint32_t len;
  if (w.len < 5 || char_at(w, 0, &len) != CHAR_OTHER ||
      !strchr("=-*_#~", w.p[0]))
    return false;
  for (uint32_t i = 1; i < w.len; i++)
    if (w.p[i] != w.p[0])
      return false;
  return true;
}

static bool is_link(str w) {
  return str_starts(w, S("http")) || str_starts(w, S("www."));
}

// Does something that is no sentence, or one behind it, begin with token t?
static bool is_border(const ender *e, uint32_t t) {
  str before = text_of(e, t - 1), w = text_of(e, t);
  if (!spaced(e, t - 1))
    return false;
  if (is_rule(before) != is_rule(w))
    return true;
  if (is_link(before))
    return is_link(w) || char_is_upper(w, 0);
  if (skip_stamp(e, t) > t)
    return !char_is_lower(before, 0);
  uint32_t stamp = t > e->first + 2 ? t - 3 : e->first;
  return (skip_stamp(e, stamp) == t ||
          (t > e->first + 1 && skip_stamp(e, t - 2) == t)) &&
         char_is_upper(w, 0);
}

uint32_t sentence_end(const article *a, const segment_words *words,
                      uint32_t first, uint32_t end) {
  ender e = {.a = a, .words = words, .first = first, .end = end};
  for (uint32_t t = first; t < end; t++) {
    if (t > first && is_border(&e, t))
      return t;
    stop_kind stop = stop_of(&e, t);
    if (stop == STOP_NONE) {
      if (str_eq(text_of(&e, t), S("\"")))
        e.quoted = !e.quoted;
      continue;
    }
    uint32_t next = t + 1;
    while (next < end && closes(&e, next)) {
      if (is_straight(text_of(&e, next)))
        e.quoted = false;
      next++;
    }
    if (next == end)
      return end;
    if (begins(&e, t, stop, next))
      return next;
    t = next - 1;
  }
  return end;
}
