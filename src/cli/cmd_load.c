// dragoman load: pages into a store.
//
// Workers code and pack documents; the thread that keeps their order unpacks
// them and writes.

#include "base/hash.h"
#include "cli/command.h"
#include "cli/load_run.h"
#include "cli/work.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

const char help_load[] =
    "dragoman load --db FILE [OPTION…] [PATH…|-]\n"
    "Codes pages and texts and puts them and their events into a store, one\n"
    "file that `dragoman query`, `serve` and `export` read. A page that is\n"
    "there already changes nothing; a load that was cut off goes on where it\n"
    "stopped when it is started again.\n\n"
    "  dragoman load --db news.db pages/\n"
    "  dragoman load --db news.db -j4 monday.warc.gz tuesday.jsonl\n"
    "  dragoman query --db news.db 'type:AGREE after:2023-11'\n\n"
    "  --db FILE        the store; made when it is not there\n"
    "  --no-text        keep hashes and offsets, no words of the pages\n"
    "  --name-persons   name victims, suspects and others without an office "
    "too;\n"
    "                   without it they are coded by sector\n"
    "  --no-stories     do not look for copies, stories and happenings\n"
    "  --again          also what was erased\n"
    "  --rules-only     no events by the model behind the rules\n\n"
    "Other options as for `dragoman code`: --from --unit --clean --published\n"
    "--columns --codebook --model -j. Exit status as for `code`.\n";

typedef struct {
  const char *db;
  record_options how;
  bool again, rules_only;
  known_pages known;
  store *s;
  store_writer *w; // made when the first document comes
  load_run run;
  arena m;
  uint64_t added, there, replaced, events;
} load_options;

// ORDER MARK: what stands before each document that a worker hands over
enum { MARK_KNOWN = 'k', MARK_DOCUMENT = 'd' };

// What is read and how: the same gives the same document.
static uint64_t page_hash(const worker *w, const batch_item *item) {
  hasher h;
  hasher_init(&h);
  for (uint32_t i = 0; i < N_FIELDS; i++)
    hasher_add(&h, item->record.field[i]);
  hasher_add_u64(&h, item->kind);
  hasher_add_u64(&h, w->in->clean * 2u + w->in->sentence);
  hasher_add(&h, (str){w->in->published.p, w->in->published.len});
  return h.lo;
}

static dgm_status make(worker *w, const batch_item *item, buf *out,
                       dgm_error *err) {
  const load_options *o = w->more;
  record_options how = o->how;
  page p;
  how.page = page_hash(w, item);
  if (known_pages_have(&o->known, how.page)) {
    buf_byte(out, MARK_KNOWN);
    return DGM_OK;
  }
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (status)
    return status;
  status = pipeline_code(&w->article, w->cb, w->m,
                         o->rules_only ? NULL : w->m->typer, &p, err);
  if (status && status != DGM_ELANGUAGE)
    return status;
  record_document d;
  how.coded = !status;
  how.fetched = day_read(p.fetched);
  buf scratch = {0};
  record_make(&d, &w->article, w->cb, w->m, &how, &scratch);
  buf_free(&scratch);
  buf_byte(out, MARK_DOCUMENT);
  record_write(out, &d);
  return status;
}

static dgm_status open_writer(const work_context *c, load_options *o,
                              dgm_error *err) {
  dgm_status status = load_run_of(&o->run, &c->data, o->rules_only, err);
  o->run.writer.again = o->again;
  return status ? status : store_writer_open(&o->w, o->s, &o->run.writer, err);
}

static dgm_status add(const work_context *c, load_options *o, str *left,
                      dgm_error *err) {
  record_document d;
  write_result what;
  arena_reset(&o->m);
  record_take(&d, &o->m, left);
  dgm_status status = o->w ? DGM_OK : open_writer(c, o, err);
  if (!status)
    status = store_writer_add(o->w, &d, &what, err);
  if (status)
    return status;
  o->added += what == WRITE_ADDED || what == WRITE_NEW_TEXT;
  o->replaced += what == WRITE_NEW_TEXT;
  o->there += what == WRITE_KNOWN || what == WRITE_ERASED;
  if (what == WRITE_ADDED || what == WRITE_NEW_TEXT)
    o->events += d.events.n;
  return store_writer_pause(o->w, err);
}

static dgm_status order(void *context, batch_output *out, dgm_error *err) {
  const work_context *c = context;
  load_options *o = (load_options *)(uintptr_t)c->more;
  str left = buf_str(&out->main);
  dgm_status status = DGM_OK;
  while (!status && left.len) {
    char mark = left.p[0];
    left = str_slice(left, 1, left.len);
    if (mark == MARK_KNOWN)
      o->there++;
    else
      status = add(c, o, &left, err);
  }
  buf_clear(&out->main);
  return status;
}

static void say_done(const load_options *o) {
  fprintf(stderr,
          "dragoman: %llu document%s with %llu event%s added, %llu there "
          "before",
          (unsigned long long)o->added, o->added == 1 ? "" : "s",
          (unsigned long long)o->events, o->events == 1 ? "" : "s",
          (unsigned long long)o->there);
  if (o->replaced)
    fprintf(stderr, ", %llu with another text than before",
            (unsigned long long)o->replaced);
  fputs("\n", stderr);
}

static int load(work_context *c, load_options *o, char **paths, int n) {
  dgm_error err;
  dgm_status status = store_open(&o->s, o->db, STORE_CREATE, &err);
  if (!status)
    status = known_pages_open(&o->known, o->s, o->again, &err);
  if (!status)
    status = store_bulk(o->s, &err);
  int done = EXIT_INTERNAL;
  if (!status) {
    arena_init(&o->m, (size_t)1 << 30); // as for an article (api.c)
    done = work_run(c, paths, n);
    arena_close(&o->m);
    status = store_writer_close(o->w, &err);
    if (!status && done != EXIT_INTERNAL)
      status = store_finish(o->s, &err);
  }
  known_pages_close(&o->known);
  store_close(o->s);
  if (status) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  if (done != EXIT_INTERNAL)
    say_done(o);
  return done;
}

int cmd_load(int argc, char **argv) {
  static const struct option longs[] = {
      INPUT_LONG_OPTIONS,
      {"db", required_argument, NULL, 'd'},
      {"no-text", no_argument, NULL, 'T'},
      {"name-persons", no_argument, NULL, 'P'},
      {"no-stories", no_argument, NULL, 'S'},
      {"again", no_argument, NULL, 'A'},
      {"rules-only", no_argument, NULL, 'R'},
      {NULL, 0, NULL, 0}};
  load_options o = {.how = {.fetched = NO_DAY}};
  work_context c = {.command = make, .order = order, .more = &o};
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'd')
      o.db = optarg;
    else if (l == 'T')
      o.how.no_text = true;
    else if (l == 'P')
      o.how.name_private = true;
    else if (l == 'S')
      o.how.no_stories = true;
    else if (l == 'A')
      o.again = true;
    else if (l == 'R')
      o.rules_only = true;
    else if (!input_option(&c.in, "load", l, optarg))
      return EXIT_USAGE;
  }
  if (!o.db)
    return usage_error("load", "--db FILE is missing");
  if (c.in.out)
    return usage_error("load", "it writes to --db FILE, not to --out");
  c.in.out = "/dev/null"; // nothing is printed, so the progress bar may be
  return load(&c, &o, argv + optind, argc - optind);
}
