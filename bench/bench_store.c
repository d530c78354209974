// Speed of the store, on one thread: loading generated events in bulk, and what
// is asked of them.
//
//   bench_store [EVENTS] [FILE] [keep]
//
// EVENTS (1,000,000) invented events, twelve a document of 300 words, over four
// years, 190 countries, 20,000 names and 16 types, with dossiers, so that
// copies, stories and happenings are looked for too. The store is FILE
// (/tmp/bench_store.db), deleted at the end; with 0 EVENTS a FILE that was kept
// is asked. Times are the processor's for the
// load and the clock's for questions; each question is asked five times, and
// the median is told.

#include "base/hash.h"
#include "store/db.h"
#include "store/read.h"
#include "store/write.h"
#include "story/dossier.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
  EVENTS_A_DOCUMENT = 12,
  WORDS = 300,
  VOCABULARY = 40000,
  COUNTRIES = 190,
  NAMES = 20000,
  PLACES = 5000,
  OUTLETS = 300,
  DAYS = 1461,
  ASKED = 5,
};

static uint64_t seed = 1;

// xorshift64 (Marsaglia).
static uint32_t random_below(uint32_t n) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (uint32_t)((seed >> 11) % n);
}

// Products of two even numbers crowd at the lower end, as words and states do.
static uint32_t crowded_below(uint32_t n) {
  return (uint32_t)((uint64_t)random_below(n) * random_below(n) / n);
}

static str text_of(arena *m, const char *format, uint32_t n) {
  char b[64];
  int len = snprintf(b, sizeof b, format, n);
  return arena_copy(m, (str){b, (uint32_t)len});
}

static str word_of(arena *m, uint32_t n) {
  char b[8];
  uint32_t len = 0;
  do
    b[len++] = (char)('a' + n % 26);
  while ((n /= 26) != 0);
  return arena_copy(m, (str){b, len});
}

static str invent_text(arena *m) {
  buf b = {0};
  for (uint32_t i = 0; i < WORDS; i++) {
    buf_add(&b, word_of(m, crowded_below(VOCABULARY)));
    buf_byte(&b, i % 15 == 14 ? '.' : ' ');
  }
  str out = arena_copy(m, buf_str(&b));
  buf_free(&b);
  return out;
}

static str country_of(arena *m, uint32_t n) {
  char b[3] = {(char)('A' + n / 26 / 26), (char)('A' + n / 26 % 26),
               (char)('A' + n % 26)};
  return arena_copy(m, (str){b, 3});
}

static void add_party(record_event *e, arena *m, tie_kind kind) {
  bool named = random_below(3) == 0;
  uint32_t person = crowded_below(NAMES);
  str country =
      country_of(m, named ? person % COUNTRIES : crowded_below(COUNTRIES));
  *vec_push(m, &e->ties) = (record_tie){
      .kind = kind,
      .actor = {.name = named ? text_of(m, "Person %u", person) : country,
                .country = country,
                .sectors = named ? S(";GOV;") : (str){NULL, 0},
                .code = country}};
}

static void add_place(record_event *e, arena *m) {
  uint32_t n = crowded_below(PLACES);
  *vec_push(m, &e->ties) =
      (record_tie){.kind = TIE_PLACE,
                   .place = {.name = text_of(m, "Place %u", n),
                             .country = country_of(m, n % COUNTRIES),
                             .precision = S("city"),
                             .lat = n % 180 - 90.0,
                             .lon = n % 360 - 180.0,
                             .located = true,
                             .geonameid = n + 1}};
}

// As long as a record of `code` without its document: 1,000 bytes.
static str invent_json(arena *m, const char *id) {
  buf b = {0};
  buf_printf(&b, "{\"v\":1,\"id\":\"%.32s\",\"anchor\":\"%.32s\",\"text\":\"",
             id, id);
  while (b.len < 1000)
    buf_add(&b, S("a record of an event has about a thousand bytes "));
  buf_byte(&b, '"');
  str out = arena_copy(m, buf_str(&b));
  buf_free(&b);
  return out;
}

static void add_deed(dossier *to, arena *m, const record_event *e) {
  deed d = {.type = (uint32_t)hash64(e->type), .beg = e->beg, .last = e->last};
  memcpy(d.id, e->id.p, 32);
  for (uint32_t i = 0; i < e->ties.n; i++) {
    const record_tie *t = &e->ties.at[i];
    if (t->kind == TIE_ACTOR)
      d.actors[d.n_actors++] = (uint32_t)hash64(t->actor.country);
    if (t->kind == TIE_RECIPIENT)
      d.recipients[d.n_recipients++] = (uint32_t)hash64(t->actor.country);
    if (t->kind == TIE_PLACE)
      d.spots[d.n_spots++] = (uint32_t)t->place.geonameid;
  }
  *vec_push(m, &to->deeds) = d;
}

static void invent_event(record_event *e, arena *m, day published) {
  static const char *const types[] = {
      "AGREE",    "CONSULT", "SUPPORT",  "COOPERATE", "AID",      "CONCEDE",
      "RETREAT",  "REQUEST", "ACCUSE",   "REJECT",    "THREATEN", "PROTEST",
      "SANCTION", "COERCE",  "MOBILIZE", "ASSAULT"};
  char *id = arena_raw(m, 32);
  uint32_t type = random_below(16);
  hash128_hex(id, text_of(m, "%u", random_below(UINT32_MAX)));
  *e = (record_event){.json = invent_json(m, id),
                      .id = {id, 32},
                      .anchor = {id, 32},
                      .type = str_of(types[type]),
                      .cameo = text_of(m, "%03u", type * 10 + random_below(9)),
                      .rule = text_of(m, "RULE/%u", crowded_below(2000)),
                      .contexts = random_below(2) ? S(";military;") : (str){0},
                      .beg = published - (day)random_below(3),
                      .factuality = (uint8_t)crowded_below(4),
                      .quad = (uint8_t)(type / 4 + 1),
                      .background = random_below(10) == 0,
                      .scored = true,
                      .score = (int32_t)random_below(200) - 100,
                      .confidence = 80};
  e->last = e->beg;
  add_party(e, m, TIE_ACTOR);
  if (random_below(10) < 8)
    add_party(e, m, TIE_RECIPIENT);
  if (random_below(10) < 4) {
    add_party(e, m, TIE_SPEAKER);
    e->kind = 1;
  }
  if (random_below(10) < 9)
    add_place(e, m);
}

static void invent(record_document *d, arena *m, uint32_t n) {
  dossier kin = {0};
  buf b = {0};
  char *hash = arena_raw(m, 32);
  *d = (record_document){.id = text_of(m, "document-%u", n),
                         .title = S("A title of eight words about the news"),
                         .outlet =
                             text_of(m, "Outlet %u", crowded_below(OUTLETS)),
                         .language = S("en"),
                         .text = invent_text(m),
                         .json = S("{\"id\":\"x\",\"title\":\"a title\"}"),
                         .removed = S("[]"),
                         .rejects = S("[{\"reason\":\"no actor\"}]"),
                         .n_rejects = 1,
                         .published = 19000 + (day)random_below(DAYS),
                         .modified = NO_DAY,
                         .fetched = NO_DAY,
                         .dateline_day = NO_DAY,
                         .coded = true,
                         .page = n + 1};
  hash128_hex(hash, d->text);
  d->text_hash = (str){hash, 32};
  kin.id = d->id;
  kin.published = d->published;
  kin.outlet = hash64(d->outlet);
  grams_find(&kin.grams, m, d->text);
  for (uint32_t i = 0; i < EVENTS_A_DOCUMENT; i++) {
    record_event *e = vec_push(m, &d->events);
    invent_event(e, m, d->published);
    add_deed(&kin, m, e);
  }
  dossier_write(&b, &kin);
  d->dossier = arena_copy(m, buf_str(&b));
  buf_free(&b);
}

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

static void load(store *s, arena *m, uint32_t events) {
  dgm_error err;
  store_writer *w;
  store_writer_options o = {
      .run = S("0123456789ab"), .codebook = S("none"), .model = S("none")};
  double spent = 0, clock = 0;
  write_result what;
  check(store_bulk(s, &err), &err);
  check(store_writer_open(&w, s, &o, &err), &err);
  for (uint32_t i = 0; i * EVENTS_A_DOCUMENT < events; i++) {
    record_document d;
    arena_reset(m);
    invent(&d, m, i);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    double now = seconds(CLOCK_MONOTONIC);
    check(store_writer_add(w, &d, &what, &err), &err);
    check(store_writer_pause(w, &err), &err);
    spent += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    clock += seconds(CLOCK_MONOTONIC) - now;
  }
  double added = spent, cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  double now = seconds(CLOCK_MONOTONIC);
  check(store_writer_close(w, &err), &err);
  check(store_finish(s, &err), &err);
  spent += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  clock += seconds(CLOCK_MONOTONIC) - now;
  // The index of words again, to tell its share.
  cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  check(db_run(s, "INSERT INTO words(words) VALUES('rebuild')", &err), &err);
  double words = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  printf("load: %u events with indexes: %.0f events/s of processor; %.1f s to "
         "add, %.1f s for the indexes\n",
         events, events / (spent - words), added, spent - added - words);
  printf("full text: %.1f s, %.0f words/s; all together %.0f events/s, %.0f by "
         "the clock\n",
         words, (double)events / EVENTS_A_DOCUMENT * WORDS / words,
         events / spent, events / clock);
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

static uint32_t ask_counts(store *s, arena *m, const query *q) {
  dgm_error err;
  counts c;
  read_group by = GROUP_DAY;
  check(read_counts(s, m, q, &by, 1, &c, &err), &err);
  return c.rows.n;
}

static uint32_t ask_dyads(store *s, arena *m, const query *q) {
  dgm_error err;
  counts c;
  read_group by = GROUP_DYAD;
  check(read_counts(s, m, q, &by, 1, &c, &err), &err);
  return c.rows.n;
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

static void ask_all(store *s, arena *m) {
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
  ask(s, m, "sources", ask_sources, "");
  ask(s, m, "by day", ask_counts, "");
  ask(s, m, "by day", ask_counts, "type:ASSAULT");
  ask(s, m, "by day", ask_counts, "actor:AAB");
  ask(s, m, "by day", ask_counts, "after:2023-11 before:2024-02");
  ask(s, m, "by dyad", ask_dyads, "");
  ask(s, m, "network", ask_network, "");
  ask(s, m, "map", ask_map, "");
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
  ask_all(s, &m);
  store_close(s);
  arena_close(&m);
  if (events && argc <= 3)
    unlink(path);
  return 0;
}
