// JSON lines: each line read as a document, and its text taken as clean.

#include "page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena m;
  if (size > 1 << 20)
    return 0;
  arena_init(&m, 1 << 30);
  str rest = {(const char *)data, (uint32_t)size};
  for (uint32_t line = 1; rest.p; line++) {
    page p;
    str one = str_cut(&rest, '\n');
    if (!page_read(&p, &m, one, INPUT_JSONL, NULL, line, NULL))
      fuzz_clean(&p, &m);
  }
  arena_close(&m);
  return 0;
}
