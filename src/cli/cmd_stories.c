// dragoman stories: who copied whom, and which reports tell one story.
//
// Workers make a dossier of each document; dossiers are put together in input
// order on the thread that writes.

#include "cli/command.h"
#include "cli/work.h"
#include "story/stories.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>

const char help_stories[] =
    "dragoman stories [OPTION…] [PATH…|-]\n"
    "Writes a JSON line a document, in input order: {\"id\",\"story\","
    "\"copy_of\",\n\"containment\"}. `copy_of` is the earliest document that it"
    " shares text with,\n`containment` the share of the smaller text; reports "
    "of"
    " one happening have\none `story`, also when their words differ.\n\n"
    "  dragoman stories articles.jsonl\n"
    "  dragoman stories --state seen.stories monday.warc.gz\n"
    "  dragoman stories --state seen.stories tuesday.warc.gz    knows Monday\n"
    "  dragoman stories --events sources.jsonl articles.jsonl\n"
    "  dragoman stories --copies-only articles.jsonl            50 times faster"
    "\n\n"
    "  --state FILE    keeps what was read, for the next run\n"
    "  --events FILE   at the end a JSON line an event: {\"id\",\"document\",\n"
    "                  \"happening\",\"sources\"}; sources are independent"
    " outlets\n"
    "  --copies-only   compares texts and codes nothing: a story is then a\n"
    "                  text and its copies\n\n"
    "Other options as for `dragoman code`: --from --unit --clean --published\n"
    "--columns --out --codebook -j\n";

typedef struct {
  bool copies_only;
  const char *state, *events;
  stories *seen;
  arena m;
} stories_options;

static dgm_status make(worker *w, const batch_item *item, buf *out,
                       dgm_error *err) {
  const stories_options *o = w->more;
  page p;
  dossier d;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (status)
    return status;
  status = o->copies_only
               ? pipeline_clean(&w->article, w->cb, &p, err)
               : pipeline_code(&w->article, w->cb, w->m, w->m->typer, &p, err);
  if (status && status != DGM_ELANGUAGE)
    return status;
  dossier_make(&d, &w->article, w->cb, w->m, !status && !o->copies_only);
  dossier_write(out, &d);
  return status;
}

static void write_line(buf *out, str id, const stories_answer *a) {
  buf_add(out, S("{\"id\":"));
  buf_json(out, id);
  buf_printf(out, ",\"story\":\"%s\",\"copy_of\":", a->story);
  if (a->copy_of.p) {
    buf_json(out, a->copy_of);
    buf_add(out, S(",\"containment\":"));
    buf_fixed(out, a->containment / 1000.0, 3);
    buf_add(out, S("}\n"));
  } else {
    buf_add(out, S("null,\"containment\":null}\n"));
  }
}

// Dossiers of some documents become their lines.
static dgm_status order(void *context, batch_output *out, dgm_error *err) {
  const work_context *c = context;
  stories_options *o = (stories_options *)(uintptr_t)c->more;
  str left = buf_str(&out->main);
  buf lines = {0};
  dgm_status status = DGM_OK;
  while (!status && left.len) {
    dossier d;
    stories_answer answer;
    arena_reset(&o->m);
    status = dossier_read(&d, &o->m, &left, err);
    if (!status)
      status = stories_add(o->seen, &o->m, &d, &answer, err);
    if (!status)
      write_line(&lines, d.id, &answer);
  }
  buf_free(&out->main);
  out->main = lines;
  return status ? status : stories_flush(o->seen, false, err);
}

static bool write_events(const stories_options *o) {
  FILE *f = fopen(o->events, "w");
  buf line = {0};
  for (uint32_t i = 0; f && i < stories_event_count(o->seen); i++) {
    stories_event e;
    stories_event_at(o->seen, i, &e);
    buf_clear(&line);
    buf_printf(&line, "{\"id\":\"%.32s\",\"document\":", e.id);
    buf_json(&line, e.document);
    buf_printf(&line, ",\"happening\":\"%s\",\"sources\":%u}\n", e.happening,
               e.sources);
    fwrite(line.p, 1, line.len, f);
  }
  buf_free(&line);
  bool good = f && !ferror(f);
  if (f && fclose(f))
    good = false;
  if (!good)
    fprintf(stderr, "dragoman: %s: cannot write: %s\n", o->events,
            strerror(errno));
  return good;
}

static int run(work_context *c, stories_options *o, char **paths, int n) {
  dgm_error err;
  if (stories_open(&o->seen, o->state, &err)) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  arena_init(&o->m, (size_t)1 << 30); // as for an article (api.c)
  int status = work_run(c, paths, n);
  arena_close(&o->m);
  if (o->events && !write_events(o))
    status = EXIT_INTERNAL;
  if (stories_close(o->seen, &err)) {
    print_error(&err);
    status = EXIT_INTERNAL;
  }
  return status;
}

int cmd_stories(int argc, char **argv) {
  static const struct option longs[] = {
      INPUT_LONG_OPTIONS,
      {"state", required_argument, NULL, 's'},
      {"events", required_argument, NULL, 'e'},
      {"copies-only", no_argument, NULL, 'k'},
      {NULL, 0, NULL, 0}};
  stories_options o = {0};
  work_context c = {.command = make, .order = order, .more = &o};
  for (int letter;
       (letter = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (letter == 's')
      o.state = optarg;
    else if (letter == 'e')
      o.events = optarg;
    else if (letter == 'k')
      o.copies_only = true;
    else if (!input_option(&c.in, "stories", letter, optarg))
      return EXIT_USAGE;
  }
  return run(&c, &o, argv + optind, argc - optind);
}
