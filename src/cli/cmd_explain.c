// dragoman explain: each sentence, tree, frame and rule; and why not.

#include "cli/command.h"
#include "cli/work.h"
#include "export/explain.h"
#include "export/explain_html.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char help_explain[] =
    "dragoman explain [OPTION…] [PATH…|-]\n"
    "Shows how each sentence was read: its tree, its frames, the events with\n"
    "the rule line that fitted and what filled its places, and for every "
    "other\n"
    "trigger the reason why it is no event.\n\n"
    "  dragoman explain --text \"Norland shelled a village in Sudland.\"\n"
    "  dragoman explain page.txt\n"
    "  dragoman explain --brief page.txt      without trees and frames\n"
    "  dragoman explain --html out.html page.txt\n\n"
    "  --html F     the first document as a page for a browser, which needs "
    "no\n"
    "               network: every mark is explained on click\n"
    "  --text T     this text instead of a file\n"
    "  --brief      sentences and events only\n"
    "and of `dragoman code`: --from --unit --clean --published --out\n"
    "--codebook\n";

typedef struct {
  explain_style style;
  const char *html; // file for a page, or NULL
} explain_options;

static dgm_status explain(worker *w, const batch_item *item, buf *out,
                          dgm_error *err) {
  page p;
  const explain_options *o = w->more;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_code(&w->article, w->cb, w->m, w->m->typer, &p, err);
  if (!status && o->html)
    export_explanation_html(out, &w->article, w->cb);
  else if (!status)
    export_explanation(out, &w->article, w->cb, o->style);
  return status;
}

typedef struct {
  work_context work; // first: batch hands it back as its context
  bool written, told;
} page_run;

// A file of HTML holds one document: the first page leaves, what follows does
// not. Text of a document is escaped, so that its page ends where it says so.
static dgm_status keep_first(void *context, batch_output *out, dgm_error *err) {
  static const str end = {"</html>\n", 8};
  page_run *run = context;
  (void)err;
  if (!out->main.len)
    return DGM_OK;
  size_t len = str_find(buf_str(&out->main), end) + end.len;
  bool more = run->written || len < out->main.len;
  if (more && !run->told)
    fputs("dragoman explain: --html shows the first document only\n", stderr);
  out->main.len = run->written ? 0 : len;
  run->told |= more;
  run->written = true;
  return DGM_OK;
}

static bool put_out(const char *path, const buf *out) {
  FILE *f = path && strcmp(path, "-") != 0 ? fopen(path, "wb") : stdout;
  if (!f) {
    usage_error("explain", "cannot write %s", path);
    return false;
  }
  bool ok = fwrite(out->p, 1, out->len, f) == out->len;
  return (f == stdout ? fflush(f) : fclose(f)) == 0 && ok;
}

// One text from the command line goes the way of a file.
static int explain_text(work_context *c, const char *text) {
  dgm_error err;
  worker w = {.in = &c->in, .more = c->more};
  if (!data_open(&c->data, c->in.codebook, c->in.model))
    return EXIT_INTERNAL;
  w.cb = (const codebook *)(const void *)c->data.book;
  w.m = (const model *)(const void *)c->data.model;
  arena_init(&w.mem, (size_t)1 << 30);
  article_init(&w.article, &w.mem);
  batch_item item = {.path = "--text", .bytes = str_of(text)};
  item.record.kind = item.kind = INPUT_TEXT;
  item.record.field[FIELD_TEXT] = item.bytes;
  buf out = {0};
  c->in.clean = CLEAN_OFF;
  dgm_status status = explain(&w, &item, &out, &err);
  bool written = true;
  if (status)
    print_error(&err);
  else if (out.len)
    written = put_out(c->in.out, &out);
  buf_free(&out);
  arena_close(&w.mem);
  data_close(&c->data);
  return !written ? EXIT_INTERNAL : status ? EXIT_SKIPPED : EXIT_DONE;
}

int cmd_explain(int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS,
                                        {"text", required_argument, NULL, 'T'},
                                        {"brief", no_argument, NULL, 'B'},
                                        {"html", required_argument, NULL, 'H'},
                                        {NULL, 0, NULL, 0}};
  explain_options o = {.style = {.trees = true}};
  o.style.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
  page_run run = {.work = {.command = explain, .more = &o}};
  work_context *c = &run.work;
  const char *text = NULL;
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'T')
      text = optarg;
    else if (l == 'B')
      o.style.trees = false;
    else if (l == 'H')
      o.html = c->in.out = optarg;
    else if (!input_option(&c->in, "explain", l, optarg))
      return EXIT_USAGE;
  }
  if (o.html)
    c->order = keep_first;
  return text ? explain_text(c, text)
              : work_run(c, argv + optind, argc - optind);
}
