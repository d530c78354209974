// Amounts and their classes: tests/cases/mention/quantity.test.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "article/names_of.h"
#include "case.h"
#include "reading.h"

// words | value low high (- where open) | unit | class
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  article a;
  (void)context;
  reading_run(&a, m, case_value(m, c, "text"), S("2023-11-21"), 0);
  for (uint32_t i = 0; i < a.quantities.n; i++) {
    const quantity *q = &a.quantities.at[i];
    str unit = q->head == NO_TOKEN ? S("-") : token_lemma(&a, q->head);
    str of = q->of == NO_ROW ? S("-") : quantity_class_name(reading_cb, q->of);
    buf_add(out, article_at(&a, q->at));
    buf_printf(out, " | %.15g %.15g ", q->value, q->low);
    if (q->high == NO_HIGH)
      buf_add(out, S("- | "));
    else
      buf_printf(out, "%.15g | ", q->high);
    buf_add(out, unit);
    buf_add(out, S(" | "));
    buf_add(out, of);
    buf_byte(out, 10);
  }
}

static void cases_hold(void **state) {
  uint32_t n = 0;
  (void)state;
  assert_int_equal(cases_run("tests/cases/mention/quantity.test",
                             &reading_memory, &n, answer, NULL),
                   0);
  assert_true(n >= 120);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold)};
  return cmocka_run_group_tests(tests, reading_open, reading_close);
}
