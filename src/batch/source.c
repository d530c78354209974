// A file is one piece with one item; a JSONL file is many pieces of lines.

#include "batch/source.h"
#include "ingest/detect.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

void source_open(source *s, const batch_options *options) {
  *s = (source){.options = options};
  for (uint32_t i = 0; i < options->n_paths; i++) {
    struct stat st;
    if (stat(options->paths[i], &st) == 0 && S_ISREG(st.st_mode))
      s->expected += (uint64_t)st.st_size;
  }
}

void source_close(source *s) {
  if (s->open)
    lines_close(&s->lines);
  *s = (source){0};
}

static piece_item *add_item(piece *p, uint32_t line, size_t beg, size_t len) {
  if (p->n == p->cap) {
    p->cap = p->cap ? p->cap * 2 : 16;
    piece_item *items = realloc(p->items, p->cap * sizeof *items);
    if (!items) {
      fputs("dragoman: out of memory\n", stderr);
      exit(3);
    }
    p->items = items;
  }
  p->items[p->n] = (piece_item){line, beg, len, NULL};
  return &p->items[p->n++];
}

static void add_error(piece *p, uint32_t line, const dgm_error *err) {
  piece_item *item = add_item(p, line, 0, 0);
  item->error = malloc(sizeof *err);
  if (item->error)
    *item->error = *err;
}

void piece_clear(piece *p) {
  for (uint32_t i = 0; i < p->n; i++)
    free(p->items[i].error);
  p->n = 0;
  buf_clear(&p->bytes);
  file_map_close(&p->map);
}

void piece_free(piece *p) {
  piece_clear(p);
  buf_free(&p->bytes);
  free(p->items);
  *p = (piece){0};
}

str piece_bytes(const piece *p, const piece_item *item) {
  const char *base = p->map.map ? p->map.bytes.p : p->bytes.p;
  return (str){base ? base + item->beg : "", (uint32_t)item->len};
}

static bool blank(str line) {
  return str_trim(line).len == 0;
}

// Some lines of the open file; false when it is at its end.
static bool take_lines(source *s, piece *p) {
  while (p->bytes.len < PIECE_BYTES) {
    str line;
    dgm_error err;
    dgm_status status = lines_next(&s->lines, &line, &err);
    if (status)
      add_error(p, s->lines.number, &err);
    if (status == DGM_EIO || (!status && !line.p)) {
      lines_close(&s->lines);
      s->open = false;
      break;
    }
    if (status || blank(line))
      continue;
    add_item(p, s->lines.number, p->bytes.len, line.len);
    buf_add(&p->bytes, line);
    s->bytes += line.len;
  }
  return p->n > 0;
}

static bool open_lines(source *s, piece *p, const char *path) {
  dgm_error err;
  if (lines_open(&s->lines, path, PAGE_MAX, &err)) {
    add_error(p, 0, &err);
    return true;
  }
  s->open = true;
  return take_lines(s, p);
}

// Standard input of unknown kind: read whole, then looked at. JSONL lines are
// all in memory then; `--from jsonl` streams.
static bool take_stdin(source *s, piece *p) {
  dgm_error err;
  if (file_read(&p->bytes, "-", PAGE_MAX, &err)) {
    add_error(p, 0, &err);
    return true;
  }
  s->bytes += p->bytes.len;
  str rest = buf_str(&p->bytes);
  if (p->kind == INPUT_AUTO)
    p->kind = detect_input(rest, NULL);
  if (p->kind != INPUT_JSONL) {
    add_item(p, 0, 0, rest.len);
    return true;
  }
  for (uint32_t number = 1; rest.p; number++) {
    str line = str_cut(&rest, '\n');
    if (!blank(line))
      add_item(p, number, (size_t)(line.p - p->bytes.p), line.len);
  }
  return p->n > 0;
}

static bool take_file(source *s, piece *p) {
  dgm_error err;
  dgm_status status = file_map_open(&p->map, p->path, UINT32_MAX, &err);
  if (status) {
    add_error(p, 0, &err);
    return true;
  }
  if (p->kind == INPUT_AUTO)
    p->kind = detect_input(p->map.bytes, p->path);
  if (p->kind == INPUT_JSONL) {
    file_map_close(&p->map);
    return open_lines(s, p, p->path);
  }
  if (p->map.bytes.len > PAGE_MAX) {
    error_at(&err, DGM_ELIMIT, p->path, 0, 0,
             "is larger than the limit of 64 MB for one document");
    add_error(p, 0, &err);
    return true;
  }
  s->bytes += p->map.bytes.len;
  add_item(p, 0, 0, p->map.bytes.len);
  return true;
}

static bool take_path(source *s, piece *p) {
  const char *path = s->options->paths[s->at++];
  bool is_stdin = str_eq(str_of(path), S("-"));
  p->path = path;
  p->kind = s->options->from;
  if (p->kind == INPUT_JSONL)
    return open_lines(s, p, path);
  return is_stdin ? take_stdin(s, p) : take_file(s, p);
}

bool source_next(source *s, piece *p) {
  piece_clear(p);
  if (s->open) {
    p->path = s->options->paths[s->at - 1];
    p->kind = INPUT_JSONL;
    if (take_lines(s, p))
      return true;
  }
  while (s->at < s->options->n_paths)
    if (take_path(s, p))
      return true;
  return false;
}
