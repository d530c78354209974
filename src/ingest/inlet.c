#include "ingest/inlet.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static dgm_status cannot(inlet *in, dgm_error *err) {
  in->ended = true;
  return error_at(err, DGM_EIO, in->path, 0, 0, "cannot read: %s",
                  strerror(errno));
}

dgm_status inlet_open(inlet *in, const char *path, dgm_error *err) {
  *in = (inlet){.path = path};
  in->fd = str_eq(str_of(path), S("-")) ? STDIN_FILENO
                                        : open(path, O_RDONLY | O_CLOEXEC);
  return in->fd < 0 ? cannot(in, err) : DGM_OK;
}

void inlet_open_memory(inlet *in, str bytes, const char *path) {
  *in = (inlet){.path = path, .fd = -1, .memory = bytes};
}

void inlet_close(inlet *in) {
  if (in->fd > STDIN_FILENO)
    close(in->fd);
  buf_free(&in->held);
  *in = (inlet){.fd = -1, .ended = true};
}

static ssize_t take(inlet *in, char *to, size_t most) {
  if (in->fd < 0) {
    str part = str_slice(in->memory, 0, (uint32_t)most);
    if (part.len)
      memcpy(to, part.p, part.len);
    in->memory = str_slice(in->memory, part.len, in->memory.len);
    return (ssize_t)part.len;
  }
  ssize_t n;
  do
    n = read(in->fd, to, most);
  while (n < 0 && errno == EINTR);
  return n;
}

dgm_status inlet_fill(inlet *in, size_t most, dgm_error *err) {
  if (in->ended)
    return DGM_OK;
  if (in->beg) {
    in->held.len -= in->beg;
    if (in->held.len)
      memmove(in->held.p, in->held.p + in->beg, in->held.len);
    in->beg = 0;
  }
  ssize_t n = take(in, buf_room(&in->held, most), most);
  if (n < 0)
    return cannot(in, err);
  in->held.len += (size_t)n;
  in->read += (uint64_t)n;
  in->ended = n == 0;
  return DGM_OK;
}
