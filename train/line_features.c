// Prints what the line classifier sees, for train/lines.py.
//
//   line_features CODEBOOK text|html PATH...
//   line_features --names
//
// One line a block: number of the path, ids of its features, and its text.

#include "base/file.h"
#include "clean/feature.h"
#include "ingest/charset.h"
#include "ingest/page.h"
#include <stdio.h>

static const char *const files[] = {"en/words/chrome.tsv", "en/words/page.tsv",
                                    "world/html.tsv"};

static bool load(chrome *c, arena *m, const char *folder) {
  reporter errors = {0};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char path[512];
    dgm_error err;
    file_map file;
    snprintf(path, sizeof path, "%s/%s", folder, files[i]);
    if (file_map_open(&file, path, PAGE_MAX, &err))
      return false;
    source_file f = {files[i], str_of(files[i]), arena_copy(m, file.bytes)};
    chrome_read(c, m, &f, &errors);
    file_map_close(&file);
  }
  return errors.n == 0;
}

static void print_page(blocks *b, const chrome *words, int number) {
  line_view *v = features_find(b, words);
  for (uint32_t i = 0; i < b->list.n; i++) {
    str text = block_text(b, i);
    printf("%d\t", number);
    for (uint32_t k = 0; k < v[i].n; k++)
      printf("%s%u", k ? " " : "", v[i].ids[k]);
    printf("\t%.*s\n", (int)text.len, text.p);
  }
}

static int print_names(void) {
  char name[32];
  for (uint32_t i = 0; i < N_FEATURE; i++)
    printf("%.*s\n", (int)feature_name(name, i), name);
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "--names"))
    return print_names();
  arena words_memory, m;
  chrome words = {0};
  arena_init(&words_memory, (size_t)1 << 28);
  arena_init(&m, (size_t)1 << 30);
  if (argc < 4 || !load(&words, &words_memory, argv[1]))
    return 2;
  bool html = argv[2][0] == 'h';
  for (int i = 3; i < argc; i++) {
    file_map file;
    dgm_error err;
    blocks b;
    arena_reset(&m);
    if (file_map_open(&file, argv[i], PAGE_MAX, &err))
      return 2;
    str bytes = file.bytes;
    if (!charset_decode(&bytes, html, &m, argv[i], &err)) {
      blocks_init(&b, &m, bytes);
      if (html)
        blocks_from_html(&b, &words);
      else
        blocks_from_text(&b);
      print_page(&b, &words, i - 3);
    }
    file_map_close(&file);
  }
  return 0;
}
