// Lines of a text dump.
//
// A dump has one paragraph a line, or it was wrapped at some width and has
// blank lines between paragraphs. Wrapped is: of the lines with a neighbour
// right below, most end without a full stop, are of much the same length, and
// go on in lower case often. Then the lines up to the next blank one are a
// block.

#include "base/utf8.h"
#include "clean/block.h"

enum {
  WRAP_MIN = 40,  // bytes; no dump is wrapped narrower
  WRAP_MAX = 100, // nor, in mail and wire copy, wider
};

typedef struct {
  uint32_t beg, end; // of the line, without white space around
} line;

typedef VEC(line) line_list;

// Bytes of the white space character at `at`, 0 where there is none.
static uint32_t space_at(str s, uint32_t at) {
  uint32_t after = at;
  return cp_is_space(utf8_next(s, &after)) ? after - at : 0;
}

static line trim(str s, uint32_t beg, uint32_t end) {
  uint32_t n;
  str cut = {s.p, end};
  while (beg < end && (n = space_at(cut, beg)))
    beg += n;
  while (beg < end &&
         (s.p[end - 1] == ' ' || s.p[end - 1] == '\t' || s.p[end - 1] == '\r'))
    end--;
  return (line){beg, end};
}

static line_list split(arena *m, str s) {
  line_list lines = {0};
  uint32_t at = str_starts(s, S("\xEF\xBB\xBF")) ? 3 : 0;
  while (at < s.len) {
    const char *p = memchr(s.p + at, '\n', s.len - at);
    uint32_t end = p ? (uint32_t)(p - s.p) : s.len;
    *vec_push(m, &lines) = trim(s, at, end);
    at = end + 1;
  }
  return lines;
}

static bool is_blank(line l) {
  return l.beg == l.end;
}

static bool ends_sentence(str s, line l) {
  char c = s.p[l.end - 1];
  return c == '.' || c == '!' || c == '?' || c == '"' || c == ':';
}

// Does a sentence run over the end of `a` into `b`?
static bool runs_over(str s, line a, line b) {
  uint32_t len = a.end - a.beg;
  return !is_blank(b) && len >= WRAP_MIN && len <= WRAP_MAX &&
         !ends_sentence(s, a);
}

static bool is_wrapped(str s, const line_list *lines) {
  uint32_t close = 0, over = 0, low = 0;
  for (uint32_t i = 0; i + 1 < lines->n; i++) {
    line a = lines->at[i], b = lines->at[i + 1];
    if (is_blank(a) || is_blank(b))
      continue;
    close++;
    if (!runs_over(s, a, b))
      continue;
    over++;
    low += s.p[b.beg] >= 'a' && s.p[b.beg] <= 'z';
  }
  return close >= 4 && over * 2 > close && low * 2 > over;
}

void blocks_from_text(blocks *b) {
  line_list lines = split(b->m, b->raw);
  bool wrapped = is_wrapped(b->raw, &lines);
  for (uint32_t i = 0; i < lines.n && !b->full; i++) {
    line l = lines.at[i];
    if (is_blank(l)) {
      blocks_end(b);
      b->open.gap = true;
      continue;
    }
    blocks_space(b);
    blocks_put(b, l.beg, l.end - l.beg);
    bool last = i + 1 == lines.n || is_blank(lines.at[i + 1]);
    if (!wrapped || last || l.end - l.beg < WRAP_MIN)
      blocks_end(b);
  }
  blocks_end(b);
}
