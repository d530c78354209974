// dragoman parse: words, tags and trees as CoNLL-U.

#include "cli/command.h"
#include "cli/work.h"
#include "export/conllu.h"
#include "ingest/conllu.h"
#include "model/feature.h"
#include "parse/parse.h"
#include "segment/segment.h"
#include <getopt.h>

const char help_parse[] =
    "dragoman parse [OPTION…] [PATH…|-]\n"
    "Splits texts into sentences and words, tags them and draws their trees;\n"
    "writes CoNLL-U (Universal Dependencies, version 2).\n\n"
    "  dragoman parse page.txt\n"
    "  echo 'Norland recalled its envoy.' | dragoman parse --from text -\n"
    "  dragoman parse --from conllu tokens.conllu   keeps words and "
    "sentences;\n"
    "                                               its annotation may be _\n"
    "  dragoman parse --features train.conllu       what training reads\n\n"
    "  --from F     text (default: as it is, nothing is cleaned), conllu, "
    "jsonl\n"
    "  --features   of each word what training reads, instead of trees\n"
    "and of `dragoman code`: --unit --out --codebook --model -j\n";

static dgm_status read_text(worker *w, const batch_item *item, dgm_error *err) {
  page p;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_clean(&w->article, w->cb, &p, err);
  if (!status)
    segment_text(&w->article, w->cb);
  return status;
}

// Trees of the file's tokens. Documents are kept apart by `# newdoc`, so each
// is read, parsed and written before the next; a damaged one ends the file.
static dgm_status each_document(worker *w, const batch_item *item, buf *out,
                                void (*use)(worker *w, buf *out),
                                dgm_error *err) {
  conllu_reader reader;
  bool found;
  conllu_open(&reader, item->bytes, item->path);
  for (;;) {
    arena_reset(&w->mem);
    article_init(&w->article, &w->mem);
    dgm_status status = conllu_next(&reader, &w->article, &found, err);
    if (status || !found)
      return status;
    use(w, out);
  }
}

static void parse_and_write(worker *w, buf *out) {
  parse_sentences(&w->article, w->m);
  conllu_write(out, &w->article);
}

static void write_features(worker *w, buf *out) {
  for (uint32_t t = 0; t < w->article.tokens.n; t++)
    feature_print(out, &w->mem, token_text(&w->article, t));
}

static dgm_status parse(worker *w, const batch_item *item, buf *out,
                        dgm_error *err) {
  if (item->kind == INPUT_CONLLU)
    return each_document(w, item, out, parse_and_write, err);
  dgm_status status = read_text(w, item, err);
  if (!status)
    parse_and_write(w, out);
  return status;
}

static dgm_status features(worker *w, const batch_item *item, buf *out,
                           dgm_error *err) {
  return each_document(w, item, out, write_features, err);
}

int cmd_parse(int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS,
                                        {"features", no_argument, NULL, 'X'},
                                        {NULL, 0, NULL, 0}};
  work_context c = {.command = parse};
  c.in.clean = CLEAN_OFF;
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'X') {
      c.command = features;
      c.in.from = INPUT_CONLLU;
    } else if (!input_option(&c.in, "parse", l, optarg))
      return EXIT_USAGE;
  }
  if (c.in.from == INPUT_HTML)
    c.in.clean = CLEAN_AUTO;
  return work_run(&c, argv + optind, argc - optind);
}
