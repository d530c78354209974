// Sentences and words: tests/cases/segment/*.test, and what must hold for any
// text.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "case.h"
#include "segment/segment.h"
#include "segment/token.h"

static segment_words words;
static arena table_memory, memory;

static int load(void **state) {
  (void)state;
  static buf bytes;
  dgm_error err;
  reporter errors = {0};
  arena_init(&table_memory, 1u << 24);
  arena_init(&memory, 1u << 30);
  if (file_read(&bytes, "codebook/en/words/segment.tsv", 1u << 20, &err))
    return -1;
  source_file file = {"segment.tsv", S("en/words/segment.tsv"),
                      buf_str(&bytes)};
  segment_words_read(&words, &table_memory, &file, &errors);
  return errors.n ? -1 : 0;
}

static void split(article *a, str text) {
  arena_reset(&memory);
  article_init(a, &memory);
  a->text = text;
  segment_with(a, &words);
}

// A sentence a line, words separated by spaces, "+" before a word that belongs
// to the same multiword token as the one before.
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  article a;
  (void)context;
  article_init(&a, m);
  a.text = case_value(m, c, "text");
  a.title_len = case_value(m, c, "title").len;
  a.one_sentence = str_eq(case_value(m, c, "unit"), S("sentence"));
  str dateline = case_value(m, c, "dateline");
  if (dateline.len)
    a.dateline.end =
        (a.dateline.beg = str_find(a.text, dateline)) + dateline.len;
  segment_with(&a, &words);
  for (uint32_t s = 0; s < a.sentences.n; s++) {
    const sentence *in = &a.sentences.at[s];
    uint32_t more = 0;
    for (uint32_t t = in->first; t < in->end; t++) {
      buf_add(out, t == in->first ? S("") : S(" "));
      buf_add(out, more ? S("+") : S(""));
      more -= more > 0;
      if (a.tokens.at[t].mwt)
        more = a.tokens.at[t].mwt - 1u;
      buf_add(out, token_text(&a, t));
    }
    buf_byte(out, '\n');
  }
}

static void run_file(const char *path, uint32_t least) {
  uint32_t n = 0;
  assert_int_equal(cases_run(path, &memory, &n, answer, NULL), 0);
  assert_true(n >= least);
}

static void words_are_split_as_ud_does(void **state) {
  (void)state;
  run_file("tests/cases/segment/word.test", 20);
}

static void sentences_end_where_they_end(void **state) {
  (void)state;
  run_file("tests/cases/segment/sentence.test", 20);
}

// Every byte that is no white space belongs to exactly one token, in order.
static void check_cover(const article *a) {
  uint32_t at = 0;
  for (uint32_t t = 0; t < a->tokens.n; t++) {
    span w = a->tokens.at[t].at;
    assert_true(w.beg >= at && w.end > w.beg && w.end - w.beg <= TOKEN_MAX);
    for (; at < w.beg; at++)
      assert_non_null(memchr(" \t\r\n\f\v\x01", a->text.p[at], 7));
    at = w.end;
  }
  uint32_t next = 0;
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    assert_int_equal(a->sentences.at[s].first, next);
    assert_true(a->sentences.at[s].end > next);
    next = a->sentences.at[s].end;
  }
  assert_int_equal(next, a->tokens.n);
}

// Random strings over the marks that the rules look at.
static void any_text_is_covered(void **state) {
  static const char *const parts[] = {
      "a",   "B",   "U.S.", "1",  ",",   ".", "-",   "'",   "’", "\"",
      "“",   "”",   " ",    "\n", "://", "@", "n't", "can", "(", ")",
      "not", "www", "…",    "!",  "&",   "/", ":",   "é",   "%", "#"};
  char text[400];
  uint32_t seed = 7;
  (void)state;
  for (uint32_t round = 0; round < 3000; round++) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < 60; k++) {
      seed = seed * 1664525u + 1013904223u;
      const char *part = parts[(seed >> 16) % (sizeof parts / sizeof *parts)];
      memcpy(text + n, part, strlen(part));
      n += (uint32_t)strlen(part);
    }
    article a;
    split(&a, (str){text, n});
    check_cover(&a);
  }
}

static void a_long_word_is_cut(void **state) {
  static char text[100000];
  (void)state;
  memset(text, 'x', sizeof text);
  article a;
  split(&a, (str){text, sizeof text});
  check_cover(&a);
  assert_int_equal(a.tokens.n, (sizeof text + TOKEN_MAX - 1) / TOKEN_MAX);
}

static void nothing_gives_nothing(void **state) {
  (void)state;
  article a;
  split(&a, S(""));
  assert_int_equal(a.tokens.n, 0);
  split(&a, S(" \n\n "));
  assert_int_equal(a.sentences.n, 0);
}

static void sentences_know_their_place(void **state) {
  (void)state;
  article a;
  arena_reset(&memory);
  article_init(&a, &memory);
  a.text = S("Talks fail\n\nThey met. They left.\n\nNobody spoke.");
  a.title_len = 10;
  segment_with(&a, &words);
  assert_int_equal(a.sentences.n, 4);
  assert_true(a.sentences.at[0].title && !a.sentences.at[1].title);
  assert_true(a.sentences.at[1].paragraph && !a.sentences.at[2].paragraph);
  assert_true(a.sentences.at[3].paragraph);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_split_as_ud_does),
      cmocka_unit_test(sentences_end_where_they_end),
      cmocka_unit_test(any_text_is_covered),
      cmocka_unit_test(a_long_word_is_cut),
      cmocka_unit_test(nothing_gives_nothing),
      cmocka_unit_test(sentences_know_their_place),
  };
  return cmocka_run_group_tests(tests, load, NULL);
}
