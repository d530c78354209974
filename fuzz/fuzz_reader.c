// A file of many documents, read by the reader that FUZZ_FROM names (as --from
// does) and each document made a page.

#include "ingest/page.h"
#include "ingest/reader.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(file_reader *r) {
  arena m;
  record found;
  page p;
  arena_init(&m, (size_t)4 << 30);
  // A reader that gives more records than there are bytes does not move on.
  for (size_t n = 0; n <= 1u << 21; n++) {
    dgm_error err;
    dgm_status status = reader_next(r, &found, &err);
    if (status == DGM_EIO || (!status && !found.field[FIELD_TEXT].p)) {
      arena_close(&m);
      return;
    }
    arena_reset(&m);
    if (!status && reader_name(r, &found))
      page_of_record(&p, &m, &found, NULL);
  }
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  file_reader *r;
  reader_options o = {0};
  bool known;
  o.from = detect_named(str_of(FUZZ_FROM), &known);
  if (!known)
    abort();
  if (size > 1 << 20)
    return 0;
  str bytes = {(const char *)data, (uint32_t)size};
  if (reader_open_memory(&r, bytes, "fuzz", &o, NULL))
    return 0;
  read_all(r);
  reader_close(r);
  return 0;
}
