#ifndef INGEST_STREAM_H
#define INGEST_STREAM_H

// What every reader reads from: the bytes of a file, a pipe or memory, gzip
// taken off, through a window that grows as a reader asks for.
//
//   stream_need(&s, 512, &err);       // 512 bytes in the window, or the rest
//   use(stream_window(&s));
//   stream_take(&s, 512);
//
// Memory is the window's, whatever the size of the file. A window's bytes stay
// where they are until the next stream_need or stream_discard.

#include "ingest/gunzip.h"
#include "ingest/place.h"

typedef struct {
  inlet in;
  // private from here
  gunzip *gz; // NULL: the bytes are not compressed
  buf out;    // content of gz; [beg, len) is the window
  size_t beg;
  buf marks;  // stream_mark each: members that reach into the window
  bool ended; // the window has all that there is
  bool gap;   // bytes are missing behind the window, because of why
  dgm_error why;
} stream;

// Opens path ("-": standard input), which must outlive the stream, and looks
// whether it is gzip.
dgm_status stream_open(stream *s, const char *path, dgm_error *err);

// The same over bytes in memory, which must outlive the stream.
dgm_status stream_open_memory(stream *s, str bytes, const char *path,
                              dgm_error *err);
void stream_close(stream *s);

// Brings n bytes into the window; fewer at the end, or once in front of a gap
// (a damaged gzip member). The call that asks for more than stands before a gap
// gives DGM_EFORMAT, empties the window, and the next one goes on behind it.
// DGM_EIO: nothing follows.
dgm_status stream_need(stream *s, size_t n, dgm_error *err);

str stream_window(const stream *s);

// Takes n bytes of the window, at most all of it.
void stream_take(stream *s, size_t n);

// Takes n bytes, in the window or behind it, without holding them all.
dgm_status stream_discard(stream *s, uint64_t n, dgm_error *err);

// Where the window begins in the file.
place stream_place(const stream *s);

// Does the window hold everything that is left?
bool stream_whole(const stream *s);

#endif
