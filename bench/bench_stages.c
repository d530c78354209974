// Time of each stage, text to events, over a JSONL file, on one thread.
//
//   bench_stages CODEBOOK MODEL FILE.jsonl [REPEAT]

#include "batch/source.h"
#include "event/attribution.h"
#include "event/factuality.h"
#include "event/match.h"
#include "event/propose.h"
#include "event/setting.h"
#include "event/when.h"
#include "mention/date.h"
#include "mention/mention.h"
#include "mention/quantity.h"
#include "mention/quote.h"
#include "parse/frame.h"
#include "parse/parse.h"
#include "pipeline/pipeline.h"
#include "pipeline/view.h"
#include "segment/segment.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const codebook *cb;
static const model *m;
static view shown;

static void run_segment(article *a) {
  segment_text(a, cb);
}
static void run_parse(article *a) {
  parse_sentences(a, m);
}
static void run_frames(article *a) {
  frames_find(a, cb);
}
static void run_dates(article *a) {
  dates_find(a, cb);
}
static void run_quantities(article *a) {
  quantities_find(a, cb);
}
static void run_mentions(article *a) {
  mentions_find(a, cb);
}
static void run_quotes(article *a) {
  quotes_find(a, cb);
  mentions_resolve_quoted(a, cb);
}
static void run_match(article *a) {
  events_match(a, cb);
}
static void run_meaning(article *a) {
  factuality_decide(a, cb);
  events_propose(a, cb, m->typer);
  attribution_find(a, cb);
  when_decide(a, cb);
  setting_find(a, cb);
}
static void run_view(article *a) {
  view_build(&shown, a, cb);
}

static struct {
  const char *name;
  void (*run)(article *a);
  double seconds;
} stages[] = {{"segment", run_segment, 0},       {"parse", run_parse, 0},
              {"frames", run_frames, 0},         {"dates", run_dates, 0},
              {"quantities", run_quantities, 0}, {"mentions", run_mentions, 0},
              {"quotes", run_quotes, 0},         {"match", run_match, 0},
              {"meaning", run_meaning, 0},       {"view", run_view, 0}};
enum { N_STAGES = sizeof stages / sizeof stages[0] };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t words_of(str text) {
  uint64_t n = 0;
  for (uint32_t i = 0; i < text.len; i++)
    n += text.p[i] > ' ' && (i == 0 || text.p[i - 1] <= ' ');
  return n;
}

static uint64_t run_document(arena *mem, str bytes, double *cleaning) {
  article a;
  page p;
  double before = now();
  arena_reset(mem);
  article_init(&a, mem);
  if (page_read(&p, mem, bytes, INPUT_JSONL, NULL, 0, NULL) ||
      pipeline_clean(&a, cb, &p, NULL))
    return 0;
  *cleaning += now() - before;
  for (uint32_t i = 0; i < N_STAGES; i++) {
    before = now();
    stages[i].run(&a);
    stages[i].seconds += now() - before;
  }
  return words_of(a.text);
}

static void report(uint64_t words, double cleaning) {
  double total = cleaning;
  for (uint32_t i = 0; i < N_STAGES; i++)
    total += stages[i].seconds;
  printf("%-11s %6.0f ns a word\n", "ingest", cleaning / (double)words * 1e9);
  for (uint32_t i = 0; i < N_STAGES; i++)
    printf("%-11s %6.0f ns a word\n", stages[i].name,
           stages[i].seconds / (double)words * 1e9);
  printf("all: %llu words, %.0f words a second\n", (unsigned long long)words,
         (double)words / total);
}

int main(int argc, char **argv) {
  dgm_error err;
  codebook *book;
  model *net;
  if (argc < 4 || codebook_open(&book, argv[1], NULL, NULL, &err) ||
      model_load(&net, argv[2], getenv("DGM_KERNEL"), &err)) {
    fprintf(stderr, "usage: bench_stages CODEBOOK MODEL FILE.jsonl [REPEAT]\n");
    return 2;
  }
  cb = book;
  m = net;
  arena mem;
  arena_init(&mem, (size_t)1 << 30);
  uint64_t words = 0;
  double cleaning = 0;
  for (int turn = argc > 4 ? atoi(argv[4]) : 1; turn > 0; turn--) {
    batch_options o = {.paths = (const char *const *)&argv[3],
                       .n_paths = 1,
                       .reading = {.from = INPUT_JSONL}};
    source src;
    piece in = {0};
    source_open(&src, &o);
    while (source_next(&src, &in))
      for (uint32_t i = 0; i < in.n; i++)
        words += run_document(&mem, piece_get(&in, i).bytes, &cleaning);
    piece_free(&in);
    source_close(&src);
  }
  report(words, cleaning);
  arena_close(&mem);
  model_free(net);
  codebook_free(book);
  return 0;
}
