// dragoman clean: the article of a page, without its chrome.

#include "cli/command.h"
#include "cli/work.h"
#include "export/clean.h"
#include <getopt.h>

const char help_clean[] =
    "dragoman clean [OPTION…] PATH…\n"
    "Writes the article of each page: title, blank line, body.\n\n"
    "  dragoman clean page.html\n"
    "  dragoman clean --format json *.html      one object a line\n"
    "  dragoman clean -j4 --format json --out clean.jsonl news.warc.gz\n"
    "  dragoman clean --show-removed page.txt   what was taken out, and why\n\n"
    "  --format F      text (default), json (path, title, byline, outlet,\n"
    "                  published, date, language, body, removed, map); the\n"
    "                  path of a page in an archive is ARCHIVE/NAME or\n"
    "                  ARCHIVE@BYTE\n"
    "  --show-removed  the removed lines instead of the article\n"
    "and of `dragoman code`: --from --columns --published --out\n"
    "--codebook -j\n";

typedef enum { AS_TEXT, AS_JSON, AS_REMOVED } clean_format;

static dgm_status clean(worker *w, const batch_item *item, buf *out,
                        dgm_error *err) {
  article *a = &w->article;
  page p;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_clean(a, w->cb, &p, err);
  if (status)
    return status;
  switch (*(const clean_format *)w->more) {
  case AS_TEXT:
    export_clean_text(out, a);
    break;
  case AS_JSON:
    export_clean_json(out, a, item->path);
    break;
  case AS_REMOVED:
    export_removed(out, a);
    break;
  }
  return DGM_OK;
}

static bool read_format(clean_format *out, const char *arg) {
  if (str_eq(str_of(arg), S("json")))
    *out = AS_JSON;
  else if (!str_eq(str_of(arg), S("text"))) {
    usage_error("clean", "--format takes text or json, not %s", arg);
    return false;
  }
  return true;
}

int cmd_clean(int argc, char **argv) {
  static const struct option longs[] = {
      INPUT_LONG_OPTIONS,
      {"format", required_argument, NULL, 'F'},
      {"show-removed", no_argument, NULL, 'R'},
      {NULL, 0, NULL, 0}};
  clean_format format = AS_TEXT;
  work_context c = {.command = clean, .more = &format, .page_only = true};
  c.in.clean = CLEAN_ON;
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'R')
      format = AS_REMOVED;
    else if (l == 'F' ? !read_format(&format, optarg)
                      : !input_option(&c.in, "clean", l, optarg))
      return EXIT_USAGE;
  }
  return work_run(&c, argv + optind, argc - optind);
}
