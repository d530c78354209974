#ifndef SEGMENT_CHARS_H
#define SEGMENT_CHARS_H

// What a character is, as far as splitting needs to know.

#include "base/str.h"

typedef enum {
  CHAR_LETTER, // also marks, underscores and everything else that is no space,
               // digit or punctuation
  CHAR_DIGIT,
  CHAR_SPACE,
  CHAR_APOSTROPHE, // ' ’ ` ʼ
  CHAR_OPEN,       // “ « ( [ { ‘ „
  CHAR_CLOSE,      // ” » ) ] }
  CHAR_DASH,       // – — ―
  CHAR_OTHER,      // the remaining punctuation and symbols
} char_kind;

// The kind of the character at byte `at` of s (which must be < s.len), and its
// length in bytes.
char_kind char_at(str s, uint32_t at, uint32_t *len);

// Is the character at this byte an upper-case (lower-case) letter?
bool char_is_upper(str s, uint32_t at);
bool char_is_lower(str s, uint32_t at);

#endif
