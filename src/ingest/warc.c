#include "ingest/warc.h"
#include "ingest/http.h"
#include "ingest/page.h"

enum {
  HEAD_MAX = 64 << 10, // bytes of a record's header; long URLs are 8 KB
  LOOK = 4 << 10,      // bytes that hold nearly every header
  ENVELOPE = 1 << 20,  // room for an HTTP header besides a page of PAGE_MAX
};

typedef struct {
  uint64_t length;
  place place;
  str type, uri, date, media; // in the arena
} warc_head;

static dgm_status bad(stream *s, dgm_status status, place where,
                      const char *what, dgm_error *err) {
  char at[PLACE_ROOM];
  return error_at(err, status, s->in.path, 0, 0, "the record at byte %s %s",
                  place_show(at, where), what);
}

static bool begins_record(str s) {
  return str_starts(s, S("WARC/1."));
}

// Takes bytes up to the next line that begins a record.
static dgm_status seek_record(stream *s, dgm_error *err) {
  enum { KEPT = 8 }; // a line end and "WARC/1." may be cut by the window
  for (size_t need = 1;; need = KEPT + 1) {
    dgm_status status = stream_need(s, need, err);
    str w = stream_window(s);
    if (status || !w.len)
      return status;
    uint32_t at = str_find(w, S("\nWARC/1."));
    if (at != UINT32_MAX) {
      stream_take(s, at + 1);
      return DGM_OK;
    }
    bool keep = !stream_whole(s) && w.len > KEPT;
    stream_take(s, keep ? w.len - KEPT : w.len);
  }
}

// Bytes of the header with the empty line behind it; 0 when there is none.
static uint32_t head_length(str w) {
  w = str_slice(w, 0, HEAD_MAX);
  uint32_t crlf = str_find(w, S("\r\n\r\n"));
  uint32_t lf = str_find(str_slice(w, 0, crlf), S("\n\n"));
  return lf != UINT32_MAX ? lf + 2 : crlf != UINT32_MAX ? crlf + 4 : 0;
}

static dgm_status need_head(stream *s, uint32_t *n, dgm_error *err) {
  dgm_status status = DGM_OK;
  *n = 0;
  // The least first: the next member of a gzip archive may be damaged.
  for (size_t look = 1; !status && !*n && look <= HEAD_MAX;
       look = look < LOOK ? LOOK : look * 2) {
    status = stream_need(s, look, err);
    *n = head_length(stream_window(s));
    if (stream_whole(s))
      break;
  }
  return status;
}

static str field(arena *m, str head, const char *name) {
  str value = http_field(head, name);
  if (value.len > 1 && value.p[0] == '<') // WARC 1.0 wrote <uri>
    value = str_slice(value, 1, value.len - 1);
  return value.p ? arena_copy(m, value) : value;
}

// Reads the header of the record at the window's beginning and takes it.
static dgm_status read_head(stream *s, arena *m, warc_head *h, dgm_error *err) {
  uint32_t n;
  int64_t length;
  *h = (warc_head){.place = stream_place(s)};
  dgm_status status = need_head(s, &n, err);
  if (status)
    return status;
  str head = str_slice(stream_window(s), 0, n);
  h->type = field(m, head, "warc-type");
  h->uri = field(m, head, "warc-target-uri");
  h->date = field(m, head, "warc-date");
  h->media = field(m, head, "content-type");
  bool good = begins_record(head) && h->type.p &&
              str_to_i64(http_field(head, "content-length"), &length) &&
              length >= 0;
  if (good) {
    h->length = (uint64_t)length;
    stream_take(s, n);
    return DGM_OK;
  }
  status = bad(s, DGM_EFORMAT, h->place, "has no valid header", err);
  stream_take(s, 1);
  dgm_status next = seek_record(s, NULL);
  return next == DGM_EIO ? next : status;
}

static bool holds_pages(const warc_head *h) {
  return str_eq(h->type, S("response")) || str_eq(h->type, S("conversion")) ||
         (str_eq(h->type, S("resource")) && http_kind(h->media));
}

static dgm_status read_page(arena *m, const warc_head *h, str block,
                            record *out, bool *found, dgm_error *err) {
  *out = (record){.place = h->place};
  out->field[FIELD_URL] = h->uri;
  out->field[FIELD_FETCHED] = h->date;
  if (str_eq(h->type, S("response")))
    return http_page(out, found, m, block, err);
  out->kind = str_eq(h->type, S("resource")) ? http_kind(h->media) : INPUT_TEXT;
  out->field[FIELD_CHARSET] = http_charset(h->media);
  out->field[FIELD_TEXT] = block;
  *found = block.len > 0;
  return DGM_OK;
}

// Does the record end where its length says? Behind it stand two line ends.
static bool ends_well(str behind, bool last) {
  return (last && !behind.len) || str_starts(behind, S("\r\n")) ||
         str_starts(behind, S("\n")) || begins_record(behind);
}

// The block of a record with pages; taken unless it is damaged, for then the
// next record may begin within it.
static dgm_status read_block(stream *s, arena *m, const warc_head *h,
                             record *out, bool *found, dgm_error *err) {
  if (h->length > PAGE_MAX + ENVELOPE) {
    dgm_status status = stream_discard(s, h->length, err);
    return status
               ? status
               : bad(s, DGM_ELIMIT, h->place,
                     "is larger than the limit of 64 MB for one document", err);
  }
  uint32_t n = (uint32_t)h->length;
  dgm_status status = stream_need(s, n + 2, err);
  if (status)
    return status;
  str w = stream_window(s);
  str block = str_slice(w, 0, n), behind = str_slice(w, n, n + 7);
  if (block.len < n || !ends_well(behind, stream_whole(s))) {
    seek_record(s, NULL);
    return bad(s, DGM_EFORMAT, h->place,
               block.len < n ? "is cut short"
                             : "has another length than it says",
               err);
  }
  dgm_error why;
  char at[PLACE_ROOM];
  status = read_page(m, h, block, out, found, &why);
  stream_take(s, n);
  return status ? error_at(err, status, s->in.path, 0, 0,
                           "the record at byte %s: %s",
                           place_show(at, h->place), why.text)
                : DGM_OK;
}

// Steps over what stands between records.
static dgm_status skip_ends(stream *s, dgm_error *err) {
  for (;;) {
    dgm_status status = stream_need(s, 1, err);
    str w = stream_window(s);
    if (status || !w.len || (w.p[0] != '\r' && w.p[0] != '\n'))
      return status;
    stream_take(s, 1);
  }
}

dgm_status warc_next(stream *s, arena *m, record *out, dgm_error *err) {
  *out = (record){0};
  for (;;) {
    warc_head h;
    bool found = false;
    dgm_status status = skip_ends(s, err);
    if (status || !stream_window(s).len)
      return status;
    arena_reset(m);
    status = read_head(s, m, &h, err);
    if (!status)
      status = holds_pages(&h) ? read_block(s, m, &h, out, &found, err)
                               : stream_discard(s, h.length, err);
    if (status || found)
      return status;
  }
}
