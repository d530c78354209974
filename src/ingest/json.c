#include "ingest/json.h"
#include "base/utf8.h"

static bool fail(json *j, const char *wrong) {
  if (!j->wrong)
    j->wrong = wrong;
  return false;
}

static char skip_space(json *j) {
  while (j->at < j->s.len) {
    char c = j->s.p[j->at];
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      return c;
    j->at++;
  }
  return 0;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char json_peek(json *j) {
  if (j->wrong)
    return 0;
  char c = skip_space(j);
  if (c == '-' || is_digit(c))
    return '0';
  return c && strchr("{[\"tfn", c) ? c : 0;
}

bool json_enter(json *j, char bracket) {
  if (j->wrong)
    return false;
  if (skip_space(j) != bracket)
    return fail(j, bracket == '{' ? "an object is expected here"
                                  : "an array is expected here");
  if (j->depth == JSON_DEPTH)
    return fail(j, "nested too deep");
  j->at++;
  j->depth++;
  j->fresh = true;
  return true;
}

// Moves to the next member: past a comma, or past the closing bracket.
static bool next_member(json *j, char close) {
  if (j->wrong)
    return false;
  char c = skip_space(j);
  if (c == close) {
    j->at++;
    j->depth--;
    j->fresh = false;
    return false;
  }
  if (!j->fresh && c != ',')
    return fail(j, c ? "a comma or the closing bracket is missing"
                     : "the text ends inside a value");
  j->at += !j->fresh;
  j->fresh = false;
  return skip_space(j) ? true : fail(j, "the text ends inside a value");
}

bool json_key(json *j, arena *m, str *key) {
  if (!next_member(j, '}') || !json_string(j, m, key))
    return false;
  if (skip_space(j) != ':')
    return fail(j, "a colon is missing after the key");
  j->at++;
  return true;
}

bool json_more(json *j) {
  return next_member(j, ']');
}

static bool read_hex(json *j, uint32_t *out) {
  *out = 0;
  for (int i = 0; i < 4; i++, j->at++) {
    char c = j->at < j->s.len ? j->s.p[j->at] : 0;
    uint32_t d = is_digit(c)            ? (uint32_t)(c - '0')
                 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                        : 16;
    if (d == 16)
      return fail(j, "\\u needs four hexadecimal digits");
    *out = *out << 4 | d;
  }
  return true;
}

static bool read_unicode(json *j, uint32_t *cp) {
  uint32_t low;
  if (!read_hex(j, cp))
    return false;
  if (*cp == 0)
    return fail(j, "a NUL character in a string");
  if (*cp >= 0xDC00 && *cp < 0xE000)
    return fail(j, "half a surrogate pair");
  if (*cp < 0xD800 || *cp > 0xDBFF)
    return true;
  if (!str_starts(str_slice(j->s, j->at, j->s.len), S("\\u")))
    return fail(j, "half a surrogate pair");
  j->at += 2;
  if (!read_hex(j, &low))
    return false;
  if (low < 0xDC00 || low > 0xDFFF)
    return fail(j, "half a surrogate pair");
  *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
  return true;
}

static bool read_escape(json *j, char *out, uint32_t *len) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = j->at < j->s.len ? j->s.p[j->at++] : 0;
  const char *found = c ? strchr(from, c) : NULL;
  if (found) {
    out[(*len)++] = to[found - from];
    return true;
  }
  uint32_t cp;
  if (c != 'u') {
    j->at--;
    return fail(j, "an escape that JSON does not have");
  }
  if (!read_unicode(j, &cp))
    return false;
  *len += utf8_put(out + *len, cp);
  return true;
}

// Moves to the next quote, backslash or the end.
static void skip_plain(json *j) {
  const char *p = j->s.p;
  uint32_t at = j->at, end = j->s.len;
  while (at < end && p[at] != '"' && p[at] != '\\')
    at++;
  j->at = at;
}

// The bytes up to the closing quote, escapes not read; at stays.
static uint32_t raw_length(const json *j) {
  uint32_t at = j->at;
  while (at < j->s.len && j->s.p[at] != '"')
    at += j->s.p[at] == '\\' ? 2 : 1;
  return (at < j->s.len ? at : j->s.len) - j->at;
}

static bool decode(json *j, arena *m, uint32_t beg, str *out) {
  // An escape never grows: \uXXXX has six bytes and gives at most three.
  char *p = arena_raw(m, (size_t)(j->at - beg) + raw_length(j) + 4);
  uint32_t len = j->at - beg;
  memcpy(p, j->s.p + beg, len);
  while (j->at < j->s.len && j->s.p[j->at] == '\\') {
    j->at++;
    if (!read_escape(j, p, &len))
      return false;
    uint32_t from = j->at;
    skip_plain(j);
    memcpy(p + len, j->s.p + from, j->at - from);
    len += j->at - from;
  }
  *out = (str){p, len};
  return true;
}

bool json_string(json *j, arena *m, str *out) {
  if (j->wrong)
    return false;
  if (skip_space(j) != '"')
    return fail(j, "a string is expected here");
  uint32_t beg = ++j->at;
  skip_plain(j);
  if (j->at < j->s.len && j->s.p[j->at] == '\\') {
    if (!decode(j, m, beg, out))
      return false;
  } else {
    *out = (str){j->s.p + beg, j->at - beg};
  }
  if (j->at >= j->s.len)
    return fail(j, "the text ends inside a string");
  j->at++;
  return true;
}

static void skip_digits(json *j) {
  while (j->at < j->s.len && is_digit(j->s.p[j->at]))
    j->at++;
}

bool json_number(json *j, str *out) {
  if (json_peek(j) != '0')
    return fail(j, "a number is expected here");
  uint32_t beg = j->at;
  const char *p = j->s.p;
  j->at += p[j->at] == '-';
  uint32_t whole = j->at;
  skip_digits(j);
  if (j->at == whole || (p[whole] == '0' && j->at > whole + 1))
    return fail(j, "not a number");
  if (j->at < j->s.len && p[j->at] == '.') {
    uint32_t point = j->at++;
    skip_digits(j);
    if (j->at == point + 1)
      return fail(j, "not a number");
  }
  if (j->at < j->s.len && (p[j->at] | 32) == 'e') {
    j->at++;
    j->at += j->at < j->s.len && (p[j->at] == '+' || p[j->at] == '-');
    uint32_t power = j->at;
    skip_digits(j);
    if (j->at == power)
      return fail(j, "not a number");
  }
  *out = str_slice(j->s, beg, j->at);
  return true;
}

static bool skip_word(json *j) {
  static const str words[] = {{"true", 4}, {"false", 5}, {"null", 4}};
  str rest = str_slice(j->s, j->at, j->s.len);
  for (int i = 0; i < 3; i++)
    if (str_starts(rest, words[i])) {
      j->at += words[i].len;
      return true;
    }
  return fail(j, "a value is expected here");
}

static bool skip_string(json *j) {
  j->at++;
  uint32_t len = raw_length(j);
  j->at += len;
  if (j->at >= j->s.len)
    return fail(j, "the text ends inside a string");
  j->at++;
  return true;
}

// A value that is no bracket.
static bool skip_plain_value(json *j) {
  str number;
  switch (json_peek(j)) {
  case '"':
    return skip_string(j);
  case '0':
    return json_number(j, &number);
  case 0:
    return fail(j, skip_space(j) ? "a value is expected here"
                                 : "the text ends inside a value");
  default:
    return skip_word(j);
  }
}

// One key with its colon, when the innermost bracket is an object.
static bool skip_key(json *j) {
  if (skip_space(j) != '"')
    return fail(j, "a key is expected here");
  if (!skip_string(j))
    return false;
  if (skip_space(j) != ':')
    return fail(j, "a colon is missing after the key");
  j->at++;
  return true;
}

bool json_skip(json *j) {
  char open[JSON_DEPTH + 1]; // brackets opened here, innermost last
  uint32_t n = 0;
  do {
    char c = json_peek(j);
    if (c == '{' || c == '[') {
      if (!json_enter(j, c))
        return false;
      open[n++] = c;
    } else if (!skip_plain_value(j)) {
      return false;
    }
    // Close what ends here, then stand before the next value.
    while (n && !next_member(j, open[n - 1] == '{' ? '}' : ']')) {
      if (j->wrong)
        return false;
      n--;
    }
    if (n && open[n - 1] == '{' && !skip_key(j))
      return false;
  } while (n);
  return !j->wrong;
}

bool json_end(json *j) {
  return !j->wrong && (skip_space(j) == 0 || fail(j, "more than one value"));
}
