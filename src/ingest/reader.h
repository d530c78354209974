#ifndef INGEST_READER_H
#define INGEST_READER_H

// Any file, document after document: finds out what it is and hands it to the
// reader of that kind.
//
// gzip is taken off first. Files inside zip and tar are looked at the same way,
// so a zip of tables or a tar of packed pages is read too, to a depth of three.
// Memory is one document's (64 MB at most) for each such level.

#include "base/arena.h"
#include "ingest/record.h"

typedef struct {
  input_kind from;        // INPUT_AUTO: by content, then by name
  str columns[N_COLUMNS]; // of a table, p == NULL: the field's own name
} reader_options;

typedef struct file_reader file_reader;

// Opens path ("-": standard input); path and options must outlive the reader.
// DGM_EIO: it cannot be read. DGM_EFORMAT, DGM_ELIMIT: nor can its beginning.
dgm_status reader_open(file_reader **out, const char *path,
                       const reader_options *o, dgm_error *err);

// The same over bytes in memory, which must outlive the reader.
dgm_status reader_open_memory(file_reader **out, str bytes, const char *path,
                              const reader_options *o, dgm_error *err);
void reader_close(file_reader *r);

// The next document: DGM_OK with text, or text.p == NULL at the end. After any
// error but DGM_EIO the next call goes on behind what was damaged. Slices live
// until the next call.
dgm_status reader_next(file_reader *r, record *out, dgm_error *err);

// Bytes of the file that have been read.
uint64_t reader_bytes(const file_reader *r);

// How messages and output name the record that was read last: the file, with
// "/member" for one inside zip and tar, "@offset" for one of a WARC, a feed or
// PETRARCH's XML. NUL-terminated, lives until the next call.
const char *reader_name(file_reader *r, const record *rec);

#endif
