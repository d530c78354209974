// Tables and the lexicon: what every other part of the codebook stands on.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "codebook/grammar.h"
#include "codebook/scheme.h"

typedef struct {
  arena m;
  lexicon x;
  grammar_words g;
  reporter errors;
} book;

static void book_open(book *b) {
  *b = (book){0};
  arena_init(&b->m, 1 << 24);
  b->x.m = &b->m;
}

static source_file file_of(const char *name, const char *text) {
  return (source_file){name, str_of(name), str_of(text)};
}

static void columns_are_found_by_name(void **state) {
  (void)state;
  reporter errors = {0};
  table t;
  source_file f = file_of("t.tsv", "b\tnew\ta\r\n# no row\n\n 2 \tx\t1\r\n3\n");
  assert_true(table_open(&t, &f, "a b c?", &errors));
  assert_true(table_next(&t));
  assert_true(str_eq(t.cells[0], S("1")) && str_eq(t.cells[1], S("2")));
  assert_int_equal(t.cells[2].len, 0);
  assert_int_equal(t.line, 4);
  assert_true(table_next(&t));
  assert_true(!t.cells[0].len && str_eq(t.cells[1], S("3")));
  assert_false(table_next(&t));
  assert_int_equal(errors.n, 0);
}

static void bad_tables_are_reported(void **state) {
  (void)state;
  reporter errors = {0};
  table t;
  source_file empty = file_of("t.tsv", ""), other = file_of("t.tsv", "x\ty\n");
  assert_false(table_open(&t, &empty, "a", &errors));
  assert_false(table_open(&t, &other, "a y", &errors));
  assert_int_equal(errors.n, 2);
  source_file wide = file_of("t.tsv", "a\n1\t2\n3\n");
  assert_true(table_open(&t, &wide, "a", &errors));
  assert_true(table_next(&t) && str_eq(t.cells[0], S("3")));
  assert_int_equal(errors.n, 3);
}

static void classes_hold_words_and_classes(void **state) {
  (void)state;
  book b;
  book_open(&b);
  source_file files[] = {
      file_of("en/words/classes.tsv",
              "class\tmember\nmove\t<walk>\nmove\tDrive\nwalk\tmarch\n"
              "walk\t<move>\nwalk\tTo-ing\n"),
      file_of("en/words/variants.tsv", "form\tlemma\nmarching\tmarch\n")};
  grammar_read(&b.g, &b.x, files, 2, &b.errors);
  lexicon_close(&b.x);
  grammar_close(&b.g, &b.x);
  uint32_t move = lexicon_class(&b.x, S("move")), n;
  uint32_t march = lexicon_find(&b.x, S("march"));
  assert_int_equal(lexicon_find(&b.x, S("marching")), march);
  assert_true(lexicon_in(&b.x, march, move));
  assert_true(
      lexicon_in(&b.x, lexicon_find(&b.x, S("drive")),
                 lexicon_class(&b.x, S("walk")))); // they hold each other
  lexicon_members(&b.x, move, &n);
  assert_int_equal(n, 3);
  assert_int_equal(lexicon_class(&b.x, S("fly")), NO_CLASS);
  assert_false(lexicon_in(&b.x, NO_VALUE, move));
  assert_int_equal(b.errors.n, 0);
  arena_close(&b.m);
}

static void words_have_effects_and_values(void **state) {
  (void)state;
  book b;
  book_open(&b);
  source_file files[] = {
      file_of("en/words/effects.tsv",
              "word\tuse\teffect\nplan\tverb\tplanned\nplan\tnoun\tclaimed\n"
              "plan\tsong\tplanned\nplan\tverb\tred\n"),
      file_of("en/words/values.tsv",
              "class\tword\tvalue\nmonth\tmarch\t3\nmonth\tx\tthree\n"),
      file_of("en/words/derived.tsv", "noun\tverb\nmarching\tmarch\n")};
  grammar_read(&b.g, &b.x, files, 3, &b.errors);
  lexicon_close(&b.x);
  grammar_close(&b.g, &b.x);
  uint32_t plan = lexicon_find(&b.x, S("plan"));
  uint32_t march = lexicon_find(&b.x, S("march"));
  int32_t value = 0;
  assert_int_equal(grammar_effect(&b.g, plan, USE_VERB), EFFECT_PLANNED);
  assert_int_equal(grammar_effect(&b.g, plan, USE_NOUN), EFFECT_CLAIMED);
  assert_int_equal(grammar_effect(&b.g, plan, USE_ADJ), EFFECT_NONE);
  assert_true(
      grammar_value(&b.g, lexicon_class(&b.x, S("month")), march, &value));
  assert_int_equal(value, 3);
  assert_false(grammar_value(&b.g, NO_CLASS, march, &value));
  assert_int_equal(lexicon_verb(&b.x, lexicon_find(&b.x, S("marching"))),
                   march);
  assert_int_equal(b.errors.n, 3);
  arena_close(&b.m);
}

static void a_code_has_a_type_and_a_quad(void **state) {
  (void)state;
  arena m;
  scheme s = {0};
  reporter errors = {0};
  arena_init(&m, 1 << 22);
  source_file files[] = {
      file_of("world/contexts.tsv", "context\nmilitary\n"),
      file_of("world/events.tsv",
              "type\tquad\trecipient\tscore\tmodes\n"
              "CONSULT\t1\toptional\t2\tvisit phone\nX\t7\toptional\t1\t\n"),
      file_of("world/cameo.tsv",
              "code\ttype\tmode\tcontexts\tscore\n042\tCONSULT\tvisit\t"
              "military\t1.9\n190\t\t\t\t\n010\tNONE\t\t\t\nx\t\t\t\t\n"),
  };
  for (int i = 0; i < 3; i++)
    assert_true(scheme_read(&s, &m, &files[i], &errors));
  const cameo_code *visit = &s.codes.at[scheme_code(&s, S("042"))];
  assert_int_equal(visit->type, scheme_type(&s, S("CONSULT")));
  assert_true(visit->modes == 1 && visit->contexts == 1 && visit->scored);
  assert_int_equal(scheme_quad(&s, scheme_code(&s, S("042"))), 1);
  assert_int_equal(scheme_quad(&s, scheme_code(&s, S("190"))), 4);
  assert_int_equal(errors.n, 3);
  arena_close(&m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_are_found_by_name),
      cmocka_unit_test(bad_tables_are_reported),
      cmocka_unit_test(classes_hold_words_and_classes),
      cmocka_unit_test(words_have_effects_and_values),
      cmocka_unit_test(a_code_has_a_type_and_a_quad),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
