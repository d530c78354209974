#ifndef INGEST_DETECT_H
#define INGEST_DETECT_H

// What kind of file is it? By content first, by name where content is silent.

#include "base/error.h"

typedef enum {
  INPUT_AUTO, // not yet known
  INPUT_HTML,
  INPUT_TEXT, // also where nothing else fits
  INPUT_JSONL,
  INPUT_CONLLU
} input_kind;

// Looks at the first bytes and the name (may be NULL); never INPUT_AUTO.
input_kind detect_input(str bytes, const char *name);

// Refuses what is not text, saying what it is: DGM_EFORMAT. path may be NULL.
dgm_status detect_binary(str bytes, const char *path, dgm_error *err);

#endif
