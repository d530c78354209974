#include "codebook/table.h"
#include "base/map.h"
#include <stdarg.h>
#include <stdio.h>

static bool next_line(table *t, str *line) {
  if (!t->rest.p)
    return false;
  *line = str_cut(&t->rest, '\n');
  if (line->len && line->p[line->len - 1] == '\r')
    line->len--;
  t->line++;
  return line->len || t->rest.p;
}

// The column's place in the header, NO_VALUE where it is not.
static uint32_t find_column(const str *header, uint32_t n, str name) {
  for (uint32_t i = 0; i < n; i++)
    if (str_eq(header[i], name))
      return i;
  return NO_VALUE;
}

static bool map_columns(table *t, const str *header, const char *columns) {
  str wanted = str_of(columns);
  bool ok = true;
  for (uint32_t cell = 0; wanted.p; cell++) {
    str name = str_cut(&wanted, ' ');
    bool optional = str_ends(name, S("?"));
    name.len -= optional;
    uint32_t at = find_column(header, t->n_file, name);
    if (at != NO_VALUE) {
      t->to_cell[at] = cell;
    } else if (!optional) {
      report_at(t->errors, t->file->path, t->line, 1,
                "the header has no column '%.*s'", (int)name.len, name.p);
      ok = false;
    }
  }
  return ok;
}

bool table_open(table *t, const source_file *file, const char *columns,
                reporter *errors) {
  *t = (table){.file = file, .errors = errors, .rest = file->bytes};
  str line, header[TABLE_COLUMNS];
  if (!next_line(t, &line)) {
    report_at(errors, file->path, 1, 1,
              "the table is empty; its first line names the columns: %s",
              columns);
    return false;
  }
  while (line.p && t->n_file < TABLE_COLUMNS) {
    t->to_cell[t->n_file] = NO_VALUE;
    header[t->n_file++] = str_trim(str_cut(&line, '\t'));
  }
  return map_columns(t, header, columns);
}

static bool split_row(table *t, str line) {
  memset(t->cells, 0, sizeof t->cells);
  const char *beg = line.p;
  for (uint32_t i = 0; line.p; i++) {
    if (i == t->n_file) {
      report_at(t->errors, t->file->path, t->line, (uint32_t)(line.p - beg) + 1,
                "the row has more cells than the header's %u", t->n_file);
      return false;
    }
    uint32_t cell = t->to_cell[i], at = (uint32_t)(line.p - beg);
    str text = str_trim(str_cut(&line, '\t'));
    if (cell == NO_VALUE)
      continue;
    t->cells[cell] = text;
    t->beg[cell] = at;
  }
  return true;
}

bool table_next(table *t) {
  for (str line; next_line(t, &line);) {
    if (!str_trim(line).len || line.p[0] == '#')
      continue;
    if (split_row(t, line))
      return true;
  }
  return false;
}

void table_error(const table *t, uint32_t cell, const char *format, ...) {
  char text[400];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  report_at(t->errors, t->file->path, t->line, t->beg[cell] + 1, "%s", text);
}
