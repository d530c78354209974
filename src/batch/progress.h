#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

// A line on stderr that tells how far a long run is: share, rate, time left.
// Only drawn on a terminal, ten times a second at most.

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool on;
  const char *what; // "documents"
  int64_t start_ms, drawn_ms;
} progress;

void progress_start(progress *p, bool on, const char *what);
void progress_show(progress *p, uint64_t done, uint64_t bytes,
                   uint64_t expected);
// Takes the line away again, so that a message or a shell prompt can stand.
void progress_clear(progress *p);

#endif
