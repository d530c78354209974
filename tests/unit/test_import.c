// Dictionaries of TABARI and PETRARCH: what each line becomes, and what is said
// of lines that are none. The cases stand in tests/cases/codebook.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "case.h"
#include "codebook/codebook.h"
#include "codebook/import.h"

static void note(void *context, const dgm_error *e) {
  buf_printf(context, "%u:%u: %s\n", e->line, e->column, e->text);
}

// The files that hold more than their head line, then the errors.
static void write_all(buf *out, const importer *d, const buf *errors) {
  for (import_out i = 0; i < IMPORT_OUT_MANIFEST; i++) {
    str text = buf_str(&d->out[i]), rest = text;
    if (str_ends(str_of(import_path(i)), S(".tsv")))
      str_cut(&rest, '\n');
    if (!rest.p || !rest.len)
      continue;
    buf_printf(out, "%s\n", import_path(i));
    buf_add(out, rest);
  }
  buf_add(out, buf_str(errors));
}

static void answer(buf *out, arena *m, const test_case *c, void *context) {
  const codebook *book = context;
  importer d;
  buf errors = {0};
  reporter to = {.sink = note, .context = &errors};
  str name = case_value(m, c, "file"), text = case_value(m, c, "text");
  char *path = arena_new(m, char, name.len + 1);
  memcpy(path, name.p, name.len);
  source_file file = {.path = path, .bytes = text};
  import_open(&d, m, &book->rules.scheme, &to);
  import_read(&d, &file, import_kind_of(&file));
  import_close(&d);
  write_all(out, &d, &errors);
  import_free(&d);
  buf_free(&errors);
}

static void dictionaries_are_read(void **state) {
  codebook *book;
  arena m;
  uint32_t n = 0;
  (void)state;
  assert_int_equal(
      codebook_open(&book, "tests/cases/codebook/book", NULL, NULL, NULL), 0);
  arena_init(&m, 1 << 26);
  uint32_t bad =
      cases_run("tests/cases/codebook/import.test", &m, &n, answer, book);
  arena_close(&m);
  codebook_free(book);
  assert_int_equal(bad, 0);
  assert_true(n > 10);
}

// No bytes may bring the reader down, whatever they are.
static void noise_is_survived(void **state) {
  static const char signs[] = "-+*&!~#;[]{}()<>_|$%^= \t\nA1:";
  codebook *book;
  (void)state;
  assert_int_equal(
      codebook_open(&book, "tests/cases/codebook/book", NULL, NULL, NULL), 0);
  uint32_t seed = 1;
  for (int round = 0; round < 400; round++) {
    char text[300];
    for (size_t i = 0; i < sizeof text; i++) {
      seed = seed * 1664525 + 1013904223; // Numerical Recipes
      text[i] = signs[(seed >> 16) % (sizeof signs - 1)];
    }
    arena m;
    importer d;
    reporter to = {0};
    source_file file = {.path = "x", .bytes = {text, sizeof text}};
    arena_init(&m, 1 << 26);
    import_open(&d, &m, &book->rules.scheme, &to);
    for (import_kind k = IMPORT_ACTORS; k <= IMPORT_DISCARDS; k++)
      import_read(&d, &file, k);
    import_close(&d);
    assert_true(d.out[IMPORT_OUT_MANIFEST].len > 0);
    import_free(&d);
    arena_close(&m);
  }
  codebook_free(book);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dictionaries_are_read),
      cmocka_unit_test(noise_is_survived),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
