// The model file: what is refused, what the words' features are, and that the
// kernels count alike.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "kernels.h"
#include "model/model.h"
#include "model/section.h"
#include "sealed.h"

static const char *const path = "models/en.dgm";

static dgm_status status_of(str bytes, dgm_error *err) {
  model *m = NULL;
  dgm_status status = model_read(&m, bytes, "test.dgm", "", err);
  assert_true((status == DGM_OK) == (m != NULL));
  model_free(m);
  return status;
}

// The model's bytes on the heap, so that a test can damage them.
static buf model_bytes(void) {
  file_map file;
  assert_int_equal(file_map_open(&file, path, 1 << 28, NULL), DGM_OK);
  buf b = {0};
  buf_add(&b, file.bytes);
  file_map_close(&file);
  return b;
}

static void the_models_open_and_are_small(void **state) {
  (void)state;
  const char *const paths[] = {path, "models/en-large.dgm"};
  for (int i = 0; i < 2; i++) {
    model *m;
    dgm_error err;
    assert_int_equal(model_load(&m, paths[i], NULL, &err), DGM_OK);
    assert_true(m->file.bytes.len < 20u << 20);
    assert_true(m->size.n_words > 20000 && m->size.n_tags > 100);
    assert_true(m->name_out.outputs > 0);
    assert_true(str_find(m->about, S("licence CC-BY-SA-4.0")) != UINT32_MAX);
    model_free(m);
  }
}

static void damaged_files_are_refused(void **state) {
  (void)state;
  buf b = model_bytes();
  dgm_error err;
  assert_int_equal(status_of(buf_str(&b), &err), DGM_OK);
  // One bit of: magic, version, number of sections, length, checksum, table,
  // weights.
  const size_t places[] = {0, 8, 12, 16, 24, 80, b.len / 2, b.len - 1};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    b.p[places[i]] ^= 16;
    assert_int_equal(status_of(buf_str(&b), &err), DGM_EFORMAT);
    assert_string_equal(err.path, "test.dgm");
    assert_true(strlen(err.text) > 10);
    b.p[places[i]] ^= 16;
  }
  const uint32_t lengths[] = {0, 1, 63, 64, 4096, (uint32_t)b.len - 1};
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
    assert_int_equal(status_of((str){b.p, lengths[i]}, &err), DGM_EFORMAT);
  buf_free(&b);
}

// A file with a right checksum may still lie.
static void lying_files_are_refused(void **state) {
  (void)state;
  static const struct {
    const char *section;
    uint32_t offset;
    unsigned char byte;
  } lies[] = {
      {"sizes", 0, 33},       {"sizes", 9, 1},          {"sizes", 23, 255},
      {"buckets", 0, 3},      {"window", 8, 99},        {"window", 20000, 100},
      {"gates0", 3, 1},       {"word_offsets", 7, 255}, {"word_hash", 3, 255},
      {"name_hidden", 4, 33}, {"name_out", 4, 17},      {"lemma_rules", 6, 255},
      {"tags", 0, 'x'},
  };
  for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
    buf b = model_bytes();
    char *at = section_at(&b, lies[i].section) + lies[i].offset;
    assert_true((unsigned char)*at != lies[i].byte);
    *at = (char)lies[i].byte;
    seal(&b);
    dgm_error err;
    if (status_of(buf_str(&b), &err) != DGM_EFORMAT)
      fail_msg("byte %u of %s was believed", lies[i].offset, lies[i].section);
    buf_free(&b);
  }
}

static void missing_files_and_kernels_are_named(void **state) {
  (void)state;
  model *m;
  dgm_error err;
  assert_int_equal(model_load(&m, "models/none.dgm", "", &err), DGM_EIO);
  assert_int_equal(model_load(&m, path, "abacus", &err), DGM_EUSAGE);
  assert_non_null(strstr(err.text, "abacus"));
  assert_null(m);
}

static void features_fold_case_quotes_and_accents(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 1 << 20);
  feature plain = feature_of(&a, S("Dusan's"));
  feature fancy = feature_of(&a, S("Du\xC5\xA1"
                                   "an\xE2\x80\x99s"));
  assert_true(str_eq(plain.key, S("dusan's")));
  assert_true(str_eq(fancy.key, plain.key));
  assert_memory_equal(fancy.slots, plain.slots, sizeof plain.slots);
  feature loud = feature_of(&a, S("DUSAN'S"));
  assert_int_equal(loud.hash, plain.hash);
  assert_int_not_equal(loud.slots[6], plain.slots[6]); // the shape differs
  char longest[1000];
  memset(longest, 'z', sizeof longest);
  assert_true(feature_of(&a, (str){longest, sizeof longest}).key.len < 100);
  arena_close(&a);
}

static void words_are_found_in_the_vocabulary(void **state) {
  (void)state;
  model *m;
  assert_int_equal(model_load(&m, path, "", NULL), DGM_OK);
  arena a;
  arena_init(&a, 1 << 20);
  feature known = feature_of(&a, S("Minister"));
  feature unknown = feature_of(&a, S("qzxqzxqzx"));
  assert_true(model_word(m, known.key, known.hash) > MODEL_ROOT);
  assert_int_equal(model_word(m, unknown.key, unknown.hash), MODEL_UNKNOWN);
  arena_close(&a);
  model_free(m);
}

// A linear congruential generator (Knuth's MMIX constants): the same numbers
// everywhere.
static uint64_t seed = 1;
static int32_t drawn(int32_t low, int32_t high) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return low + (int32_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

enum { IN = 128, OUT = 192, ROWS = 13 };
static int8_t weights[IN * OUT], mixed[IN];
static int32_t bias[OUT], scores[2][64];
static int16_t scale[OUT], wide[ROWS * OUT], got[2][ROWS * OUT];
static uint8_t input[ROWS * IN], narrowed[2][ROWS * OUT], heads[64 * IN];

// One of a range, or, every third time, one of its ends: what saturates.
static int32_t drawn_hard(int32_t low, int32_t high) {
  int32_t v = drawn(low, high), end = drawn(0, 5);
  return end == 0 ? low : end == 1 ? high : v;
}

// All inputs and weights of a round may stand at their ends.
static void draw_all(uint32_t round) {
  bool ends = round % 5 == 4;
  for (int i = 0; i < IN * OUT; i++)
    weights[i] = (int8_t)(ends ? i / IN % 2 ? 63 : -63 : drawn_hard(-63, 63));
  for (int i = 0; i < OUT; i++) {
    bias[i] = drawn_hard(-1000000000, 1000000000) >> drawn(0, 20);
    scale[i] = (int16_t)drawn_hard(0, INT16_MAX);
  }
  for (int i = 0; i < ROWS * IN; i++)
    input[i] = (uint8_t)(ends ? 127 : drawn_hard(0, 127));
  for (int i = 0; i < ROWS * OUT; i++)
    wide[i] = (int16_t)drawn_hard(INT16_MIN, INT16_MAX);
  for (int i = 0; i < 64 * IN; i++)
    heads[i] = (uint8_t)(ends ? 127 : drawn_hard(0, 127));
  for (int i = 0; i < IN; i++)
    mixed[i] = (int8_t)(ends ? -127 : drawn_hard(-127, 127));
}

// Every step of kernel k into got[i], narrowed[i], scores[i].
static void run_steps(const kernel *k, int i, int step, uint32_t round) {
  const dense d = {IN, OUT,  round % 13, round % 5, // shift, doublings
                   0,  bias, scale,      weights};
  const norm n = {wide + 3, wide + 500};
  const int8_t *rows[] = {weights, weights + IN, weights + 5 * IN};
  memcpy(got[i], wide, sizeof wide);
  switch (step) {
  case 0:
    k->dense(got[i], &d, input, IN, 1 + round % ROWS);
    break;
  case 1:
    k->max3(got[i], 64);
    break;
  case 2:
    k->norm_add(got[i], wide + 1000, &n, IN);
    break;
  case 3:
    k->narrow(narrowed[i], wide, 12345, -64, 640);
    k->narrow(narrowed[i] + 640, wide, 777, 0, 640);
    break;
  case 4:
    k->narrow_byte((int8_t *)narrowed[i], wide, 300, 640);
    break;
  case 5:
    k->gated(narrowed[i], 64, wide, OUT, 64, 64, ROWS, 200);
    k->gated(narrowed[i] + 12 * 64, -64, wide + 12 * OUT, -OUT, 64, 64, ROWS,
             32767);
    break;
  case 6:
    k->arc_scores(scores[i], mixed, heads, 64, IN);
    break;
  case 7:
    k->add3_positive(got[i], wide, wide + 64, wide + 200, 96);
    break;
  default:
    k->sum_rows(got[i], rows, 3, IN);
    got[i][200] = (int16_t)k->argmax(wide, OUT);
  }
}

static void check_kernel(const kernel *k) {
  for (uint32_t round = 0; round < 65; round++) { // all shifts, all rows
    draw_all(round);
    for (int step = 0; step <= 8; step++) {
      run_steps(&kernel_portable, 0, step, round);
      run_steps(k, 1, step, round);
      if (memcmp(got[0], got[1], sizeof got[0]) ||
          memcmp(narrowed[0], narrowed[1], sizeof narrowed[0]) ||
          memcmp(scores[0], scores[1], sizeof scores[0]))
        fail_msg("step %d of %s differs in round %u", step, k->name, round);
    }
  }
}

static void kernels_count_alike(void **state) {
  (void)state;
  const kernel *others[KERNELS_MAX];
  uint32_t n = kernels_to_test(others, true);
  for (uint32_t i = 0; i < n; i++)
    check_kernel(others[i]);
#ifndef HAVE_EMULATED
  printf("no SIMDe: kernels that this machine cannot run are not tested\n");
#endif
  if (!n)
    skip();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_models_open_and_are_small),
      cmocka_unit_test(damaged_files_are_refused),
      cmocka_unit_test(lying_files_are_refused),
      cmocka_unit_test(missing_files_and_kernels_are_named),
      cmocka_unit_test(features_fold_case_quotes_and_accents),
      cmocka_unit_test(words_are_found_in_the_vocabulary),
      cmocka_unit_test(kernels_count_alike),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
