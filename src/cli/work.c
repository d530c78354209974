#include "cli/work.h"
#include "cli/command.h"
#include <getopt.h>
#include <stdlib.h>

static const size_t memory = (size_t)1 << 30; // as for coding (api.c)

typedef struct {
  worker w;
  const work_context *context;
} held;

static void *open_worker(void *context, dgm_error *err) {
  const work_context *c = context;
  held *h = calloc(1, sizeof *h);
  if (!h) {
    error_set(err, DGM_ELIMIT, "out of memory");
    return NULL;
  }
  h->context = c;
  h->w.in = &c->in;
  h->w.more = c->more;
  h->w.cb = (const codebook *)(const void *)c->data.book;
  h->w.m = (const model *)(const void *)c->data.model;
  arena_init(&h->w.mem, memory);
  return h;
}

static void close_worker(void *state) {
  held *h = state;
  arena_close(&h->w.mem);
  free(h);
}

static dgm_status work(void *state, const batch_item *item, batch_output *out,
                       dgm_error *err) {
  held *h = state;
  arena_reset(&h->w.mem);
  h->w.mem.full = &h->w.full;
  if (setjmp(h->w.full))
    return error_set(err, DGM_ELIMIT, "needs more than %zu MB of memory",
                     memory >> 20);
  article_init(&h->w.article, &h->w.mem);
  dgm_status status = h->context->command(&h->w, item, &out->main, err);
  out->language = h->w.article.meta.language;
  return status;
}

int work_run(work_context *c, char **paths, int n) {
  if (c->page_only ? !data_open_page(&c->data, c->in.codebook)
                   : !data_open(&c->data, c->in.codebook, c->in.model))
    return EXIT_INTERNAL;
  c->in.book = (const codebook *)(const void *)c->data.book;
  batch_job job = {open_worker, work, close_worker, c, c->order, c->last};
  int status = input_run(&c->in, paths, n, &job, (str){0}, -1);
  data_close(&c->data);
  return status;
}

bool work_options(work_context *c, const char *command, int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS, {NULL, 0, NULL, 0}};
  for (int letter;
       (letter = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;)
    if (!input_option(&c->in, command, letter, optarg))
      return false;
  return true;
}
