#include "ingest/lines.h"

enum { MORE = 64 << 10 }; // what a window grows by while a line goes on

// Throws the rest of a line away that is too long.
static dgm_status skip_long(line_reader *r, dgm_error *err) {
  stream *s = r->s;
  for (;;) {
    str w = stream_window(s);
    const char *end = w.len ? memchr(w.p, '\n', w.len) : NULL;
    stream_take(s, end ? (size_t)(end - w.p) + 1 : w.len);
    if (end || (!stream_window(s).len && stream_whole(s)))
      break;
    dgm_status status = stream_need(s, 1, err);
    if (status)
      return status;
    if (!stream_window(s).len)
      break;
  }
  return error_at(err, DGM_ELIMIT, s->in.path, r->number, 0,
                  "the line is longer than the limit of %u bytes", r->limit);
}

dgm_status lines_next(line_reader *r, str *line, dgm_error *err) {
  stream *s = r->s;
  *line = (str){NULL, 0};
  for (uint32_t seen = 0;;) {
    str w = stream_window(s);
    const char *end =
        w.len > seen ? memchr(w.p + seen, '\n', w.len - seen) : NULL;
    uint32_t n = end ? (uint32_t)(end - w.p) : w.len;
    if (!end && !n && stream_whole(s))
      return DGM_OK;
    if (n > r->limit) {
      r->number++;
      return skip_long(r, err);
    }
    if (end || stream_whole(s)) {
      r->number++;
      stream_take(s, end ? n + 1 : n);
      *line = (str){w.p, n && w.p[n - 1] == '\r' ? n - 1 : n};
      return DGM_OK;
    }
    seen = n;
    dgm_status status = stream_need(s, (size_t)n + MORE, err);
    if (status)
      return status;
  }
}
