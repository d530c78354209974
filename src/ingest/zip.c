#include "ingest/zip.h"
#include "ingest/page.h"
#include "ingest/tar.h"
#include <zlib.h>

enum {
  HEAD = 30,            // bytes of a local header without name and extra
  IN_PIECE = 256 << 10, // packed bytes that are asked for at once
  FIRST_ROOM = 256 << 10,
  ENCRYPTED = 1, // flag bits
  SIZE_BEHIND = 8,
};

typedef struct {
  str name; // in the arena
  uint64_t packed, size;
  place place;
  uint32_t crc;
  uint16_t flags, method;
} zip_head;

static uint32_t u16(str s, uint32_t at) {
  return (uint32_t)(unsigned char)s.p[at] | (uint32_t)(unsigned char)s.p[at + 1]
                                                << 8;
}

static uint32_t u32(str s, uint32_t at) {
  return u16(s, at) | u16(s, at + 2) << 16;
}

static uint64_t u64(str s, uint32_t at) {
  return u32(s, at) | (uint64_t)u32(s, at + 4) << 32;
}

static bool begins_file(str s) {
  return str_starts(s, S("PK\003\004"));
}

bool zip_is_office(str s) {
  if (s.len < HEAD || !begins_file(s))
    return false;
  str name = str_slice(s, HEAD, HEAD + u16(s, 26));
  return str_eq(name, S("[Content_Types].xml")) ||
         str_eq(name, S("mimetype")) || str_starts(name, S("_rels/"));
}

// The sizes of a file beyond 4 GB stand in an extra field (number 1).
static void read_extra(zip_head *h, str extra) {
  while (extra.len >= 4) {
    uint32_t kind = u16(extra, 0), n = u16(extra, 2);
    str data = str_slice(extra, 4, 4 + n);
    if (kind == 1 && data.len >= 16) {
      h->size = u64(data, 0);
      h->packed = u64(data, 8);
    }
    extra = str_slice(extra, 4 + n, extra.len);
  }
}

// Where a header of a file or the table at the end begins; the length of what
// cannot be either when there is none.
static uint32_t find_head(str w) {
  for (uint32_t at = 0; at + 4 <= w.len; at++) {
    const char *hit = memchr(w.p + at, 'P', w.len - 3 - at);
    if (!hit)
      break;
    at = (uint32_t)(hit - w.p);
    str here = str_slice(w, at, w.len);
    if (begins_file(here) || str_starts(here, S("PK\001\002")) ||
        str_starts(here, S("PK\005\006")))
      return at;
  }
  return w.len > 3 ? w.len - 3 : 0;
}

// Goes to the next header or to the table at the end. What is passed is a
// descriptor of at most 24 bytes, or damage.
static dgm_status seek_head(stream *s, dgm_error *err) {
  enum { DESCRIPTOR = 24 };
  uint64_t passed = 0;
  place from = stream_place(s);
  char where[PLACE_ROOM];
  for (;;) {
    dgm_status status = stream_need(s, IN_PIECE, err);
    str w = stream_window(s);
    if (status)
      return status;
    uint32_t at = find_head(w);
    bool found = str_starts(str_slice(w, at, w.len), S("PK"));
    at = !found && stream_whole(s) ? w.len : at;
    stream_take(s, at);
    passed += at;
    if (found || !stream_window(s).len)
      return passed <= DESCRIPTOR
                 ? DGM_OK
                 : error_at(err, DGM_EFORMAT, s->in.path, 0, 0,
                            "%llu bytes from byte %s of the archive on are "
                            "damaged",
                            (unsigned long long)passed,
                            place_show(where, from));
  }
}

// Reads and takes the header at the window's beginning; *found is false where
// the table at the end begins.
static dgm_status read_head(stream *s, arena *m, zip_head *h, bool *found,
                            dgm_error *err) {
  dgm_status status = stream_need(s, HEAD, err);
  str w = stream_window(s);
  *found = !status && begins_file(w) && w.len >= HEAD;
  *h = (zip_head){.place = stream_place(s)};
  if (!*found)
    return status;
  uint32_t n_name = u16(w, 26), n_extra = u16(w, 28);
  status = stream_need(s, HEAD + n_name + n_extra, err);
  w = stream_window(s);
  *found = !status && w.len >= HEAD + n_name + n_extra;
  if (!*found)
    return status;
  h->flags = (uint16_t)u16(w, 6);
  h->method = (uint16_t)u16(w, 8);
  h->crc = u32(w, 14);
  h->packed = u32(w, 18);
  h->size = u32(w, 22);
  h->name = arena_copy(m, str_slice(w, HEAD, HEAD + n_name));
  read_extra(h, str_slice(w, HEAD + n_name, HEAD + n_name + n_extra));
  stream_take(s, HEAD + n_name + n_extra);
  return DGM_OK;
}

// Unpacks into the arena, no more than the limit. The packed bytes say
// themselves where they end.
static dgm_status inflate_all(stream *s, arena *m, z_stream *z, str *out,
                              dgm_error *err) {
  size_t room = FIRST_ROOM;
  char *to = arena_raw(m, room);
  for (;;) {
    dgm_status status = stream_need(s, IN_PIECE, err);
    if (status)
      return status;
    str w = stream_window(s);
    z->next_in = (Bytef *)(uintptr_t)w.p;
    z->avail_in = w.len;
    z->next_out = (Bytef *)to + z->total_out;
    z->avail_out = (uInt)(room - z->total_out);
    int r = inflate(z, Z_NO_FLUSH);
    stream_take(s, w.len - z->avail_in);
    *out = (str){to, (uint32_t)z->total_out};
    if (r == Z_STREAM_END)
      return DGM_OK;
    if ((r != Z_OK && r != Z_BUF_ERROR) || (!w.len && z->avail_out))
      return error_set(err, DGM_EFORMAT, "is damaged");
    if (z->avail_out)
      continue;
    if (room > PAGE_MAX)
      return error_set(err, DGM_ELIMIT, "is larger than the limit of 64 MB");
    char *grown = arena_raw(m, room * 2);
    to = memcpy(grown, to, room);
    room *= 2;
  }
}

static dgm_status read_deflated(stream *s, arena *m, const zip_head *h,
                                str *out, dgm_error *err) {
  z_stream z = {0};
  if (inflateInit2(&z, -15) != Z_OK) // -15: deflate without a wrapper
    return error_set(err, DGM_ELIMIT, "cannot be unpacked: out of memory");
  dgm_status status = inflate_all(s, m, &z, out, err);
  inflateEnd(&z);
  if (!status && out->len > PAGE_MAX)
    return error_set(err, DGM_ELIMIT, "is larger than the limit of 64 MB");
  if (status || (h->flags & SIZE_BEHIND))
    return status;
  uint32_t crc = (uint32_t)crc32(0, (const Bytef *)out->p, out->len);
  return crc == h->crc
             ? DGM_OK
             : error_set(err, DGM_EFORMAT, "is damaged: its checksum is wrong");
}

static dgm_status read_stored(stream *s, const zip_head *h, str *out,
                              dgm_error *err) {
  dgm_status status = stream_need(s, h->size, err);
  if (status)
    return status;
  *out = str_slice(stream_window(s), 0, (uint32_t)h->size);
  stream_take(s, out->len);
  if (out->len < h->size)
    return error_set(err, DGM_EFORMAT, "is cut short");
  uint32_t crc = (uint32_t)crc32(0, (const Bytef *)out->p, out->len);
  return crc == h->crc
             ? DGM_OK
             : error_set(err, DGM_EFORMAT, "is damaged: its checksum is wrong");
}

// Why a file is not read at all.
static dgm_status refuse(const zip_head *h, dgm_error *err) {
  if (h->flags & ENCRYPTED)
    return error_set(err, DGM_EFORMAT, "is encrypted");
  if (h->method != 0 && h->method != 8)
    return error_set(err, DGM_EFORMAT, "is packed by method %u, not deflate",
                     h->method);
  if (h->method == 0 && (h->flags & SIZE_BEHIND))
    return error_set(err, DGM_EFORMAT, "does not say its size");
  if (h->method == 0 && h->size > PAGE_MAX)
    return error_set(err, DGM_ELIMIT, "is larger than the limit of 64 MB");
  return DGM_OK;
}

static dgm_status read_content(stream *s, arena *m, const zip_head *h, str *out,
                               dgm_error *err) {
  dgm_status status = refuse(h, err);
  if (!status)
    return h->method == 8 ? read_deflated(s, m, h, out, err)
                          : read_stored(s, h, out, err);
  if (!(h->flags & SIZE_BEHIND))
    stream_discard(s, h->packed, NULL);
  return status;
}

static bool is_folder(const zip_head *h) {
  return str_ends(h->name, S("/"));
}

dgm_status zip_next(stream *s, arena *m, record *out, dgm_error *err) {
  *out = (record){0};
  for (;;) {
    zip_head h;
    bool found;
    dgm_error why;
    arena_reset(m);
    dgm_status status = seek_head(s, err);
    if (!status)
      status = read_head(s, m, &h, &found, err);
    if (status || !found) {
      if (!status) // the table at the end, or nothing
        stream_discard(s, UINT64_MAX, NULL);
      return status;
    }
    bool hidden = is_folder(&h) || tar_hidden(h.name);
    if (hidden && !(h.flags & SIZE_BEHIND)) {
      status = stream_discard(s, h.packed, err);
      if (status)
        return status;
      continue;
    }
    out->member = h.name;
    out->place = h.place;
    status = read_content(s, m, &h, &out->field[FIELD_TEXT], &why);
    if (hidden)
      continue;
    if (status == DGM_EIO && err)
      *err = why;
    return status && status != DGM_EIO
               ? error_at(err, status, s->in.path, 0, 0, "%.*s %s",
                          (int)h.name.len, h.name.p, why.text)
               : status;
  }
}
