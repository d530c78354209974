// dragoman codebook check: every error of every file, and what may be missing.

#include "cli/cmd_codebook.h"
#include "codebook/rule_check.h"
#include <stdio.h>

static int review(codebook *cb) {
  rule_review found;
  buf out = {0};
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

int codebook_check_run(int argc, char **argv) {
  codebook *cb;
  codebook_folders folders = {NULL};
  for (int i = 1; i < argc; i++)
    if (!data_add_codebook(folders, argv[i]))
      return EXIT_USAGE;
  if (book_open(&cb, folders))
    return EXIT_SKIPPED;
  return review(cb);
}
