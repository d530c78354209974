#include "codebook/import_line.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>

static str trim_end(str s) {
  while (s.len && (unsigned char)s.p[s.len - 1] <= ' ')
    s.len--;
  return s;
}

// "#" of PETRARCH and ";" of TABARI begin a comment anywhere in a line.
static str without_comment(str line) {
  for (uint32_t i = 0; i < line.len; i++)
    if (line.p[i] == '#' || line.p[i] == ';')
      return str_slice(line, 0, i);
  return line;
}

// Lines of "<!-- … -->", which may be several, and other lines of "<!".
static bool is_markup(import_reader *r, str line) {
  bool inside = r->comment;
  if (str_starts(str_trim(line), S("<!")))
    inside = r->comment = str_starts(str_trim(line), S("<!--"));
  if (str_find(line, S("-->")) != UINT32_MAX)
    r->comment = false;
  return inside || str_starts(str_trim(line), S("<!"));
}

// Bytes that are no UTF-8 are read as Latin-1: the dictionaries are older than
// their authors' habit of saying which.
static str as_utf8(arena *m, str s) {
  if (utf8_bad(s) == s.len)
    return s;
  char *out = arena_raw(m, (size_t)s.len * 2 + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.len; i++)
    n += utf8_put(out + n, (unsigned char)s.p[i]);
  return (str){out, n};
}

bool import_next(import_reader *r) {
  while (r->rest.p) {
    str line = str_cut(&r->rest, '\n');
    r->line++;
    if (is_markup(r, line))
      continue;
    r->text = trim_end(without_comment(line));
    if (!str_trim(r->text).len)
      continue;
    if (memchr(r->text.p, 0, r->text.len)) {
      import_error(r, r->text.p, "the line holds a zero byte; left out");
      continue;
    }
    r->text = as_utf8(r->d->m, r->text);
    return true;
  }
  return false;
}

void import_error(const import_reader *r, const char *at, const char *format,
                  ...) {
  char text[300];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  bool inside = at >= r->text.p && at <= r->text.p + r->text.len;
  report_at(r->d->errors, r->file->path, r->line,
            inside ? (uint32_t)(at - r->text.p) + 1 : 1, "%s", text);
}

str import_phrase(importer *d, str text) {
  str low = utf8_lower(d->m, arena_copy(d->m, text));
  char *out = arena_raw(d->m, low.len + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < low.len; i++) {
    bool blank = low.p[i] == '_' || (unsigned char)low.p[i] <= ' ';
    if (!blank)
      out[n++] = low.p[i];
    else if (n && out[n - 1] != ' ')
      out[n++] = ' ';
  }
  return str_trim((str){out, n});
}

bool import_words_plain(str phrase) {
  bool letter = false;
  for (uint32_t i = 0; i < phrase.len; i++) {
    unsigned char c = (unsigned char)phrase.p[i];
    bool word = c >= 128 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!word && c != ' ' && c != '-' && c != '\'' && c != '.' && c != '&')
      return false;
    letter |= word;
  }
  // A hyphen at an end joins nothing.
  return letter && phrase.p[0] != '-' && phrase.p[phrase.len - 1] != '-';
}

void import_words(buf *out, str phrase) {
  bool several = str_find(phrase, S(" ")) != UINT32_MAX;
  bool hyphen = str_find(phrase, S("-")) != UINT32_MAX;
  if (!several)
    buf_add(out, phrase);
  if (!several && hyphen)
    buf_byte(out, '|');
  if (!several && !hyphen)
    return;
  buf_byte(out, '<');
  for (uint32_t i = 0; i < phrase.len; i++)
    buf_byte(out, phrase.p[i] == '-' ? ' ' : phrase.p[i]);
  buf_byte(out, '>');
}

bool import_bracket(str *rest, str *inner) {
  str s = str_trim(*rest);
  uint32_t end = str_find(s, S("]"));
  if (!s.len || s.p[0] != '[' || end == UINT32_MAX)
    return false;
  *inner = str_trim(str_slice(s, 1, end));
  *rest = str_slice(s, end + 1, s.len);
  return true;
}

static bool is_plain(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (!(s.p[i] >= '0' && s.p[i] <= '9') &&
        !(s.p[i] >= 'A' && s.p[i] <= 'Z') && !(s.p[i] >= 'a' && s.p[i] <= 'z'))
      return false;
  return s.len >= 2 && s.len <= 12; // CAMEO's have 2 to 4, others' some more
}

str import_code(const import_reader *r, str text) {
  importer *d = r->d;
  if (!is_plain(text)) {
    import_error(r, text.p, "'%.*s' is no code", (int)text.len, text.p);
    return S("");
  }
  if (text.len == 2) { // "14" is all of 14, which CAMEO writes "140"
    char *longer = arena_raw(d->m, 3);
    memcpy(longer, text.p, 2);
    longer[2] = '0';
    text = (str){longer, 3};
  }
  if (scheme_code(d->ours, text) == NO_VALUE &&
      map_put(&d->codes, d->m, text, 1) == NO_VALUE) {
    buf *out = &d->out[IMPORT_OUT_CODES];
    buf_add(out, text);
    buf_add(out, S("\t\t\t\t\n"));
  }
  return text;
}

str import_name(importer *d, map *taken, str text) {
  char *out = arena_raw(d->m, (size_t)text.len + 12);
  uint32_t n = 0;
  str low = utf8_fold(d->m, text);
  for (uint32_t i = 0; i < low.len && i < text.len; i++) {
    char c = low.p[i];
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain || (n && out[n - 1] != '-'))
      out[n++] = plain ? c : '-';
  }
  while (n && out[n - 1] == '-')
    n--;
  uint32_t base = n;
  for (uint32_t i = 2; map_get(taken, (str){out, n}) != NO_VALUE; i++)
    n = base + (uint32_t)snprintf(out + base, 12, "-%u", i);
  map_put(taken, d->m, (str){out, n}, 1);
  return (str){out, n};
}
