#ifndef INGEST_LINES_H
#define INGEST_LINES_H

// Lines of a stream, one at a time: memory holds one line, whatever the size of
// the file.

#include "ingest/stream.h"

typedef struct {
  uint32_t number; // of the line that was read last, from 1
  // private from here
  stream *s;
  uint32_t limit; // most bytes of a line
} line_reader;

static inline line_reader lines_of(stream *s, uint32_t limit) {
  return (line_reader){.s = s, .limit = limit};
}

// The next line without its end (LF or CRLF), valid until the next call; p is
// NULL at the end of the file. DGM_ELIMIT: the line was longer than the limit
// and is skipped. DGM_EFORMAT: bytes are missing. The next call goes on behind
// either. DGM_EIO: nothing follows.
dgm_status lines_next(line_reader *r, str *line, dgm_error *err);

#endif
