#ifndef INGEST_PLACE_H
#define INGEST_PLACE_H

// Where something stands in a file. Of a gzip file: its member, as archives of
// pages are indexed, and the byte of what that member unpacks to.

#include <inttypes.h>
#include <stdio.h>

typedef struct {
  uint64_t offset, inside; // inside: 0 where the file is not compressed
} place;

enum { PLACE_ROOM = 44 };

// Writes "4711" or, within a member, "4711+60"; returns out.
static inline const char *place_show(char out[PLACE_ROOM], place p) {
  int n = snprintf(out, PLACE_ROOM, "%" PRIu64, p.offset);
  if (p.inside)
    snprintf(out + n, PLACE_ROOM - (size_t)n, "+%" PRIu64, p.inside);
  return out;
}

#endif
