#ifndef CLI_LOAD_RUN_H
#define CLI_LOAD_RUN_H

// Who codes: the program with its codebook and model, as a store names it.

#include "cli/data.h"
#include "store/write.h"

typedef struct {
  char run[12], codebook[32], model[64]; // the names that `writer` points to
  store_writer_options writer;
} load_run;

// Names them and says what day it is. The struct must stay where it is.
dgm_status load_run_of(load_run *out, const data *d, bool rules_only,
                       dgm_error *err);

#endif
