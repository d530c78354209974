// Dossiers as a damaged file may hold them: read, written again, grouped.

#include "story/stories.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena m;
  stories *s;
  dossier d;
  stories_answer answer;
  buf again = {0};
  if (size > 1 << 20 || stories_open(&s, NULL, NULL))
    return 0;
  arena_init(&m, 1 << 30);
  str rest = {(const char *)data, (uint32_t)size};
  while (rest.len) {
    str before = rest;
    if (dossier_read(&d, &m, &rest, NULL))
      break;
    buf_clear(&again);
    dossier_write(&again, &d);
    if (!str_eq(buf_str(&again), str_slice(before, 0, before.len - rest.len)))
      abort();
    stories_add(s, &m, &d, &answer, NULL);
  }
  buf_free(&again);
  stories_close(s, NULL);
  arena_close(&m);
  return 0;
}
