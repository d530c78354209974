#include "ingest/gunzip.h"
#include <libdeflate.h>
#include <stdlib.h>
#include <zlib.h>

enum {
  READ = 1 << 20,      // bytes a read: some forty members of a news archive
  FAST_IN = 4 << 20,   // larger members are read in pieces: memory stays flat
  FAST_OUT = 8 << 20,  // the same of their content
  FIRST_OUT = 1 << 20, // room for nearly every page
  PIECE = 256 << 10,   // content of a large member that is given out at once
  TRUSTED = 64 << 10,  // content behind damage that makes a member a member
};

struct gunzip {
  struct libdeflate_decompressor *fast;
  z_stream z;
  bool has_z, inside; // inside: zlib reads a member
  bool lost;          // behind damage, and no member has been found since
  size_t room;        // for the content of a whole member
  size_t at;          // bytes of the window that zlib has taken
  uint64_t member, content;
};

bool gunzip_begins(str s) {
  // RFC 1952: magic, deflate, and the reserved flags are zero.
  return s.len > 3 && !memcmp(s.p, "\x1F\x8B\x08", 3) &&
         !((unsigned char)s.p[3] & 0xE0);
}

gunzip *gunzip_new(void) {
  gunzip *g = calloc(1, sizeof *g);
  if (!g)
    return NULL;
  g->room = FIRST_OUT;
  g->fast = libdeflate_alloc_decompressor();
  g->has_z = inflateInit2(&g->z, 15 + 16) == Z_OK; // 16: a gzip wrapper
  if (g->fast && g->has_z)
    return g;
  gunzip_free(g);
  return NULL;
}

void gunzip_free(gunzip *g) {
  if (!g)
    return;
  if (g->fast)
    libdeflate_free_decompressor(g->fast);
  if (g->has_z)
    inflateEnd(&g->z);
  free(g);
}

uint64_t gunzip_member(const gunzip *g) {
  return g->member;
}

// Takes bytes until a member begins, or to the end of the window.
static void seek_member(inlet *in, size_t from) {
  for (in->beg += from; in->beg < in->held.len; in->beg++) {
    str window = inlet_window(in);
    const char *hit = memchr(window.p, 0x1F, window.len);
    in->beg = hit ? (size_t)(hit - in->held.p) : in->held.len;
    if (gunzip_begins(inlet_window(in)) || in->held.len - in->beg < 4)
      return;
  }
}

static dgm_status damaged(gunzip *g, inlet *in, const char *what,
                          dgm_error *err) {
  bool known = g->lost;
  g->lost = true;
  g->inside = false;
  seek_member(in, 1);
  return known ? DGM_OK
               : error_at(err, DGM_EFORMAT, in->path, 0, 0,
                          "the gzip member at byte %llu is %s",
                          (unsigned long long)g->member, what);
}

typedef enum { FAST_DONE, FAST_MORE, FAST_NO } fast_result;

// The whole member that stands in the window, if it does.
static fast_result read_fast(gunzip *g, inlet *in, buf *out) {
  str window = inlet_window(in);
  size_t used, n;
  for (;; g->room *= 2) {
    char *to = buf_room(out, g->room);
    enum libdeflate_result r = libdeflate_gzip_decompress_ex(
        g->fast, window.p, window.len, to, g->room, &used, &n);
    if (r == LIBDEFLATE_SUCCESS) {
      out->len += n;
      in->beg += used;
      return FAST_DONE;
    }
    if (r != LIBDEFLATE_INSUFFICIENT_SPACE)
      return in->ended || window.len >= FAST_IN ? FAST_NO : FAST_MORE;
    if (g->room >= FAST_OUT)
      return FAST_NO;
  }
}

// What zlib has taken leaves the window once it is large; until then damage
// can be looked behind from the member's first byte.
static void forget(gunzip *g, inlet *in) {
  if (g->at < FAST_IN)
    return;
  in->beg += g->at;
  g->at = 0;
}

static dgm_status read_slow(gunzip *g, inlet *in, buf *out, dgm_error *err) {
  str window = inlet_window(in);
  if (g->at == window.len && !in->ended) {
    forget(g, in);
    return inlet_fill(in, READ, err);
  }
  g->z.next_in = (Bytef *)(uintptr_t)(window.p + g->at);
  g->z.avail_in = (uInt)(window.len - g->at);
  g->z.next_out = (Bytef *)buf_room(out, PIECE);
  g->z.avail_out = PIECE;
  int r = inflate(&g->z, Z_NO_FLUSH);
  size_t n = PIECE - g->z.avail_out;
  out->len += n;
  g->content += n;
  g->at = window.len - g->z.avail_in;
  if (r == Z_STREAM_END) {
    in->beg += g->at;
    g->inside = g->lost = false;
    return DGM_OK;
  }
  g->lost &= g->content < TRUSTED;
  if (r != Z_OK && r != Z_BUF_ERROR) {
    out->len -= g->lost ? n : 0;
    return damaged(g, in, "damaged", err);
  }
  if (!n && in->ended && !g->z.avail_in)
    return damaged(g, in, "cut short", err);
  return DGM_OK;
}

// Steps to the next member: zeros may pad the last one.
static dgm_status find_member(gunzip *g, inlet *in, dgm_error *err) {
  while (in->beg < in->held.len && !in->held.p[in->beg])
    in->beg++;
  str window = inlet_window(in);
  if (window.len < 4 && !in->ended)
    return inlet_fill(in, READ, err);
  g->member = inlet_offset(in);
  if (!window.len || gunzip_begins(window))
    return DGM_OK;
  return damaged(g, in, "damaged", err);
}

static void enter(gunzip *g) {
  inflateReset2(&g->z, 15 + 16);
  g->inside = true;
  g->at = 0;
  g->content = 0;
}

dgm_status gunzip_fill(gunzip *g, inlet *in, buf *out, bool *ended,
                       dgm_error *err) {
  size_t before = out->len;
  while (out->len == before) {
    dgm_status status = DGM_OK;
    if (!g->inside) {
      status = find_member(g, in, err);
      str window = inlet_window(in);
      *ended = !window.len && in->ended;
      if (status || *ended)
        return status;
      if (!gunzip_begins(window))
        continue;
      fast_result r = read_fast(g, in, out);
      if (r == FAST_DONE)
        g->lost = false;
      else if (r == FAST_MORE)
        status = inlet_fill(in, READ, err);
      else
        enter(g);
    } else {
      status = read_slow(g, in, out, err);
    }
    if (status)
      return status;
  }
  return DGM_OK;
}
