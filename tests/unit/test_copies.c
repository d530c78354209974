// Copies: grams, the table of postings, and which document is called a copy.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "story/copies.h"
#include "story/gram_table.h"

// Words "a<from> a<from+1> …", which occur nowhere else.
static str words(arena *m, uint32_t from, uint32_t n) {
  buf b = {0};
  for (uint32_t i = from; i < from + n; i++)
    buf_printf(&b, "a%u ", i);
  str out = arena_copy(m, buf_str(&b));
  buf_free(&b);
  return out;
}

static str joined(arena *m, str a, str b) {
  buf all = {0};
  buf_add(&all, a);
  buf_add(&all, b);
  str out = arena_copy(m, buf_str(&all));
  buf_free(&all);
  return out;
}

static copies_answer add_on(copies *c, arena *m, str text, uint64_t outlet,
                            day published) {
  copies_document d = {.outlet = outlet, .published = published};
  grams_find(&d.grams, m, text);
  return copies_add(c, m, &d);
}

static copies_answer add(copies *c, arena *m, str text, uint64_t outlet) {
  return add_on(c, m, text, outlet, NO_DAY);
}

static void grams_see_words_only(void **state) {
  (void)state;
  arena m;
  gram_list a, b;
  arena_init(&m, 1 << 24);
  grams_find(&a, &m, S("The envoy’s plane left Norland, at noon: nobody saw."));
  grams_find(&b, &m,
             S("  the envoy's PLANE left \"Norland\" at noon -- Nobody "
               "saw"));
  assert_int_equal(a.n, 6); // ten words ("envoy", "s")
  assert_int_equal(b.n, 6);
  assert_memory_equal(a.at, b.at, 6 * sizeof *a.at);
  grams_find(&a, &m, S("only four words here"));
  assert_int_equal(a.n, 0);
  arena_close(&m);
}

static void long_texts_are_sampled(void **state) {
  (void)state;
  arena m;
  gram_list a;
  arena_init(&m, (size_t)1 << 30);
  grams_find(&a, &m, words(&m, 0, 60));
  assert_int_equal(a.n, 56);
  grams_find(&a, &m, words(&m, 0, 240));
  assert_in_range(a.n, 40, 80); // 236 / 4
  grams_find(&a, &m, words(&m, 0, 8000));
  assert_in_range(a.n, 420, 580); // 7996 / 16
  for (uint32_t i = 0; i < a.n; i++)
    assert_int_equal(gram_sample(a.at[i]), 2);
  grams_find(&a, &m, words(&m, 0, 300000));
  assert_in_range(a.n, 1, GRAM_MOST);
  arena_close(&m);
}

static void table_grows_and_forgets(void **state) {
  (void)state;
  gram_table *t = gram_table_new();
  uint32_t out[POSTINGS_MOST];
  for (uint64_t i = 1; i <= 100000; i++)
    for (uint32_t k = 0; k < 3; k++)
      gram_table_add(t, i * 0x9E3779B97F4A7C15u, (uint32_t)i + k);
  for (uint64_t i = 1; i <= 100000; i++) {
    assert_int_equal(gram_table_get(t, i * 0x9E3779B97F4A7C15u, out), 3);
    assert_int_equal(out[0], i);
    assert_int_equal(out[2], i + 2);
  }
  gram_table_forget(t, 7 * 0x9E3779B97F4A7C15u);
  assert_int_equal(gram_table_get(t, 7 * 0x9E3779B97F4A7C15u, out), 1);
  assert_int_equal(out[0], POSTING_COMMON);
  assert_int_equal(gram_table_get(t, 12345, out), 0);
  assert_in_range(gram_table_bytes(t), 300000 * 8, 300000 * 11);
  gram_table_free(t);
}

static void excerpts_lead_to_the_earliest(void **state) {
  (void)state;
  arena m;
  arena_init(&m, (size_t)1 << 30);
  copies *c = copies_new();
  assert_int_equal(add(c, &m, words(&m, 0, 500), 1).copy_of, NO_DOCUMENT);
  assert_int_equal(add(c, &m, words(&m, 5000, 500), 1).copy_of, NO_DOCUMENT);
  copies_answer a = add(c, &m, words(&m, 100, 150), 2);
  assert_int_equal(a.copy_of, 0);
  assert_int_equal(a.containment, 1000);
  // The excerpt holds all of it too, but it is the later one.
  assert_int_equal(add(c, &m, words(&m, 100, 150), 3).copy_of, 0);
  a = add(c, &m, joined(&m, words(&m, 9000, 500), words(&m, 5000, 500)), 4);
  assert_int_equal(a.copy_of, 1);
  assert_int_equal(a.family, 1);
  // A line of 12 words quoted from it is no copy.
  str line = joined(&m, words(&m, 20000, 500), words(&m, 5000, 12));
  assert_int_equal(add(c, &m, line, 5).copy_of, NO_DOCUMENT);
  copies_free(c);
  arena_close(&m);
}

static void published_first_is_the_origin(void **state) {
  (void)state;
  arena m;
  arena_init(&m, (size_t)1 << 30);
  copies *c = copies_new();
  str text = words(&m, 0, 400);
  add_on(c, &m, text, 1, 20002);
  assert_int_equal(add_on(c, &m, text, 2, 20001).copy_of, 0);
  assert_int_equal(add_on(c, &m, text, 3, 20003).copy_of, 1);
  assert_int_equal(add_on(c, &m, text, 4, NO_DAY).copy_of, 1);
  copies_free(c);
  arena_close(&m);
}

static void chrome_makes_no_copies(void **state) {
  (void)state;
  arena m;
  arena_init(&m, (size_t)1 << 30);
  copies *c = copies_new();
  str chrome = words(&m, 0, 300);
  uint32_t copied = 0;
  for (uint32_t i = 1; i <= 20; i++) {
    str page = joined(&m, chrome, words(&m, 1000 * i, 400));
    copied += add(c, &m, page, 7).copy_of != NO_DOCUMENT;
  }
  assert_int_equal(copied, 0);
  // Once it is known it weighs nothing elsewhere either, …
  str page = joined(&m, chrome, words(&m, 50000, 100));
  assert_int_equal(add(c, &m, page, 8).copy_of, NO_DOCUMENT);
  // … and what it frames is found.
  page = joined(&m, chrome, words(&m, 20000, 400));
  copies_answer a = add(c, &m, page, 8);
  assert_int_equal(a.copy_of, 19);
  assert_int_equal(a.containment, 1000);
  copies_free(c);
  arena_close(&m);
}

static void no_text_is_a_copy_of_itself(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 24);
  copies *c = copies_new();
  // Other grams, of which the table keeps the same bits.
  copies_document d = {.outlet = 1, .published = NO_DAY};
  for (uint64_t i = 0; i < 40; i++)
    *vec_push(&m, &d.grams) = (i / 8 + 1) << 24 | (i % 8) << 4;
  assert_int_equal(copies_add(c, &m, &d).copy_of, NO_DOCUMENT);
  assert_int_equal(copies_add(c, &m, &d).copy_of, 0);
  copies_free(c);
  arena_close(&m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grams_see_words_only),
      cmocka_unit_test(long_texts_are_sampled),
      cmocka_unit_test(table_grows_and_forgets),
      cmocka_unit_test(excerpts_lead_to_the_earliest),
      cmocka_unit_test(published_first_is_the_origin),
      cmocka_unit_test(chrome_makes_no_copies),
      cmocka_unit_test(no_text_is_a_copy_of_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
