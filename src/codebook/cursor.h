#ifndef CODEBOOK_CURSOR_H
#define CODEBOOK_CURSOR_H

// A place in a line of a rule file, so that an error can point at it.

#include "codebook/report.h"
#include "codebook/table.h"

typedef struct {
  const source_file *file;
  reporter *errors;
  str text;      // the line, without its end
  uint32_t line; // from 1
  uint32_t at;   // byte of the line
  bool failed;   // an error was reported on this line
} cursor;

// Reports an error at byte `at` of the line.
void cursor_error(cursor *c, uint32_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void cursor_skip(cursor *c); // spaces and tabs
bool cursor_end(const cursor *c);
char cursor_peek(const cursor *c); // 0 at the end

// Bytes up to the next white space; empty at the end.
str cursor_word(cursor *c);

// The name among n that differs least from `wrong`, if it is near enough to be
// a slip of the pen; else an empty str. For error messages.
str nearest_name(str wrong, const str *names, uint32_t n);

#endif
