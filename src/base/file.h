#ifndef BASE_FILE_H
#define BASE_FILE_H

// Files as bytes: mapped read-only, read or written whole.

#include "base/buf.h"
#include "base/error.h"

typedef struct {
  str bytes;
  void *map; // what to unmap, NULL where the bytes are on the heap
} file_map;

// Maps a regular file of at most `limit` bytes. An empty file has len 0.
dgm_status file_map_open(file_map *out, const char *path, uint32_t limit,
                         dgm_error *err);
void file_map_close(file_map *f);

// Appends a whole stream ("-": standard input) of at most `limit` bytes to b.
dgm_status file_read(buf *b, const char *path, uint32_t limit, dgm_error *err);

// Writes a file, in the place of one that is there; folders of its path that
// are missing are made.
dgm_status file_write(const char *path, str bytes, dgm_error *err);

// Writes all of the bytes to a file descriptor, whatever a signal interrupts.
dgm_status file_send(int fd, str bytes, dgm_error *err);

#endif
