// magic (8 bytes), then records: u32 length, u64 XXH3 of the bytes, bytes; all
// numbers little-endian.

#include "story/journal.h"
#include "base/hash.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
  MAGIC = 8,
  HEAD = 12,                // length and checksum
  RECORD_MOST = 64u << 20,  // as an input (design): a longer length is damage
  WAIT_MOST = 1 << 20,      // bytes that are gathered for one write
  READ_AT_ONCE = 256 << 10, // bytes
};

static dgm_status failed(const journal *j, const char *what, dgm_error *err) {
  return error_at(err, DGM_EIO, j->path, 0, 0, "cannot %s: %s", what,
                  strerror(errno));
}

static uint64_t get(const char *p, int bytes) {
  uint64_t v = 0;
  for (int i = 0; i < bytes; i++)
    v |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return v;
}

static void put(buf *out, uint64_t v, int bytes) {
  for (int i = 0; i < bytes; i++)
    buf_byte(out, (char)(v >> (8 * i) & 255));
}

// Brings at least n bytes behind `at` into b; false at the end of the file.
static dgm_status fill(const journal *j, buf *b, size_t *at, size_t n,
                       bool *there, dgm_error *err) {
  while (b->len - *at < n) {
    memmove(b->p ? b->p : "", b->p ? b->p + *at : "", b->len - *at);
    b->len -= *at;
    *at = 0;
    ssize_t got = read(j->fd, buf_room(b, READ_AT_ONCE), READ_AT_ONCE);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return failed(j, "read", err);
    if (got == 0) {
      *there = false;
      return DGM_OK;
    }
    b->len += (size_t)got;
  }
  *there = true;
  return DGM_OK;
}

// Hands over whole records; *good is where the last one ends.
static dgm_status read_records(const journal *j, buf *b, size_t at, off_t *good,
                               journal_each each, void *context,
                               dgm_error *err) {
  for (;;) {
    bool there;
    dgm_status status = fill(j, b, &at, HEAD, &there, err);
    if (status || !there)
      return status;
    uint64_t len = get(b->p + at, 4), sum = get(b->p + at + 4, 8);
    if (len > RECORD_MOST)
      return DGM_OK;
    status = fill(j, b, &at, HEAD + len, &there, err);
    if (status || !there)
      return status;
    str record = {b->p + at + HEAD, (uint32_t)len};
    if (hash64(record) != sum)
      return DGM_OK;
    status = each(context, record, err);
    if (status)
      return status;
    at += HEAD + len;
    *good += (off_t)(HEAD + len);
  }
}

static dgm_status lock(const journal *j, dgm_error *err) {
  struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(j->fd, F_SETLK, &all) == 0)
    return DGM_OK;
  return error_at(err, DGM_EIO, j->path, 0, 0,
                  "is in use by another process: %s", strerror(errno));
}

static dgm_status load(journal *j, str magic, journal_each each, void *context,
                       dgm_error *err) {
  buf b = {0};
  size_t at = 0;
  off_t good = MAGIC;
  bool there;
  dgm_status status = fill(j, &b, &at, MAGIC, &there, err);
  if (!status && !there && b.len == 0) {
    buf_add(&j->waiting, magic);
    good = 0;
  } else if (!status && (!there || memcmp(b.p, magic.p, MAGIC) != 0)) {
    status = error_at(err, DGM_EFORMAT, j->path, 0, 0,
                      "is not a file of this kind and version; "
                      "move it away or name another");
  } else if (!status) {
    status = read_records(j, &b, MAGIC, &good, each, context, err);
  }
  buf_free(&b);
  if (!status && (ftruncate(j->fd, good) || lseek(j->fd, good, SEEK_SET) < 0))
    status = failed(j, "cut", err);
  return status;
}

dgm_status journal_open(journal *j, const char *path, str magic,
                        journal_each each, void *context, dgm_error *err) {
  *j = (journal){.path = path};
  j->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (j->fd < 0)
    return failed(j, "open", err);
  dgm_status status = lock(j, err);
  if (!status)
    status = load(j, magic, each, context, err);
  if (!status)
    status = journal_flush(j, true, err);
  if (status) {
    close(j->fd);
    j->fd = -1;
    buf_free(&j->waiting);
  }
  return status;
}

dgm_status journal_add(journal *j, str record, dgm_error *err) {
  put(&j->waiting, record.len, 4);
  put(&j->waiting, hash64(record), 8);
  buf_add(&j->waiting, record);
  return j->waiting.len < WAIT_MOST ? DGM_OK : journal_flush(j, false, err);
}

dgm_status journal_flush(journal *j, bool sync, dgm_error *err) {
  for (size_t at = 0; at < j->waiting.len;) {
    ssize_t n = write(j->fd, j->waiting.p + at, j->waiting.len - at);
    if (n < 0 && errno != EINTR)
      return failed(j, "write", err);
    at += n > 0 ? (size_t)n : 0;
  }
  buf_clear(&j->waiting);
  if (sync && fsync(j->fd))
    return failed(j, "write", err);
  return DGM_OK;
}

dgm_status journal_close(journal *j, dgm_error *err) {
  if (j->fd < 0)
    return DGM_OK;
  dgm_status status = journal_flush(j, true, err);
  if (close(j->fd) && !status)
    status = failed(j, "close", err);
  j->fd = -1;
  buf_free(&j->waiting);
  return status;
}
