#ifndef CLI_CMD_CODEBOOK_H
#define CLI_CMD_CODEBOOK_H

// What the parts of `dragoman codebook` share.

#include "cli/command.h"
#include "cli/input.h"
#include "codebook/codebook.h"

// Opens our codebook with folders over it (NULL-terminated, may be NULL); every
// error of every file is shown with its line and a caret.
dgm_status book_open(codebook **out, const char *const *folders);

// Shows one error with its line and a caret, on stderr; a dgm_report.
void show_error(void *context, const dgm_error *err);

// Each takes what stands behind its own name, argv[0] included.
int codebook_check_run(int argc, char **argv);
int codebook_diff_run(int argc, char **argv);
int codebook_import_run(int argc, char **argv);
int codebook_new_run(int argc, char **argv);

#endif
