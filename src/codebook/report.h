#ifndef CODEBOOK_REPORT_H
#define CODEBOOK_REPORT_H

// What is wrong in a codebook's files: all of it in one go.
//
// A bad line is reported and left out, and loading goes on; the first error is
// kept as the answer of codebook_open.

#include "base/buf.h"
#include "base/error.h"

typedef struct {
  dgm_report sink; // may be NULL
  void *context;   // of sink
  dgm_error first; // the first error, status DGM_OK while there is none
  uint32_t n;      // errors so far
} reporter;

// Reports DGM_EFORMAT at a place; line and column count from 1, 0 for none.
void report_at(reporter *r, const char *path, uint32_t line, uint32_t column,
               const char *format, ...) __attribute__((format(printf, 5, 6)));

// Reports an error that another module has filled.
void report_error(reporter *r, const dgm_error *e);

// Writes "path:line:column: text", the line itself (read again from the file)
// and a caret under the column. Without a readable file just the first line.
void report_show(buf *out, const dgm_error *e);

#endif
