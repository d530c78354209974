// Speed of the store, on one thread: loading generated events in bulk, and what
// is asked of them.
//
//   bench_store [EVENTS] [FILE] [keep]
//
// EVENTS (1,000,000) invented events (invent.c), twelve a document of 300
// words, with dossiers, so that copies, stories and happenings are looked for
// too. The store is FILE (/tmp/bench_store.db), deleted at the end; with 0
// EVENTS a FILE that was kept is asked. All times are the processor's; each
// question is asked five times, and the median is told. The work is committed
// after so many events, as `load` does on a machine that is not busy with other
// things and commits by the clock.

#include "invent.h"
#include "store/read.h"
#include "store/write.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ASKED = 5, COMMIT_EVENTS = 20000 }; // a commit as in write.c

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(dgm_status status, const dgm_error *err) {
  if (!status)
    return;
  fprintf(stderr, "bench_store: %s: %s\n", err->path, err->text);
  exit(1);
}

// What store_finish does first, to tell its share.
static void sort_all(store *s) {
  dgm_error err;
  check(store_begin(s, &err), &err);
  check(store_index(s, &err), &err);
  check(store_commit(s, &err), &err);
}

// Adds all documents; how long the processor and the clock took for it.
static void add_all(store_writer *w, arena *m, uint32_t events, double *spent,
                    double *clock) {
  dgm_error err;
  write_result what;
  uint32_t waiting = 0;
  for (uint32_t i = 0; i * EVENTS_A_DOCUMENT < events; i++) {
    record_document d;
    arena_reset(m);
    invent_document(&d, m, i);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    double now = seconds(CLOCK_MONOTONIC);
    check(store_writer_add(w, &d, &what, &err), &err);
    if (++waiting == COMMIT_EVENTS / EVENTS_A_DOCUMENT) {
      check(store_writer_commit(w, &err), &err);
      waiting = 0;
    }
    *spent += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    *clock += seconds(CLOCK_MONOTONIC) - now;
  }
}

static void load(store *s, arena *m, uint32_t events) {
  dgm_error err;
  store_writer *w;
  store_writer_options o = {
      .run = S("0123456789ab"), .codebook = S("none"), .model = S("none")};
  double added = 0, clock = 0;
  check(store_bulk(s, &err), &err);
  check(store_writer_open(&w, s, &o, &err), &err);
  add_all(w, m, events, &added, &clock);
  double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  double now = seconds(CLOCK_MONOTONIC);
  check(store_writer_close(w, &err), &err);
  sort_all(s);
  double merged = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  cpu += merged;
  check(store_finish(s, &err), &err); // what is left is the index of words
  double words = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  clock += seconds(CLOCK_MONOTONIC) - now;
  printf("load: %u events with indexes: %.0f events/s of processor; %.1f s to "
         "add, %.1f s to sort\n",
         events, events / (added + merged), added, merged);
  printf("full text: %.1f s, %.0f words/s; all together %.0f events/s, %.0f by "
         "the clock\n",
         words, (double)events / EVENTS_A_DOCUMENT * WORDS_A_DOCUMENT / words,
         events / (added + merged + words), events / clock);
}

static dgm_status take(void *context, str json, int64_t row, dgm_error *err) {
  (void)json;
  (void)row;
  (void)err;
  ++*(uint32_t *)context;
  return DGM_OK;
}

static int by_size(const void *a, const void *b) {
  const double *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

typedef uint32_t (*question)(store *s, arena *m, const query *q);

static uint32_t ask_page(store *s, arena *m, const query *q) {
  dgm_error err;
  read_more more;
  uint32_t n = 0;
  read_page page = {.sort = SORT_DATE_DOWN, .limit = 50};
  check(read_events(s, m, q, &page, take, &n, &more, &err), &err);
  return n;
}

static uint32_t ask_sources(store *s, arena *m, const query *q) {
  dgm_error err;
  read_more more;
  uint32_t n = 0;
  read_page page = {.sort = SORT_SOURCES_DOWN, .limit = 50};
  check(read_events(s, m, q, &page, take, &n, &more, &err), &err);
  return n;
}

static uint32_t count_by(store *s, arena *m, const query *q, read_group by) {
  dgm_error err;
  counts c;
  check(read_counts(s, m, q, &by, 1, &c, &err), &err);
  return c.rows.n;
}

static uint32_t ask_counts(store *s, arena *m, const query *q) {
  return count_by(s, m, q, GROUP_DAY);
}

static uint32_t ask_types(store *s, arena *m, const query *q) {
  return count_by(s, m, q, GROUP_TYPE);
}

static uint32_t ask_actors(store *s, arena *m, const query *q) {
  return count_by(s, m, q, GROUP_ACTOR);
}

static uint32_t ask_dyads(store *s, arena *m, const query *q) {
  return count_by(s, m, q, GROUP_DYAD);
}

static uint32_t ask_countries(store *s, arena *m, const query *q) {
  return count_by(s, m, q, GROUP_COUNTRY);
}

static uint32_t ask_outlets(store *s, arena *m, const query *q) {
  return count_by(s, m, q, GROUP_OUTLET);
}

static uint32_t ask_total(store *s, arena *m, const query *q) {
  dgm_error err;
  int64_t n;
  check(read_total(s, m, q, 100000, &n, &err), &err);
  return (uint32_t)n;
}

static uint32_t ask_facts(store *s, arena *m, const query *q) {
  dgm_error err;
  store_facts facts;
  (void)m, (void)q;
  check(read_facts(s, &facts, &err), &err);
  return (uint32_t)facts.documents;
}

// Of the text as a prefix.
static uint32_t ask_suggest(store *s, arena *m, const query *q) {
  dgm_error err;
  suggestion_list l;
  check(read_suggest(s, m, KEY_ACTOR, q->text, 20, &l, &err), &err);
  return l.n;
}

static uint32_t ask_network(store *s, arena *m, const query *q) {
  dgm_error err;
  network n;
  check(read_network(s, m, q, 200, &n, &err), &err);
  return n.edges.n;
}

static uint32_t ask_map(store *s, arena *m, const query *q) {
  dgm_error err;
  place_map p;
  check(read_map(s, m, q, &p, &err), &err);
  return p.places.n;
}

static void ask(store *s, arena *m, const char *what, question f,
                const char *text) {
  double took[ASKED];
  uint32_t rows = 0;
  for (uint32_t i = 0; i < ASKED; i++) {
    query q;
    dgm_error err;
    arena_reset(m);
    check(query_parse(&q, m, str_of(text), &err), &err);
    double now = seconds(CLOCK_PROCESS_CPUTIME_ID);
    rows = f(s, m, &q);
    took[i] = seconds(CLOCK_PROCESS_CPUTIME_ID) - now;
  }
  qsort(took, ASKED, sizeof *took, by_size);
  printf("%-8s %7.1f ms  %6u rows  %s\n", what, took[ASKED / 2] * 1e3, rows,
         text);
}

static void ask_pages(store *s, arena *m) {
  static const char *const pages[] = {
      "",
      "actor:AAB",
      "actor:AHH",
      "actor:AAB recipient:AAC type:AGREE after:2023-11 factuality:actual "
      "-background",
      "type:ASSAULT",
      "quad:4 said-by:AAD",
      "country:ABC context:military",
      "party:\"person 12\"",
      "on:2023-11-21",
      "ab",
      "\"ab c\"",
      "-actor:AAB score:<-9",
      "sources:>1",
      "cameo:011",
      "rule:RULE/1999"};
  for (uint32_t i = 0; i < sizeof pages / sizeof *pages; i++)
    ask(s, m, "page", ask_page, pages[i]);
}

static void ask_sums(store *s, arena *m) {
  ask(s, m, "sources", ask_sources, "");
  ask(s, m, "by day", ask_counts, "");
  ask(s, m, "by day", ask_counts, "type:ASSAULT");
  ask(s, m, "by day", ask_counts, "actor:AAB");
  ask(s, m, "by day", ask_counts, "after:2023-11 before:2024-02");
  ask(s, m, "types", ask_types, "");
  ask(s, m, "actors", ask_actors, "");
  ask(s, m, "actors", ask_actors, "type:ASSAULT");
  ask(s, m, "dyads", ask_dyads, "");
  ask(s, m, "countries", ask_countries, "");
  ask(s, m, "outlets", ask_outlets, "");
  ask(s, m, "network", ask_network, "");
  ask(s, m, "network", ask_network, "actor:AAB");
  ask(s, m, "map", ask_map, "");
  ask(s, m, "map", ask_map, "type:ASSAULT");
  ask(s, m, "total", ask_total, "type:ASSAULT");
  ask(s, m, "suggest", ask_suggest, "");
  ask(s, m, "suggest", ask_suggest, "aa");
  ask(s, m, "facts", ask_facts, "");
}

int main(int argc, char **argv) {
  uint32_t events = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
  const char *path = argc > 2 ? argv[2] : "/tmp/bench_store.db";
  struct stat size;
  store *s;
  dgm_error err;
  arena m;
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (events)
    unlink(path);
  arena_init(&m, (size_t)1 << 30);
  check(store_open(&s, path, STORE_CREATE, &err), &err);
  if (events)
    load(s, &m, events);
  if (events && !stat(path, &size))
    printf("file: %.0f MB, %.0f bytes an event\n", (double)size.st_size / 1e6,
           (double)size.st_size / events);
  ask_pages(s, &m);
  ask_sums(s, &m);
  store_close(s);
  arena_close(&m);
  if (events && argc <= 3)
    unlink(path);
  return 0;
}
