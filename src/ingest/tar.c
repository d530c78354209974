#include "ingest/tar.h"
#include "ingest/page.h"

enum { LONG_NAME = 64 << 10 }; // a name record longer than that is no name

typedef struct {
  str name; // in the arena
  uint64_t size;
  place place;
  char type;
} tar_head;

// Octal digits, or GNU's binary number with its first bit set.
static bool number(str s, uint64_t *out) {
  uint64_t v = 0;
  if ((unsigned char)s.p[0] == 0x80) {
    for (uint32_t i = s.len - 8; i < s.len; i++)
      v = v << 8 | (unsigned char)s.p[i];
    *out = v;
    return v < UINT64_C(1) << 62;
  }
  uint32_t i = 0;
  while (i < s.len && s.p[i] == ' ')
    i++;
  for (; i < s.len && s.p[i] >= '0' && s.p[i] <= '7'; i++)
    v = v * 8 + (uint64_t)(s.p[i] - '0');
  *out = v;
  return i == s.len || !s.p[i] || s.p[i] == ' ';
}

bool tar_begins(str b) {
  uint64_t said, sum = 0;
  if (b.len < TAR_BLOCK || !number(str_slice(b, 148, 156), &said))
    return false;
  for (uint32_t i = 0; i < TAR_BLOCK; i++)
    sum += i >= 148 && i < 156 ? ' ' : (unsigned char)b.p[i];
  return sum == said && sum > 8 * ' '; // a block of zeros is no header
}

static str until_nul(str s) {
  const char *end = memchr(s.p, 0, s.len);
  return end ? str_slice(s, 0, (uint32_t)(end - s.p)) : s;
}

static str join_name(arena *m, str b) {
  str name = until_nul(str_slice(b, 0, 100));
  str prefix = until_nul(str_slice(b, 345, 500));
  if (!prefix.len || !str_starts(str_slice(b, 257, 262), S("ustar")))
    return arena_copy(m, name);
  char *p = arena_raw(m, prefix.len + name.len + 1);
  memcpy(p, prefix.p, prefix.len);
  p[prefix.len] = '/';
  memcpy(p + prefix.len + 1, name.p, name.len);
  return (str){p, prefix.len + name.len + 1};
}

static bool all_zero(str b) {
  for (uint32_t i = 0; i < b.len; i++)
    if (b.p[i])
      return false;
  return true;
}

// Goes on to the next block that is a header, or to the end.
static dgm_status seek_head(stream *s, dgm_error *err) {
  for (;;) {
    dgm_status status = stream_need(s, TAR_BLOCK, err);
    str b = str_slice(stream_window(s), 0, TAR_BLOCK);
    if (status || b.len < TAR_BLOCK || tar_begins(b))
      return status;
    stream_take(s, TAR_BLOCK);
  }
}

// Brings the next block into the window that is not of zeros: these end an
// archive, but archives may follow each other.
static dgm_status need_block(stream *s, str *b, dgm_error *err) {
  for (;;) {
    dgm_status status = stream_need(s, TAR_BLOCK, err);
    *b = str_slice(stream_window(s), 0, TAR_BLOCK);
    if (status || !b->len || !all_zero(*b))
      return status;
    stream_take(s, b->len);
  }
}

// Reads and takes a header; type 0 at the end of the archive.
static dgm_status read_head(stream *s, arena *m, tar_head *h, dgm_error *err) {
  str b;
  *h = (tar_head){0};
  dgm_status status = need_block(s, &b, err);
  char at[PLACE_ROOM];
  h->place = stream_place(s);
  if (status || !b.len)
    return status;
  if (!tar_begins(b) || !number(str_slice(b, 124, 136), &h->size)) {
    stream_take(s, b.len);
    status = seek_head(s, NULL);
    return error_at(err, status == DGM_EIO ? status : DGM_EFORMAT, s->in.path,
                    0, 0, "the header at byte %s of the archive is damaged",
                    place_show(at, h->place));
  }
  h->name = join_name(m, b);
  h->type = b.p[156] ? b.p[156] : '0';
  stream_take(s, TAR_BLOCK);
  return DGM_OK;
}

static uint64_t padding(uint64_t size) {
  return (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK;
}

static dgm_status cut_short(stream *s, const tar_head *h, dgm_error *err) {
  char at[PLACE_ROOM];
  stream_take(s, stream_window(s).len);
  return error_at(err, DGM_EFORMAT, s->in.path, 0, 0,
                  "the file at byte %s of the archive is cut short",
                  place_show(at, h->place));
}

// Takes the content of a file that fits into the limit.
static dgm_status read_content(stream *s, const tar_head *h, str *out,
                               dgm_error *err) {
  dgm_status status = stream_need(s, h->size + padding(h->size), err);
  if (status)
    return status;
  *out = str_slice(stream_window(s), 0, (uint32_t)h->size);
  if (out->len < h->size)
    return cut_short(s, h, err);
  return DGM_OK;
}

// path= and size= among pax records "LENGTH KEY=VALUE\n".
static void read_pax(str s, str *name, uint64_t *size) {
  while (s.p && s.len) {
    str line = str_cut(&s, '\n'), value = line;
    str_cut(&value, ' ');
    str key = str_cut(&value, '=');
    int64_t n;
    if (str_eq(key, S("path")) && value.len)
      *name = value;
    if (str_eq(key, S("size")) && str_to_i64(value, &n) && n >= 0)
      *size = (uint64_t)n;
  }
}

// A record that says something of the next file.
static dgm_status read_about(stream *s, arena *m, const tar_head *h, str *name,
                             uint64_t *size, dgm_error *err) {
  str content;
  if (h->size > LONG_NAME || h->type == 'g')
    return stream_discard(s, h->size + padding(h->size), err);
  dgm_status status = read_content(s, h, &content, err);
  if (status)
    return status;
  content = arena_copy(m, content);
  if (h->type == 'L')
    *name = until_nul(content);
  else
    read_pax(content, name, size);
  return stream_discard(s, h->size + padding(h->size), err);
}

bool tar_hidden(str name) {
  if (!name.len || str_ends(name, S("/")))
    return true;
  uint32_t at = name.len;
  while (at && name.p[at - 1] != '/')
    at--;
  return name.p[at] == '.';
}

static dgm_status read_file(stream *s, const tar_head *h, record *out,
                            dgm_error *err) {
  out->kind = INPUT_AUTO;
  out->place = h->place;
  out->member = h->name;
  if (h->size > PAGE_MAX) {
    dgm_status status = stream_discard(s, h->size + padding(h->size), err);
    return status ? status
                  : error_at(err, DGM_ELIMIT, s->in.path, 0, 0,
                             "%.*s is larger than the limit of 64 MB",
                             (int)h->name.len, h->name.p);
  }
  dgm_status status = read_content(s, h, &out->field[FIELD_TEXT], err);
  if (!status)
    stream_take(s, h->size + padding(h->size));
  return status;
}

dgm_status tar_next(stream *s, arena *m, record *out, dgm_error *err) {
  str name = {NULL, 0};
  uint64_t size = UINT64_MAX;
  *out = (record){0};
  arena_reset(m);
  for (;;) {
    tar_head h;
    dgm_status status = read_head(s, m, &h, err);
    if (status || !h.type)
      return status;
    if (h.type == 'L' || h.type == 'x' || h.type == 'g') {
      status = read_about(s, m, &h, &name, &size, err);
    } else {
      h.name = name.p ? name : h.name;
      h.size = size != UINT64_MAX ? size : h.size;
      bool regular = h.type == '0' || h.type == '7';
      if (regular && !tar_hidden(h.name))
        return read_file(s, &h, out, err);
      bool has_content = regular || h.type > '6';
      name = (str){NULL, 0};
      size = UINT64_MAX;
      if (has_content)
        status = stream_discard(s, h.size + padding(h.size), err);
    }
    if (status)
      return status;
  }
}
