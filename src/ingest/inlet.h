#ifndef INGEST_INLET_H
#define INGEST_INLET_H

// Bytes of a file, a pipe or memory as they stand, a window at a time.

#include "base/buf.h"
#include "base/error.h"

typedef struct {
  const char *path; // as errors show it
  uint64_t read;    // bytes that have come in so far
  // private from here
  int fd;     // -1: memory
  str memory; // what has not come in yet
  buf held;   // bytes read; [beg, len) have not been taken
  size_t beg;
  bool ended; // nothing more comes in
} inlet;

// Opens a file ("-": standard input); path must outlive the inlet.
dgm_status inlet_open(inlet *in, const char *path, dgm_error *err);

// The same over bytes in memory, which must outlive the inlet.
void inlet_open_memory(inlet *in, str bytes, const char *path);
void inlet_close(inlet *in);

// Reads on, at most `most` bytes; what was taken gives its room first. Sets
// ended at the end. DGM_EIO: nothing follows.
dgm_status inlet_fill(inlet *in, size_t most, dgm_error *err);

// The bytes that stand in the window.
static inline str inlet_window(const inlet *in) {
  return (str){in->held.p ? in->held.p + in->beg : "",
               (uint32_t)(in->held.len - in->beg)};
}

// Where the window begins in the file.
static inline uint64_t inlet_offset(const inlet *in) {
  return in->read - (in->held.len - in->beg);
}

#endif
