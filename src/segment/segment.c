#include "segment/segment.h"
#include "segment/chars.h"
#include "segment/end.h"
#include "segment/token.h"

// Lines of wrapped text are 40 to 100 characters wide in mails and agency
// dumps; a shorter one without a stop is a headline or an item, a longer one a
// paragraph.
enum { WRAP_MIN = 40, WRAP_MAX = 100 };

typedef struct {
  article *a;
  const segment_words *words;
  bool paragraph; // the next sentence opens one
} segmenter;

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

// The first byte from `at` on that is no blank; newlines stop it.
static uint32_t skip_blanks(str t, uint32_t at, uint32_t end) {
  while (at < end && is_blank(t.p[at]))
    at++;
  return at;
}

// Does the line [beg, at) go on behind its newline at `at`?
static bool is_wrapped(str t, uint32_t beg, uint32_t at, uint32_t end) {
  uint32_t next = skip_blanks(t, at + 1, end), last = at, len;
  while (last > beg && is_blank(t.p[last - 1]))
    last--;
  if (next == end || t.p[next] == '\n' || last == beg)
    return false;
  if (char_is_lower(t, next))
    return !strchr(".!?", t.p[last - 1]);
  if (char_at(t, next, &len) > CHAR_DIGIT)
    return false;
  return at - beg >= WRAP_MIN && at - beg <= WRAP_MAX &&
         !strchr(".!?:\"", t.p[last - 1]);
}

static void add_sentence(segmenter *s, uint32_t first, uint32_t end) {
  article *a = s->a;
  uint32_t beg = a->tokens.at[first].at.beg;
  *vec_push(a->m, &a->sentences) =
      (sentence){.at = {beg, a->tokens.at[end - 1].at.end},
                 .first = first,
                 .end = end,
                 .title = beg < a->title_len,
                 .paragraph = s->paragraph};
  s->paragraph = false;
}

// Tokens and sentences of bytes that no sentence leaves.
static void split_stretch(segmenter *s, uint32_t beg, uint32_t end) {
  article *a = s->a;
  uint32_t first = a->tokens.n;
  tokens_split(a, s->words, beg, end);
  while (first < a->tokens.n) {
    uint32_t next = a->one_sentence
                        ? a->tokens.n
                        : sentence_end(a, s->words, first, a->tokens.n);
    add_sentence(s, first, next);
    first = next;
  }
}

// The end of the stretch that begins at `beg`; *paragraph: a blank line ends
// it.
static uint32_t stretch_end(str t, uint32_t beg, uint32_t end,
                            bool *paragraph) {
  for (uint32_t line = beg, at = beg; at < end; at++) {
    if (t.p[at] != '\n')
      continue;
    if (!is_wrapped(t, line, at, end)) {
      uint32_t next = skip_blanks(t, at + 1, end);
      *paragraph = next < end && t.p[next] == '\n';
      return at;
    }
    line = at + 1;
  }
  return end;
}

static void split_part(segmenter *s, uint32_t beg, uint32_t end) {
  s->paragraph = true;
  while (beg < end) {
    bool paragraph = false;
    uint32_t n = s->a->tokens.n;
    uint32_t stop = stretch_end(s->a->text, beg, end, &paragraph);
    split_stretch(s, beg, stop);
    s->paragraph |= paragraph || s->a->tokens.n > n;
    beg = stop + 1;
  }
}

// The end of "(Agency)" at `at`, or `at`. A name in brackets has at most 40
// bytes; what is longer is text.
static uint32_t skip_brackets(str t, uint32_t at) {
  str head = str_slice(t, at, at + 40);
  const char *close =
      head.len && head.p[0] == '(' ? memchr(head.p, ')', head.len) : NULL;
  return close ? (uint32_t)(close - t.p) + 1 : at;
}

// Where the text behind a dateline begins: "BELGRADE, Nov 21 (Agency) - ".
static uint32_t dateline_end(const article *a) {
  uint32_t at = a->dateline.end, len;
  while (at < a->text.len) {
    uint32_t next = skip_brackets(a->text, at);
    if (next == at) {
      char_kind kind = char_at(a->text, at, &len);
      if (kind <= CHAR_DIGIT || kind == CHAR_APOSTROPHE || kind == CHAR_OPEN ||
          a->text.p[at] == '\n' || a->text.p[at] == '"')
        break;
      next = at + len;
    }
    at = next;
  }
  return at;
}

void segment_with(article *a, const segment_words *words) {
  segmenter s = {.a = a, .words = words, .paragraph = true};
  if (a->one_sentence) {
    split_stretch(&s, 0, a->text.len);
    return;
  }
  uint32_t body = a->title_len;
  split_part(&s, 0, body);
  if (a->dateline.end > a->dateline.beg && a->dateline.beg >= body) {
    uint32_t end = dateline_end(a);
    split_part(&s, body, end);
    body = end;
  }
  split_part(&s, body, a->text.len);
}

void segment_text(article *a, const codebook *cb) {
  segment_with(a, &cb->segment);
}
