// robots.txt (RFC 9309), and URLs in documents.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "fetch/client.h"
#include "fetch/robots.h"

static bool allow(const char *file, const char *path) {
  return robots_allow(str_of(file), "dragoman", str_of(path));
}

static void groups_are_found(void **state) {
  (void)state;
  const char *file = "User-agent: other\nDisallow: /\n\n"
                     "User-Agent: first\nuser-agent: DRAGOMAN/2\n"
                     "Disallow: /private # not for us\n\n"
                     "User-agent: *\nDisallow: /all\n";
  assert_true(allow(file, "/"));
  assert_false(allow(file, "/private/page"));
  assert_true(allow(file, "/all")); // our own group counts alone
  assert_false(robots_allow(str_of(file), "else", S("/all")));
  assert_false(robots_allow(str_of(file), "other", S("/x")));
  assert_true(robots_allow(str_of(file), "othercrawler", S("/x")));
  assert_true(allow("User-agent: dragomania\nDisallow: /", "/x"));
}

static void the_longest_pattern_decides(void **state) {
  (void)state;
  const char *file = "User-agent: *\r\nDisallow: /news\r\nAllow: /news/2024\r\n"
                     "Disallow: /*.pdf$\r\nDisallow: /same\r\nAllow: /same\r\n"
                     "Disallow:\r\nnonsense\r\n: x\r\n";
  assert_false(allow(file, "/news/2023"));
  assert_true(allow(file, "/news/2024/x"));
  assert_false(allow(file, "/a/b.pdf"));
  assert_true(allow(file, "/a/b.pdf?x"));
  assert_true(allow(file, "/same"));
  assert_true(allow(file, "/"));
  assert_true(allow("", "/"));
  assert_true(allow("Disallow: /", "/")); // belongs to nobody
}

static void stars_take_anything(void **state) {
  (void)state;
  const char *file = "User-agent: *\nDisallow: /a*b*c\nDisallow: /x*$\n";
  assert_false(allow(file, "/a-b-b-c-d"));
  assert_false(allow(file, "/abc"));
  assert_true(allow(file, "/acb"));
  assert_false(allow(file, "/xyz"));
  char hostile[4000], path[4000];
  int n = snprintf(hostile, sizeof hostile, "User-agent: *\nDisallow: /");
  memset(hostile + n, '*', 3000);
  strcpy(hostile + n + 3000, "b\n");
  memset(path, 'a', sizeof path - 1);
  path[0] = '/';
  path[sizeof path - 1] = 0;
  assert_true(allow(hostile, path)); // and it ends
}

static void delays_are_read(void **state) {
  (void)state;
  str file = S("User-agent: *\nCrawl-delay: 2.5\n");
  assert_int_equal(robots_delay(file, "dragoman"), 3);
  assert_int_equal(robots_delay(S("User-agent: *\nCrawl-delay: 86400\n"), "x"),
                   DELAY_MOST_S);
  assert_int_equal(robots_delay(S("User-agent: *\nCrawl-delay: -1\n"), "x"), 0);
  assert_int_equal(robots_delay(S("User-agent: *\nCrawl-delay: nan\n"), "x"),
                   0);
}

static void urls_are_resolved(void **state) {
  (void)state;
  buf out = {0};
  assert_true(client_resolve(&out, "http://a.b/feeds/rss", S("../x?y#z")));
  assert_string_equal(out.p, "http://a.b/x?y");
  assert_true(client_resolve(&out, "http://a.b/", S("https://c.d/e")));
  assert_string_equal(out.p, "https://c.d/e");
  assert_false(client_resolve(&out, "http://a.b/", S("file:///etc/passwd")));
  assert_false(client_resolve(&out, "http://a.b/", S("mailto:x@y")));
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(groups_are_found),
      cmocka_unit_test(the_longest_pattern_decides),
      cmocka_unit_test(stars_take_anything),
      cmocka_unit_test(delays_are_read),
      cmocka_unit_test(urls_are_resolved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
