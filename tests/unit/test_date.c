// Time expressions and their days: tests/cases/mention/date.test, and
// tests/cases/dates/, written apart from the code.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "article/names_of.h"
#include "case.h"
#include "reading.h"

static void add_day(buf *out, day d) {
  char text[11];
  if (d == NO_DAY) {
    buf_add(out, S("-"));
    return;
  }
  day_write(text, d);
  buf_add(out, (str){text, 10});
}

// words | type value | first day .. last day precision
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  article a;
  (void)context;
  str published = case_value(m, c, "published");
  // A Tuesday, unless the case says otherwise.
  reading_run(&a, m, case_value(m, c, "text"),
              published.len ? published : S("2023-11-21"), 0);
  for (uint32_t i = 0; i < a.dates.n; i++) {
    const timex *x = &a.dates.at[i];
    buf_add(out, article_at(&a, x->at));
    buf_add(out, S(" | "));
    buf_add(out, timex_type_name(x->type));
    buf_byte(out, 32);
    buf_add(out, str_of(x->value));
    buf_add(out, S(" | "));
    add_day(out, x->beg);
    buf_add(out, S(" .. "));
    add_day(out, x->last);
    buf_byte(out, 32);
    buf_add(out, precision_name(x->precision));
    buf_byte(out, 10);
  }
}

static void cases_hold(void **state) {
  static const char *const files[] = {
      "tests/cases/mention/date.test",   "tests/cases/dates/absolute.test",
      "tests/cases/dates/duration.test", "tests/cases/dates/period.test",
      "tests/cases/dates/range.test",    "tests/cases/dates/relative.test",
      "tests/cases/dates/set.test",      "tests/cases/dates/time.test",
      "tests/cases/dates/trap.test",     "tests/cases/dates/weekday.test"};
  uint32_t n = 0;
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    assert_int_equal(cases_run(files[i], &reading_memory, &n, answer, NULL), 0);
  assert_true(n >= 440);
}

// Files given by name are run instead: for trying out.
int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold)};
  if (argc < 2)
    return cmocka_run_group_tests(tests, reading_open, reading_close);
  uint32_t n = 0, failed = 0;
  if (reading_open(NULL) != 0)
    return 2;
  for (int i = 1; i < argc; i++)
    failed += cases_run(argv[i], &reading_memory, &n, answer, NULL);
  printf("%u of %u failed\n", (unsigned)failed, (unsigned)n);
  reading_close(NULL);
  return failed != 0;
}
