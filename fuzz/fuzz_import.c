// A dictionary of TABARI or PETRARCH, read as each of their kinds.

#include "codebook/import.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const scheme no_codes; // so that every code gets a row
  arena m;
  importer d;
  reporter errors = {.sink = NULL};
  if (size > 1 << 20)
    return 0;
  str bytes = {(const char *)data, (uint32_t)size};
  arena_init(&m, (size_t)1 << 30);
  // ".actors": words without "_" are stems there.
  source_file file = {.path = "fuzz.actors", .bytes = arena_copy(&m, bytes)};
  import_open(&d, &m, &no_codes, &errors);
  import_kind_of(&file);
  for (import_kind kind = IMPORT_ACTORS; kind <= IMPORT_DISCARDS; kind++)
    import_read(&d, &file, kind);
  import_close(&d);
  if (!d.out[IMPORT_OUT_MANIFEST].len)
    abort();
  import_free(&d);
  arena_close(&m);
  return 0;
}
