// dragoman explain: each sentence, tree, frame and rule; and why not.

#include "cli/command.h"
#include "cli/work.h"
#include "export/explain.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char help_explain[] =
    "dragoman explain [OPTION…] [PATH…|-]\n"
    "Shows how each sentence was read: its tree, its frames, the events with\n"
    "the rule line that fitted and what filled its places, and for every "
    "other\n"
    "trigger the reason why it is no event.\n\n"
    "  dragoman explain --text \"Norland shelled a village in Sudland.\"\n"
    "  dragoman explain page.txt\n"
    "  dragoman explain --brief page.txt      without trees and frames\n\n"
    "  --text T     this text instead of a file\n"
    "  --brief      sentences and events only\n"
    "and of `dragoman code`: --from --unit --clean --published --out\n"
    "--codebook\n";

typedef struct {
  explain_style style;
} explain_options;

static dgm_status explain(worker *w, const batch_item *item, buf *out,
                          dgm_error *err) {
  page p;
  const explain_options *o = w->more;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_code(&w->article, w->cb, w->m, w->m->typer, &p, err);
  if (!status)
    export_explanation(out, &w->article, w->cb, o->style);
  return status;
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
  if (status)
    print_error(&err);
  else if (out.len)
    fwrite(out.p, 1, out.len, stdout);
  buf_free(&out);
  arena_close(&w.mem);
  data_close(&c->data);
  return status ? EXIT_SKIPPED : EXIT_DONE;
}

int cmd_explain(int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS,
                                        {"text", required_argument, NULL, 'T'},
                                        {"brief", no_argument, NULL, 'B'},
                                        {NULL, 0, NULL, 0}};
  explain_options o = {
      {.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"), .trees = true}};
  work_context c = {.command = explain, .more = &o};
  const char *text = NULL;
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'T')
      text = optarg;
    else if (l == 'B')
      o.style.trees = false;
    else if (!input_option(&c.in, "explain", l, optarg))
      return EXIT_USAGE;
  }
  return text ? explain_text(&c, text)
              : work_run(&c, argv + optind, argc - optind);
}
