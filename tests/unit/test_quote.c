// Quotes and their speakers: tests/cases/mention/quote.test.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "article/names_of.h"
#include "case.h"
#include "mention/quote.h"
#include "reading.h"

// kind (denied) | speaker | cue | content, pieces apart by " + "
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  article a;
  (void)context;
  reading_run(&a, m, case_value(m, c, "text"), S("2023-11-21"),
              case_value(m, c, "title").len);
  quotes_find(&a, reading_cb);
  for (uint32_t i = 0; i < a.quotes.n; i++) {
    const quote *q = &a.quotes.at[i];
    buf_add(out, quote_kind_name(q->kind));
    buf_add(out, q->denied ? S(" denied | ") : S(" | "));
    buf_add(out, article_at(&a, q->speaker_at));
    buf_add(out, S(" | "));
    buf_add(out, article_at(&a, q->cue));
    buf_add(out, S(" | "));
    for (uint32_t k = 0; k < q->n_content; k++) {
      buf_add(out, k ? S(" + ") : S(""));
      buf_add(out, article_at(&a, q->content[k]));
    }
    buf_byte(out, 10);
  }
}

static void cases_hold(void **state) {
  uint32_t n = 0;
  (void)state;
  assert_int_equal(cases_run("tests/cases/mention/quote.test", &reading_memory,
                             &n, answer, NULL),
                   0);
  assert_true(n >= 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold)};
  return cmocka_run_group_tests(tests, reading_open, reading_close);
}
