// dragoman recode: what is stored, coded again.
//
// Rounds of some documents: one thread reads them, all code, one writes.

#include "batch/progress.h"
#include "cli/command.h"
#include "cli/load_run.h"
#include "cli/work.h"
#include "store/db.h"
#include "store/recode.h"
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char help_recode[] =
    "dragoman recode --db FILE [OPTION…]\n"
    "Codes the texts of a store again, after a change of codebook or model.\n"
    "Documents that this program, codebook and model have coded are left "
    "alone,\n"
    "so a run that was cut off goes on. Older events stay, marked as\n"
    "superseded, and `run:HASH` finds the events of each run; reviews stay\n"
    "with their events, which have the same anchor.\n\n"
    "  dragoman recode --db news.db -j4\n"
    "  dragoman query --db news.db run:9f31c2d04e7a\n\n"
    "  --db FILE       the store\n"
    "  --codebook DIR  over ours; may be given more than once\n"
    "  --model FILE    another language model\n"
    "  -j N            threads; the output is the same for any number\n"
    "  --name-persons  as for `dragoman load`, like the next two\n"
    "  --no-stories    do not look for copies, stories and happenings\n"
    "  --rules-only    no events by the model behind the rules\n\n"
    "Documents that were loaded with --no-text cannot be coded again.\n";

enum {
  ROUND = 32, // documents a thread and round: some seconds of work
  MAX_WORKERS = 64,
};

typedef struct {
  int64_t row;
  dgm_status status;
  dgm_error err;
  document from;
  arena m; // of `from`
  buf out;
} recode_job;

typedef struct recode_run recode_run;

typedef struct {
  const recode_run *run;
  uint32_t number;
  arena m;
  jmp_buf full;
  article article;
} recode_worker;

struct recode_run {
  const codebook *cb;
  const model *m;
  record_options how;
  bool rules_only;
  recode_job *jobs;
  recode_worker *workers;
  uint32_t n_jobs, n_workers;
};

static dgm_status code(recode_worker *w, recode_job *j, buf *scratch) {
  record_document d;
  article *a = &w->article;
  arena_reset(&w->m);
  w->m.full = &w->full;
  if (setjmp(w->full))
    return error_set(&j->err, DGM_ELIMIT, "needs too much memory");
  article_init(a, &w->m);
  dgm_status status = recode_article(a, &j->from, &j->err);
  if (status)
    return status;
  pipeline_understand(a, w->run->cb, w->run->m);
  pipeline_events(a, w->run->cb, w->run->rules_only ? NULL : w->run->m->typer);
  record_make(&d, a, w->run->cb, w->run->m, &w->run->how, scratch);
  buf_clear(&j->out);
  record_write(&j->out, &d);
  return DGM_OK;
}

static void *work_on(void *arg) {
  recode_worker *w = arg;
  buf scratch = {0};
  for (uint32_t i = w->number; i < w->run->n_jobs; i += w->run->n_workers)
    w->run->jobs[i].status = code(w, &w->run->jobs[i], &scratch);
  buf_free(&scratch);
  return NULL;
}

static void code_round(recode_run *r) {
  pthread_t threads[MAX_WORKERS];
  uint32_t n = 1;
  while (n < r->n_workers &&
         !pthread_create(&threads[n], NULL, work_on, &r->workers[n]))
    n++;
  work_on(&r->workers[0]);
  for (uint32_t i = 1; i < n; i++)
    pthread_join(threads[i], NULL);
  for (uint32_t i = n; i < r->n_workers; i++)
    work_on(&r->workers[i]); // those that could not be started
}

static dgm_status read_round(recode_run *r, store *s, str run, int64_t *row,
                             dgm_error *err) {
  dgm_status status = DGM_OK;
  for (r->n_jobs = 0; r->n_jobs < ROUND * r->n_workers && !status;) {
    recode_job *j = &r->jobs[r->n_jobs];
    bool found;
    arena_reset(&j->m);
    status = recode_next(s, &j->m, run, *row, &j->from, &found, err);
    if (status || !found)
      break;
    *row = j->row = j->from.row;
    r->n_jobs++;
  }
  return status;
}

static dgm_status write_round(const recode_run *r, store_writer *w,
                              uint64_t *skipped, dgm_error *err) {
  arena m;
  dgm_status status = DGM_OK;
  arena_init(&m, (size_t)1 << 30); // as for an article (api.c)
  for (uint32_t i = 0; i < r->n_jobs && !status; i++) {
    recode_job *j = &r->jobs[i];
    record_document d;
    str left = buf_str(&j->out);
    if (j->status) {
      fprintf(stderr, "dragoman: document %.*s: %s\n", (int)j->from.id.len,
              j->from.id.p, j->err.text);
      ++*skipped;
      continue;
    }
    arena_reset(&m);
    record_take(&d, &m, &left);
    status = recode_write(w, j->row, &d, err);
    if (!status)
      status = store_writer_pause(w, err);
  }
  arena_close(&m);
  return status;
}

static dgm_status recode_all(recode_run *r, store *s,
                             const store_writer_options *o, uint64_t *done,
                             uint64_t *skipped, dgm_error *err) {
  store_writer *w;
  progress bar;
  int64_t row = 0, last;
  dgm_status status = db_number(s, "SELECT max(id) FROM document", &last, err);
  if (!status)
    status = store_writer_open(&w, s, o, err);
  if (status)
    return status;
  progress_start(&bar, isatty(STDERR_FILENO), "documents");
  do {
    status = read_round(r, s, o->run, &row, err);
    if (status || !r->n_jobs)
      break;
    code_round(r);
    progress_clear(&bar); // messages come
    status = write_round(r, w, skipped, err);
    *done += r->n_jobs;
    progress_show(&bar, *done, (uint64_t)row, (uint64_t)last);
  } while (!status);
  progress_clear(&bar);
  dgm_status closed = store_writer_close(w, status ? NULL : err);
  return status ? status : closed;
}

static bool open_run(recode_run *r, uint32_t workers) {
  r->n_workers = workers > MAX_WORKERS ? MAX_WORKERS : workers;
  r->workers = calloc(r->n_workers, sizeof *r->workers);
  r->jobs = calloc((size_t)r->n_workers * ROUND, sizeof *r->jobs);
  if (!r->workers || !r->jobs)
    return false;
  for (uint32_t i = 0; i < r->n_workers; i++) {
    r->workers[i] = (recode_worker){.run = r, .number = i};
    arena_init(&r->workers[i].m, (size_t)1 << 30); // as for coding (api.c)
  }
  for (uint32_t i = 0; i < r->n_workers * ROUND; i++)
    arena_init(&r->jobs[i].m, (size_t)1 << 30);
  return true;
}

static void close_run(recode_run *r) {
  for (uint32_t i = 0; r->workers && i < r->n_workers; i++)
    arena_close(&r->workers[i].m);
  for (uint32_t i = 0; r->jobs && i < r->n_workers * ROUND; i++) {
    arena_close(&r->jobs[i].m);
    buf_free(&r->jobs[i].out);
  }
  free(r->workers);
  free(r->jobs);
}

static int recode(const input_options *in, const char *db,
                  const record_options *how, bool rules_only) {
  recode_run r = {.how = *how, .rules_only = rules_only};
  data d;
  store *s = NULL;
  load_run run;
  dgm_error err;
  uint64_t done = 0, skipped = 0;
  if (!data_open(&d, in->codebook, in->model))
    return EXIT_INTERNAL;
  r.cb = (const codebook *)(const void *)d.book;
  r.m = (const model *)(const void *)d.model;
  dgm_status status = store_open(&s, db, STORE_WRITE, &err);
  if (!status && !open_run(&r, in->threads ? in->threads : 1))
    status = error_set(&err, DGM_ELIMIT, "out of memory");
  if (!status)
    status = load_run_of(&run, &d, rules_only, &err);
  if (!status)
    status = recode_all(&r, s, &run.writer, &done, &skipped, &err);
  close_run(&r);
  store_close(s);
  data_close(&d);
  if (status) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  fprintf(stderr, "dragoman: %llu document%s coded again\n",
          (unsigned long long)(done - skipped), done - skipped == 1 ? "" : "s");
  return skipped ? EXIT_SKIPPED : EXIT_DONE;
}

int cmd_recode(int argc, char **argv) {
  static const struct option longs[] = {
      {"db", required_argument, NULL, 'd'},
      {"codebook", required_argument, NULL, 'b'},
      {"model", required_argument, NULL, 'M'},
      {"jobs", required_argument, NULL, 'j'},
      {"name-persons", no_argument, NULL, 'P'},
      {"no-stories", no_argument, NULL, 'S'},
      {"rules-only", no_argument, NULL, 'R'},
      {NULL, 0, NULL, 0}};
  input_options in = {.threads = 1};
  record_options how = {.fetched = NO_DAY, .coded = true};
  const char *db = NULL;
  bool rules_only = false;
  for (int l; (l = getopt_long(argc, argv, "j:", longs, NULL)) != -1;) {
    if (l == 'd')
      db = optarg;
    else if (l == 'R')
      rules_only = true;
    else if (l == 'P')
      how.name_private = true;
    else if (l == 'S')
      how.no_stories = true;
    else if (!input_option(&in, "recode", l, optarg))
      return EXIT_USAGE;
  }
  if (!db || optind < argc)
    return usage_error("recode", "--db FILE is needed, and nothing else");
  return recode(&in, db, &how, rules_only);
}
