#include "ingest/lines.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 }; // bytes a read; larger ones measured no faster

dgm_status lines_open(line_reader *r, const char *path, uint32_t limit,
                      dgm_error *err) {
  bool standard = str_eq(str_of(path), S("-"));
  *r = (line_reader){.path = path, .limit = limit};
  r->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (r->fd < 0)
    return error_at(err, DGM_EIO, path, 0, 0, "cannot read: %s",
                    strerror(errno));
  return DGM_OK;
}

void lines_close(line_reader *r) {
  if (r->fd > STDIN_FILENO)
    close(r->fd);
  buf_free(&r->held);
}

// Reads on. Bytes in front of the current line make room first.
static dgm_status fill(line_reader *r, dgm_error *err) {
  if (r->beg) {
    memmove(r->held.p, r->held.p + r->beg, r->held.len - r->beg);
    r->held.len -= r->beg;
    r->seen -= r->beg;
    r->beg = 0;
  }
  char chunk[CHUNK];
  ssize_t n;
  do
    n = read(r->fd, chunk, sizeof chunk);
  while (n < 0 && errno == EINTR);
  r->ended = n <= 0;
  if (n < 0)
    return error_at(err, DGM_EIO, r->path, 0, 0, "cannot read: %s",
                    strerror(errno));
  buf_add(&r->held, (str){chunk, (uint32_t)n});
  return DGM_OK;
}

// Gives out [beg, end) and steps over the newline.
static str take(line_reader *r, size_t end) {
  str line = {r->held.p + r->beg, (uint32_t)(end - r->beg)};
  r->beg = end < r->held.len ? end + 1 : end;
  r->seen = r->beg;
  r->number++;
  if (line.len && line.p[line.len - 1] == '\r')
    line.len--;
  return line;
}

// Throws the rest of a line away that is too long.
static dgm_status skip_long(line_reader *r, dgm_error *err) {
  for (;;) {
    const char *end = memchr(r->held.p + r->beg, '\n', r->held.len - r->beg);
    if (end || r->ended) {
      take(r, end ? (size_t)(end - r->held.p) : r->held.len);
      return error_at(err, DGM_ELIMIT, r->path, r->number, 0,
                      "the line is longer than the limit of %u bytes",
                      r->limit);
    }
    r->beg = r->held.len;
    if (fill(r, err))
      return DGM_EIO;
  }
}

dgm_status lines_next(line_reader *r, str *line, dgm_error *err) {
  *line = (str){NULL, 0};
  for (;;) {
    size_t left = r->held.len - r->seen;
    const char *end = left ? memchr(r->held.p + r->seen, '\n', left) : NULL;
    size_t stop = end ? (size_t)(end - r->held.p) : r->held.len;
    if (stop - r->beg > r->limit)
      return skip_long(r, err);
    if (end || (r->ended && stop > r->beg)) {
      *line = take(r, stop);
      return DGM_OK;
    }
    if (r->ended)
      return DGM_OK;
    r->seen = r->held.len;
    if (fill(r, err))
      return DGM_EIO;
  }
}
