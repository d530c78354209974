// The ground everything stands on: slices, arena, map, hashes, days, UTF-8.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

static void slices_are_cut_and_found(void **state) {
  (void)state;
  str rest = S("a,bc,,d");
  assert_true(str_eq(str_cut(&rest, ','), S("a")));
  assert_true(str_eq(str_cut(&rest, ','), S("bc")));
  assert_true(str_eq(str_cut(&rest, ','), S("")));
  assert_true(str_eq(str_cut(&rest, ','), S("d")));
  assert_null(rest.p);
  assert_int_equal(str_find(S("abcabd"), S("abd")), 3);
  assert_int_equal(str_find(S("ab"), S("abd")), UINT32_MAX);
  assert_int_equal(str_find(S("aaab"), S("ab")), 2);
}

static void numbers_are_read_whole(void **state) {
  (void)state;
  int64_t n;
  double v;
  assert_true(str_to_i64(S("-42"), &n) && n == -42);
  assert_false(str_to_i64(S("42x"), &n));
  assert_false(str_to_i64(S("99999999999999999999"), &n));
  assert_true(str_to_double(S("-44.25"), &v) && v == -44.25);
  assert_false(str_to_double(S("1.2.3"), &v));
}

static void arena_leaves_past_its_cap(void **state) {
  (void)state;
  arena m;
  jmp_buf full;
  arena_init(&m, 1 << 20);
  m.full = &full;
  if (setjmp(full) == 0) {
    for (;;)
      memset(arena_alloc(&m, 1000), 1, 1000);
  }
  assert_in_range(m.used, (1 << 20) - 1024, 1 << 20);
  arena_reset(&m);
  assert_int_equal(*(char *)arena_alloc(&m, 1), 0);
  arena_close(&m);
}

static void arena_goes_back(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 24);
  arena_mark start = arena_here(&m);
  char *kept = arena_raw(&m, 100);
  strcpy(kept, "kept");
  arena_mark here = arena_here(&m);
  char *first = arena_raw(&m, 100);
  arena_raw(&m, 1 << 20); // another block
  arena_back(&m, here);
  assert_int_equal(m.used, here.used);
  assert_ptr_equal(arena_raw(&m, 100), first);
  assert_string_equal(kept, "kept");
  arena_back(&m, start);
  assert_ptr_equal(arena_raw(&m, 100), kept);
  arena_close(&m);
}

static void map_keeps_the_first_value(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 24);
  map t = {0};
  char keys[2000][8];
  for (uint32_t i = 0; i < 2000; i++) {
    int n = snprintf(keys[i], sizeof keys[i], "k%u", i);
    assert_int_equal(map_put(&t, &m, (str){keys[i], (uint32_t)n}, i), NO_VALUE);
  }
  for (uint32_t i = 0; i < 2000; i++)
    assert_int_equal(map_get(&t, str_of(keys[i])), i);
  assert_int_equal(map_put(&t, &m, S("k7"), 9), 7);
  assert_int_equal(map_get(&t, S("k2000")), NO_VALUE);
  arena_close(&m);
}

static void vectors_grow(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 20);
  VEC(uint32_t) v = {0};
  for (uint32_t i = 0; i < 1000; i++)
    *vec_push(&m, &v) = i;
  for (uint32_t i = 0; i < 1000; i++)
    assert_int_equal(v.at[i], i);
  arena_close(&m);
}

static void hashes_are_the_same_everywhere(void **state) {
  (void)state;
  char hex[33] = {0};
  hash128_hex(hex, S("dragoman"));
  assert_string_equal(hex, "211f0da949eaedcbafa9021285f724ca");
  hasher a, b;
  char one[33] = {0}, two[33] = {0};
  hasher_init(&a);
  hasher_add(&a, S("ab"));
  hasher_add(&a, S("c"));
  hasher_init(&b);
  hasher_add(&b, S("a"));
  hasher_add(&b, S("bc"));
  hasher_hex(&a, one);
  hasher_hex(&b, two);
  assert_string_not_equal(one, two);
}

static void days_count_the_calendar(void **state) {
  (void)state;
  assert_int_equal(day_of(1970, 1, 1), 0);
  assert_int_equal(day_of(2000, 3, 1) - day_of(2000, 2, 28), 2);
  assert_int_equal(day_weekday(day_of(2023, 11, 21)), 1); // a Tuesday
  assert_int_equal(day_read(S("2023-02-29")), NO_DAY);
  char out[11];
  day_write(out, day_read(S("2024-02-29T10:00:00Z")));
  assert_string_equal(out, "2024-02-29");
}

static void utf8_is_checked_and_folded(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 20);
  assert_int_equal(utf8_bad(S("a\xC3\xA9z")), 4);
  assert_int_equal(utf8_bad(S("a\xC3z")), 1);
  assert_int_equal(utf8_bad(S("a\xED\xA0\x80")), 1);
  assert_int_equal(utf8_bad(S("a\xF4\x90\x80\x80")), 1);
  assert_true(str_eq(utf8_fold(&m, S("VU\xC4\x8CI\xC4\x86")), S("vucic")));
  assert_true(str_eq(utf8_fold(&m, S("\xE2\x80\x99s")), S("'s")));
  assert_true(
      str_eq(utf8_lower(&m, S("\xC3\x89T\xC3\x89")), S("\xC3\xA9t\xC3\xA9")));
  arena_close(&m);
}

static void json_strings_are_escaped(void **state) {
  (void)state;
  buf b = {0};
  buf_json(&b, S("a\"b\\\n\x01\xC3\xA9\xFF"));
  assert_true(
      str_eq(buf_str(&b), S("\"a\\\"b\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\"")));
  buf_clear(&b);
  buf_fixed(&b, -3.14159, 2);
  assert_true(str_eq(buf_str(&b), S("-3.14")));
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slices_are_cut_and_found),
      cmocka_unit_test(numbers_are_read_whole),
      cmocka_unit_test(arena_leaves_past_its_cap),
      cmocka_unit_test(arena_goes_back),
      cmocka_unit_test(map_keeps_the_first_value),
      cmocka_unit_test(vectors_grow),
      cmocka_unit_test(hashes_are_the_same_everywhere),
      cmocka_unit_test(days_count_the_calendar),
      cmocka_unit_test(utf8_is_checked_and_folded),
      cmocka_unit_test(json_strings_are_escaped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
