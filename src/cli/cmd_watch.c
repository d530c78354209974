// dragoman watch: polls feeds and codes what is new in them.

#include "base/file.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/slip.h"
#include "export/event.h"
#include "fetch/watch.h"
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

const char help_watch[] =
    "dragoman watch --out DIR [OPTION…] FEED…\n"
    "Polls RSS and Atom feeds, fetches the pages that are new in them, and"
    " writes\ntheir events as JSON lines into DIR/part-000001.jsonl and so "
    "on.\n"
    "Interrupted at any moment, even by kill -9, it goes on where it was:"
    " each page\nis coded once.\n\n"
    "  dragoman watch --out events https://news.example/rss\n"
    "  dragoman watch --out events --every 300 @feeds.txt     one URL a line\n"
    "  dragoman watch --out events --once @feeds.txt          for cron\n\n"
    "  --out DIR      part files and watch.state, which knows what was coded\n"
    "  --every S      seconds between two rounds (900)\n"
    "  --pause S      seconds between two requests to one host (2); a host's\n"
    "                 robots.txt and Retry-After may ask for more\n"
    "  --once         one round, then the end\n"
    "  --codebook DIR  over ours; may be given more than once\n"
    "  --model FILE    another language model\n\n"
    "An answer has at most 16 MB and a minute; a page that fails in three"
    " rounds is\ngiven up. Exit status: 0 all done, 1 some pages or feeds"
    " failed, 2 usage,\n3 internal.\n";

static volatile int stop;

static void on_signal(int number) {
  (void)number;
  stop = 1;
}

typedef struct {
  data d;
  dgm_coder *coder;
  arena m;
} coding;

static dgm_status code_page(void *context, const record *r, buf *out,
                            dgm_error *err) {
  coding *c = context;
  page p;
  arena_reset(&c->m);
  dgm_status status = page_of_record(&p, &c->m, r, err);
  if (status)
    return status;
  dgm_input in = input_of_page(&p);
  status = dgm_code(c->coder, &in, err);
  for (size_t i = 0; !status && i < dgm_event_count(c->coder); i++)
    export_jsonl(out, dgm_event_at(c->coder, i), dgm_coder_document(c->coder),
                 dgm_coder_run(c->coder));
  return status;
}

typedef struct {
  buf texts;          // of files of feeds; URLs end in NUL
  const char **feeds; // heap
  uint32_t n;
} feed_list;

static void add_feed(feed_list *l, const char *url) {
  l->feeds = realloc(l->feeds, (l->n + 1) * sizeof *l->feeds);
  if (!l->feeds) {
    fputs("dragoman: out of memory\n", stderr);
    exit(EXIT_INTERNAL);
  }
  l->feeds[l->n++] = url;
}

enum { LIST_BYTES = 16 << 20 }; // a hundred thousand feeds

// A file of URLs, one a line; empty lines and those that begin with # are not
// meant.
static bool add_file(feed_list *l, const char *path) {
  dgm_error err;
  if (file_read(&l->texts, path, LIST_BYTES, &err)) {
    print_error(&err);
    return false;
  }
  buf_byte(&l->texts, '\n');
  str rest = buf_str(&l->texts);
  while (rest.len) {
    str line = str_trim(str_cut(&rest, '\n'));
    if (!line.len || line.p[0] == '#')
      continue;
    l->texts.p[line.p + line.len - l->texts.p] = 0;
    add_feed(l, line.p);
  }
  return true;
}

static bool add_feeds(feed_list *l, char **given, int n) {
  for (int i = 0; i < n; i++) {
    if (given[i][0] != '@')
      add_feed(l, given[i]);
    else if (l->texts.len)
      return usage_error("watch", "one @FILE is enough"), false;
    else if (!add_file(l, given[i] + 1))
      return false;
  }
  return true;
}

typedef struct {
  codebook_folders codebook;
  const char *model; // NULL: ours
} data_paths;

static int watch(const watch_options *given, const data_paths *from) {
  watch_options o = *given;
  coding c = {.coder = NULL};
  watch_totals totals;
  dgm_error err;
  if (!data_open(&c.d, from->codebook, from->model))
    return EXIT_INTERNAL;
  arena_init(&c.m, (size_t)1 << 30); // as for an article (api.c)
  o.code = code_page;
  o.context = &c;
  o.stop = &stop;
  struct sigaction act = {.sa_handler = on_signal};
  sigaction(SIGINT, &act, NULL);
  sigaction(SIGTERM, &act, NULL);
  dgm_status status = dgm_coder_new(&c.coder, c.d.book, c.d.model, NULL, &err);
  if (!status)
    status = watch_run(&o, &totals, &err);
  dgm_coder_free(c.coder);
  arena_close(&c.m);
  data_close(&c.d);
  if (status) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  fprintf(stderr, "dragoman: %u pages coded, %u given up\n", totals.pages,
          totals.skipped);
  return totals.skipped || totals.polls < o.n_feeds ? EXIT_SKIPPED : EXIT_DONE;
}

// A whole number of seconds up to a year, in units of a second / `per`.
static bool read_seconds(uint32_t *out, const char *name, const char *arg,
                         uint32_t per) {
  double seconds;
  if (!str_to_double(str_of(arg), &seconds) || !(seconds >= 0) ||
      seconds > 31536000) {
    usage_error("watch", "--%s takes seconds, not %s", name, arg);
    return false;
  }
  *out = (uint32_t)(seconds * per);
  return true;
}

static bool read_options(watch_options *o, data_paths *from, int argc,
                         char **argv) {
  static const struct option longs[] = {
      {"out", required_argument, NULL, 'o'},
      {"every", required_argument, NULL, 'e'},
      {"pause", required_argument, NULL, 'p'},
      {"once", no_argument, NULL, '1'},
      {"codebook", required_argument, NULL, 'b'},
      {"model", required_argument, NULL, 'm'},
      {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1;) {
    if (c == 'o')
      o->folder = optarg;
    else if (c == 'b' && !data_add_codebook(from->codebook, optarg))
      return false;
    else if (c == 'm')
      from->model = optarg;
    else if (c == '1')
      o->once = true;
    else if (c == 'e' && !read_seconds(&o->every_s, "every", optarg, 1))
      return false;
    else if (c == 'p' && !read_seconds(&o->pause_ms, "pause", optarg, 1000))
      return false;
    else if (c == '?')
      return option_error("watch"), false;
  }
  if (!o->folder)
    return usage_error("watch", "--out DIR is missing"), false;
  return true;
}

int cmd_watch(int argc, char **argv) {
  watch_options o = {.every_s = 900, .pause_ms = 2000};
  data_paths from = {{NULL}, NULL};
  feed_list list = {.n = 0};
  if (!read_options(&o, &from, argc, argv))
    return EXIT_USAGE;
  int status = EXIT_USAGE;
  if (optind == argc)
    usage_error("watch", "no feed is given");
  else if (add_feeds(&list, argv + optind, argc - optind)) {
    o.feeds = list.feeds;
    o.n_feeds = list.n;
    status = watch(&o, &from);
  }
  free(list.feeds);
  buf_free(&list.texts);
  return status;
}
