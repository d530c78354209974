#ifndef BATCH_SOURCE_H
#define BATCH_SOURCE_H

// From paths to pieces of work, in order.

#include "base/file.h"
#include "batch/batch.h"
#include "ingest/lines.h"

// Lines of a JSONL file are handed out in pieces of about this many bytes:
// enough to hide the cost of a hand-over, few enough to keep memory flat.
enum { PIECE_BYTES = 256 << 10 };

typedef struct {
  uint32_t line;
  size_t beg, len;  // in piece.bytes, or in the map
  dgm_error *error; // heap; the reader could not read this one
} piece_item;

typedef struct {
  const char *path;
  input_kind kind;
  buf bytes;
  file_map map; // instead of bytes, for a file of one document
  piece_item *items;
  uint32_t n, cap;
} piece;

typedef struct {
  const batch_options *options;
  uint32_t at; // next path
  bool open;   // lines of options->paths[at - 1] are being read
  line_reader lines;
  uint64_t bytes, expected; // read so far; size of all regular files
} source;

void source_open(source *s, const batch_options *options);

// Fills *p with the next piece; false at the end.
bool source_next(source *s, piece *p);
void source_close(source *s);

// The bytes of one item.
str piece_bytes(const piece *p, const piece_item *item);

// Empties a piece for the next one; piece_free gives its memory back.
void piece_clear(piece *p);
void piece_free(piece *p);

#endif
