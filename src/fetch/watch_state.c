// Records of the journal, by their first byte:
//
//   'P' u32 part, u64 page…   what the part will hold
//   'D' u32 part              the part has its name
//   'F' u64 feed, etag NUL modified NUL

#include "fetch/watch_state.h"
#include "base/hash.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const str magic = {"DGMWTCH1", 8};

enum { PATH_ROOM = 1024 };

static dgm_status failed(const char *path, const char *what, dgm_error *err) {
  return error_at(err, DGM_EIO, path, 0, 0, "cannot %s: %s", what,
                  strerror(errno));
}

static void put(buf *out, uint64_t v, int bytes) {
  for (int i = 0; i < bytes; i++)
    buf_byte(out, (char)(v >> (8 * i) & 255));
}

static uint64_t get(const char *p, int bytes) {
  uint64_t v = 0;
  for (int i = 0; i < bytes; i++)
    v |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return v;
}

static void part_path(char out[PATH_ROOM], const watch_state *s, uint32_t part,
                      const char *end) {
  snprintf(out, PATH_ROOM, "%s/part-%06u.jsonl%s", s->folder, part, end);
}

static void settle(watch_state *s) {
  for (size_t at = 0; at < s->pending.len; at += 8)
    number_map_set(&s->pages, get(s->pending.p + at, 8), 1);
  buf_clear(&s->pending);
  s->part = s->pending_part + 1;
}

static void note_feed(watch_state *s, uint64_t feed, const client_version *v) {
  uint32_t row = number_map_get(&s->feeds, feed);
  if (row == NO_VALUE) {
    row = (uint32_t)(s->versions.len / sizeof *v);
    number_map_set(&s->feeds, feed, row);
    memset(buf_room(&s->versions, sizeof *v), 0, sizeof *v);
    s->versions.len += sizeof *v;
  }
  memcpy(s->versions.p + row * sizeof *v, v, sizeof *v);
}

// Takes a text up to its NUL; false when it does not fit or has none.
static bool take_text(str *rest, char out[CLIENT_FIELD]) {
  str text = str_cut(rest, 0);
  if (text.len >= CLIENT_FIELD || !rest->p)
    return false;
  memcpy(out, text.p, text.len);
  out[text.len] = 0;
  return true;
}

static dgm_status replay(void *context, str r, dgm_error *err) {
  watch_state *s = context;
  char kind = r.len ? r.p[0] : 0;
  if (kind == 'P' && r.len >= 5 && (r.len - 5) % 8 == 0) {
    buf_clear(&s->pending);
    buf_add(&s->pending, str_slice(r, 5, r.len));
    s->pending_part = (uint32_t)get(r.p + 1, 4);
    return DGM_OK;
  }
  if (kind == 'D' && r.len == 5) {
    settle(s);
    return DGM_OK;
  }
  client_version v = {"", ""};
  str rest = str_slice(r, 9, r.len);
  if (kind == 'F' && r.len > 10 && take_text(&rest, v.etag) &&
      take_text(&rest, v.modified)) {
    note_feed(s, get(r.p + 1, 8), &v);
    return DGM_OK;
  }
  return error_at(err, DGM_EFORMAT, s->file.path, 0, 0,
                  "holds a record that no watch writes");
}

static dgm_status add_done(watch_state *s, dgm_error *err) {
  buf record = {0};
  buf_byte(&record, 'D');
  put(&record, s->pending_part, 4);
  dgm_status status = journal_add(&s->file, buf_str(&record), err);
  if (!status)
    status = journal_flush(&s->file, true, err);
  buf_free(&record);
  settle(s);
  return status;
}

// What a crash left open: the part has its name, or what it would have held is
// to be done again.
static dgm_status finish(watch_state *s, dgm_error *err) {
  char path[PATH_ROOM];
  part_path(path, s, s->pending_part, "");
  if (s->pending.len && access(path, F_OK) == 0)
    return add_done(s, err);
  buf_clear(&s->pending);
  return DGM_OK;
}

dgm_status watch_state_open(watch_state *s, const char *folder,
                            dgm_error *err) {
  static char path[PATH_ROOM]; // outlives the journal; one watch a process
  *s = (watch_state){.folder = folder, .part = 1, .file.fd = -1};
  if (strlen(folder) + 32 > PATH_ROOM)
    return error_set(err, DGM_ELIMIT, "the folder's path is too long");
  if (mkdir(folder, 0777) && errno != EEXIST)
    return failed(folder, "make the folder", err);
  snprintf(path, sizeof path, "%s/watch.state", folder);
  dgm_status status = journal_open(&s->file, path, magic, replay, s, err);
  return status ? status : finish(s, err);
}

dgm_status watch_state_close(watch_state *s, dgm_error *err) {
  dgm_status status = journal_close(&s->file, err);
  number_map_free(&s->pages);
  number_map_free(&s->feeds);
  buf_free(&s->versions);
  buf_free(&s->pending);
  return status;
}

bool watch_state_has(const watch_state *s, uint64_t page) {
  return number_map_get(&s->pages, page) != NO_VALUE;
}

static bool write_whole(int fd, str bytes) {
  for (uint32_t at = 0; at < bytes.len;) {
    ssize_t n = write(fd, bytes.p + at, bytes.len - at);
    if (n < 0 && errno != EINTR)
      return false;
    at += n > 0 ? (uint32_t)n : 0;
  }
  return fsync(fd) == 0;
}

static void sync_folder(const char *folder) {
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync(fd);
  close(fd);
}

static dgm_status write_part(watch_state *s, str events, dgm_error *err) {
  char path[PATH_ROOM], unfinished[PATH_ROOM];
  part_path(path, s, s->pending_part, "");
  part_path(unfinished, s, s->pending_part, ".tmp");
  int fd = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return failed(unfinished, "write", err);
  bool good = write_whole(fd, events);
  if (close(fd) || !good || rename(unfinished, path))
    return failed(path, "write", err);
  sync_folder(s->folder);
  return DGM_OK;
}

dgm_status watch_state_commit(watch_state *s, str events, const uint64_t *pages,
                              uint32_t n, dgm_error *err) {
  buf record = {0};
  s->pending_part = s->part;
  buf_byte(&record, 'P');
  put(&record, s->pending_part, 4);
  for (uint32_t i = 0; i < n; i++)
    put(&record, pages[i], 8);
  buf_clear(&s->pending);
  buf_add(&s->pending, str_slice(buf_str(&record), 5, UINT32_MAX));
  dgm_status status = journal_add(&s->file, buf_str(&record), err);
  if (!status)
    status = journal_flush(&s->file, true, err);
  if (!status)
    status = write_part(s, events, err);
  buf_free(&record);
  return status ? status : add_done(s, err);
}

const client_version *watch_state_feed(const watch_state *s, uint64_t feed) {
  uint32_t row = number_map_get(&s->feeds, feed);
  if (row == NO_VALUE)
    return NULL;
  return (const client_version *)(const void *)s->versions.p + row;
}

dgm_status watch_state_set_feed(watch_state *s, uint64_t feed,
                                const client_version *version, dgm_error *err) {
  buf record = {0};
  note_feed(s, feed, version);
  buf_byte(&record, 'F');
  put(&record, feed, 8);
  buf_add(&record, (str){version->etag, (uint32_t)strlen(version->etag) + 1});
  buf_add(&record,
          (str){version->modified, (uint32_t)strlen(version->modified) + 1});
  dgm_status status = journal_add(&s->file, buf_str(&record), err);
  buf_free(&record);
  return status ? status : journal_flush(&s->file, true, err);
}
