// Hostile typer files; one that passes scores a pair.

#include "model/typer.h"
#include "sealed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void score_something(const typer *t) {
  typer_input in = {.features = {1, 2, UINT32_MAX}, .n_features = 3};
  uint32_t out[TYPER_CLASSES], row = typer_word(t, S("port"));
  for (uint32_t d = 0; row != NO_ROW_OF_WORD && d < t->size.width; d++)
    in.slots[0][d] = t->rows[(size_t)row * t->size.width + d];
  typer_score(t, &in, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 1 << 22)
    return 0;
  char *copy = sealed_copy(data, size);
  if (!copy)
    return 0;
  typer *t = NULL;
  if (typer_read(&t, (str){copy, (uint32_t)size}, "fuzz", NULL) == DGM_OK)
    score_something(t);
  typer_free(t);
  free(copy);
  return 0;
}
