#ifndef BASE_UTF8_H
#define BASE_UTF8_H

// UTF-8: checking, reading, folding. Unicode properties come from utf8proc.

#include "base/arena.h"

// Offset of the first byte that is not valid UTF-8, or s.len.
uint32_t utf8_bad(str s);

// Reads one code point at s.p[*at] and moves *at behind it; U+FFFD and one
// byte onward where the bytes are not valid. Requires *at < s.len.
uint32_t utf8_next(str s, uint32_t *at);

// Writes cp and returns its length, 1 to 4.
uint32_t utf8_put(char out[4], uint32_t cp);

bool cp_is_letter(uint32_t cp);
bool cp_is_digit(uint32_t cp);
bool cp_is_upper(uint32_t cp);
bool cp_is_space(uint32_t cp);

// s in lower case, without diacritics, with straight quotes and plain hyphens:
// the form under which names and words are looked up. Borrows s when nothing
// changes. At most three bytes out for each byte in.
str utf8_fold(arena *m, str s);

// s in lower case, diacritics kept, curly quotes made straight.
str utf8_lower(arena *m, str s);

#endif
