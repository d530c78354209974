// dragoman code: events of pages and texts.

#include "base/file.h"
#include "cli/command.h"
#include "cli/exporting.h"
#include "cli/input.h"
#include "cli/slip.h"
#include "export/event.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char help_code[] =
    "dragoman code [OPTION…] [PATH…|-]\n"
    "Reads pages and texts and writes the political events they report.\n\n"
    "  dragoman code page.html                    one JSON object an event\n"
    "  dragoman code --format table page.txt      for people\n"
    "  dragoman code -j4 --out events.jsonl articles.jsonl\n"
    "  dragoman code --published 2023-11-21 page.txt\n"
    "  cat sentences.jsonl | dragoman code --from jsonl --unit sentence -\n"
    "  dragoman code -j4 CC-NEWS-20231121.warc.gz folder/ pages.zip\n"
    "  dragoman code --columns text=body,id=nr articles.csv\n"
    "  dragoman code --rejects why-not.jsonl page.txt\n\n"
    "  --format F      jsonl (default), table, csv, parquet, sqlite; in the\n"
    "                  columns of other projects gdelt, gdelt-mentions, "
    "icews,\n"
    "                  polecat, phoenix, petrarch; counts: dyad-day\n"
    "                  (docs/exports.md)\n"
    "  --from F        auto (default), html, text, jsonl, csv, warc, zip, "
    "tar,\n"
    "                  feed, nexis, factiva, proquest, conllu, petrarch-xml;\n"
    "                  gzip is taken off, folders and archives are gone "
    "through\n"
    "  --columns LIST  of a table: text=body,id=story_id,published=date\n"
    "  --unit U        article (default), sentence\n"
    "  --clean C       auto (default: jsonl is taken as clean), on, off\n"
    "  --published D   day of the report, for inputs that do not say\n"
    "  --out FILE      instead of standard output\n" EXPORTING_HELP
    "  --rejects FILE  triggers that became no event, with the reason\n"
    "  --rules-only    no events by the model behind the rules\n"
    "  --codebook DIR  over the one that comes with the program; may be given\n"
    "                  more than once (docs/codebook.md)\n"
    "  --model FILE    another language model\n"
    "  -j N            threads; the output is the same for any number\n\n"
    "JSONL input: {\"id\",\"text\",\"title\",\"published\",\"url\",\"outlet\","
    "\"language\"},\nonly text required. Exit status: 0 all done, 1 some inputs"
    " skipped, 2 usage,\n3 internal.\n";

// What workers write: FORMAT_OTHER records that a writer turns into the format.
typedef enum {
  FORMAT_JSONL,
  FORMAT_TABLE,
  FORMAT_CSV,
  FORMAT_OTHER
} out_format;

typedef struct {
  input_options in;
  out_format format;
  table_style style;
  const char *rejects;
  bool rules_only;
  const data *d;
  exporting x;
  writer *w; // with FORMAT_OTHER
} code_options;

typedef struct {
  const code_options *o;
  dgm_coder *coder;
  arena m;
} worker;

static void *open_worker(void *context, dgm_error *err) {
  const code_options *o = context;
  worker *w = calloc(1, sizeof *w);
  dgm_options how = {.rules_only = o->rules_only};
  if (!w || dgm_coder_new(&w->coder, o->d->book, o->d->model, &how, err)) {
    free(w);
    return NULL;
  }
  w->o = o;
  arena_init(&w->m, (size_t)1 << 30);
  return w;
}

static void close_worker(void *state) {
  worker *w = state;
  dgm_coder_free(w->coder);
  arena_close(&w->m);
  free(w);
}

static void write_reject(buf *out, const dgm_coder *c, const dgm_reject *r) {
  const dgm_document *d = dgm_coder_document(c);
  str text = {dgm_article_text(c).p, dgm_article_text(c).len};
  buf_add(out, S("{\"document\":"));
  buf_json(out, str_from(d->id));
  buf_printf(out, ",\"sentence\":%u,\"trigger\":[%u,%u],\"word\":", r->sentence,
             r->trigger.beg, r->trigger.end);
  buf_json(out, str_slice(text, r->trigger.beg, r->trigger.end));
  buf_add(out, S(",\"reason\":"));
  buf_json(out, str_from(r->reason));
  buf_add(out, S(",\"rule\":"));
  if (r->rule.p)
    buf_json(out, str_from(r->rule));
  else
    buf_add(out, S("null"));
  buf_add(out, S("}\n"));
}

static void write_events(worker *w, const batch_item *item, batch_output *out) {
  const dgm_coder *c = w->coder;
  if (w->o->format == FORMAT_TABLE) {
    char name[512];
    snprintf(name, sizeof name, item->line ? "%s:%u" : "%s", item->path,
             item->line);
    export_table(&out->main, c, name, w->o->style);
  }
  dgm_str run = dgm_coder_run(c);
  const dgm_document *d = dgm_coder_document(c);
  if (writer_wants_documents(w->o->x.o.format))
    export_document_line(&out->main, d);
  for (size_t i = 0; i < dgm_event_count(c); i++) {
    const dgm_event *e = dgm_event_at(c, i);
    if (w->o->format == FORMAT_JSONL || w->o->format == FORMAT_OTHER)
      export_jsonl(&out->main, e, d, run);
    if (w->o->format == FORMAT_CSV)
      export_csv(&out->main, e, d, run);
  }
  for (size_t i = 0; w->o->rejects && i < dgm_reject_count(c); i++)
    write_reject(&out->side, c, dgm_reject_at(c, i));
}

static dgm_status work(void *state, const batch_item *item, batch_output *out,
                       dgm_error *err) {
  worker *w = state;
  page p;
  arena_reset(&w->m);
  dgm_status status = input_page(&p, &w->m, &w->o->in, item, err);
  if (status)
    return status;
  dgm_input in = input_of_page(&p);
  status = dgm_code(w->coder, &in, err);
  out->language = str_from(dgm_coder_document(w->coder)->language);
  if (!status)
    write_events(w, item, out);
  return status;
}

static dgm_status order(void *context, batch_output *out, dgm_error *err) {
  const code_options *o = context;
  return exporting_lines(o->w, &out->main, err);
}

static dgm_status last(void *context, buf *out, bool *more, dgm_error *err) {
  const code_options *o = context;
  return writer_end(o->w, out, more, err);
}

static int format_error(str wrong) {
  buf list = {0};
  buf_printf(&list, "table, %s", writer_formats);
  buf_byte(&list, 0);
  int status = word_error("code", "format", wrong.p, list.p);
  buf_free(&list);
  return status;
}

static bool check_format(code_options *o) {
  str f = o->x.o.format;
  if (str_eq(f, S("table")))
    o->format = FORMAT_TABLE;
  else if (str_eq(f, S("csv")))
    o->format = FORMAT_CSV;
  else if (f.len && !str_eq(f, S("jsonl")))
    o->format = FORMAT_OTHER;
  if (o->format == FORMAT_OTHER && !writer_knows(f))
    return format_error(f), false;
  return exporting_to_file(&o->x, "code", &o->in.out);
}

static bool read_options(code_options *o, int argc, char **argv) {
  static const struct option longs[] = {
      INPUT_LONG_OPTIONS,
      EXPORTING_LONG_OPTIONS,
      {"rejects", required_argument, NULL, 'r'},
      {"rules-only", no_argument, NULL, 'R'},
      {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    bool good = true;
    if (c == 'r')
      o->rejects = optarg;
    else if (c == 'R')
      o->rules_only = true;
    else if (strchr(exporting_letters, c))
      good = exporting_option(&o->x, "code", c, optarg);
    else
      good = input_option(&o->in, "code", c, optarg);
    if (!good)
      return false;
  }
  return check_format(o);
}

static table_style style_of_terminal(const code_options *o) {
  table_style style = {100, false};
  struct winsize size;
  if (o->in.out || !isatty(STDOUT_FILENO))
    return style;
  style.colour = !getenv("NO_COLOR");
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
    style.width = size.ws_col;
  return style;
}

static int run(code_options *o, char **paths, int n, int rejects) {
  batch_job job = {open_worker, work, close_worker, o, NULL, NULL};
  buf head = {0};
  dgm_error err;
  if (o->format == FORMAT_CSV)
    export_csv_head(&head);
  if (o->format == FORMAT_OTHER) {
    if (writer_open(&o->w, &o->x.o, o->in.book, &err)) {
      print_error(&err);
      return EXIT_INTERNAL;
    }
    writer_head(o->w, &head);
    job.order = order;
    job.last = last;
  }
  int status = input_run(&o->in, paths, n, &job, buf_str(&head), rejects);
  if (o->w && status <= EXIT_SKIPPED) {
    export_counts counts = writer_counts(o->w);
    if (!exporting_report(&o->x, &counts, o->in.out))
      status = EXIT_INTERNAL;
  }
  writer_free(o->w);
  buf_free(&head);
  return status;
}

int cmd_code(int argc, char **argv) {
  code_options o = {0};
  data d;
  if (!read_options(&o, argc, argv))
    return EXIT_USAGE;
  if (!data_open(&d, o.in.codebook, o.in.model))
    return EXIT_INTERNAL;
  o.d = &d;
  o.in.book = (const struct codebook *)(const void *)d.book;
  o.style = style_of_terminal(&o);
  FILE *rejects = o.rejects ? fopen(o.rejects, "w") : NULL;
  if (o.rejects && !rejects)
    fprintf(stderr, "dragoman: %s: cannot write\n", o.rejects);
  int status = EXIT_INTERNAL;
  if (!o.rejects || rejects)
    status =
        run(&o, argv + optind, argc - optind, rejects ? fileno(rejects) : -1);
  if (rejects)
    fclose(rejects);
  data_close(&d);
  return status;
}
