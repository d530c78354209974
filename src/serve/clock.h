#ifndef SERVE_CLOCK_H
#define SERVE_CLOCK_H

// Time for limits and waits; it never reaches an answer.

#include <stdint.h>
#include <time.h>

// Milliseconds since some moment, never backwards.
static inline int64_t clock_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif
