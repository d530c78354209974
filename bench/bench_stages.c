// Time of each stage, text to events, over a JSONL file, on one thread; or,
// with
// --growth, how it grows over texts that are made to hurt: four times the text
// may take a stage eight times as long (linear is four, quadratic sixteen).
//
//   bench_stages CODEBOOK MODEL FILE.jsonl [REPEAT] [OVERLAY]
//   bench_stages CODEBOOK MODEL --growth

#include "base/buf.h"
#include "batch/source.h"
#include "event/attribution.h"
#include "event/factuality.h"
#include "event/match.h"
#include "event/propose.h"
#include "event/setting.h"
#include "event/target.h"
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
#include <string.h>
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
  places_find(a, cb);
}
static void run_quotes(article *a) {
  quotes_find(a, cb);
  mentions_resolve_quoted(a, cb);
}
static void run_match(article *a) {
  events_match(a, cb);
}
static void run_meaning(article *a) {
  targets_find(a, cb);
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

static void run_stages(article *a) {
  for (uint32_t i = 0; i < N_STAGES; i++) {
    double before = now();
    stages[i].run(a);
    stages[i].seconds += now() - before;
  }
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
  run_stages(&a);
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

static void run_file(const char *path, int turns) {
  arena mem;
  arena_init(&mem, (size_t)1 << 30);
  uint64_t words = 0;
  double cleaning = 0;
  for (; turns > 0; turns--) {
    batch_options o = {
        .paths = &path, .n_paths = 1, .reading = {.from = INPUT_JSONL}};
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
}

// What a text that hurts is made of, over and over.
static const char *const hurts[] = {
    "\"stop\" ",
    "\"We will stop it,\" she said. ",
    "he said ",
    "\"Nobody here wants this war.\" ",
    "They told them that it was theirs. ",
    "Ana Bell met Carl Dorn in Elmbrook. ",
    "on 3 May 2011 ",
    "at least 12 ",
    "which was what ",
    "Norway, ",
    "Norway condemned Peru. ",
    "(",
};
enum { SMALL = 30000, TIMES = 4 }; // bytes of the text, and of the long one
static const double BOUND = 8;     // between linear and quadratic
static const double LEAST = 0.02;  // seconds that are worth judging

static void run_hurting(arena *mem, const char *unit, size_t len) {
  article a;
  buf text = {0};
  while (text.len < len)
    buf_add(&text, str_of(unit));
  arena_reset(mem);
  article_init(&a, mem);
  a.text = buf_str(&text);
  a.meta.published_day = NO_DAY;
  a.dateline_day = NO_DAY;
  run_stages(&a);
  buf_free(&text);
}

// Returns how many stages take too long for the longer text.
static int judge_growth(arena *mem, const char *unit) {
  double small[N_STAGES];
  int bad = 0;
  for (int turn = 0; turn < 2; turn++) {
    for (uint32_t i = 0; i < N_STAGES; i++) {
      small[i] = stages[i].seconds;
      stages[i].seconds = 0;
    }
    run_hurting(mem, unit, turn ? SMALL * TIMES : SMALL);
  }
  for (uint32_t i = 0; i < N_STAGES; i++) {
    double large = stages[i].seconds;
    bool slow = large > LEAST && large > BOUND * small[i];
    if (slow)
      printf("%-36s %-10s %.3f s grow to %.3f s\n", unit, stages[i].name,
             small[i], large);
    bad += slow;
  }
  return bad;
}

static int run_growth(void) {
  arena mem;
  arena_init(&mem, (size_t)1 << 30);
  int bad = 0;
  for (size_t i = 0; i < sizeof hurts / sizeof *hurts; i++)
    bad += judge_growth(&mem, hurts[i]);
  arena_close(&mem);
  printf("%d stages grow too fast\n", bad);
  return bad ? 1 : 0;
}

int main(int argc, char **argv) {
  dgm_error err;
  codebook *book;
  model *net;
  const char *const folders[] = {argc > 1 ? argv[1] : NULL,
                                 argc > 5 ? argv[5] : NULL};
  if (argc < 4 ||
      codebook_open_all(&book, folders, argc > 5 ? 2 : 1, NULL, NULL, &err) ||
      model_load(&net, argv[2], getenv("DGM_KERNEL"), &err)) {
    fprintf(stderr, "usage: bench_stages CODEBOOK MODEL FILE.jsonl [REPEAT] "
                    "[OVERLAY]\n"
                    "       bench_stages CODEBOOK MODEL --growth\n");
    return 2;
  }
  cb = book;
  m = net;
  int status = 0;
  if (strcmp(argv[3], "--growth") == 0)
    status = run_growth();
  else
    run_file(argv[3], argc > 4 ? atoi(argv[4]) : 1);
  model_free(net);
  codebook_free(book);
  return status;
}
