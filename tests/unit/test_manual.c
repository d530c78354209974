// The manual of the rule language: its rules are read and its examples run,
// with all other rules switched off.

#define _XOPEN_SOURCE 700 // P_tmpdir

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "batch/codebook_test.h"
#include "rule_book.h"

// The rules between "```rules" and "```".
static void fenced(buf *out, str manual) {
  bool inside = false;
  while (manual.p) {
    str line = str_cut(&manual, '\n');
    if (str_starts(line, S("```"))) {
      inside = str_eq(line, S("```rules"));
      continue;
    }
    if (!inside)
      continue;
    buf_add(out, line);
    buf_byte(out, '\n');
  }
}

static void switch_off(buf *out, const codebook *cb) {
  for (uint32_t i = 0; i < cb->rules.all.n; i++) {
    str name = cb->rules.all.at[i].name, type = str_cut(&name, '/');
    buf_printf(out, "off %.*s %.*s\n", (int)type.len, type.p, (int)name.len,
               name.p);
  }
}

static codebook *open_manual(buf *text, buf *errors) {
  file_map manual;
  codebook *ours;
  assert_int_equal(codebook_open(&ours, "codebook", NULL, NULL, NULL), 0);
  switch_off(text, ours);
  codebook_free(ours);
  assert_int_equal(file_map_open(&manual, "docs/codebook.md", 1 << 20, NULL),
                   DGM_OK);
  fenced(text, manual.bytes);
  file_map_close(&manual);
  return open_rules_over("codebook", buf_str(text), S(""), errors);
}

static void its_examples_run(void **state) {
  (void)state;
  buf text = {0}, out = {0};
  codebook_tally tally;
  model *m;
  codebook *cb = open_manual(&text, &out);
  if (!cb)
    print_message("%.*s", (int)out.len, out.p);
  assert_non_null(cb);
  assert_int_equal(model_load(&m, "models/en.dgm", NULL, NULL), DGM_OK);
  codebook_test(&tally, &out, cb, m, S(""));
  print_message("%.*s", (int)out.len, out.p ? out.p : "");
  assert_int_equal(tally.failed, 0);
  assert_true(tally.examples >= 25);
  model_free(m);
  codebook_free(cb);
  buf_free(&text);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(its_examples_run)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
