// dragoman codebook: check and test the rules and tables.

#include "cli/command.h"
#include "cli/data.h"
#include "codebook/codebook.h"
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
  fwrite(out.p, 1, out.len, stderr);
  buf_free(&out);
}

static int check(const char *folder) {
  char path[4300];
  dgm_error err;
  codebook *cb;
  data_path(path, sizeof path, "codebook");
  if (codebook_open(&cb, folder ? folder : path, show, NULL, &err))
    return EXIT_SKIPPED;
  printf("%u rules, %u examples, %u patterns, %u words: no errors\n",
         cb->rules.all.n, cb->rules.examples.n, cb->rules.patterns.n,
         cb->words.words.n);
  codebook_free(cb);
  return EXIT_DONE;
}

int cmd_codebook(int argc, char **argv) {
  if (argc > 1 && !strcmp(argv[1], "check"))
    return check(argc > 2 ? argv[2] : NULL);
  return usage_error("codebook", "say check or test");
}
