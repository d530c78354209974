#ifndef INGEST_DETECT_H
#define INGEST_DETECT_H

// What kind of file is it? By content first, by name where content is silent.

#include "base/error.h"

typedef enum {
  KIND_TEXT, // also where nothing else fits
  KIND_HTML,
  KIND_JSONL,
  KIND_CONLLU,
  KIND_BINARY, // nothing that we read
} input_kind;

// Looks at the first bytes (4 KB are enough) and the name (may be NULL).
input_kind detect_kind(str head, const char *name);

// Refuses a binary file by what it is: DGM_EFORMAT.
dgm_status detect_refuse(str head, const char *path, dgm_error *err);

#endif
