#ifndef CLI_INPUT_H
#define CLI_INPUT_H

// What the commands that read pages share: their common options, their workers.

#include "batch/batch.h"
#include "cli/data.h"

typedef enum { CLEAN_AUTO, CLEAN_ON, CLEAN_OFF } clean_mode;

typedef struct {
  input_kind from;
  str columns[N_COLUMNS]; // --columns
  bool sentence;          // --unit sentence
  clean_mode clean;
  dgm_str published; // --published, for inputs that do not say
  codebook_folders codebook;
  const char *model, *out;
  uint32_t threads;
  const struct codebook *book; // names of languages; NULL: their codes
} input_options;

// Reads one of the common options (getopt_long's letter and argument). Returns
// false after printing what is wrong with it.
bool input_option(input_options *o, const char *command, int letter,
                  const char *arg);

// The common options for getopt_long, to be put into a command's own table.
#define INPUT_LONG_OPTIONS                                                     \
  {"from", required_argument, NULL, 'f'},                                      \
      {"unit", required_argument, NULL, 'u'},                                  \
      {"clean", required_argument, NULL, 'c'},                                 \
      {"published", required_argument, NULL, 'p'},                             \
      {"codebook", required_argument, NULL, 'b'},                              \
      {"model", required_argument, NULL, 'M'},                                 \
      {"columns", required_argument, NULL, 'C'},                               \
      {"out", required_argument, NULL, 'o'}, {                                 \
    "jobs", required_argument, NULL, 'j'                                       \
  }

// A page as the library takes it; borrows from the page.
dgm_input input_of_page(const page *p);

// One document of the batch as a page, with the command's options applied.
dgm_status input_page(page *out, arena *m, const input_options *o,
                      const batch_item *item, dgm_error *err);

// Runs the batch over the paths (none: standard input) into --out, behind
// `head` (a CSV's names); prints what went wrong; returns the exit status.
int input_run(const input_options *o, char **paths, int n, const batch_job *job,
              str head, int side);

#endif
