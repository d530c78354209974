#include "ingest/stream.h"

enum { READ = 256 << 10 }; // bytes a read; larger ones measured no faster

// A member's first byte among the bytes of out; it may have left them.
typedef struct {
  int64_t at;
  uint64_t member;
} stream_mark;

static size_t n_marks(const stream *s) {
  return s->marks.len / sizeof(stream_mark);
}

static stream_mark mark_at(const stream *s, size_t i) {
  stream_mark m;
  memcpy(&m, s->marks.p + i * sizeof m, sizeof m);
  return m;
}

// Forgets members that end before the window, and counts the others from it.
static void move_marks(stream *s) {
  size_t n = n_marks(s), kept = 0;
  while (kept + 1 < n && mark_at(s, kept + 1).at <= (int64_t)s->beg)
    kept++;
  for (size_t i = kept; i < n; i++) {
    stream_mark m = mark_at(s, i);
    m.at -= (int64_t)s->beg;
    memcpy(s->marks.p + (i - kept) * sizeof m, &m, sizeof m);
  }
  s->marks.len -= kept * sizeof(stream_mark);
}

static dgm_status begin(stream *s, dgm_error *err) {
  dgm_status status = DGM_OK;
  while (!status && !s->in.ended && inlet_window(&s->in).len < 4)
    status = inlet_fill(&s->in, READ, err);
  if (!status && gunzip_begins(inlet_window(&s->in))) {
    s->gz = gunzip_new();
    if (!s->gz)
      status = error_set(err, DGM_ELIMIT, "out of memory");
  }
  s->ended = s->gz ? false : s->in.ended;
  if (status)
    stream_close(s);
  return status;
}

dgm_status stream_open(stream *s, const char *path, dgm_error *err) {
  *s = (stream){0};
  dgm_status status = inlet_open(&s->in, path, err);
  return status ? status : begin(s, err);
}

dgm_status stream_open_memory(stream *s, str bytes, const char *path,
                              dgm_error *err) {
  *s = (stream){0};
  inlet_open_memory(&s->in, bytes, path);
  return begin(s, err);
}

void stream_close(stream *s) {
  inlet_close(&s->in);
  gunzip_free(s->gz);
  s->gz = NULL;
  buf_free(&s->out);
  buf_free(&s->marks);
  s->beg = 0;
  s->ended = true;
}

str stream_window(const stream *s) {
  if (!s->gz)
    return inlet_window(&s->in);
  return (str){s->out.p ? s->out.p + s->beg : "",
               (uint32_t)(s->out.len - s->beg)};
}

void stream_take(stream *s, size_t n) {
  size_t left = stream_window(s).len;
  *(s->gz ? &s->beg : &s->in.beg) += n < left ? n : left;
}

place stream_place(const stream *s) {
  if (!s->gz)
    return (place){inlet_offset(&s->in), 0};
  if (!s->marks.len)
    return (place){gunzip_member(s->gz), 0};
  size_t i = 0;
  while (i + 1 < n_marks(s) && mark_at(s, i + 1).at <= (int64_t)s->beg)
    i++;
  stream_mark m = mark_at(s, i);
  return (place){m.member, (uint64_t)((int64_t)s->beg - m.at)};
}

bool stream_whole(const stream *s) {
  return s->ended;
}

static dgm_status fill_gz(stream *s, dgm_error *err) {
  move_marks(s);
  s->out.len -= s->beg;
  if (s->beg && s->out.len)
    memmove(s->out.p, s->out.p + s->beg, s->out.len);
  s->beg = 0;
  size_t n = n_marks(s);
  size_t before = s->out.len;
  stream_mark m = {(int64_t)before, 0};
  dgm_status status = gunzip_fill(s->gz, &s->in, &s->out, &s->ended, err);
  m.member = gunzip_member(s->gz);
  if (status)
    s->out.len = before;
  else if (!n || mark_at(s, n - 1).member != m.member)
    buf_add(&s->marks, (str){(const char *)&m, sizeof m});
  return status;
}

static dgm_status fill(stream *s, dgm_error *err) {
  if (s->gz)
    return fill_gz(s, err);
  dgm_status status = inlet_fill(&s->in, READ, err);
  s->ended = s->in.ended;
  return status;
}

static dgm_status leave_gap(stream *s, dgm_error *err) {
  s->gap = false;
  stream_take(s, stream_window(s).len);
  if (err)
    *err = s->why;
  return s->why.status;
}

dgm_status stream_need(stream *s, size_t n, dgm_error *err) {
  while (stream_window(s).len < n && !s->ended) {
    if (s->gap)
      return leave_gap(s, err);
    dgm_status status = fill(s, &s->why);
    s->gap = status != DGM_OK;
    s->ended |= status == DGM_EIO;
    if (status && stream_window(s).len)
      return DGM_OK;
  }
  return s->gap && !stream_window(s).len ? leave_gap(s, err) : DGM_OK;
}

dgm_status stream_discard(stream *s, uint64_t n, dgm_error *err) {
  for (;;) {
    uint32_t left = stream_window(s).len;
    stream_take(s, n < left ? (size_t)n : left);
    if (n <= left || s->ended)
      return DGM_OK;
    n -= left;
    dgm_status status = stream_need(s, 1, err);
    if (status)
      return status;
  }
}
