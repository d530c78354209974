#ifndef BATCH_BATCH_H
#define BATCH_BATCH_H

// Many inputs, any number of threads, results in input order.
//
// Inputs (files, folders, archives) are read one after the other and cut into
// pieces of some documents. Workers turn pieces into output bytes; these leave
// in input order. A bad input gives one message and the batch goes on. Memory
// does not grow with the number or size of the inputs.

#include "base/buf.h"
#include "batch/tally.h"
#include "ingest/page.h"
#include "ingest/reader.h"

// One document as it was found; what the worker makes of it is its business.
typedef struct {
  const char *path; // as reader_name says: "a.zip/b.html", "a.warc.gz@512"
  uint32_t line;    // of a file of lines, 0 otherwise
  input_kind kind;  // of one document, never INPUT_AUTO
  str bytes;        // a file's, or a line's; live during the call
  record record;    // what its container knows, bytes included
} batch_item;

typedef struct {
  const char *const *paths; // "-": standard input
  uint32_t n_paths;
  reader_options reading;
  uint32_t threads; // at least 1
  bool progress;    // a bar on stderr
  const char *what; // what the progress bar counts
} batch_options;

// What a worker writes: the command's output, and a second stream (rejects).
typedef struct {
  buf main, side;
  str language; // with DGM_ELANGUAGE: which; lives until the next item
} batch_output;

// A worker's part of a command. open is called once a thread and returns its
// state (NULL: failed, err says why); work appends to out, and returns a
// status with err filled when the item is skipped. DGM_ELANGUAGE is no failure:
// what was written stays and the document is counted under out->language.
typedef struct {
  void *(*open)(void *context, dgm_error *err);
  dgm_status (*work)(void *state, const batch_item *item, batch_output *out,
                     dgm_error *err);
  void (*close)(void *state);
  void *context;
  // Turns what workers wrote into what leaves: called in input order, on the
  // calling thread. NULL: all leaves as it is.
  dgm_status (*order)(void *context, batch_output *out, dgm_error *err);
  // Ends the output: called behind the last document, again while it sets
  // *more, after what it appended has been written. NULL: nothing follows.
  dgm_status (*last)(void *context, buf *out, bool *more, dgm_error *err);
} batch_job;

typedef struct {
  uint64_t done, skipped, bytes; // documents, documents, bytes read
  tally languages;               // documents that were not coded, by language
} batch_totals;

// Output goes to the file descriptors `out` and `side` (-1: thrown away),
// messages to stderr. Fails only when a worker cannot be opened or output
// cannot be written.
dgm_status batch_run(const batch_options *options, const batch_job *job,
                     int out, int side, batch_totals *totals, dgm_error *err);

#endif
