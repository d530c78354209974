// dragoman codebook check: every error of every file, and what may be missing;
// with --dead the rules that never fire.

#include "batch/codebook_dead.h"
#include "cli/cmd_codebook.h"
#include "cli/work.h"
#include "codebook/rule_check.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static int review(const codebook_folders folders) {
  codebook *cb;
  rule_review found;
  buf out = {0};
  if (book_open(&cb, folders))
    return EXIT_SKIPPED;
  rules_review(&found, &out, cb);
  if (out.len)
    fwrite(out.p, 1, out.len, stdout);
  printf("%u rules, %u examples, %u patterns, %u words: no errors; %u ties, "
         "%u rules without an example of each kind, %u idle classes\n",
         found.rules, found.examples, found.patterns, cb->words.words.n,
         found.ties, found.bare, found.idle);
  buf_free(&out);
  codebook_free(cb);
  return EXIT_DONE;
}

typedef struct {
  work_context work; // first: batch hands it back as its context
  uint8_t *fired;    // [rules] FIRED_…; NULL before the first document
  bool inputs;
} dead_run;

static const codebook *book_of(const dead_run *run) {
  return (const codebook *)(const void *)run->work.data.book;
}

static dgm_status need_flags(dead_run *run, dgm_error *err) {
  if (!run->fired)
    run->fired = calloc(book_of(run)->rules.all.n + 1, 1);
  return run->fired ? DGM_OK : error_set(err, DGM_ELIMIT, "out of memory");
}

// One document: the numbers of the rules that fired.
static dgm_status code_one(worker *w, const batch_item *item, buf *out,
                           dgm_error *err) {
  page p;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_code(&w->article, w->cb, w->m, NULL, &p, err);
  if (!status)
    codebook_fired(out, &w->article);
  return status;
}

// The numbers are counted and do not leave.
static dgm_status count(void *context, batch_output *out, dgm_error *err) {
  dead_run *run = context;
  dgm_status status = need_flags(run, err);
  if (!status)
    codebook_note(run->fired, buf_str(&out->main), FIRED_BY_INPUT);
  buf_clear(&out->main);
  return status;
}

static dgm_status tell(void *context, buf *out, bool *more, dgm_error *err) {
  dead_run *run = context;
  dgm_status status = need_flags(run, err);
  *more = false;
  if (status)
    return status;
  const model *m = (const model *)(const void *)run->work.data.model;
  codebook_note_examples(run->fired, book_of(run), m);
  codebook_write_dead(out, book_of(run), run->fired, run->inputs);
  return DGM_OK;
}

// Without inputs there is no batch, only the examples.
static int dead_examples(dead_run *run) {
  buf out = {0};
  bool more;
  dgm_error err;
  if (!data_open(&run->work.data, run->work.in.codebook, run->work.in.model))
    return EXIT_INTERNAL;
  dgm_status status = tell(run, &out, &more, &err);
  if (status)
    print_error(&err);
  else
    fwrite(out.p, 1, out.len, stdout);
  buf_free(&out);
  data_close(&run->work.data);
  return status ? EXIT_INTERNAL : EXIT_DONE;
}

static int dead(dead_run *run, char **paths, int n) {
  run->work.command = code_one;
  run->work.order = count;
  run->work.last = tell;
  run->inputs = n > 0;
  int status = n ? work_run(&run->work, paths, n) : dead_examples(run);
  free(run->fired);
  return status;
}

int codebook_check_run(int argc, char **argv) {
  static const struct option longs[] = {
      INPUT_LONG_OPTIONS, {"dead", no_argument, NULL, 'D'}, {NULL, 0, NULL, 0}};
  dead_run run = {.fired = NULL};
  bool wanted = false;
  for (int c; (c = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (c == 'D')
      wanted = true;
    else if (!input_option(&run.work.in, "codebook", c, optarg))
      return EXIT_USAGE;
  }
  if (wanted)
    return dead(&run, argv + optind, argc - optind);
  for (int i = optind; i < argc; i++)
    if (!data_add_codebook(run.work.in.codebook, argv[i]))
      return EXIT_USAGE;
  return review(run.work.in.codebook);
}
