// Folding walks the text once; plain ASCII takes the short way.

#include "base/utf8.h"
#include <utf8proc.h>

static bool continues(str s, uint32_t at, uint32_t n) {
  if (at + n > s.len)
    return false;
  for (uint32_t i = 1; i < n; i++)
    if (((unsigned char)s.p[at + i] & 0xC0) != 0x80)
      return false;
  return true;
}

// Length of the well-formed sequence at `at` (Unicode table 3-7), 0 if none.
static uint32_t sequence(str s, uint32_t at) {
  unsigned char a = (unsigned char)s.p[at];
  unsigned char b = at + 1 < s.len ? (unsigned char)s.p[at + 1] : 0;
  if (a < 0x80)
    return 1;
  if (a >= 0xC2 && a < 0xE0)
    return continues(s, at, 2) ? 2 : 0;
  if (a >= 0xE0 && a < 0xF0) {
    bool bad = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F);
    return !bad && continues(s, at, 3) ? 3 : 0;
  }
  if (a >= 0xF0 && a < 0xF5) {
    bool bad = (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F);
    return !bad && continues(s, at, 4) ? 4 : 0;
  }
  return 0;
}

// Behind the run of ASCII at `at`, eight bytes at a time: most text is that.
static uint32_t skip_ascii(str s, uint32_t at) {
  uint64_t eight;
  for (; s.len - at >= sizeof eight; at += (uint32_t)sizeof eight) {
    memcpy(&eight, s.p + at, sizeof eight);
    if (eight & UINT64_C(0x8080808080808080))
      break;
  }
  while (at < s.len && (unsigned char)s.p[at] < 0x80)
    at++;
  return at;
}

uint32_t utf8_bad(str s) {
  for (uint32_t at = 0; (at = skip_ascii(s, at)) < s.len;) {
    uint32_t n = sequence(s, at);
    if (!n)
      return at;
    at += n;
  }
  return s.len;
}

uint32_t utf8_next(str s, uint32_t *at) {
  static const unsigned char mask[] = {0, 0, 0x1F, 0x0F, 0x07};
  if (*at < s.len && (unsigned char)s.p[*at] < 0x80)
    return (unsigned char)s.p[(*at)++];
  uint32_t n = sequence(s, *at);
  if (!n) {
    (*at)++;
    return 0xFFFD;
  }
  uint32_t cp = (unsigned char)s.p[*at] & mask[n];
  for (uint32_t i = 1; i < n; i++)
    cp = cp << 6 | ((unsigned char)s.p[*at + i] & 0x3F);
  *at += n;
  return cp;
}

uint32_t utf8_put(char out[4], uint32_t cp) {
  utf8proc_ssize_t n =
      utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
  return n > 0 ? (uint32_t)n : 0;
}

static utf8proc_category_t category(uint32_t cp) {
  return utf8proc_category((utf8proc_int32_t)cp);
}

bool cp_is_letter(uint32_t cp) {
  if (cp < 128)
    return (cp | 32) >= 'a' && (cp | 32) <= 'z';
  utf8proc_category_t c = category(cp);
  return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool cp_is_digit(uint32_t cp) {
  if (cp < 128)
    return cp >= '0' && cp <= '9';
  return category(cp) == UTF8PROC_CATEGORY_ND;
}

bool cp_is_upper(uint32_t cp) {
  if (cp < 128)
    return cp >= 'A' && cp <= 'Z';
  return category(cp) == UTF8PROC_CATEGORY_LU;
}

bool cp_is_space(uint32_t cp) {
  if (cp < 128)
    return cp == ' ' || (cp >= '\t' && cp <= '\r');
  return cp == 0x85 || category(cp) == UTF8PROC_CATEGORY_ZS || cp == 0x2028 ||
         cp == 0x2029 || cp == 0xFEFF;
}

// Quotes and dashes that stand for an ASCII character; 0 when cp is none.
static uint32_t plain_mark(uint32_t cp) {
  if ((cp >= 0x2018 && cp <= 0x201B) || cp == 0x2032 || cp == 0x02BC)
    return '\'';
  if ((cp >= 0x201C && cp <= 0x201F) || cp == 0x2033 || cp == 0xAB ||
      cp == 0xBB)
    return '"';
  if (cp >= 0x2010 && cp <= 0x2015)
    return '-';
  return 0;
}

// Letters whose Unicode decomposition does not reach ASCII.
static str special_letter(uint32_t cp) {
  switch (cp) {
  case 0x0111:
    return S("d");
  case 0x0142:
    return S("l");
  case 0x00F8:
    return S("o");
  case 0x0131:
    return S("i");
  case 0x00DF:
    return S("ss");
  case 0x00E6:
    return S("ae");
  case 0x0153:
    return S("oe");
  default:
    return (str){NULL, 0};
  }
}

// The base letter of cp: the first code point of its decomposition.
static uint32_t base_letter(uint32_t cp) {
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8,
                                               UTF8PROC_DECOMPOSE, &boundary);
  return n > 0 && n <= 8 ? (uint32_t)parts[0] : cp;
}

static bool is_mark(uint32_t cp) {
  utf8proc_category_t c = category(cp);
  return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

static uint32_t fold_one(char *out, uint32_t cp, bool strip) {
  uint32_t mark = plain_mark(cp);
  if (mark)
    return utf8_put(out, mark);
  cp = (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
  if (!strip)
    return utf8_put(out, cp);
  str special = special_letter(cp);
  if (special.p) {
    memcpy(out, special.p, special.len);
    return special.len;
  }
  return is_mark(cp) ? 0 : utf8_put(out, base_letter(cp));
}

static str fold(arena *m, str s, bool strip) {
  uint32_t i = 0;
  while (i < s.len && (unsigned char)s.p[i] < 128 &&
         !(s.p[i] >= 'A' && s.p[i] <= 'Z'))
    i++;
  if (i == s.len)
    return s;
  bool plain = skip_ascii(s, i) == s.len; // keeps its length
  char *out = arena_raw(m, plain ? s.len : (size_t)s.len * 3 + 4);
  memcpy(out, s.p, i);
  uint32_t n = i;
  while (i < s.len) {
    unsigned char c = (unsigned char)s.p[i];
    if (c < 128) {
      out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
      i++;
    } else {
      n += fold_one(out + n, utf8_next(s, &i), strip);
    }
  }
  return (str){out, n};
}

str utf8_fold(arena *m, str s) {
  return fold(m, s, true);
}

str utf8_lower(arena *m, str s) {
  return fold(m, s, false);
}
