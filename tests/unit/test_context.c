// Contexts of sentences: tests/cases/context/*.test, for each of PLOVER's 37 at
// least three texts that are of it and one trap that is not.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "case.h"
#include "event/context.h"
#include "reading.h"

// Answers "yes" or "no" for the context that the case asks for.
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  uint32_t *asked = context;
  article a;
  reading_run(&a, m, case_value(m, c, "text"), S("2023-11-21"), 0);
  uint32_t of =
      scheme_context(&reading_cb->rules.scheme, case_value(m, c, "ask"));
  const uint64_t *bits = contexts_of_sentences(&a, reading_cb);
  uint64_t all = 0;
  for (uint32_t s = 0; s < a.sentences.n; s++)
    all |= bits[s];
  if (of == NO_VALUE)
    buf_add(out, S("no such context"));
  else
    buf_add(out, all >> of & 1 ? S("yes") : S("no"));
  buf_byte(out, 10);
  if (of != NO_VALUE)
    asked[of]++;
}

static void cases_hold(void **state) {
  uint32_t n = 0, asked[64] = {0};
  (void)state;
  assert_int_equal(cases_run("tests/cases/context/context.test",
                             &reading_memory, &n, answer, asked),
                   0);
  for (uint32_t i = 0; i < reading_cb->rules.scheme.contexts.n; i++)
    assert_true(asked[i] >= 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold)};
  return cmocka_run_group_tests(tests, reading_open, reading_close);
}
