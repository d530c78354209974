// CoNLL-U: what is read is written again, and what is broken is named.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "export/conllu.h"
#include "ingest/conllu.h"

static arena memory;

static int set_up(void **state) {
  (void)state;
  arena_init(&memory, 1u << 28);
  return 0;
}

static const char whole[] =
    "# newdoc id = a 1\n"
    "# sent_id = 1\n"
    "# text = They can't wait.\n"
    "1\tThey\tthey\tPRON\t_\tCase=Nom|Number=Plur|Person=3|PronType=Prs\t4\t"
    "nsubj\t_\t_\n"
    "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tca\tcan\tAUX\t_\tVerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\t_\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\twait\twait\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "# sent_id = 2\n"
    "# text = Why?\n"
    "1\tWhy\twhy\tADV\t_\tPronType=Int\t0\troot\t_\tSpaceAfter=No\n"
    "2\t?\t?\tPUNCT\t_\t_\t1\tpunct\t_\t_\n"
    "\n";

static dgm_status read_first(article *a, str bytes, dgm_error *err) {
  conllu_reader r;
  bool found;
  arena_reset(&memory);
  article_init(a, &memory);
  conllu_open(&r, bytes, "x.conllu");
  return conllu_next(&r, a, &found, err);
}

static void what_is_read_is_written(void **state) {
  (void)state;
  article a;
  buf out = {0};
  assert_int_equal(read_first(&a, str_of(whole), NULL), DGM_OK);
  assert_true(str_eq(a.meta.id, S("a 1")));
  assert_true(str_eq(a.text, S("They can't wait.\n\nWhy?")));
  assert_int_equal(a.tokens.at[1].mwt, 2);
  assert_int_equal(a.tokens.at[0].head, 3);
  assert_int_equal(a.tokens.at[3].child, 0);
  assert_true(a.sentences.at[0].parsed && a.sentences.at[1].paragraph);
  conllu_write(&out, &a);
  assert_true(str_eq(buf_str(&out), str_of(whole)));
  buf_free(&out);
}

static void annotation_may_be_missing(void **state) {
  (void)state;
  article a;
  static const char bare[] = "1\tGo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\r\n"
                             "2\t!\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n"
                             "1\tNow\t_\t_\t_\t_\t_\t_\t_\t_";
  assert_int_equal(read_first(&a, str_of(bare), NULL), DGM_OK);
  assert_true(str_eq(a.text, S("Go!\nNow")));
  assert_int_equal(a.sentences.n, 2);
  assert_false(a.sentences.at[0].parsed);
  assert_int_equal(a.tokens.at[0].head, NO_TOKEN);
}

static void empty_nodes_are_left_out(void **state) {
  (void)state;
  article a;
  static const char text[] = "1\tGo\t_\t_\t_\t_\t0\troot\t_\t_\n"
                             "1.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "2\tnow\t_\t_\t_\t_\t1\tadvmod\t_\t_\n";
  assert_int_equal(read_first(&a, str_of(text), NULL), DGM_OK);
  assert_int_equal(a.tokens.n, 2);
  assert_int_equal(a.tokens.at[1].head, 0);
}

static void broken_lines_are_named(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint32_t line;
  } cases[] = {
      {"1\tGo\n", 1},
      {"# c\n2\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n", 2},
      {"1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
      {"1\tGo\t_\t_\t_\t_\tx\troot\t_\t_\n", 1},
      {"1\tGo\t_\t_\t_\t_\t7\troot\t_\t_\n\n", 2},
      {"1\tGo\t_\t_\t_\t_\t1\tdep\t_\t_\n\n", 2},
      {"1-2\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 3},
      {"1-99999999999\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
      {"1\tG\xFFo\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
      {"1\ta\t_\t_\t_\t_\t2\tdep\t_\t_\n2\tb\t_\t_\t_\t_\t1\tdep\t_\t_\n\n", 3},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    article a;
    dgm_error err = {0};
    assert_int_equal(read_first(&a, str_of(cases[i].text), &err), DGM_EFORMAT);
    assert_int_equal(err.line, cases[i].line);
  }
}

static void reading_goes_on_behind_a_bad_document(void **state) {
  (void)state;
  static const char text[] = "# newdoc id = a\n1\tGo\n\n"
                             "# newdoc id = b\n1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "\n# newdoc id = c\n";
  conllu_reader r;
  article a;
  bool found;
  arena_reset(&memory);
  conllu_open(&r, str_of(text), NULL);
  article_init(&a, &memory);
  assert_int_equal(conllu_next(&r, &a, &found, NULL), DGM_EFORMAT);
  assert_true(str_eq(a.meta.id, S("a")));
  article_init(&a, &memory);
  assert_int_equal(conllu_next(&r, &a, &found, NULL), DGM_OK);
  assert_true(found && str_eq(a.meta.id, S("b")) && a.tokens.n == 1);
  article_init(&a, &memory);
  assert_int_equal(conllu_next(&r, &a, &found, NULL), DGM_OK);
  assert_true(found && str_eq(a.meta.id, S("c")));
  article_init(&a, &memory);
  assert_int_equal(conllu_next(&r, &a, &found, NULL), DGM_OK);
  assert_false(found);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_read_is_written),
      cmocka_unit_test(annotation_may_be_missing),
      cmocka_unit_test(empty_nodes_are_left_out),
      cmocka_unit_test(broken_lines_are_named),
      cmocka_unit_test(reading_goes_on_behind_a_bad_document),
  };
  return cmocka_run_group_tests(tests, set_up, NULL);
}
