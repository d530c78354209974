#ifndef INGEST_PAGE_H
#define INGEST_PAGE_H

// What the readers hand on: one document's bytes, and what is known about it.

#include "base/arena.h"
#include "ingest/record.h"

// Most bytes that one input may have (design: 64 MB). It keeps every offset
// and every count of the record well inside 32 bits.
#define PAGE_MAX (64u << 20)

// All slices are borrowed from the input or live in the reader's arena.
typedef struct {
  str bytes; // valid UTF-8 without NUL
  dgm_format format;
  str id, title, url, outlet, language, published; // p == NULL: unknown
  str byline, section;
  str fetched; // when an archive took it: the latest day it can be of
} page;

// Reads one document: a file of text or HTML, or a line of JSONL (`line` is its
// number). Fails with DGM_EFORMAT or DGM_ELIMIT, naming path (may be NULL) and
// line; *out then holds what was read of it.
dgm_status page_read(page *out, arena *m, str bytes, input_kind kind,
                     const char *path, uint32_t line, dgm_error *err);

// The same for a record, with what its container knows. Fields that are no text
// in any charset are left out.
dgm_status page_of_record(page *out, arena *m, const record *r, dgm_error *err);

#endif
