#include "codebook/segment_words.h"
#include "base/utf8.h"

// ORDER SEGMENT_KIND
static const char *const kind_names[] = {
    "title",  "abbrev", "numbered", "clitic",  "split",
    "prefix", "unit",   "whole",    "starter", "say"};
enum { N_KIND = sizeof kind_names / sizeof *kind_names };

bool segment_words_reads(str name) {
  return str_ends(name, S("/words/segment.tsv"));
}

static uint32_t kind_of(str name) {
  for (uint32_t i = 0; i < N_KIND; i++)
    if (str_eq(name, str_of(kind_names[i])))
      return 1u << i;
  return 0;
}

// "can|not" without its bar; *cut is where the bar stood.
static str join_parts(arena *m, str form, uint32_t *cut) {
  *cut = str_find(form, S("|"));
  if (*cut == UINT32_MAX)
    return form;
  char *out = arena_raw(m, form.len);
  memcpy(out, form.p, *cut);
  memcpy(out + *cut, form.p + *cut + 1, form.len - *cut - 1);
  return (str){out, form.len - 1};
}

static void add(segment_words *w, arena *m, str form, uint32_t kind,
                uint32_t cut) {
  bool capital = form.p[0] >= 'A' && form.p[0] <= 'Z';
  form = utf8_lower(m, form);
  uint32_t row = map_put(&w->forms, m, form, w->kinds.n);
  if (row == NO_VALUE) {
    row = w->kinds.n;
    *vec_push(m, &w->kinds) = 0;
    *vec_push(m, &w->cuts) = 0;
  }
  w->kinds.at[row] |= kind | (capital ? SEGMENT_CAPITAL : 0);
  if (kind == SEGMENT_SPLIT)
    w->cuts.at[row] = cut;
}

void segment_words_read(segment_words *w, arena *m, const source_file *file,
                        reporter *errors) {
  table t;
  if (!table_open(&t, file, "kind forms", errors))
    return;
  while (table_next(&t)) {
    uint32_t kind = kind_of(t.cells[0]);
    if (!kind)
      table_error(&t, 0, "no such kind of form");
    for (str rest = t.cells[1]; kind && rest.p;) {
      uint32_t cut;
      str form = join_parts(m, str_cut(&rest, ' '), &cut);
      if (!form.len)
        continue;
      if (kind == SEGMENT_SPLIT && cut >= form.len)
        table_error(&t, 1, "a split form is written with a bar: can|not");
      else
        add(w, m, form, kind, cut);
    }
  }
}

uint32_t segment_words_kinds(const segment_words *w, str form) {
  uint32_t row = map_get(&w->forms, form);
  return row == NO_VALUE ? 0 : w->kinds.at[row];
}

uint32_t segment_words_cut(const segment_words *w, str form) {
  uint32_t row = map_get(&w->forms, form);
  return row == NO_VALUE ? 0 : w->cuts.at[row];
}
