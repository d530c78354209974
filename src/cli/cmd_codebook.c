// dragoman codebook: check and test the rules and tables.

#include "batch/codebook_test.h"
#include "cli/command.h"
#include "cli/data.h"
#include "codebook/rule_check.h"
#include <stdio.h>
#include <string.h>

const char help_codebook[] =
    "dragoman codebook check [DIR]\n"
    "dragoman codebook test [RULE]\n"
    "Checks every file of a codebook, and runs the examples of its rules.\n\n"
    "  dragoman codebook check                 all errors of all files\n"
    "  dragoman codebook test                  every example\n"
    "  dragoman codebook test SANCTION/sanctions\n";

static void show(void *context, const dgm_error *err) {
  buf out = {0};
  (void)context;
  report_show(&out, err);
  if (out.len)
    fwrite(out.p, 1, out.len, stderr);
  buf_free(&out);
}

static dgm_status open_book(codebook **out, const char *folder) {
  char path[4300];
  dgm_error err;
  data_path(path, sizeof path, "codebook");
  return codebook_open(out, folder ? folder : path, show, NULL, &err);
}

static int check(const char *folder) {
  codebook *cb;
  rule_review found;
  buf out = {0};
  if (open_book(&cb, folder))
    return EXIT_SKIPPED;
  rules_review(&found, &out, cb);
  if (out.len)
    fwrite(out.p, 1, out.len, stdout);
  printf("%u rules, %u examples, %u patterns, %u words: no errors; %u ties, "
         "%u rules without an example of each kind, %u idle classes\n",
         found.rules, found.examples, found.patterns, cb->words.words.n,
         found.ties, found.bare, found.idle);
  buf_free(&out);
  codebook_free(cb);
  return EXIT_DONE;
}

static int test(const char *filter) {
  char path[4300];
  dgm_error err;
  codebook *cb;
  model *m;
  codebook_tally tally;
  buf out = {0};
  if (open_book(&cb, NULL))
    return EXIT_SKIPPED;
  data_path(path, sizeof path, "models/en.dgm");
  if (model_load(&m, path, NULL, &err)) {
    print_error(&err);
    codebook_free(cb);
    return EXIT_SKIPPED;
  }
  codebook_test(&tally, &out, cb, m, str_of(filter));
  if (out.len)
    fwrite(out.p, 1, out.len, stdout);
  printf("%u rules, %u examples, %u failed\n", tally.rules, tally.examples,
         tally.failed);
  buf_free(&out);
  model_free(m);
  codebook_free(cb);
  return tally.failed || !tally.rules ? EXIT_SKIPPED : EXIT_DONE;
}

int cmd_codebook(int argc, char **argv) {
  if (argc > 1 && !strcmp(argv[1], "check"))
    return check(argc > 2 ? argv[2] : NULL);
  if (argc > 1 && !strcmp(argv[1], "test"))
    return test(argc > 2 ? argv[2] : "");
  return usage_error("codebook", "say check or test");
}
