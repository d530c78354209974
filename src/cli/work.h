#ifndef CLI_WORK_H
#define CLI_WORK_H

// A worker for commands that look inside the record (clean, parse, annotate,
// explain): an arena, an article in it, and the tables.

#include "batch/batch.h"
#include "cli/input.h"
#include "codebook/codebook.h"
#include "model/model.h"
#include "pipeline/pipeline.h"

typedef struct {
  const input_options *in;
  const codebook *cb;
  const model *m;
  const void *more; // the command's own options
  arena mem;
  jmp_buf full;
  article article;
} worker;

// For batch_job: `context` is a work_context whose `command` does one item on
// an empty article. The arena's cap is caught here and becomes DGM_ELIMIT.
typedef struct {
  input_options in;
  data data;
  bool page_only; // the command cleans: no model, a part of the codebook
  dgm_status (*command)(worker *w, const batch_item *item, buf *out,
                        dgm_error *err);
  // As batch_job's, with this work_context; NULL: none.
  dgm_status (*order)(void *context, batch_output *out, dgm_error *err);
  dgm_status (*last)(void *context, buf *out, bool *more, dgm_error *err);
  const void *more; // handed to each worker
} work_context;

// Opens the data, runs the batch, closes; returns the exit status.
int work_run(work_context *c, char **paths, int n);

// Reads the common options only; false after printing what is wrong.
bool work_options(work_context *c, const char *command, int argc, char **argv);

#endif
