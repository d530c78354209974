// Pages of HTML and text dumps in any charset: decoded, cleaned, and the map
// checked. FUZZ_FROM says which.

#include "page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena m;
  page p;
  input_kind kind = FUZZ_FROM[0] == 'h' ? INPUT_HTML : INPUT_TEXT;
  if (size > 1 << 20)
    return 0;
  arena_init(&m, 1 << 30);
  if (!page_read(&p, &m, (str){(const char *)data, (uint32_t)size}, kind, NULL,
                 0, NULL))
    fuzz_clean(&p, &m);
  arena_close(&m);
  return 0;
}
