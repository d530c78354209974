#include "ingest/csv.h"
#include "base/utf8.h"
#include "ingest/page.h"
#include <stdio.h>

#define NO_COLUMN UINT32_MAX

enum { MORE = 64 << 10 }; // what a window grows by while a row goes on

typedef enum {
  ROW_WHOLE,
  ROW_MORE,   // the window ends within it
  ROW_QUOTE,  // a quote does not close
  ROW_BEHIND, // text behind a closing quote
  ROW_LONG,
} row_end;

void csv_open(csv_reader *r, stream *s, const str names[N_COLUMNS]) {
  *r = (csv_reader){.s = s, .names = names, .line = 1};
}

void csv_close(csv_reader *r) {
  buf_free(&r->row);
  buf_free(&r->ends);
}

static uint32_t n_fields(const csv_reader *r) {
  return (uint32_t)(r->ends.len / sizeof(uint32_t));
}

static str field_at(const csv_reader *r, uint32_t i) {
  uint32_t beg = 0, end;
  if (i)
    memcpy(&beg, r->ends.p + (i - 1) * sizeof beg, sizeof beg);
  memcpy(&end, r->ends.p + i * sizeof end, sizeof end);
  return (str){r->row.p ? r->row.p + beg : "", end - beg};
}

static void end_field(csv_reader *r) {
  uint32_t end = (uint32_t)r->row.len;
  buf_add(&r->ends, (str){(const char *)&end, sizeof end});
}

// A field in quotes from the quote on; *at goes behind the closing one.
static row_end read_quoted(csv_reader *r, str w, uint32_t *at) {
  for (uint32_t beg = *at + 1;;) {
    const char *q = beg < w.len ? memchr(w.p + beg, '"', w.len - beg) : NULL;
    if (!q)
      return stream_whole(r->s) ? ROW_QUOTE : ROW_MORE;
    uint32_t end = (uint32_t)(q - w.p);
    bool twice = end + 1 < w.len && w.p[end + 1] == '"';
    if (end + 1 == w.len && !stream_whole(r->s))
      return ROW_MORE; // whether another quote follows is not known yet
    buf_add(&r->row, str_slice(w, beg, end + twice));
    beg = end + 1 + twice;
    *at = beg;
    if (!twice)
      return ROW_WHOLE;
  }
}

static uint32_t plain_end(str w, uint32_t at, char separator) {
  while (at < w.len && w.p[at] != separator && w.p[at] != '\n')
    at++;
  return at;
}

// Reads the row at the window's beginning; *len is its bytes with its line end.
static row_end read_row(csv_reader *r, str w, uint32_t *len) {
  bool whole = stream_whole(r->s);
  buf_clear(&r->row);
  buf_clear(&r->ends);
  for (uint32_t at = 0;;) {
    if (at < w.len && w.p[at] == '"') {
      row_end e = read_quoted(r, w, &at);
      if (e != ROW_WHOLE)
        return e;
      bool cr = at < w.len && w.p[at] == '\r';
      at += cr && (at + 1 == w.len || w.p[at + 1] == '\n');
    } else {
      uint32_t end = plain_end(w, at, r->separator);
      bool cr = end > at && w.p[end - 1] == '\r' &&
                (end == w.len || w.p[end] == '\n');
      buf_add(&r->row, str_slice(w, at, end - cr));
      at = end;
    }
    if (at == w.len && !whole)
      return ROW_MORE;
    if (at < w.len && w.p[at] != r->separator && w.p[at] != '\n')
      return ROW_BEHIND;
    if (n_fields(r) == CSV_COLUMNS)
      return ROW_LONG;
    end_field(r);
    bool more = at < w.len && w.p[at] == r->separator;
    at += at < w.len;
    *len = at;
    if (!more)
      return ROW_WHOLE;
  }
}

// Brings a whole row into the window and reads it.
static dgm_status need_row(csv_reader *r, row_end *e, uint32_t *len,
                           dgm_error *err) {
  for (size_t need = MORE;; need *= 2) {
    dgm_status status = stream_need(r->s, need, err);
    str w = stream_window(r->s);
    *len = w.len;
    *e = status || !w.len ? ROW_WHOLE : read_row(r, w, len);
    if (*e != ROW_MORE)
      return status;
    if (w.len > PAGE_MAX) {
      *e = ROW_LONG;
      return DGM_OK;
    }
  }
}

static void count_lines(csv_reader *r, str taken) {
  for (const char *p = taken.p, *end = p + taken.len;
       (p = memchr(p, '\n', (size_t)(end - p))); p++)
    r->line++;
}

static void take(csv_reader *r, uint32_t len) {
  count_lines(r, str_slice(stream_window(r->s), 0, len));
  stream_take(r->s, len);
}

// Takes one line; a longer one than the window holds, whole.
static dgm_status take_line(csv_reader *r, dgm_error *err) {
  for (;;) {
    str w = stream_window(r->s);
    const char *end = w.len ? memchr(w.p, '\n', w.len) : NULL;
    take(r, end ? (uint32_t)(end - w.p) + 1 : w.len);
    if (end || stream_whole(r->s))
      return DGM_OK;
    dgm_status status = stream_need(r->s, 1, err);
    if (status || !stream_window(r->s).len)
      return status;
  }
}

static char separator_of(str line) {
  static const char separators[] = ",\t;|";
  uint32_t most = 0;
  char best = ',';
  for (uint32_t i = 0; i < 4; i++) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < line.len; k++)
      n += line.p[k] == separators[i];
    if (n > most) {
      most = n;
      best = separators[i];
    }
  }
  return best;
}

static bool same_name(str a, str b) {
  for (uint32_t i = 0; i < a.len && i < b.len; i++) {
    char x = a.p[i], y = b.p[i];
    x = x >= 'A' && x <= 'Z' ? (char)(x | 32) : x;
    y = y >= 'A' && y <= 'Z' ? (char)(y | 32) : y;
    if (x != y)
      return false;
  }
  return a.len == b.len;
}

static uint32_t find_column(const csv_reader *r, str name) {
  for (uint32_t i = 0; i < r->n; i++)
    if (same_name(str_trim(field_at(r, i)), name))
      return i;
  return NO_COLUMN;
}

// A column that must be there is not: says which there are.
static dgm_status no_column(const csv_reader *r, str name, dgm_error *err) {
  buf there = {0};
  for (uint32_t i = 0; i < r->n && there.len < 200; i++) {
    buf_add(&there, i ? S(", ") : S(""));
    str cell = str_trim(field_at(r, i));
    buf_add(&there, utf8_bad(cell) == cell.len ? cell : S("?"));
  }
  dgm_status status = error_at(
      err, DGM_EFORMAT, r->s->in.path, 1, 0,
      "the table has no column \"%.*s\" but %.*s; name it with --columns "
      "text=NAME",
      (int)name.len, name.p, (int)there.len, there.p ? there.p : "");
  buf_free(&there);
  return status;
}

// The first row. Without a column for the text nothing can be read.
static dgm_status read_head(csv_reader *r, dgm_error *err) {
  row_end e;
  uint32_t len;
  dgm_status status = stream_need(r->s, MORE, err);
  str line = stream_window(r->s);
  if (!status && str_starts(line, S("\xEF\xBB\xBF")))
    stream_take(r->s, 3);
  line = stream_window(r->s);
  r->separator = separator_of(str_cut(&line, '\n'));
  if (!status)
    status = need_row(r, &e, &len, err);
  if (!status && e != ROW_WHOLE)
    status = error_at(err, DGM_EFORMAT, r->s->in.path, 1, 0,
                      "the first row, which names the columns, is damaged");
  r->n = status ? 0 : n_fields(r);
  for (uint32_t i = 0; i < N_COLUMNS && !status && r->n; i++) {
    str name = r->names && r->names[i].p ? r->names[i]
                                         : record_field_name((record_field)i);
    r->where[i] = find_column(r, name);
    bool must = i == FIELD_TEXT || (r->names && r->names[i].p);
    if (r->where[i] == NO_COLUMN && must)
      status = no_column(r, name, err);
  }
  if (status)
    stream_discard(r->s, UINT64_MAX, NULL);
  else
    take(r, len);
  return status;
}

static dgm_status damaged(csv_reader *r, row_end e, dgm_error *err) {
  static const char *const says[] = {
      [ROW_WHOLE] = "the row has %u fields where the first row has %u",
      [ROW_QUOTE] = "a quote in the row does not close",
      [ROW_BEHIND] = "text stands behind a closing quote in the row",
      [ROW_LONG] = "the row is longer than the limit of 64 MB or 4096 fields"};
  uint32_t line = r->line, n = n_fields(r);
  dgm_status status = take_line(r, err);
  if (status)
    return status;
  bool known = r->lost;
  r->lost |= e != ROW_WHOLE;
  char text[120];
  snprintf(text, sizeof text, says[e], n, r->n);
  return known ? DGM_OK
               : error_at(err, e == ROW_LONG ? DGM_ELIMIT : DGM_EFORMAT,
                          r->s->in.path, line, 0, "%s", text);
}

static bool blank_row(const csv_reader *r) {
  return n_fields(r) == 1 && !str_trim(field_at(r, 0)).len;
}

static void fill_record(csv_reader *r, record *out) {
  *out = (record){
      .kind = INPUT_CLEAN, .line = r->line, .place = stream_place(r->s)};
  for (uint32_t i = 0; i < N_COLUMNS; i++) {
    if (r->where[i] == NO_COLUMN)
      continue;
    str value = field_at(r, r->where[i]);
    if (value.len || i == FIELD_TEXT)
      out->field[i] = value;
  }
}

dgm_status csv_next(csv_reader *r, record *out, dgm_error *err) {
  *out = (record){0};
  dgm_status status = r->n ? DGM_OK : read_head(r, err);
  while (!status) {
    row_end e;
    uint32_t len;
    status = need_row(r, &e, &len, err);
    if (status || !len)
      break;
    if (e == ROW_WHOLE && blank_row(r)) {
      take(r, len);
      continue;
    }
    if (e == ROW_WHOLE && n_fields(r) == r->n) {
      r->lost = false;
      fill_record(r, out);
      take(r, len);
      break;
    }
    status = damaged(r, e, err);
  }
  return status;
}

bool csv_columns(str names[N_COLUMNS], str s) {
  while (s.p) {
    str value = str_cut(&s, ',');
    str key = str_cut(&value, '=');
    uint32_t i = 0;
    while (i < N_COLUMNS && !str_eq(key, record_field_name((record_field)i)))
      i++;
    if (i == N_COLUMNS || !value.len)
      return false;
    names[i] = value;
  }
  return true;
}
