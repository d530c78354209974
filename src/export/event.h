#ifndef EXPORT_EVENT_H
#define EXPORT_EVENT_H

// Events as bytes. Each writer appends to a buffer and cannot fail; none reads
// the clock or the locale, so equal events give equal bytes.

#include "base/buf.h"
#include <dragoman.h>

// One event of the record (design: version 1) as a line of JSON.
void export_jsonl(buf *out, const dgm_event *e, const dgm_document *d,
                  dgm_str run);

// A document on a line of its own, {"document":…}, for formats that count
// documents without events too.
void export_document_line(buf *out, const dgm_document *d);

// One event as a CSV row (RFC 4180), and the row of names above it. Lists are
// joined by ';' within a field.
void export_csv_head(buf *out);
void export_csv(buf *out, const dgm_event *e, const dgm_document *d,
                dgm_str run);

// One field of CSV, in marks where it needs them.
void export_csv_field(buf *out, str s);

typedef struct {
  uint32_t width; // columns of the terminal; at least 60 are used
  bool colour;
} table_style;

// Events for people: a heading for the document, then for each event its
// parties, day, status, source, rule and words.
void export_table(buf *out, const dgm_coder *coder, const char *name,
                  table_style style);

// One of these events.
void export_table_event(buf *out, const dgm_event *e, table_style style);

static inline str str_from(dgm_str s) {
  return (str){s.p, s.len};
}

#endif
