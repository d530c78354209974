// The typer file: what is refused, and that probabilities are probabilities.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/typer.h"
#include "sealed.h"

static const char *const tiny = "fuzz/corpus/typer/tiny.types";

static buf tiny_bytes(void) {
  buf b = {0};
  assert_int_equal(file_read(&b, tiny, 1 << 20, NULL), DGM_OK);
  return b;
}

static uint32_t *section(buf *b, const char *name) {
  return (uint32_t *)(void *)section_at(b, name);
}

static dgm_status status_of(const buf *b, dgm_error *err) {
  typer *t;
  dgm_status status = typer_read(&t, buf_str(b), "test.types", err);
  assert_true((status == DGM_OK) == (t != NULL));
  typer_free(t);
  return status;
}

static void probabilities_add_up(void **state) {
  (void)state;
  typer *t;
  uint32_t out[TYPER_CLASSES], sum = 0, best = 0;
  typer_input in = {.features = {3, 5, 16 + 3}, .n_features = 3};
  assert_int_equal(typer_load(&t, tiny, NULL), DGM_OK);
  assert_int_equal(t->size.classes, 17);
  assert_int_equal(t->least[16], TYPER_ONE / 2);
  typer_score(t, &in, out);
  for (uint32_t c = 0; c < t->size.classes; c++) {
    sum += out[c];
    if (out[c] > out[best])
      best = c;
  }
  assert_in_range(sum, TYPER_ONE - 32, TYPER_ONE);
  // Features are cut to the buckets, so 3 and 19 are one weight, twice.
  int64_t most = INT64_MIN;
  uint32_t strongest = 0;
  for (uint32_t c = 0; c < t->size.classes; c++) {
    int64_t score =
        t->bias[c] + (int64_t)t->size.sparse_times *
                         (2 * t->sparse[3 * 17 + c] + t->sparse[5 * 17 + c]) /
                         65536;
    if (score > most)
      most = score, strongest = c;
  }
  assert_int_equal(best, strongest);
  typer_free(t);
}

static void vectors_move_the_answer(void **state) {
  (void)state;
  typer *t;
  uint32_t plain[TYPER_CLASSES], moved[TYPER_CLASSES];
  typer_input in = {0};
  assert_int_equal(typer_load(&t, tiny, NULL), DGM_OK);
  typer_score(t, &in, plain);
  uint32_t row = typer_word(t, S("port"));
  assert_int_not_equal(row, NO_ROW_OF_WORD);
  memcpy(in.slots[0], t->rows + row * t->size.width, t->size.width);
  typer_score(t, &in, moved);
  assert_memory_not_equal(plain, moved, 17 * sizeof plain[0]);
  assert_int_equal(typer_word(t, S("zebra")), NO_ROW_OF_WORD);
  typer_free(t);
}

static void damage_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *section;
    uint32_t word, value;
    const char *says;
  } cases[] = {{"sizes", 0, 1, "out of bounds"},
               {"sizes", 0, 33, "out of bounds"},
               {"sizes", 1, 15, "out of bounds"},
               {"sizes", 2, 129, "out of bounds"},
               {"sizes", 3, 2, "wrong size"},
               {"index", 0, 99, "points outside"},
               {"bias", 0, 1u << 30, "out of bounds"},
               {"least", 0, TYPER_ONE + 1, "out of bounds"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    dgm_error err = {0};
    buf b = tiny_bytes();
    section(&b, cases[i].section)[cases[i].word] = cases[i].value;
    assert_int_equal(status_of(&b, &err), DGM_EFORMAT); // the checksum
    seal(&b);
    assert_int_equal(status_of(&b, &err), DGM_EFORMAT);
    assert_non_null(strstr(err.text, cases[i].says));
    buf_free(&b);
  }
}

static void a_model_without_typer_is_none(void **state) {
  (void)state;
  typer *t;
  assert_int_equal(typer_beside(&t, "fuzz/corpus/model/tiny.dgm", NULL),
                   DGM_OK);
  assert_null(t);
  assert_int_equal(typer_beside(&t, "fuzz/corpus/typer/tiny.dgm", NULL),
                   DGM_OK);
  assert_non_null(t);
  typer_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(probabilities_add_up),
      cmocka_unit_test(vectors_move_the_answer),
      cmocka_unit_test(damage_is_refused),
      cmocka_unit_test(a_model_without_typer_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
