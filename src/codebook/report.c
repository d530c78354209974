#include "codebook/report.h"
#include "base/file.h"
#include <stdarg.h>
#include <stdio.h>

void report_error(reporter *r, const dgm_error *e) {
  if (!r->n++)
    r->first = *e;
  if (r->sink)
    r->sink(r->context, e);
}

void report_at(reporter *r, const char *path, uint32_t line, uint32_t column,
               const char *format, ...) {
  char text[sizeof((dgm_error *)0)->text];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  dgm_error e;
  error_at(&e, DGM_EFORMAT, path, line, column, "%s", text);
  report_error(r, &e);
}

// The line under the message; tabs stay tabs in the caret's line, so that the
// caret stands right in any terminal.
static void show_line(buf *out, str line, uint32_t column) {
  buf_add(out, S("  "));
  buf_add(out, line);
  buf_add(out, S("\n  "));
  for (uint32_t i = 0; i + 1 < column && i < line.len; i++)
    if (((unsigned char)line.p[i] & 0xC0) != 0x80)
      buf_byte(out, line.p[i] == '\t' ? '\t' : ' ');
  buf_add(out, S("^\n"));
}

void report_show(buf *out, const dgm_error *e) {
  if (e->path[0])
    buf_printf(out, "%s:", e->path);
  if (e->line)
    buf_printf(out, "%u:%u:", e->line, e->column);
  buf_printf(out, "%s%s\n", e->path[0] ? " " : "", e->text);
  file_map f;
  // 64 MB: the limit of any input (design, command line).
  if (!e->line || file_map_open(&f, e->path, 64u << 20, NULL) != DGM_OK)
    return;
  str rest = f.bytes, line = {NULL, 0};
  for (uint32_t i = 0; i < e->line && rest.p; i++)
    line = str_cut(&rest, '\n');
  if (e->column && line.p)
    show_line(out, line, e->column);
  file_map_close(&f);
}
