// The rule language: what lines are compiled into, and what is said of lines
// that make no sense. The cases stand in tests/cases/codebook.

#define _XOPEN_SOURCE 700 // P_tmpdir

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "case.h"
#include "codebook/pattern_text.h"
#include "codebook/rule_check.h"
#include "rule_book.h"

// The rule as its patterns; what the review says; or the errors.
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  codebook *cb =
      open_rules(case_value(m, c, "rules"), case_value(m, c, "over"), out);
  rule_review found;
  if (!cb)
    return;
  for (uint32_t i = 0; i < cb->rules.all.n; i++) {
    const rule *u = &cb->rules.all.at[i];
    buf_add(out, u->name);
    buf_add(out, u->off ? S(" off\n") : S("\n"));
    if (!u->off)
      pattern_write_rule(out, cb, i);
  }
  if (case_value(m, c, "review").len) {
    buf said = {0};
    rules_review(&found, &said, cb);
    buf_printf(out, "%u ties, %u bare\n", found.ties, found.bare);
    buf_free(&said);
  }
  codebook_free(cb);
}

static uint32_t run(const char *path) {
  arena m;
  uint32_t n = 0;
  arena_init(&m, 1 << 26);
  uint32_t bad = cases_run(path, &m, &n, answer, NULL);
  arena_close(&m);
  assert_true(n > 0);
  return bad;
}

static void lines_are_compiled(void **state) {
  (void)state;
  assert_int_equal(run("tests/cases/codebook/rule.test"), 0);
}

static void errors_say_what_to_do(void **state) {
  (void)state;
  assert_int_equal(run("tests/cases/codebook/error.test"), 0);
}

static void keys_are_read(void **state) {
  (void)state;
  buf errors = {0};
  codebook *cb =
      open_rules(S("CONSULT visit   mode visit   cameo 042 | 043\n"
                   "  context military   confidence 0.9\n"
                   "  ACTOR visit RECIPIENT\n"
                   "  + Norland visited Sudland. => XNO CONSULT XSU\n"
                   "REJECT refuse   cameo 12 from content\n"
                   "  ACTOR refuse {*} as negated\n"
                   "DISCARD sport   scope document   reason game\n"
                   "  words <cup>\n"),
                 S(""), &errors);
  assert_non_null(cb);
  const rules *r = &cb->rules;
  const rule *visit = &r->all.at[rules_find(r, S("CONSULT/visit"))];
  assert_true(visit->modes == 1u && visit->contexts == 1u);
  assert_true(visit->confidence > 0.89 && visit->confidence < 0.91);
  assert_int_equal(visit->cameo, scheme_code(&r->scheme, S("042")));
  assert_int_equal(visit->mirror, scheme_code(&r->scheme, S("043")));
  assert_int_equal(visit->n_examples, 1);
  const rule *refuse = &r->all.at[rules_find(r, S("REJECT/refuse"))];
  assert_true(refuse->from_content && str_eq(refuse->root, S("12")));
  const rule *sport = &r->all.at[rules_find(r, S("DISCARD/sport"))];
  assert_true(sport->discard && sport->scope == SCOPE_DOCUMENT);
  assert_true(str_eq(r->reasons.at[sport->reason], S("game")));
  assert_int_equal(r->words.n, 1);
  codebook_free(cb);
  buf_free(&errors);
}

static void words_find_their_patterns(void **state) {
  (void)state;
  buf errors = {0};
  codebook *cb = open_rules(S("CONSULT visit\n  ACTOR visit RECIPIENT\n"
                              "  noun <exercise> with RECIPIENT\n"),
                            S(""), &errors);
  assert_non_null(cb);
  uint32_t visit = lexicon_find(&cb->words, S("visit"));
  uint32_t drill = lexicon_find(&cb->words, S("drill"));
  assert_int_equal(rules_of(&cb->rules, visit).n, 1);
  assert_int_equal(rules_of(&cb->rules, NO_VALUE).n, 0);
  assert_false(rules_is_trigger(&cb->rules, visit)); // a verb's line
  assert_true(rules_is_trigger(&cb->rules, drill));
  codebook_free(cb);
  buf_free(&errors);
}

// Words share one pattern, phrases make their own between them: so patterns are
// not filed in their order.
static void entries_stand_by_word_and_pattern(void **state) {
  (void)state;
  buf errors = {0};
  codebook *cb =
      open_rules(S("CONSULT visit\n"
                   "  ACTOR visit|<drop by>|meet|<hold talks> RECIPIENT\n"
                   "  ACTOR drop|meet|hold|visit RECIPIENT\n"),
                 S(""), &errors);
  assert_non_null(cb);
  const rules *r = &cb->rules;
  for (uint32_t i = 1; i < r->entries.n; i++) {
    const rule_entry *a = &r->entries.at[i - 1], *b = &r->entries.at[i];
    assert_true(a->word < b->word ||
                (a->word == b->word && a->pattern < b->pattern));
  }
  uint32_t hold = lexicon_find(&cb->words, S("hold"));
  assert_int_equal(rules_of(r, hold).n, 2);
  assert_int_equal(rules_of(r, lexicon_find(&cb->words, S("meet"))).n, 2);
  codebook_free(cb);
  buf_free(&errors);
}

// However many rules there are, a frame tests those of its own predicate.
static void rules_of_other_verbs_are_not_tested(void **state) {
  (void)state;
  enum { MADE = 2000 };
  buf errors = {0}, made = {0};
  for (int i = 0; i < MADE; i++)
    buf_printf(&made, "CONSULT made-%d\n  ACTOR zorv%d RECIPIENT\n", i, i);
  codebook *cb = open_rules(S("CONSULT visit\n  ACTOR visit RECIPIENT\n"),
                            buf_str(&made), &errors);
  assert_non_null(cb);
  const rules *r = &cb->rules;
  assert_int_equal(r->entries.n, MADE + 1);
  assert_int_equal(rules_of(r, lexicon_find(&cb->words, S("visit"))).n, 1);
  assert_int_equal(rules_of(r, lexicon_find(&cb->words, S("zorv7"))).n, 1);
  codebook_free(cb);
  buf_free(&made);
  buf_free(&errors);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_compiled),
      cmocka_unit_test(errors_say_what_to_do),
      cmocka_unit_test(keys_are_read),
      cmocka_unit_test(words_find_their_patterns),
      cmocka_unit_test(entries_stand_by_word_and_pattern),
      cmocka_unit_test(rules_of_other_verbs_are_not_tested),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
