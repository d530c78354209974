#include "case.h"
#include <stdio.h>
#include <stdlib.h>

str case_value(arena *m, const test_case *c, const char *key) {
  str name = str_of(key);
  for (str rest = c->head; rest.p;) {
    str line = str_cut(&rest, '\n');
    if (!str_starts(line, name) || line.len <= name.len ||
        line.p[name.len] != ':')
      continue;
    str value = str_trim(str_slice(line, name.len + 1, line.len));
    char *out = arena_raw(m, value.len + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < value.len; i++) {
      bool escape =
          value.p[i] == '\\' && i + 1 < value.len && value.p[i + 1] == 'n';
      out[n++] = escape ? '\n' : value.p[i];
      i += escape;
    }
    return (str){out, n};
  }
  return (str){"", 0};
}

// Takes the next case off *rest; comments and blank lines before it are
// skipped.
static bool next_case(str *rest, uint32_t *line, test_case *c) {
  str *part = NULL;
  *c = (test_case){0};
  while (rest->p) {
    str ahead = *rest, text = str_cut(&ahead, '\n');
    if (str_starts(text, S("== "))) {
      if (part)
        break;
      c->name = str_slice(text, 3, text.len);
      c->line = *line + 1;
      c->head = (str){ahead.p, 0};
      part = &c->head;
    } else if (part == &c->head && str_eq(text, S("----"))) {
      c->expected = (str){ahead.p, 0};
      part = &c->expected;
    } else if (part && part->p) {
      part->len = (uint32_t)(text.p + text.len - part->p);
    }
    *rest = ahead;
    ++*line;
  }
  return part != NULL;
}

static void bless(const char *path, const buf *b) {
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(b->p, 1, b->len, f) != b->len)
    fprintf(stderr, "%s: cannot be written\n", path);
  if (f)
    fclose(f);
}

static bool compare(const char *path, const test_case *c, str got) {
  str expected = str_trim(c->expected);
  got = str_trim(got);
  if (str_eq(expected, got))
    return true;
  fprintf(stderr, "%s:%u: %.*s\nexpected:\n%.*s\ngot:\n%.*s\n\n", path, c->line,
          (int)c->name.len, c->name.p, (int)expected.len, expected.p,
          (int)got.len, got.p ? got.p : "");
  return false;
}

uint32_t cases_run(const char *path, arena *m, uint32_t *n,
                   void (*answer)(buf *out, arena *m, const test_case *c,
                                  void *context),
                   void *context) {
  buf file = {0}, out = {0}, blessed = {0};
  dgm_error err;
  test_case c;
  uint32_t failed = 0, line = 0;
  if (file_read(&file, path, 1u << 24, &err) != DGM_OK) {
    fprintf(stderr, "%s\n", err.text);
    return 1;
  }
  const char *copied = file.p;
  for (str rest = buf_str(&file); next_case(&rest, &line, &c); ++*n) {
    arena_reset(m);
    buf_clear(&out);
    answer(&out, m, &c, context);
    failed += !compare(path, &c, buf_str(&out));
    const char *from = c.expected.p ? c.expected.p : rest.p;
    if (!from)
      break;
    buf_add(&blessed, (str){copied, (uint32_t)(from - copied)});
    buf_add(&blessed, str_trim(buf_str(&out)));
    buf_add(&blessed, rest.p ? S("\n\n") : S("\n"));
    copied = rest.p;
  }
  if (failed && getenv("DRAGOMAN_BLESS"))
    bless(path, &blessed);
  buf_free(&file);
  buf_free(&out);
  buf_free(&blessed);
  return failed;
}
