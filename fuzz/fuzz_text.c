// Text dumps in any charset: decoded, cleaned, and the map checked.

#include "page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena m;
  page p;
  if (size > 1 << 20)
    return 0;
  arena_init(&m, 1 << 30);
  if (!page_read(&p, &m, (str){(const char *)data, (uint32_t)size}, INPUT_TEXT,
                 NULL, 0, NULL))
    fuzz_clean(&p, &m);
  arena_close(&m);
  return 0;
}
