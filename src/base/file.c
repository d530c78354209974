#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static dgm_status cannot(dgm_error *err, const char *path) {
  return error_at(err, DGM_EIO, path, 0, 0, "cannot read: %s", strerror(errno));
}

static dgm_status map_open_file(file_map *out, int fd, const char *path,
                                uint32_t limit, dgm_error *err) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return cannot(err, path);
  if (!S_ISREG(st.st_mode))
    return error_at(err, DGM_EIO, path, 0, 0, "is not a regular file");
  if (st.st_size > (off_t)limit)
    return error_at(err, DGM_ELIMIT, path, 0, 0,
                    "is larger than the limit of %u bytes", limit);
  if (st.st_size == 0)
    return DGM_OK;
  void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (p == MAP_FAILED)
    return cannot(err, path);
  *out = (file_map){{p, (uint32_t)st.st_size}, p};
  return DGM_OK;
}

dgm_status file_map_open(file_map *out, const char *path, uint32_t limit,
                         dgm_error *err) {
  *out = (file_map){{"", 0}, NULL};
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return cannot(err, path);
  dgm_status status = map_open_file(out, fd, path, limit, err);
  close(fd);
  return status;
}

void file_map_close(file_map *f) {
  if (f->map)
    munmap(f->map, f->bytes.len);
  *f = (file_map){{"", 0}, NULL};
}

dgm_status file_read(buf *b, const char *path, uint32_t limit, dgm_error *err) {
  int fd = str_eq(str_of(path), S("-")) ? STDIN_FILENO
                                        : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return cannot(err, path);
  dgm_status status = DGM_OK;
  char chunk[1 << 16];
  for (ssize_t n; status == DGM_OK && (n = read(fd, chunk, sizeof chunk));) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      status = cannot(err, path);
    else if (b->len + (size_t)n > limit)
      status = error_at(err, DGM_ELIMIT, path, 0, 0,
                        "is larger than the limit of %u bytes", limit);
    else
      buf_add(b, (str){chunk, (uint32_t)n});
  }
  if (fd != STDIN_FILENO)
    close(fd);
  return status;
}

static dgm_status cannot_write(dgm_error *err, const char *path) {
  return error_at(err, DGM_EIO, path, 0, 0, "cannot write: %s",
                  strerror(errno));
}

// Makes the folders above the file.
static dgm_status make_folders(const char *path, dgm_error *err) {
  char folder[4096]; // Linux takes no longer path
  size_t len = strlen(path);
  if (len >= sizeof folder)
    return error_at(err, DGM_ELIMIT, path, 0, 0, "the path is too long");
  for (size_t i = 1; i < len; i++) {
    if (path[i] != '/')
      continue;
    memcpy(folder, path, i);
    folder[i] = 0;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
      return cannot_write(err, folder);
  }
  return DGM_OK;
}

dgm_status file_write(const char *path, str bytes, dgm_error *err) {
  dgm_status status = make_folders(path, err);
  if (status)
    return status;
  FILE *f = fopen(path, "wb");
  if (!f)
    return cannot_write(err, path);
  bool ok = !bytes.len || fwrite(bytes.p, 1, bytes.len, f) == bytes.len;
  if (fclose(f) != 0 || !ok)
    return cannot_write(err, path);
  return DGM_OK;
}

dgm_status file_send(int fd, str bytes, dgm_error *err) {
  while (bytes.len) {
    ssize_t n = write(fd, bytes.p, bytes.len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return error_set(err, DGM_EIO, "cannot write the output: %s",
                       strerror(errno));
    bytes = str_slice(bytes, (uint32_t)n, bytes.len);
  }
  return DGM_OK;
}
