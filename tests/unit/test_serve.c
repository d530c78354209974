// What the server does before it asks the store: addresses, who may come in,
// bodies, and answers that are kept.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "serve/cache.h"
#include "serve/guard.h"
#include "serve/paste.h"
#include "serve/route.h"

static const char *parse(url *u, char raw[256], const char *target) {
  snprintf(raw, 256, "%s", target);
  return url_parse(u, raw, (uint32_t)strlen(raw));
}

static bool is(str s, const char *expected) {
  return str_eq(s, str_of(expected));
}

static void addresses_are_taken_apart(void **state) {
  (void)state;
  url u;
  char raw[256];
  assert_null(parse(&u, raw, "/v1/documents/a%2Fb%20c/why?event=7&q=a+b%2bc"));
  assert_int_equal(u.n_segments, 4);
  assert_true(is(u.segment[2], "a/b c"));
  assert_true(is(u.segment[3], "why"));
  assert_true(is(url_get(&u, S("q")), "a b+c"));
  assert_true(is(url_get(&u, S("event")), "7"));
  assert_null(url_get(&u, S("none")).p);
  assert_null(parse(&u, raw, "/"));
  assert_int_equal(u.n_segments, 1);
  assert_int_equal(u.segment[0].len, 0);
  assert_null(parse(&u, raw, "/x?a&b=&&c=%C3%A9"));
  assert_int_equal(u.n_args, 3);
  assert_non_null(url_get(&u, S("a")).p);
  assert_true(is(url_get(&u, S("c")), "\xC3\xA9"));
  assert_null(parse(&u, raw, "/a+b")); // plus is a plus outside of the query
  assert_true(is(u.segment[0], "a+b"));
}

static void addresses_that_are_none(void **state) {
  (void)state;
  static const char *const wrong[] = {"",
                                      "x",
                                      "?q=a",
                                      "/%",
                                      "/%4",
                                      "/%zz",
                                      "/a%00b",
                                      "/?q=%ff",
                                      "/?q=a&q=b",
                                      "/?%c3=1",
                                      "/1/2/3/4/5/6/7",
                                      "/?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9"};
  url u;
  char raw[256];
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
    assert_non_null(parse(&u, raw, wrong[i]));
}

static uint32_t judge(const guard *g, const visitor *v) {
  answer *a = guard_check(g, v);
  uint32_t status = a ? a->status : 0;
  answer_drop(a);
  return status;
}

static void loopback_answers_to_its_own_names(void **state) {
  (void)state;
  guard g = {.public = false};
  static const char *const good[] = {"localhost", "localhost:1", "127.0.0.1:80",
                                     "127.9.9.9", "[::1]",       "[::1]:8420"};
  static const char *const bad[] = {"evil.example", "127.0.0.1.evil.example",
                                    "localhost.",   "[::1",
                                    "[::2]",        "",
                                    "127.x"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    visitor v = {.api = true, .host = str_of(good[i])};
    assert_int_equal(judge(&g, &v), 0);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    visitor v = {.api = true, .host = str_of(bad[i])};
    assert_int_equal(judge(&g, &v), 403);
  }
  visitor none = {.api = true};
  assert_int_equal(judge(&g, &none), 403);
}

static void only_our_own_pages_write(void **state) {
  (void)state;
  guard g = {.public = false};
  visitor v = {.writes = true,
               .api = true,
               .host = S("localhost:8420"),
               .type = S("application/json")};
  assert_int_equal(judge(&g, &v), 0); // no browser
  v.origin = S("http://localhost:8420");
  assert_int_equal(judge(&g, &v), 0);
  v.origin = S("http://localhost:8421");
  assert_int_equal(judge(&g, &v), 403);
  v.origin = S("null");
  assert_int_equal(judge(&g, &v), 403);
  v.origin = (str){NULL, 0};
  v.site = S("cross-site");
  assert_int_equal(judge(&g, &v), 403);
  v.site = S("same-origin");
  v.type = S("text/plain");
  assert_int_equal(judge(&g, &v), 415);
  v.type = (str){NULL, 0};
  assert_int_equal(judge(&g, &v), 415);
}

static void the_token_is_asked_of_everybody(void **state) {
  (void)state;
  guard g = {true, S("0123456789abcdef")};
  visitor v = {.api = true, .host = S("desk.example")};
  assert_int_equal(judge(&g, &v), 401);
  v.authorization = S("Bearer 0123456789abcdef");
  assert_int_equal(judge(&g, &v), 0);
  v.authorization = S("Bearer 0123456789abcde");
  assert_int_equal(judge(&g, &v), 401);
  v.authorization = S("Bearer ");
  assert_int_equal(judge(&g, &v), 401);
  v.authorization = (str){NULL, 0};
  v.cookie = S("a=b; dragoman=0123456789abcdef");
  assert_int_equal(judge(&g, &v), 0);
  v.cookie = S("dragoman=");
  assert_int_equal(judge(&g, &v), 401);
  v.token = g.token;
  assert_int_equal(judge(&g, &v), 401); // not in addresses of the API
  v.api = false;
  assert_int_equal(judge(&g, &v), 303);
}

static void routes_are_found(void **state) {
  (void)state;
  url u;
  char raw[256];
  str id;
  answer *why = NULL;
  parse(&u, raw, "/v1/documents/x/why?event=1");
  const route *r = route_find(S("GET"), &u, &id, &why);
  assert_non_null(r);
  assert_string_equal(r->path, "/v1/documents/{id}/why");
  assert_true(is(id, "x"));
  assert_null(route_check(r, &u));
  assert_ptr_equal(route_find(S("HEAD"), &u, &id, &why), r);
  assert_null(route_find(S("POST"), &u, &id, &why));
  assert_int_equal(why->status, 405);
  answer_drop(why);
  parse(&u, raw, "/v1/documents//why");
  assert_null(route_find(S("GET"), &u, &id, &why));
  assert_int_equal(why->status, 404);
  answer_drop(why);
  parse(&u, raw, "/v1/documents/x/why?evnt=1");
  why = route_check(r, &u);
  assert_int_equal(why->status, 400);
  answer_drop(why);
}

static void bodies_are_read(void **state) {
  (void)state;
  arena m;
  paste p;
  review r;
  arena_init(&m, 1 << 20);
  assert_null(paste_read(&p, &m, S("{\"text\":\"a\\nb\",\"title\":null}")));
  assert_true(is(p.text, "a\nb"));
  assert_null(p.title.p);
  assert_non_null(paste_read(&p, &m, S("{\"text\":1}")));
  assert_non_null(paste_read(&p, &m, S("{\"text\":\"a\"}}")));
  assert_non_null(paste_read(&p, &m, S("{\"txt\":\"a\"}")));
  assert_non_null(paste_read(&p, &m, S("\xff")));
  assert_non_null(paste_read(&p, &m, (str){NULL, 0}));
  assert_null(
      paste_review(&r, &m,
                   S("{\"anchor\":\"a\",\"event\":\"b\",\"verdict\":\"accept\","
                     "\"modes\":[\"x\",\"y\"],\"type\":null}")));
  assert_true(is(r.modes, "x;y"));
  assert_null(r.type.p);
  assert_non_null(paste_review(&r, &m, S("{\"anchor\":\"a\"}")));
  assert_non_null(paste_review(&r, &m, S("{\"anchor\":[]}")));
  arena_close(&m);
}

static uint32_t slept;

static void sleep_now(cache_waiter *w) {
  (void)w;
  slept++;
}

static answer *text_answer(const char *text) {
  buf b = {0};
  buf_add(&b, str_of(text));
  return answer_new(200, type_text, &b);
}

// Looks for an answer as of `version`, one as of `oldest` will do.
static cache_state look(cache *c, uint64_t key, uint64_t version,
                        uint64_t oldest, answer **got) {
  static cache_waiter who[8];
  static uint32_t n;
  return cache_find(c, key, version, oldest, oldest, &who[n++ % 8], sleep_now,
                    got);
}

static cache_waiter *fill(cache *c, uint64_t key, uint64_t version,
                          const char *text) {
  answer *a = text_answer(text);
  cache_waiter *waited = cache_fill(c, key, version, a);
  answer_drop(a);
  return waited;
}

static bool got_is(answer *got, const char *text) {
  bool same = is(buf_str(&got->body), text);
  answer_drop(got);
  return same;
}

static void a_question_is_worked_on_once(void **state) {
  (void)state;
  cache *c = cache_new();
  answer *got = NULL;
  slept = 0;
  assert_int_equal(look(c, 7, 1, 1, &got), CACHE_MINE);
  assert_int_equal(look(c, 7, 1, 1, &got), CACHE_WAIT);
  assert_int_equal(slept, 1);
  assert_non_null(fill(c, 7, 1, "seven"));
  assert_int_equal(look(c, 7, 1, 1, &got), CACHE_HIT);
  assert_true(got_is(got, "seven"));
  // An error is handed to who waits and not kept.
  assert_int_equal(look(c, 8, 1, 1, &got), CACHE_MINE);
  answer *a = answer_error(503, "slow", S("x"), NULL);
  assert_null(cache_fill(c, 8, 1, a));
  answer_drop(a);
  assert_int_equal(look(c, 8, 1, 1, &got), CACHE_MINE);
  // Many answers: the old ones make room.
  for (uint64_t key = 100; key < 2000; key++) {
    assert_int_equal(look(c, key, 1, 1, &got), CACHE_MINE);
    assert_null(fill(c, key, 1, "x"));
  }
  assert_int_equal(look(c, 7, 1, 1, &got), CACHE_MINE);
  cache_free(c);
}

static void an_old_answer_bridges_a_change(void **state) {
  (void)state;
  cache *c = cache_new();
  answer *got = NULL;
  look(c, 7, 1, 1, &got);
  fill(c, 7, 1, "one");
  assert_int_equal(look(c, 7, 2, 1, &got), CACHE_STALE); // this one has it made
  assert_true(got_is(got, "one"));
  assert_int_equal(look(c, 7, 2, 1, &got), CACHE_HIT); // the next need not
  assert_true(got_is(got, "one"));
  slept = 0;
  assert_int_equal(look(c, 7, 2, 2, &got), CACHE_WAIT); // who wants it new
  assert_int_equal(look(c, 7, 3, 3, &got), CACHE_MINE); // newer than on its way
  assert_null(fill(c, 7, 2, "two"));                    // comes too late
  assert_int_equal(look(c, 7, 3, 3, &got), CACHE_WAIT);
  assert_int_equal(slept, 2);
  assert_non_null(fill(c, 7, 3, "three"));
  assert_int_equal(look(c, 7, 3, 3, &got), CACHE_HIT);
  assert_true(got_is(got, "three"));
  // Finished a moment ago: good enough for who does not ask for a version.
  cache_waiter who;
  assert_int_equal(cache_find(c, 7, 9, 8, 3, &who, sleep_now, &got),
                   CACHE_STALE);
  answer_drop(got);
  assert_int_equal(cache_find(c, 7, 9, 8, 3, &who, sleep_now, &got), CACHE_HIT);
  answer_drop(got);
  assert_int_equal(cache_find(c, 7, 9, 8, 4, &who, sleep_now, &got),
                   CACHE_WAIT);
  cache_free(c);
}

static void answers_have_tags_and_clean_fields(void **state) {
  (void)state;
  answer *a = text_answer("one"), *b = text_answer("one"),
         *c = text_answer("two");
  assert_string_equal(a->etag, b->etag);
  assert_string_not_equal(a->etag, c->etag);
  answer_field_add(a, "X-Good", S("fine"));
  answer_field_add(a, "X-Bad", S("split\r\nSet-Cookie: x"));
  assert_int_equal(a->n_more, 1);
  answer_drop(a);
  answer_drop(b);
  answer_drop(c);
  const uint32_t at[2] = {3, 5};
  a = answer_error(400, "query", S("a \"b\""), at);
  buf_byte(&a->body, 0);
  assert_string_equal(a->body.p,
                      "{\"error\":{\"status\":400,\"code\":\"query\","
                      "\"message\":\"a \\\"b\\\"\",\"at\":[3,5]}}\n");
  answer_drop(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses_are_taken_apart),
      cmocka_unit_test(addresses_that_are_none),
      cmocka_unit_test(loopback_answers_to_its_own_names),
      cmocka_unit_test(only_our_own_pages_write),
      cmocka_unit_test(the_token_is_asked_of_everybody),
      cmocka_unit_test(routes_are_found),
      cmocka_unit_test(bodies_are_read),
      cmocka_unit_test(a_question_is_worked_on_once),
      cmocka_unit_test(an_old_answer_bridges_a_change),
      cmocka_unit_test(answers_have_tags_and_clean_fields),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
