#ifndef SERVE_POOL_H
#define SERVE_POOL_H

// Threads that take jobs from one queue, first come first served.

#include "base/error.h"

typedef struct pool pool;

// Part of the struct of whoever wants something done.
typedef struct pool_job {
  struct pool_job *next;
  void (*run)(struct pool_job *job, void *state);
} pool_job;

typedef struct {
  uint32_t threads, most; // jobs that may wait
  // State of one thread; open fails with NULL and err filled.
  void *(*open)(void *context, dgm_error *err);
  void (*close)(void *state);
  void *context;
} pool_options;

// Starts the threads; fails when one has no state.
dgm_status pool_open(pool **out, const pool_options *o, dgm_error *err);

// False: too many wait already. What is under way already (`goes_on`) is never
// turned away.
bool pool_add(pool *p, pool_job *job, bool goes_on);

// Waits until all jobs are done, ends the threads. NULL: nothing happens.
void pool_close(pool *p);

#endif
