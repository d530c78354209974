// dragoman annotate: what the text refers to.

#include "cli/command.h"
#include "cli/work.h"
#include "export/annotate.h"
#include "ingest/conllu.h"
#include <getopt.h>

const char help_annotate[] =
    "dragoman annotate [OPTION…] [PATH…|-]\n"
    "Writes a JSON object a document: mentions with clusters, dates, places,\n"
    "quotes with speakers, quantities, names; spans are bytes of the text.\n\n"
    "  dragoman annotate page.txt\n"
    "  cat articles.jsonl | dragoman annotate --from jsonl -\n"
    "  dragoman annotate --from conllu corpus.conllu    keeps the tokens\n\n"
    "Options as for `dragoman code`: --from --unit --clean --published --out\n"
    "--codebook -j\n";

// Given tokens and sentences are kept; `# newdoc id` is the id.
static dgm_status annotate_tokens(worker *w, const batch_item *item, buf *out,
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
    w->article.names_wanted = true;
    pipeline_understand(&w->article, w->cb, w->m);
    export_annotation(out, &w->article, w->cb);
  }
}

static dgm_status annotate(worker *w, const batch_item *item, buf *out,
                           dgm_error *err) {
  article *a = &w->article;
  if (item->kind == INPUT_CONLLU)
    return annotate_tokens(w, item, out, err);
  page p;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_clean(a, w->cb, &p, err);
  if (status)
    return status;
  a->names_wanted = true;
  pipeline_understand(a, w->cb, w->m);
  export_annotation(out, a, w->cb);
  return DGM_OK;
}

int cmd_annotate(int argc, char **argv) {
  work_context c = {.command = annotate};
  if (!work_options(&c, "annotate", argc, argv))
    return EXIT_USAGE;
  return work_run(&c, argv + optind, argc - optind);
}
