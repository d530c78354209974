#ifndef EXPORT_FORMAT_H
#define EXPORT_FORMAT_H

// What a format is to the writer. Each takes the events of one document after
// the other.

#include "export/dialect.h"
#include "export/writer.h"

// A document and n of its events, in text order; a document of more than
// GROUP_MOST events comes in several groups.
typedef struct {
  const dgm_document *document;
  const export_record *events;
  const str *lines; // of the events, as they came
  uint32_t n;
  uint32_t number; // of the document in the file, from 1
  bool first;      // group of its document
  bool listed;     // by a line of its own
} event_group;

enum { GROUP_MOST = 1024 }; // 10 times what the longest news pages have

typedef struct format format;
struct format {
  const char *name;
  bool documents; // wants documents without events too
  bool file;      // writes options.path itself
  bool chooses;   // leaves events out
  // A new state; NULL with err filled. May be missing.
  void *(*open)(const export_options *o, const codebook *cb, dgm_error *err);
  dgm_status (*group)(void *state, buf *out, const event_group *g,
                      export_counts *c, dgm_error *err);
  // As writer_covers. May be missing.
  void (*covers)(void *state, day on, uint32_t n);
  // As writer_end.
  dgm_status (*end)(void *state, buf *out, export_counts *c, bool *more,
                    dgm_error *err);
  void (*close)(void *state);
};

extern const format format_parquet, format_sqlite, format_dyad;

#endif
