// Readers: charsets, kinds of files, lines, JSON lines, HTML's tokens.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "case.h"
#include "ingest/charset.h"
#include "ingest/csv.h"
#include "ingest/html.h"
#include "ingest/jsonl.h"
#include "ingest/lines.h"
#include "ingest/page.h"
#include "ingest/reader.h"

static void put(buf *out, const char *name, str value) {
  if (value.p)
    buf_printf(out, "%s %.*s\n", name, (int)value.len, value.p);
}

// tests/cases/ingest/jsonl.test: a line, and its fields or its error.
static void jsonl_case(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  page p;
  dgm_error err;
  if (jsonl_read(&p, m, case_value(m, c, "line"), "x.jsonl", 7, &err)) {
    buf_printf(out, "error %u:%u %s\n", err.line, err.column, err.text);
    return;
  }
  put(out, "id", p.id);
  put(out, "text", p.bytes);
  put(out, "title", p.title);
  put(out, "published", p.published);
  put(out, "url", p.url);
  put(out, "outlet", p.outlet);
  put(out, "language", p.language);
}

// tests/cases/ingest/html.test: markup, and its tokens a line.
static void html_case(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  str s = case_value(m, c, "html");
  html h = html_open(s);
  html_token t;
  static const char *const kinds[] = {"end", "text", "raw", "open", "close"};
  while (html_next(&h, &t)) {
    str rest = t.attributes, name, value;
    str text = str_slice(s, t.beg, t.end);
    bool tag = t.kind == HTML_OPEN || t.kind == HTML_CLOSE;
    buf_printf(out, "%s %s", kinds[t.kind], tag ? t.name : "");
    if (!tag)
      buf_json(out, t.kind == HTML_TEXT ? html_decode(m, text) : text);
    while (t.kind == HTML_OPEN && html_attribute(&rest, &name, &value))
      buf_printf(out, " %.*s=[%.*s]", (int)name.len, name.p, (int)value.len,
                 value.p ? value.p : "");
    buf_byte(out, '\n');
  }
}

// tests/cases/ingest/reader.test: a file of many documents, and what is read:
// kind and line of each, its fields, the errors between them.
static void reader_case(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  static const char *const kinds[] = {
      [INPUT_HTML] = "html",   [INPUT_TEXT] = "text",
      [INPUT_CLEAN] = "clean", [INPUT_SENTENCE] = "sentence",
      [INPUT_JSONL] = "jsonl", [INPUT_CONLLU] = "conllu"};
  bool known;
  reader_options o = {.from = detect_named(case_value(m, c, "from"), &known)};
  csv_columns(o.columns, case_value(m, c, "columns"));
  file_reader *r;
  record found;
  dgm_error err;
  if (reader_open_memory(&r, case_value(m, c, "file"), "f", &o, &err)) {
    buf_printf(out, "error %s\n", err.text);
    return;
  }
  for (;;) {
    dgm_status status = reader_next(r, &found, &err);
    if (status)
      buf_printf(out, "error %u %s\n", err.line, err.text);
    if (status == DGM_EIO || (!status && !found.field[FIELD_TEXT].p))
      break;
    if (status)
      continue;
    buf_printf(out, "%s %u ", kinds[found.kind], found.line);
    buf_json(out, found.field[FIELD_TEXT]);
    for (uint32_t f = 1; f < N_FIELDS; f++)
      if (found.field[f].p)
        buf_printf(out, " %s=%.*s", record_field_name((record_field)f).p,
                   (int)found.field[f].len, found.field[f].p);
    buf_byte(out, '\n');
  }
  reader_close(r);
}

static void run_cases(const char *path,
                      void (*answer)(buf *, arena *, const test_case *,
                                     void *)) {
  arena m;
  uint32_t n = 0;
  arena_init(&m, 1 << 26);
  assert_int_equal(cases_run(path, &m, &n, answer, NULL), 0);
  assert_true(n > 0);
  arena_close(&m);
}

static void json_lines(void **state) {
  (void)state;
  run_cases("tests/cases/ingest/jsonl.test", jsonl_case);
}

static void files_of_many(void **state) {
  (void)state;
  run_cases("tests/cases/ingest/reader.test", reader_case);
}

static void html_tokens(void **state) {
  (void)state;
  run_cases("tests/cases/ingest/html.test", html_case);
}

static dgm_status decode(arena *m, const char *bytes, uint32_t len, bool mend,
                         str *out) {
  *out = (str){bytes, len};
  return charset_decode(out, mend, m, NULL, NULL);
}

static void charsets_become_utf8(void **state) {
  (void)state;
  arena m;
  str out;
  arena_init(&m, 1 << 20);
  static const char latin[] = "The caf\xE9 in Z\xFCrich was closed by police.";
  assert_int_equal(decode(&m, latin, sizeof latin - 1, false, &out), DGM_OK);
  assert_true(str_find(out, S("caf\xC3\xA9 in Z\xC3\xBCrich")) != UINT32_MAX);
  static const char named[] = "<meta charset=\"iso-8859-2\"><p>Vu\xE8i\xE6";
  assert_int_equal(decode(&m, named, sizeof named - 1, true, &out), DGM_OK);
  assert_true(str_ends(out, S("Vu\xC4\x8Di\xC4\x87")));
  static const char wide[] = "\xFF\xFEh\0i\0";
  assert_int_equal(decode(&m, wide, sizeof wide - 1, false, &out), DGM_OK);
  assert_true(str_ends(out, S("hi")));
  arena_close(&m);
}

static void what_is_no_text_is_refused(void **state) {
  (void)state;
  arena m;
  str out;
  arena_init(&m, 1 << 20);
  static const char nul[] = "text\0text";
  assert_int_equal(decode(&m, nul, 9, false, &out), DGM_EFORMAT);
  static const char stray[] = "The president \xFF\xFE said.";
  assert_int_equal(decode(&m, stray, sizeof stray - 1, false, &out),
                   DGM_EFORMAT);
  // UTF-8 but for one byte: damaged text is refused, a page is mended.
  static const char cut[] = "caf\xC3\xA9, na\xC3\xAFve, \xC3";
  assert_int_equal(decode(&m, cut, sizeof cut - 1, false, &out), DGM_EFORMAT);
  assert_int_equal(decode(&m, cut, sizeof cut - 1, true, &out), DGM_OK);
  assert_true(str_ends(out, S("\xEF\xBF\xBD")));
  arena_close(&m);
}

static void kinds_are_told_by_content_first(void **state) {
  (void)state;
  assert_int_equal(detect_input(S(" <!DOCTYPE html><p>"), "a.txt"), INPUT_HTML);
  assert_int_equal(detect_input(S("{\"text\":\"a\"}"), "a.txt"), INPUT_JSONL);
  assert_int_equal(detect_input(S("{curly} words"), "a.txt"), INPUT_TEXT);
  assert_int_equal(detect_input(S("Words"), "a.html"), INPUT_HTML);
  assert_int_equal(detect_input(S("Words"), NULL), INPUT_TEXT);
  assert_int_equal(
      detect_input(S("# c\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n"), NULL),
      INPUT_CONLLU);
  dgm_error err;
  assert_int_equal(detect_binary(S("%PDF-1.4"), "a", &err), DGM_EFORMAT);
  assert_string_equal(err.text, "is a PDF: not text");
  assert_int_equal(detect_binary(S("\1\2\3\4\5\6 words"), "a", &err),
                   DGM_EFORMAT);
  assert_int_equal(detect_binary(S("Words\n\tof text\f"), "a", &err), DGM_OK);
}

// A file with the bytes; the caller removes it.
static void write_file(char path[32], const char *bytes, size_t n,
                       size_t times) {
  memcpy(path, "/tmp/dragoman-XXXXXX", 21);
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  for (size_t i = 0; i < times; i++)
    assert_int_equal(write(fd, bytes, n), n);
  close(fd);
}

static void long_lines_are_skipped(void **state) {
  (void)state;
  char path[32];
  stream s;
  line_reader r;
  str line;
  dgm_error err;
  static char block[100000];
  memset(block, 'x', sizeof block);
  memcpy(block, "first\r\n", 7);
  memcpy(block + sizeof block - 6, "\nlast\n", 6);
  write_file(path, block, sizeof block, 1);
  assert_int_equal(stream_open(&s, path, &err), DGM_OK);
  r = lines_of(&s, 5000);
  assert_int_equal(lines_next(&r, &line, &err), DGM_OK);
  assert_true(str_eq(line, S("first")));
  assert_int_equal(lines_next(&r, &line, &err), DGM_ELIMIT);
  assert_int_equal(err.line, 2);
  assert_int_equal(lines_next(&r, &line, &err), DGM_OK);
  assert_true(str_eq(line, S("last")));
  assert_int_equal(lines_next(&r, &line, &err), DGM_OK);
  assert_null(line.p);
  // What was read never held more than the limit and two reads.
  assert_true(s.in.held.cap <= 1 << 19);
  stream_close(&s);
  unlink(path);
}

static void the_last_line_needs_no_end(void **state) {
  (void)state;
  char path[32];
  stream s;
  line_reader r;
  str line;
  write_file(path, "a\n\nb", 4, 1);
  assert_int_equal(stream_open(&s, path, NULL), DGM_OK);
  r = lines_of(&s, 100);
  static const char *const lines[] = {"a", "", "b"};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(lines_next(&r, &line, NULL), DGM_OK);
    assert_non_null(line.p);
    assert_true(str_eq(line, str_of(lines[i])));
  }
  lines_next(&r, &line, NULL);
  assert_null(line.p);
  stream_close(&s);
  unlink(path);
  assert_int_equal(stream_open(&s, "/nowhere/at/all", NULL), DGM_EIO);
}

static void a_folder_is_no_file(void **state) {
  (void)state;
  stream s;
  assert_int_equal(stream_open(&s, "/", NULL), DGM_EIO);
}

static void empty_documents_are_refused(void **state) {
  (void)state;
  arena m;
  page p;
  dgm_error err;
  arena_init(&m, 1 << 20);
  assert_int_equal(page_read(&p, &m, S(" \n"), INPUT_TEXT, "a", 0, &err),
                   DGM_EFORMAT);
  assert_string_equal(err.text, "is empty");
  assert_int_equal(
      page_read(&p, &m, (str){"", PAGE_MAX + 1}, INPUT_TEXT, "a", 0, &err),
      DGM_ELIMIT);
  arena_close(&m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_lines),
      cmocka_unit_test(html_tokens),
      cmocka_unit_test(files_of_many),
      cmocka_unit_test(charsets_become_utf8),
      cmocka_unit_test(what_is_no_text_is_refused),
      cmocka_unit_test(kinds_are_told_by_content_first),
      cmocka_unit_test(long_lines_are_skipped),
      cmocka_unit_test(the_last_line_needs_no_end),
      cmocka_unit_test(a_folder_is_no_file),
      cmocka_unit_test(empty_documents_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
