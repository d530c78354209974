#include "ingest/charset.h"
#include "base/utf8.h"
#include "ingest/page.h"
#include <errno.h>
#include <iconv.h>
#include <uchardet.h>

enum {
  NAME_MAX_LEN = 40,   // longest IANA charset name (RFC 2978)
  NAMED_WITHIN = 4096, // HTML asks for the first 1,024 bytes; pages are late
  SAMPLE = 1 << 18,    // bytes that uchardet sees; more changes no answer
};

// Converts all of s; false when the charset is unknown or the bytes are not of
// it.
static bool convert(str s, const char *charset, arena *m, str *out) {
  iconv_t cd = iconv_open("UTF-8", charset);
  if (cd == (iconv_t)-1)
    return false;
  // Room for the worst single-byte charset: three bytes for one.
  size_t room = (size_t)s.len * 3 + 8, left = room, in_left = s.len;
  char *p = arena_raw(m, room), *to = p, *in = (char *)(uintptr_t)s.p;
  bool ok = iconv(cd, &in, &in_left, &to, &left) != (size_t)-1;
  iconv_close(cd);
  *out = (str){p, (uint32_t)(room - left)};
  return ok && room - left <= PAGE_MAX;
}

static const char *byte_order_mark(str s) {
  if (str_starts(s, S("\xFF\xFE")))
    return "UTF-16LE";
  return str_starts(s, S("\xFE\xFF")) ? "UTF-16BE" : NULL;
}

static bool in_name(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
         c == '-' || c == '_';
}

// The charset that a page of HTML names for itself, "" where none.
static void named_charset(str s, char out[NAME_MAX_LEN + 1]) {
  str head = str_slice(s, 0, NAMED_WITHIN);
  uint32_t at = str_find(head, S("charset=")), n = 0;
  if (at != UINT32_MAX) {
    at += 8;
    while (at < head.len && strchr("\"' ", head.p[at]))
      at++;
    while (at < head.len && n < NAME_MAX_LEN && in_name(head.p[at]))
      out[n++] = head.p[at++];
  }
  out[n] = 0;
}

static void guess_charset(str s, char out[NAME_MAX_LEN + 1]) {
  uchardet_t guess = uchardet_new();
  uchardet_handle_data(guess, s.p, s.len < SAMPLE ? s.len : SAMPLE);
  uchardet_data_end(guess);
  const char *name = uchardet_get_charset(guess);
  size_t n = strlen(name);
  memcpy(out, name, n <= NAME_MAX_LEN ? n + 1 : 1);
  out[n <= NAME_MAX_LEN ? n : 0] = 0;
  uchardet_delete(guess);
}

// Length of the valid sequence of several bytes at `at`, 0 where there is none.
static uint32_t sequence(str s, uint32_t at) {
  uint32_t after = at;
  uint32_t cp = utf8_next(s, &after);
  return after - at > 1 && cp != 0xFFFD ? after - at : 0;
}

// Counts high bytes in valid sequences, and those in none.
static void count_sequences(str s, uint32_t *good, uint32_t *bad) {
  *good = *bad = 0;
  for (uint32_t at = 0; at < s.len;) {
    uint32_t n = (unsigned char)s.p[at] < 128 ? 1 : sequence(s, at);
    *good += n > 1;
    *bad += n == 0;
    at += n ? n : 1;
  }
}

static bool ascii_letter(str s, uint32_t at) {
  return at < s.len && (s.p[at] | 32) >= 'a' && (s.p[at] | 32) <= 'z';
}

// Does the converted text look like writing? Letters beyond ASCII must be at
// home in words: next to other letters, one of them ASCII within the word, or
// all in a script without ASCII (from Greek, U+0370, on). The rest must be
// signs that printers use.
static bool is_writing(str s) {
  uint32_t odd = 0, home = 0;
  for (uint32_t at = 0; at < s.len;) {
    uint32_t beg = at;
    uint32_t cp = utf8_next(s, &at);
    if (cp < 128)
      continue;
    odd++;
    bool sign = cp >= 0x2010 || (cp >= 0xA0 && cp <= 0xBF);
    bool word = (beg && ascii_letter(s, beg - 1)) || ascii_letter(s, at);
    home += cp_is_letter(cp) ? cp >= 0x370 || word : sign;
  }
  return odd - home <= odd / 10; // a tenth: initials such as "É." stand alone
}

static str mend(str s, arena *m) {
  char *p = arena_raw(m, (size_t)s.len * 3);
  uint32_t n = 0;
  for (uint32_t at = 0; at < s.len;) {
    if ((unsigned char)s.p[at] < 128)
      p[n++] = s.p[at++];
    else
      n += utf8_put(p + n, utf8_next(s, &at));
  }
  return (str){p, n};
}

static dgm_status from_other(str *bytes, bool html, arena *m, const char *path,
                             dgm_error *err) {
  char name[NAME_MAX_LEN + 1];
  uint32_t good, bad, at = utf8_bad(*bytes);
  str out;
  count_sequences(*bytes, &good, &bad);
  if (html) {
    named_charset(*bytes, name);
    bool utf8 = (name[0] | 32) == 'u' && (name[1] | 32) == 't';
    if (!utf8 && convert(*bytes, name, m, &out)) {
      *bytes = out;
      return DGM_OK;
    }
    if (utf8 || good > bad) {
      *bytes = mend(*bytes, m);
      return DGM_OK;
    }
  }
  guess_charset(*bytes, name);
  if (good > bad || !convert(*bytes, name, m, &out) || !is_writing(out))
    return error_at(err, DGM_EFORMAT, path, 0, 0,
                    "is not UTF-8 (byte %u) nor text in another charset; "
                    "convert it to UTF-8 first",
                    at + 1);
  *bytes = out;
  return DGM_OK;
}

dgm_status charset_decode(str *bytes, bool html, arena *m, const char *path,
                          dgm_error *err) {
  const char *mark = byte_order_mark(*bytes);
  str out;
  if (mark) {
    if (!convert(*bytes, mark, m, &out))
      return error_at(err, DGM_EFORMAT, path, 0, 0,
                      "begins like UTF-16 but is not");
    *bytes = out;
  }
  const char *nul = bytes->len ? memchr(bytes->p, 0, bytes->len) : NULL;
  if (nul)
    return error_at(err, DGM_EFORMAT, path, 0, 0,
                    "holds a NUL byte (byte %u): not text",
                    (uint32_t)(nul - bytes->p) + 1);
  if (utf8_bad(*bytes) == bytes->len)
    return DGM_OK;
  return from_other(bytes, html, m, path, err);
}

bool charset_from(str *bytes, str name, arena *m) {
  char z[NAME_MAX_LEN + 1];
  str out;
  if (!name.len || name.len > NAME_MAX_LEN)
    return false;
  memcpy(z, name.p, name.len);
  z[name.len] = 0;
  if (!convert(*bytes, z, m, &out))
    return false;
  *bytes = out;
  return true;
}
