#ifndef TESTS_RULE_BOOK_H
#define TESTS_RULE_BOOK_H

// The small codebook of tests/cases/codebook/book with an overlay of rules that
// a test writes: what a user does, in one call.

#include "codebook/codebook.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline bool write_file(const char *folder, const char *name, str text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  if (!f)
    return false;
  bool ok = !text.len || fwrite(text.p, 1, text.len, f) == text.len;
  return fclose(f) == 0 && ok;
}

// Errors without the folder of the overlay, which differs from run to run.
static inline void show_error(void *context, const dgm_error *e) {
  const char *slash = strrchr(e->path, '/');
  buf shown = {0};
  report_show(&shown, e);
  str text = buf_str(&shown);
  uint32_t cut = slash ? (uint32_t)(slash - e->path) + 1 : 0;
  buf_add(context, str_slice(text, cut, text.len));
  buf_free(&shown);
}

// Opens the codebook in `base` with the rules `text` over it, `over` over that
// (may be empty); errors are shown in `errors`. NULL when there are any.
static inline codebook *open_rules_over(const char *base, str text, str over,
                                        buf *errors) {
  char first[] = P_tmpdir "/dragoman-rules-XXXXXX";
  char second[] = P_tmpdir "/dragoman-rules-XXXXXX";
  codebook *cb = NULL;
  const char *folders[] = {base, mkdtemp(first), mkdtemp(second)};
  if (!folders[1] || !folders[2])
    return NULL;
  bool ok = write_file(first, "MANIFEST", S("a.rules\n")) &&
            write_file(first, "a.rules", text) &&
            write_file(second, "MANIFEST", S("b.rules\n")) &&
            write_file(second, "b.rules", over);
  if (ok)
    codebook_open_all(&cb, folders, over.len ? 3 : 2, show_error, errors, NULL);
  for (int i = 1; i < 3; i++) {
    char path[300];
    const char *const parts[] = {"MANIFEST", "a.rules", "b.rules"};
    for (int k = 0; k < 3; k++) {
      snprintf(path, sizeof path, "%s/%s", folders[i], parts[k]);
      unlink(path);
    }
    rmdir(folders[i]);
  }
  return cb;
}

static inline codebook *open_rules(str text, str over, buf *errors) {
  return open_rules_over("tests/cases/codebook/book", text, over, errors);
}

#endif
