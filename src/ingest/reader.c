#include "ingest/reader.h"
#include "ingest/charset.h"
#include "ingest/csv.h"
#include "ingest/export.h"
#include "ingest/feed.h"
#include "ingest/page.h"
#include "ingest/petrarch.h"
#include "ingest/tar.h"
#include "ingest/warc.h"
#include "ingest/zip.h"
#include <stdlib.h>

enum { DEPTH_MAX = 3 }; // a table, packed, in a zip, in a tar

// Past any document of 64 MB in any charset; the process ends beyond.
static const size_t memory = (size_t)4 << 30;

struct file_reader {
  const char *path;
  const reader_options *o;
  input_kind kind;
  stream s;
  arena m;
  line_reader lines;
  csv_reader csv;
  export_reader export;
  feed_reader feed;
  bool ended, gap; // gap: why has not been told yet
  dgm_error why;
  uint32_t depth;
  file_reader *inner; // reads the file inside this archive that was found last
  buf name, inner_path;
  buf utf8; // the whole file, where it was UTF-16
};

static void close_parts(file_reader *r) {
  if (r->kind == INPUT_CSV)
    csv_close(&r->csv);
  if (r->kind >= INPUT_NEXIS && r->kind <= INPUT_PROQUEST)
    export_close(&r->export);
}

void reader_close(file_reader *r) {
  if (!r)
    return;
  reader_close(r->inner);
  close_parts(r);
  stream_close(&r->s);
  arena_close(&r->m);
  buf_free(&r->name);
  buf_free(&r->inner_path);
  buf_free(&r->utf8);
  free(r);
}

static dgm_status too_large(const file_reader *r, dgm_error *err) {
  return error_at(err, DGM_ELIMIT, r->path, 0, 0,
                  "is larger than the limit of 64 MB for one document");
}

// Brings all of a document into the window.
static dgm_status need_all(file_reader *r, str *out, dgm_error *err) {
  dgm_status status = stream_need(&r->s, (size_t)PAGE_MAX + 1, err);
  *out = stream_window(&r->s);
  if (!status && !stream_whole(&r->s) && out->len <= PAGE_MAX) // a gap
    status = stream_need(&r->s, (size_t)PAGE_MAX + 1, err);
  if (status)
    return status;
  if (out->len > PAGE_MAX)
    return too_large(r, err);
  stream_take(&r->s, out->len);
  return DGM_OK;
}

// The charset that an XML declaration names.
static str xml_charset(arena *m, str bytes) {
  str head = str_slice(bytes, 0, 200);
  xml_token t = {.attributes = head};
  if (!str_starts(head, S("<?xml ")))
    return (str){NULL, 0};
  t.attributes = str_slice(head, 6, str_find(head, S("?>")));
  return xml_attribute(m, &t, "encoding");
}

static dgm_status open_feed(file_reader *r, dgm_error *err) {
  str bytes;
  dgm_status status = need_all(r, &bytes, err);
  if (status)
    return status;
  str charset = xml_charset(&r->m, str_trim(bytes));
  bool utf8 = (charset.len > 2 && (charset.p[0] | 32) == 'u' &&
               (charset.p[1] | 32) == 't');
  if (utf8 || !charset_from(&bytes, charset, &r->m))
    status = charset_decode(&bytes, true, &r->m, r->path, err);
  feed_open(&r->feed, &r->m, bytes);
  return status;
}

// Brings the file's beginning into the window. The least first: an archive
// shows at once, and behind its first member there may be a gap. A gap at the
// very beginning is kept for the first call of reader_next.
static dgm_status look(file_reader *r, dgm_error *err) {
  static const size_t looks[] = {1, TAR_BLOCK, DETECT_BYTES};
  for (size_t i = 0; i < 3 && !detect_archive(stream_window(&r->s)); i++) {
    dgm_error why;
    dgm_status status = stream_need(&r->s, looks[i], &why);
    if (status == DGM_EFORMAT && !r->gap) {
      r->why = why;
      r->gap = true;
      i = SIZE_MAX; // from the first look on
      continue;
    }
    if (status && err)
      *err = why;
    if (status || stream_window(&r->s).len < looks[i])
      return status;
  }
  return DGM_OK;
}

// A file that says by its first bytes that it is UTF-16 (Excel's "Unicode
// text", exports of Windows programs) is read whole, and is UTF-8 from here on.
static dgm_status open_utf16(file_reader *r, dgm_error *err) {
  str bytes;
  dgm_status status = need_all(r, &bytes, err);
  if (!status)
    status = charset_decode(&bytes, false, &r->m, r->path, err);
  if (status)
    return status;
  if (str_starts(bytes, S("\xEF\xBB\xBF")))
    bytes = str_slice(bytes, 3, bytes.len);
  buf_add(&r->utf8, bytes);
  arena_reset(&r->m);
  stream_close(&r->s);
  status = stream_open_memory(&r->s, buf_str(&r->utf8), r->path, err);
  return status ? status : look(r, err);
}

static bool is_utf16(str bytes) {
  return str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF"));
}

static dgm_status open_kind(file_reader *r, dgm_error *err) {
  dgm_status status = look(r, err);
  if (!status && is_utf16(stream_window(&r->s)))
    status = open_utf16(r, err);
  if (status)
    return status;
  if (r->gap && !stream_window(&r->s).len) {
    r->ended = true; // nothing else is there
    return DGM_OK;
  }
  r->kind = r->o->from;
  if (r->depth > 0 || r->kind == INPUT_AUTO)
    r->kind = detect_input(stream_window(&r->s), r->path);
  if (r->kind == INPUT_JSONL)
    r->lines = lines_of(&r->s, PAGE_MAX);
  if (r->kind == INPUT_CSV)
    csv_open(&r->csv, &r->s, r->o->columns);
  if (r->kind >= INPUT_NEXIS && r->kind <= INPUT_PROQUEST)
    export_open(&r->export, &r->s, r->kind);
  return r->kind == INPUT_FEED ? open_feed(r, err) : DGM_OK;
}

static file_reader *reader_new(const char *path, const reader_options *o,
                               dgm_error *err) {
  file_reader *r = calloc(1, sizeof *r);
  if (!r) {
    error_at(err, DGM_ELIMIT, path, 0, 0, "out of memory");
    return NULL;
  }
  r->path = path;
  r->o = o;
  arena_init(&r->m, memory);
  return r;
}

static dgm_status finish_open(file_reader **out, file_reader *r,
                              dgm_status status, dgm_error *err) {
  if (!status)
    status = open_kind(r, err);
  if (status)
    reader_close(r);
  *out = status ? NULL : r;
  return status;
}

dgm_status reader_open(file_reader **out, const char *path,
                       const reader_options *o, dgm_error *err) {
  *out = NULL;
  file_reader *r = reader_new(path, o, err);
  if (!r)
    return DGM_ELIMIT;
  dgm_status status = stream_open(&r->s, path, err);
  return finish_open(out, r, status, err);
}

static dgm_status open_memory(file_reader **out, str bytes, const char *path,
                              const reader_options *o, uint32_t depth,
                              dgm_error *err) {
  *out = NULL;
  file_reader *r = reader_new(path, o, err);
  if (!r)
    return DGM_ELIMIT;
  r->depth = depth;
  dgm_status status = stream_open_memory(&r->s, bytes, path, err);
  return finish_open(out, r, status, err);
}

dgm_status reader_open_memory(file_reader **out, str bytes, const char *path,
                              const reader_options *o, dgm_error *err) {
  return open_memory(out, bytes, path, o, 0, err);
}

static bool is_archive(input_kind k) {
  return k == INPUT_ZIP || k == INPUT_TAR;
}

// A reader over a file inside an archive.
static dgm_status open_inner(file_reader *outer, const record *file,
                             dgm_error *err) {
  str z = str_of(reader_name(outer, file));
  buf_clear(&outer->inner_path);
  buf_add(&outer->inner_path, z);
  buf_byte(&outer->inner_path, 0);
  const char *path = outer->inner_path.p;
  if (outer->depth + 1 >= DEPTH_MAX)
    return error_at(err, DGM_ELIMIT, path, 0, 0,
                    "archives are nested deeper than %d", DEPTH_MAX);
  return open_memory(&outer->inner, file->field[FIELD_TEXT], path, outer->o,
                     outer->depth + 1, err);
}

static dgm_status next_line(file_reader *r, record *out, dgm_error *err) {
  str line;
  for (;;) {
    dgm_status status = lines_next(&r->lines, &line, err);
    if (!status && line.p && !str_trim(line).len)
      continue;
    out->kind = INPUT_JSONL;
    out->line = r->lines.number;
    out->field[FIELD_TEXT] = line;
    return status;
  }
}

static dgm_status next_whole(file_reader *r, record *out, dgm_error *err) {
  r->ended = true;
  out->kind = r->kind;
  return need_all(r, &out->field[FIELD_TEXT], err);
}

static dgm_status next_here(file_reader *r, record *out, dgm_error *err) {
  *out = (record){0};
  switch (r->kind) {
  case INPUT_JSONL:
    return next_line(r, out, err);
  case INPUT_CSV:
    return csv_next(&r->csv, out, err);
  case INPUT_WARC:
    return warc_next(&r->s, &r->m, out, err);
  case INPUT_ZIP:
    return zip_next(&r->s, &r->m, out, err);
  case INPUT_TAR:
    return tar_next(&r->s, &r->m, out, err);
  case INPUT_FEED:
    feed_next(&r->feed, &r->m, out);
    return DGM_OK;
  case INPUT_NEXIS:
  case INPUT_FACTIVA:
  case INPUT_PROQUEST:
    return export_next(&r->export, &r->m, out, err);
  case INPUT_PETRARCH:
    return petrarch_next(&r->s, &r->m, out, err);
  default:
    return next_whole(r, out, err);
  }
}

// What the reader of the file inside has next; false at its end.
static bool next_inner(file_reader *r, record *out, dgm_status *status,
                       dgm_error *err) {
  *status = reader_next(r->inner, out, err);
  if (*status || out->field[FIELD_TEXT].p)
    return true;
  reader_close(r->inner);
  r->inner = NULL;
  return false;
}

dgm_status reader_next(file_reader *r, record *out, dgm_error *err) {
  dgm_status status = DGM_OK;
  *out = (record){0};
  if (r->gap) {
    r->gap = false;
    if (err)
      *err = r->why;
    return r->why.status;
  }
  for (;;) {
    if (r->inner && next_inner(r, out, &status, err))
      return status;
    if (r->ended)
      return DGM_OK;
    status = next_here(r, out, err);
    r->ended |= status == DGM_EIO || (!status && !out->field[FIELD_TEXT].p);
    if (status || r->ended || !is_archive(r->kind))
      return status;
    status = open_inner(r, out, err);
    if (status)
      return status;
  }
}

uint64_t reader_bytes(const file_reader *r) {
  return r->s.in.read;
}

const char *reader_name(file_reader *r, const record *rec) {
  if (r->inner)
    return reader_name(r->inner, rec);
  char offset[PLACE_ROOM];
  bool at = r->kind == INPUT_WARC || r->kind == INPUT_FEED ||
            r->kind == INPUT_PETRARCH;
  buf_clear(&r->name);
  buf_add(&r->name, str_of(r->path));
  if (at)
    buf_printf(&r->name, "@%s", place_show(offset, rec->place));
  if (is_archive(r->kind)) {
    buf_byte(&r->name, '/');
    buf_add(&r->name, rec->member);
  }
  buf_byte(&r->name, 0);
  return r->name.p;
}
