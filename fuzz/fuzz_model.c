// Hostile model files; one that passes parses a sentence.

#include "parse/parse.h"
#include "sealed.h"

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
  char *copy = sealed_copy(data, size);
  if (!copy)
    return 0;
  model *m = NULL;
  str bytes = {copy, (uint32_t)size};
  if (model_read(&m, bytes, "fuzz", "", NULL) == DGM_OK)
    parse_something(m);
  model_free(m);
  free(copy);
  return 0;
}
