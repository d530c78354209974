#include "segment/chars.h"
#include "base/utf8.h"

static char_kind ascii_kind(unsigned char c) {
  if ((c | 32) >= 'a' && (c | 32) <= 'z')
    return CHAR_LETTER;
  if (c >= '0' && c <= '9')
    return CHAR_DIGIT;
  switch (c) {
  case '\'':
  case '`':
    return CHAR_APOSTROPHE;
  case '(':
  case '[':
  case '{':
    return CHAR_OPEN;
  case ')':
  case ']':
  case '}':
    return CHAR_CLOSE;
  case '_':
    return CHAR_LETTER;
  default:
    return c <= ' ' || c == 127 ? CHAR_SPACE : CHAR_OTHER;
  }
}

static char_kind mark_kind(uint32_t cp) {
  switch (cp) {
  case 0x2019:
  case 0x02BC:
    return CHAR_APOSTROPHE;
  case 0x00AB:
  case 0x2018:
  case 0x201A:
  case 0x201C:
  case 0x201E:
  case 0x2039:
    return CHAR_OPEN;
  case 0x00BB:
  case 0x201D:
  case 0x203A:
    return CHAR_CLOSE;
  case 0x2013:
  case 0x2014:
  case 0x2015:
    return CHAR_DASH;
  default:
    return CHAR_OTHER;
  }
}

// Blocks of punctuation: Latin-1's without ª ² ³ µ ¹ º and the soft hyphen,
// General Punctuation from U+2010 on, currency signs, arrows to dingbats, and
// CJK's marks.
static bool is_mark(uint32_t cp) {
  if (cp < 0x100)
    return cp >= 0xA1 && cp < 0xC0 && cp != 0xAA && cp != 0xAD && cp != 0xB2 &&
           cp != 0xB3 && cp != 0xB5 && cp != 0xB9 && cp != 0xBA;
  return cp == 0x02BC || (cp >= 0x2010 && cp <= 0x205E) ||
         (cp >= 0x20A0 && cp <= 0x20CF) || (cp >= 0x2190 && cp <= 0x27BF) ||
         (cp >= 0x3001 && cp <= 0x303F) || cp == 0xFF0C || cp == 0xFF0E;
}

char_kind char_at(str s, uint32_t at, uint32_t *len) {
  unsigned char c = (unsigned char)s.p[at];
  if (c < 128) {
    *len = 1;
    return ascii_kind(c);
  }
  uint32_t next = at, cp = utf8_next(s, &next);
  *len = next - at;
  if (cp_is_space(cp))
    return CHAR_SPACE;
  if (is_mark(cp))
    return mark_kind(cp);
  return cp_is_digit(cp) ? CHAR_DIGIT : CHAR_LETTER;
}

bool char_is_upper(str s, uint32_t at) {
  if (at >= s.len)
    return false;
  if ((unsigned char)s.p[at] < 128)
    return s.p[at] >= 'A' && s.p[at] <= 'Z';
  return cp_is_upper(utf8_next(s, &at));
}

bool char_is_lower(str s, uint32_t at) {
  if (at >= s.len)
    return false;
  if ((unsigned char)s.p[at] < 128)
    return s.p[at] >= 'a' && s.p[at] <= 'z';
  uint32_t cp = utf8_next(s, &at);
  return cp_is_letter(cp) && !cp_is_upper(cp);
}
