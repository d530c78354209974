#include "codebook/cursor.h"
#include <stdarg.h>
#include <stdio.h>

void cursor_error(cursor *c, uint32_t at, const char *format, ...) {
  char text[400];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  c->failed = true;
  report_at(c->errors, c->file->path, c->line, at + 1, "%s", text);
}

bool cursor_end(const cursor *c) {
  return c->at >= c->text.len;
}

char cursor_peek(const cursor *c) {
  return cursor_end(c) ? 0 : c->text.p[c->at];
}

static bool is_blank(char b) {
  return b == ' ' || b == '\t';
}

void cursor_skip(cursor *c) {
  while (!cursor_end(c) && is_blank(cursor_peek(c)))
    c->at++;
}

str cursor_word(cursor *c) {
  cursor_skip(c);
  uint32_t beg = c->at;
  while (!cursor_end(c) && !is_blank(cursor_peek(c)))
    c->at++;
  return str_slice(c->text, beg, c->at);
}

// Names longer than this are not compared; the longest class has 20 bytes.
enum { NAME_MAX = 40 };

// Levenshtein's distance, row by row.
static uint32_t distance(str a, str b) {
  uint32_t row[NAME_MAX + 1];
  if (a.len > NAME_MAX || b.len > NAME_MAX)
    return UINT32_MAX;
  for (uint32_t j = 0; j <= b.len; j++)
    row[j] = j;
  for (uint32_t i = 1; i <= a.len; i++) {
    uint32_t diagonal = row[0];
    row[0] = i;
    for (uint32_t j = 1; j <= b.len; j++) {
      uint32_t best = diagonal + (a.p[i - 1] != b.p[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < best)
        best = row[j] + 1;
      if (row[j - 1] + 1 < best)
        best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[b.len];
}

str nearest_name(str wrong, const str *names, uint32_t n) {
  // A third of the letters wrong is another word, not a slip.
  uint32_t best = wrong.len / 3 + 1;
  str found = {NULL, 0};
  for (uint32_t i = 0; i < n; i++) {
    uint32_t d = distance(wrong, names[i]);
    if (d < best) {
      best = d;
      found = names[i];
    }
  }
  return found;
}
