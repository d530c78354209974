// dragoman codebook: what analysts do with rules and tables.

#include "cli/cmd_codebook.h"
#include "batch/codebook_test.h"
#include "cli/slip.h"
#include "codebook/cursor.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char help_codebook[] =
    "dragoman codebook check [DIR…]\n"
    "dragoman codebook check --dead [PATH…]\n"
    "dragoman codebook test [RULE]\n"
    "dragoman codebook diff OLD NEW PATH…\n"
    "dragoman codebook new DIR\n"
    "dragoman codebook import FILE|DIR… --to DIR\n"
    "Checks every file of a codebook, and runs the examples of its rules.\n\n"
    "  dragoman codebook new mine              begins a codebook over ours\n"
    "  dragoman codebook check mine            all errors of all files\n"
    "  dragoman codebook check --dead news/    rules that never fire there\n"
    "  dragoman codebook test                  every example\n"
    "  dragoman codebook test SANCTION/sanctions\n"
    "  dragoman codebook test --codebook mine PROTEST\n"
    "  dragoman codebook diff ours mine news/ --html what-changed.html\n"
    "  dragoman codebook import tabari/ --to old\n\n"
    "  --codebook DIR  over ours; may be given more than once\n"
    "  --dead          of check: rules that fire neither on the examples nor "
    "on\n"
    "                  the pages given\n"
    "  --html FILE     of diff: the differences as a page for a browser\n"
    "  --rules-only    of diff: no events by the model behind the rules\n"
    "  --to DIR        of import: the folder that is made\n";

void show_error(void *context, const dgm_error *err) {
  buf out = {0};
  (void)context;
  report_show(&out, err);
  if (out.len)
    fwrite(out.p, 1, out.len, stderr);
  buf_free(&out);
}

dgm_status book_open(codebook **out, const char *const *folders) {
  char path[4300];
  codebook_folders all;
  dgm_error err;
  uint32_t n = data_codebooks(all, path, sizeof path, folders);
  return codebook_open_all(out, all, n, show_error, NULL, &err);
}

// A slip in a rule's name.
static void tell_rule(const codebook *cb, str wrong) {
  uint32_t n = cb->rules.all.n;
  str *all = malloc((n + 1) * sizeof *all);
  for (uint32_t i = 0; all && i < n; i++)
    all[i] = cb->rules.all.at[i].name;
  str near = all ? nearest_name(wrong, all, n) : (str){"", 0};
  free(all);
  fprintf(stderr, "dragoman: there is no rule '%.*s'", (int)wrong.len, wrong.p);
  if (near.len)
    fprintf(stderr, "; did you mean '%.*s'?", (int)near.len, near.p);
  fputs("\n", stderr);
}

static int test(const char *const *folders, const char *filter) {
  char path[4300];
  dgm_error err;
  codebook *cb;
  model *m;
  codebook_tally found;
  buf out = {0};
  if (book_open(&cb, folders))
    return EXIT_SKIPPED;
  data_path(path, sizeof path, "models/en.dgm");
  if (model_load(&m, path, NULL, &err)) {
    print_error(&err);
    codebook_free(cb);
    return EXIT_SKIPPED;
  }
  codebook_test(&found, &out, cb, m, str_of(filter));
  if (out.len)
    fwrite(out.p, 1, out.len, stdout);
  printf("%u rules, %u examples, %u failed\n", found.rules, found.examples,
         found.failed);
  if (!found.rules)
    tell_rule(cb, str_of(filter));
  buf_free(&out);
  model_free(m);
  codebook_free(cb);
  return found.failed || !found.rules ? EXIT_SKIPPED : EXIT_DONE;
}

static int test_run(int argc, char **argv) {
  static const struct option longs[] = {
      {"codebook", required_argument, NULL, 'b'}, {NULL, 0, NULL, 0}};
  codebook_folders folders = {NULL};
  for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;)
    if (c != 'b')
      return option_error("codebook");
    else if (!data_add_codebook(folders, optarg))
      return EXIT_USAGE;
  return test(folders, optind < argc ? argv[optind] : "");
}

int cmd_codebook(int argc, char **argv) {
  static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
  } parts[] = {{"check", codebook_check_run},
               {"test", test_run},
               {"diff", codebook_diff_run},
               {"import", codebook_import_run},
               {"new", codebook_new_run}};
  for (size_t i = 0; argc > 1 && i < sizeof parts / sizeof *parts; i++)
    if (!strcmp(argv[1], parts[i].name)) {
      slip_words(argv + 1);
      return parts[i].run(argc - 1, argv + 1);
    }
  if (argc > 1)
    return word_error("codebook", "part", argv[1],
                      "check, test, diff, import or new");
  return usage_error("codebook", "say check, test, diff, import or new");
}
