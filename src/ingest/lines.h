#ifndef INGEST_LINES_H
#define INGEST_LINES_H

// Lines of a file or stream, one at a time: memory holds one line, whatever the
// size of the file.

#include "base/buf.h"
#include "base/error.h"

typedef struct {
  uint32_t number; // of the line that was read last, from 1
  // private from here
  int fd;
  uint32_t limit;   // most bytes of a line
  const char *path; // as errors show it
  buf held;         // bytes read and not yet given out
  size_t beg, seen; // next line begins here; no newline before seen
  bool ended;       // the file has no more bytes
} line_reader;

// Opens path ("-": standard input), which must outlive the reader.
dgm_status lines_open(line_reader *r, const char *path, uint32_t limit,
                      dgm_error *err);
void lines_close(line_reader *r);

// The next line without its end (LF or CRLF), valid until the next call; p is
// NULL at the end of the file. DGM_ELIMIT: the line was longer than the limit
// and is skipped, the next call goes on behind it. DGM_EIO: nothing follows.
dgm_status lines_next(line_reader *r, str *line, dgm_error *err);

#endif
