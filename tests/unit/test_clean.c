// Cleaning as data: tests/cases/clean/*.test, a page and what is made of it.
//
//   == name of the case
//   text: Lines of a dump.\nMore lines.        or   html: <p>…
//   published: 2023-11-21                       what is known beforehand
//   show: title byline removed                  which lines are printed
//   ----
//   title …      byline …      published …      modified …   outlet …
//   language …   dateline … DAY                 section …
//   body …       a line a paragraph
//   removed REASON: …
//
// Without `show`, title and body. Every case's map is checked as well.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "case.h"
#include "clean/clean.h"

static codebook *book;

static bool shows(arena *m, const test_case *c, const char *what) {
  str show = case_value(m, c, "show");
  if (!show.len)
    show = S("title body");
  while (show.p)
    if (str_eq(str_cut(&show, ' '), str_of(what)))
      return true;
  return false;
}

static void put(buf *out, const char *name, str value) {
  buf_printf(out, "%s %.*s\n", name, (int)value.len, value.p ? value.p : "");
}

static void put_body(buf *out, const article *a) {
  uint32_t at = a->title_len;
  while (at < a->text.len) {
    str rest = str_slice(a->text, at, a->text.len);
    str line = str_cut(&rest, '\n');
    if (line.len)
      put(out, "body", line);
    at += line.len + 1;
  }
}

static void put_dateline(buf *out, const article *a) {
  char day_text[11] = "-";
  str words = article_at(a, a->dateline);
  if (a->dateline_day != NO_DAY)
    day_write(day_text, a->dateline_day);
  buf_printf(out, "dateline %.*s %s\n", (int)words.len, words.p ? words.p : "",
             day_text);
}

static void put_removed(buf *out, const article *a) {
  for (uint32_t i = 0; i < a->removed.n; i++) {
    str words =
        str_slice(a->raw, a->removed.at[i].at.beg, a->removed.at[i].at.end);
    buf_printf(out, "removed %.*s: %.*s\n", (int)a->removed.at[i].why.len,
               a->removed.at[i].why.p, (int)words.len, words.p);
  }
}

static void show_article(buf *out, arena *m, const test_case *c,
                         const article *a) {
  const struct {
    const char *name;
    str value;
  } fields[] = {{"title", str_slice(a->text, 0, a->title_len)},
                {"byline", a->meta.byline},
                {"outlet", a->meta.outlet},
                {"section", a->meta.section},
                {"canonical", a->meta.canonical},
                {"published", a->meta.published},
                {"modified", a->meta.modified},
                {"language", a->meta.language}};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (shows(m, c, fields[i].name))
      put(out, fields[i].name, fields[i].value);
  if (shows(m, c, "dateline"))
    put_dateline(out, a);
  if (shows(m, c, "body"))
    put_body(out, a);
  if (shows(m, c, "removed"))
    put_removed(out, a);
}

static void check_map(const article *a) {
  for (uint32_t i = 0; i < a->map.n; i++) {
    text_run r = a->map.at[i];
    assert_true(r.text + r.len <= a->text.len);
    assert_true(r.raw + r.len <= a->raw.len);
    assert_memory_equal(a->text.p + r.text, a->raw.p + r.raw, r.len);
  }
}

static void clean_case(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  article a;
  dgm_error err;
  str html = case_value(m, c, "html"), clean = case_value(m, c, "clean");
  page p = {.bytes = html.len    ? html
                     : clean.len ? clean
                                 : case_value(m, c, "text"),
            .format = html.len    ? DGM_HTML
                      : clean.len ? DGM_CLEAN
                                  : DGM_TEXT,
            .published = case_value(m, c, "published"),
            .url = case_value(m, c, "url")};
  article_init(&a, m);
  if (clean_page(&a, book, &p, &err)) {
    put(out, "error", str_of(err.text));
    return;
  }
  check_map(&a);
  show_article(out, m, c, &a);
}

static void run_file(const char *path) {
  arena m;
  uint32_t n = 0;
  arena_init(&m, 1 << 28);
  assert_int_equal(cases_run(path, &m, &n, clean_case, NULL), 0);
  assert_true(n > 0);
  arena_close(&m);
}

static void text_dumps(void **state) {
  (void)state;
  run_file("tests/cases/clean/text.test");
}

static void pages_of_html(void **state) {
  (void)state;
  run_file("tests/cases/clean/html.test");
}

static void layouts_of_pages(void **state) {
  (void)state;
  run_file("tests/cases/clean/layout.test");
}

static void dates_of_pages(void **state) {
  (void)state;
  run_file("tests/cases/clean/stamp.test");
}

static void datelines(void **state) {
  (void)state;
  run_file("tests/cases/clean/dateline.test");
}

static void languages(void **state) {
  (void)state;
  run_file("tests/cases/clean/language.test");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_dumps),       cmocka_unit_test(pages_of_html),
      cmocka_unit_test(layouts_of_pages), cmocka_unit_test(dates_of_pages),
      cmocka_unit_test(datelines),        cmocka_unit_test(languages),
  };
  dgm_error err;
  if (codebook_open(&book, "codebook", NULL, NULL, &err)) {
    fprintf(stderr, "%s:%u: %s\n", err.path, err.line, err.text);
    return 1;
  }
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  codebook_free(book);
  return failed;
}
