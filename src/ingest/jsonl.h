#ifndef INGEST_JSONL_H
#define INGEST_JSONL_H

// JSON lines: one document a line.
//
//   {"id","text","title","published","url","outlet","language"}
//
// Only `text` must be there; keys may stand in any order, null is absent, keys
// that we do not know are stepped over, and the last of two equal keys counts.
// `id` may be a number and is kept as it is written. On the hot path: a line is
// read once, and strings without escapes are borrowed from it.

#include "base/arena.h"
#include "ingest/page.h"

// Reads one line into *out (format DGM_CLEAN); slices live as long as the line
// and m. DGM_EFORMAT names path (may be NULL), line and byte of the mistake.
dgm_status jsonl_read(page *out, arena *m, str line, const char *path,
                      uint32_t number, dgm_error *err);

#endif
