// The query language: text -> terms, and mistakes with their words.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "case.h"
#include "store/query.h"

static arena memory;

static const char *key_name(query_key key) {
  uint32_t n;
  const query_key_about *keys = query_keys(&n);
  return key < n ? keys[key].name : "words";
}

static void put_value(buf *out, const query_term *t, const query_value *v) {
  char beg[11], end[11];
  buf_printf(out, v->quoted ? " \"%.*s\"" : " %.*s", (int)v->text.len,
             v->text.p);
  if (v->prefix)
    buf_byte(out, '*');
  if (v->end) {
    day_write(beg, v->beg);
    day_write(end, v->end);
    buf_printf(out, "[%s,%s)", beg, end);
  }
  bool number = t->key == KEY_SCORE || t->key == KEY_SOURCES ||
                t->key == KEY_CONFIDENCE || t->key == KEY_KIND ||
                t->key == KEY_FACTUALITY || t->key == KEY_DATE_PRECISION ||
                t->key == KEY_REVIEW;
  if (number)
    buf_printf(out, "#%lld", (long long)v->number);
}

static void answer(buf *out, arena *m, const test_case *c, void *context) {
  query q;
  dgm_error err;
  (void)context;
  if (query_parse(&q, m, case_value(m, c, "query"), &err)) {
    buf_printf(out, "error [%u,%u) %s\n", q.wrong.beg, q.wrong.end, err.text);
    return;
  }
  for (uint32_t i = 0; i < q.terms.n; i++) {
    const query_term *t = &q.terms.at[i];
    buf_printf(out, "%s%s %c", t->negated ? "not " : "", key_name(t->key),
               t->compare);
    for (uint32_t k = 0; k < t->values.n; k++)
      put_value(out, t, &t->values.at[k]);
    buf_byte(out, '\n');
  }
}

static void cases_hold(void **state) {
  uint32_t n = 0;
  (void)state;
  assert_int_equal(
      cases_run("tests/cases/store/query.test", &memory, &n, answer, NULL), 0);
  assert_true(n > 15);
}

// Every text is a query or a mistake within it.
static void any_bytes_end(void **state) {
  static const char bytes[] = "actor:,\"-<>* \t\xc3\xa9quad2013\x01\xff";
  uint64_t seed = 7;
  (void)state;
  for (uint32_t round = 0; round < 20000; round++) {
    char text[24];
    uint32_t len = round % sizeof text;
    for (uint32_t i = 0; i < len; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u; // Knuth's LCG
      text[i] = bytes[(seed >> 33) % (sizeof bytes - 1)];
    }
    query q;
    dgm_error err;
    arena_reset(&memory);
    if (query_parse(&q, &memory, (str){text, len}, &err))
      assert_true(q.wrong.beg <= q.wrong.end && q.wrong.end <= len);
  }
}

static void too_much_is_refused(void **state) {
  buf b = {0};
  query q;
  dgm_error err;
  (void)state;
  arena_reset(&memory);
  for (int i = 0; i < QUERY_TERMS + 1; i++)
    buf_add(&b, S("word "));
  assert_int_equal(query_parse(&q, &memory, buf_str(&b), &err), DGM_EFORMAT);
  buf_clear(&b);
  buf_add(&b, S("type:AID"));
  for (int i = 0; i < QUERY_VALUES; i++)
    buf_add(&b, S(",AID"));
  assert_int_equal(query_parse(&q, &memory, buf_str(&b), &err), DGM_EFORMAT);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cases_hold),
      cmocka_unit_test(any_bytes_end),
      cmocka_unit_test(too_much_is_refused),
  };
  arena_init(&memory, (size_t)64 << 20);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  arena_close(&memory);
  return failed;
}
