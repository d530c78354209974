#ifndef BATCH_SOURCE_H
#define BATCH_SOURCE_H

// From paths to pieces of work, in order: files, the files of folders, the
// documents of files that hold many.

#include "batch/batch.h"
#include "batch/walk.h"
#include "ingest/reader.h"

// Documents of one file are handed out in pieces of about this many bytes:
// enough to hide the cost of a hand-over, few enough to keep memory flat.
enum { PIECE_BYTES = 256 << 10 };

// Bytes of piece.bytes; beg NOT_THERE: none.
typedef struct {
  size_t beg;
  uint32_t len;
} piece_part;

typedef struct {
  input_kind kind;
  uint32_t line;
  place place;
  size_t name; // as messages name it, NUL-terminated, in bytes
  piece_part field[N_FIELDS];
  dgm_error *error; // heap; the reader could not read this one
} piece_item;

typedef struct {
  buf bytes;
  piece_item *items;
  uint32_t n, cap;
} piece;

typedef struct {
  const batch_options *options;
  uint32_t at; // next path
  bool in_folder;
  walk folder;               // the files of options->paths[at - 1]
  file_reader *open;         // the file whose documents are being handed out
  uint64_t before, expected; // bytes of files that are done; of all files
} source;

void source_open(source *s, const batch_options *options);

// Fills *p with the next piece; false at the end.
bool source_next(source *s, piece *p);
void source_close(source *s);

// Bytes read so far.
uint64_t source_bytes(const source *s);

// One item as the workers see it; lives as long as the piece is not cleared.
batch_item piece_get(const piece *p, uint32_t i);

// Empties a piece for the next one; piece_free gives its memory back.
void piece_clear(piece *p);
void piece_free(piece *p);

#endif
