// dragoman codebook diff: the events that an edit gains, loses and changes.

#include "batch/codebook_diff.h"
#include "cli/cmd_codebook.h"
#include "cli/input.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  input_options in;
  const char *html;
  bool rules_only;
  data before, after;
  diff_tally total;
} diff_run;

typedef struct {
  diff_run *run;
  dgm_coder *before, *after;
  arena m;
} worker;

static void close_worker(void *state) {
  worker *w = state;
  dgm_coder_free(w->before);
  dgm_coder_free(w->after);
  arena_close(&w->m);
  free(w);
}

static void *open_worker(void *context, dgm_error *err) {
  diff_run *run = context;
  dgm_options how = {.rules_only = run->rules_only};
  worker *w = calloc(1, sizeof *w);
  if (!w)
    return error_set(err, DGM_ELIMIT, "out of memory"), NULL;
  w->run = run;
  arena_init(&w->m, (size_t)1 << 30); // as for an article (api.c)
  if (dgm_coder_new(&w->before, run->before.book, run->before.model, &how,
                    err) ||
      dgm_coder_new(&w->after, run->after.book, run->after.model, &how, err)) {
    close_worker(w);
    return NULL;
  }
  return w;
}

static dgm_status work(void *state, const batch_item *item, batch_output *out,
                       dgm_error *err) {
  worker *w = state;
  page p;
  char name[600];
  arena_reset(&w->m);
  dgm_status status = input_page(&p, &w->m, &w->run->in, item, err);
  if (status)
    return status;
  dgm_input in = input_of_page(&p);
  status = dgm_code(w->before, &in, err);
  dgm_str language = dgm_coder_document(w->before)->language;
  out->language = (str){language.p, (uint32_t)language.len};
  if (!status)
    status = dgm_code(w->after, &in, err);
  if (status)
    return status;
  snprintf(name, sizeof name, item->line ? "%s:%u" : "%s", item->path,
           item->line);
  diff_tally now = {0};
  diff_pair pair = {w->before, w->after, name, w->run->html != NULL};
  codebook_diff(&out->main, &now, &pair);
  buf_add(&out->side, (str){(const char *)&now, sizeof now});
  return DGM_OK;
}

// Adds up what the workers counted, which must not leave.
static dgm_status count(void *context, batch_output *out, dgm_error *err) {
  diff_tally *total = &((diff_run *)context)->total, one;
  (void)err;
  for (size_t at = 0; at + sizeof one <= out->side.len; at += sizeof one) {
    memcpy(&one, out->side.p + at, sizeof one);
    total->gained += one.gained;
    total->lost += one.lost;
    total->changed += one.changed;
    total->same += one.same;
    total->documents += one.documents;
    total->touched += one.touched;
  }
  buf_clear(&out->side);
  return DGM_OK;
}

// The totals, behind the last document.
static dgm_status write_foot(void *context, buf *out, bool *more,
                             dgm_error *err) {
  const diff_run *run = context;
  (void)err;
  *more = false;
  codebook_diff_foot(out, &run->total, run->html != NULL);
  return DGM_OK;
}

static int compare(diff_run *run, char **paths, int n, const char *before,
                   const char *after) {
  batch_job job = {open_worker, work, close_worker, run, count, write_foot};
  buf head = {0};
  run->in.book = (const struct codebook *)(const void *)run->before.book;
  codebook_diff_head(&head, before, after, run->html != NULL);
  int status = input_run(&run->in, paths, n, &job, buf_str(&head), -1);
  buf_free(&head);
  return status;
}

// "ours" is our codebook with nothing over it but --codebook's folders.
static bool open_side(data *out, const input_options *in, const char *name) {
  codebook_folders folders;
  memcpy(folders, in->codebook, sizeof folders);
  if (strcmp(name, "ours") != 0 && !data_add_codebook(folders, name))
    return false;
  return data_open(out, folders, in->model);
}

int codebook_diff_run(int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS,
                                        {"html", required_argument, NULL, 'H'},
                                        {"rules-only", no_argument, NULL, 'R'},
                                        {NULL, 0, NULL, 0}};
  diff_run run = {.html = NULL};
  for (int c; (c = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (c == 'H')
      run.html = run.in.out = optarg;
    else if (c == 'R')
      run.rules_only = true;
    else if (!input_option(&run.in, "codebook", c, optarg))
      return EXIT_USAGE;
  }
  if (argc - optind < 2)
    return usage_error("codebook", "diff takes OLD NEW PATH…");
  int status = EXIT_INTERNAL;
  char **given = argv + optind;
  if (open_side(&run.before, &run.in, given[0]) &&
      open_side(&run.after, &run.in, given[1]))
    status = compare(&run, given + 2, argc - optind - 2, given[0], given[1]);
  data_close(&run.before);
  data_close(&run.after);
  return status;
}
