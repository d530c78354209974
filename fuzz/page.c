#include "page.h"
#include "clean/clean.h"
#include <stdio.h>
#include <stdlib.h>

static const codebook *the_codebook(void) {
  static codebook *book;
  dgm_error err;
  if (!book && codebook_open(&book, "codebook", NULL, NULL, &err)) {
    fprintf(stderr, "%s:%u: %s\n", err.path, err.line, err.text);
    exit(3);
  }
  return book;
}

static void demand(bool holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "broken: %s\n", what);
  abort();
}

static void check(const article *a) {
  demand(a->title_len <= a->text.len, "the title is in the text");
  demand(a->dateline.beg <= a->dateline.end && a->dateline.end <= a->text.len,
         "the dateline is in the text");
  for (uint32_t i = 0; i < a->map.n; i++) {
    text_run r = a->map.at[i];
    demand(r.text + r.len <= a->text.len && r.raw + r.len <= a->raw.len,
           "runs are in text and page");
    demand(!memcmp(a->text.p + r.text, a->raw.p + r.raw, r.len),
           "runs are the same bytes");
  }
  for (uint32_t i = 0; i < a->removed.n; i++) {
    removed_span r = a->removed.at[i];
    demand(r.at.beg <= r.at.end && r.at.end <= a->raw.len && r.why.len,
           "removed spans are in the page and have a reason");
  }
}

void fuzz_clean(const page *p, arena *m) {
  article a;
  article_init(&a, m);
  if (!clean_page(&a, the_codebook(), p, NULL))
    check(&a);
}
