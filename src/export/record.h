#ifndef EXPORT_RECORD_H
#define EXPORT_RECORD_H

// An event record read back from its line (docs: the event record, version 1),
// so that every export, whether of a run, of a file or of a store, begins with
// the same bytes.

#include "base/arena.h"
#include "base/error.h"

typedef struct {
  bool event_line; // false: the line tells of a document only
  dgm_event event; // valid where event_line
  dgm_document document;
  dgm_str run;
  // What only a store knows; p is NULL, sources 0, where the line has none.
  dgm_str copy_of, story, happening;
  uint32_t sources; // independent outlets
  bool superseded;
} export_record;

// Reads a line: an event record, with or without a store's keys behind it, or
// an object with "document", or one with "id" and "published" as `code` takes
// it, which are documents that may have no event. Strings are borrowed from
// the line unless they had escapes; those and the lists live in m. Unknown keys
// are stepped over. DGM_EFORMAT says what is wrong and at which byte.
dgm_status record_read(export_record *out, arena *m, str line, dgm_error *err);

#endif
