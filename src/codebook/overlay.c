// Rows are commented out before any reader sees them, so that no reader has to
// know of overlays and errors keep their lines.

#include "codebook/overlay.h"
#include "base/map.h"
#include "base/vec.h"

bool overlay_alone(str manifest) {
  while (manifest.p)
    if (str_eq(str_trim(str_cut(&manifest, '\n')), S("alone")))
      return true;
  return false;
}

str overlay_off(str line) {
  if (!str_starts(line, S("off ")))
    return S("");
  return str_trim(str_slice(line, 4, line.len));
}

bool overlay_drops(str off, str name) {
  return str_ends(off, S("/")) ? str_starts(name, off) : str_eq(name, off);
}

typedef struct {
  str cells[TABLE_COLUMNS];
  uint32_t n, line;
  uint32_t next; // row of the same key, or NO_VALUE
  bool used;
} off_row;

// The rows that one file switches off.
typedef struct {
  arena *m;
  const source_file *file;
  str header[TABLE_COLUMNS];
  uint32_t n_header;
  VEC(off_row) rows;
  map by_key;
} off_table;

static uint32_t split(str line, str *cells) {
  uint32_t n = 0;
  while (line.p && n < TABLE_COLUMNS)
    cells[n++] = str_trim(str_cut(&line, '\t'));
  return n;
}

// The bytes of a codebook's files stand in its own arena.
static void comment_out(str line) {
  *(char *)(uintptr_t)line.p = '#';
}

static void add_row(off_table *t, str line, uint32_t number) {
  off_row row = {.line = number, .next = NO_VALUE};
  row.n = split(line, row.cells);
  row.cells[0] = str_trim(str_slice(row.cells[0], 4, row.cells[0].len));
  uint32_t at = t->rows.n, first;
  *vec_push(t->m, &t->rows) = row;
  first = map_put(&t->by_key, t->m, row.cells[0], at);
  if (first != NO_VALUE) {
    t->rows.at[at].next = t->rows.at[first].next;
    t->rows.at[first].next = at;
  }
  comment_out(line);
}

static void read_rows(off_table *t) {
  uint32_t number = 0;
  for (str rest = t->file->bytes; rest.p;) {
    str line = str_cut(&rest, '\n');
    if (!number++)
      t->n_header = split(line, t->header);
    else if (str_starts(line, S("off ")))
      add_row(t, line, number);
  }
}

static bool row_fits(const off_table *t, const off_row *row,
                     const uint32_t *column, const str *cells, uint32_t n) {
  for (uint32_t i = 1; i < row->n && i < t->n_header; i++)
    if (row->cells[i].len &&
        (column[i] >= n || !str_eq(cells[column[i]], row->cells[i])))
      return false;
  return true;
}

// Where the overlay's columns stand in an earlier file; NO_VALUE: nowhere.
static void find_columns(const off_table *t, str header, uint32_t *column) {
  str cells[TABLE_COLUMNS];
  uint32_t n = split(header, cells);
  for (uint32_t i = 0; i < t->n_header; i++) {
    column[i] = NO_VALUE;
    for (uint32_t k = 0; k < n; k++)
      if (str_eq(cells[k], t->header[i]))
        column[i] = k;
  }
}

static void drop_rows(off_table *t, const source_file *earlier) {
  uint32_t column[TABLE_COLUMNS];
  str rest = earlier->bytes, cells[TABLE_COLUMNS];
  find_columns(t, str_cut(&rest, '\n'), column);
  while (rest.p) {
    str line = str_cut(&rest, '\n');
    if (!line.len || line.p[0] == '#')
      continue;
    uint32_t n = split(line, cells);
    uint32_t at =
        column[0] < n ? map_get(&t->by_key, cells[column[0]]) : NO_VALUE;
    for (; at != NO_VALUE; at = t->rows.at[at].next) {
      off_row *row = &t->rows.at[at];
      if (!row_fits(t, row, column, cells, n))
        continue;
      row->used = true;
      comment_out(line);
    }
  }
}

static bool is_table(str name) {
  return str_ends(name, S(".tsv"));
}

void overlay_rows(arena *m, const source_file *files, const uint32_t *folders,
                  uint32_t n, reporter *errors) {
  for (uint32_t i = 0; i < n; i++) {
    if (folders[i] == folders[0] || !is_table(files[i].name))
      continue;
    off_table t = {.m = m, .file = &files[i]};
    read_rows(&t);
    for (uint32_t k = 0; t.rows.n && k < n; k++)
      if (folders[k] < folders[i] && str_eq(files[k].name, files[i].name))
        drop_rows(&t, &files[k]);
    for (uint32_t k = 0; k < t.rows.n; k++)
      if (!t.rows.at[k].used)
        report_at(errors, files[i].path, t.rows.at[k].line, 5,
                  "no earlier row says '%.*s', so none is switched off",
                  (int)t.rows.at[k].cells[0].len, t.rows.at[k].cells[0].p);
  }
}
