// Hostile model files. Length and checksum are put right first, or nothing
// behind them would ever be reached; a file that passes parses a sentence.

#include "parse/parse.h"
#include <stdlib.h>
#include <xxhash.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse_something(const model *m) {
  static const char text[] = "Norland 's 3 ships left port .";
  static const uint8_t begins[] = {0, 8, 11, 13, 19, 24, 29};
  static const uint8_t ends[] = {7, 10, 12, 18, 23, 28, 30};
  arena mem;
  article a;
  arena_init(&mem, 1 << 28);
  article_init(&a, &mem);
  a.text = S(text);
  for (uint32_t i = 0; i < sizeof begins; i++)
    vec_push(&mem, &a.tokens)->at = (span){begins[i], ends[i]};
  vec_push(&mem, &a.sentences)->end = a.tokens.n;
  parse_sentences(&a, m);
  arena_close(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 1 << 24)
    return 0;
  char *copy = aligned_alloc(64, size / 64 * 64 + 64);
  if (!copy)
    return 0;
  memcpy(copy, data, size);
  if (size >= 64) {
    uint64_t length = size, sum = XXH64(copy + 64, size - 64, 0);
    memcpy(copy + 16, &length, 8);
    memcpy(copy + 24, &sum, 8);
  }
  model *m = NULL;
  str bytes = {copy, (uint32_t)size};
  if (model_read(&m, bytes, "fuzz", "", NULL) == DGM_OK)
    parse_something(m);
  model_free(m);
  free(copy);
  return 0;
}
