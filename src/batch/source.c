#include "batch/source.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define NOT_THERE SIZE_MAX

// A piece that held a document larger than this gives its memory back.
enum { KEPT_BYTES = 4 << 20 };

// Items of a piece: tiny documents and errors have few bytes.
enum { PIECE_ITEMS = 4096 };

static bool is_full(const piece *p) {
  return p->bytes.len >= PIECE_BYTES || p->n >= PIECE_ITEMS;
}

static bool is_folder(const char *path, uint64_t *size) {
  struct stat st;
  bool there = stat(path, &st) == 0;
  *size = there && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
  return there && S_ISDIR(st.st_mode);
}

static uint64_t size_of_folder(const char *folder) {
  walk w;
  const char *path;
  uint64_t sum = 0, size;
  if (walk_open(&w, folder, NULL))
    return 0;
  for (;;) {
    dgm_status status = walk_next(&w, &path, NULL);
    if (status)
      continue;
    if (!path)
      break;
    is_folder(path, &size);
    sum += size;
  }
  walk_close(&w);
  return sum;
}

void source_open(source *s, const batch_options *options) {
  *s = (source){.options = options};
  for (uint32_t i = 0; options->progress && i < options->n_paths; i++) {
    uint64_t size;
    bool folder = is_folder(options->paths[i], &size);
    s->expected += folder ? size_of_folder(options->paths[i]) : size;
  }
}

static void close_file(source *s) {
  if (s->open)
    s->before += reader_bytes(s->open);
  reader_close(s->open);
  s->open = NULL;
}

void source_close(source *s) {
  close_file(s);
  walk_close(&s->folder);
  *s = (source){0};
}

uint64_t source_bytes(const source *s) {
  return s->before + (s->open ? reader_bytes(s->open) : 0);
}

static piece_item *add_item(piece *p) {
  if (p->n == p->cap) {
    p->cap = p->cap ? p->cap * 2 : 16;
    piece_item *items = realloc(p->items, p->cap * sizeof *items);
    if (!items) {
      fputs("dragoman: out of memory\n", stderr);
      exit(3);
    }
    p->items = items;
  }
  piece_item *item = &p->items[p->n++];
  *item = (piece_item){.name = NOT_THERE};
  for (uint32_t i = 0; i < N_FIELDS; i++)
    item->field[i].beg = NOT_THERE;
  return item;
}

static void add_error(piece *p, const dgm_error *err) {
  piece_item *item = add_item(p);
  item->error = malloc(sizeof *err);
  if (item->error)
    *item->error = *err;
}

static void add_record(piece *p, const record *r, const char *name) {
  piece_item *item = add_item(p);
  str z = str_of(name);
  item->kind = r->kind;
  item->line = r->line;
  item->place = r->place;
  item->name = p->bytes.len;
  buf_add(&p->bytes, z);
  buf_byte(&p->bytes, 0);
  for (uint32_t i = 0; i < N_FIELDS; i++) {
    if (!r->field[i].p)
      continue;
    item->field[i] = (piece_part){p->bytes.len, r->field[i].len};
    buf_add(&p->bytes, r->field[i]);
  }
}

void piece_clear(piece *p) {
  for (uint32_t i = 0; i < p->n; i++)
    free(p->items[i].error);
  p->n = 0;
  if (p->bytes.cap > KEPT_BYTES)
    buf_free(&p->bytes);
  buf_clear(&p->bytes);
}

void piece_free(piece *p) {
  piece_clear(p);
  buf_free(&p->bytes);
  free(p->items);
  *p = (piece){0};
}

batch_item piece_get(const piece *p, uint32_t i) {
  const piece_item *item = &p->items[i];
  batch_item out = {.path =
                        item->name == NOT_THERE ? "" : p->bytes.p + item->name,
                    .line = item->line,
                    .kind = item->kind};
  out.record.kind = item->kind;
  out.record.line = item->line;
  out.record.place = item->place;
  for (uint32_t f = 0; f < N_FIELDS; f++)
    if (item->field[f].beg != NOT_THERE)
      out.record.field[f] =
          (str){p->bytes.p + item->field[f].beg, item->field[f].len};
  out.bytes = out.record.field[FIELD_TEXT];
  return out;
}

// Some documents of the open file; at its end it is closed.
static void take_documents(source *s, piece *p) {
  while (s->open && !is_full(p)) {
    record r;
    dgm_error err;
    dgm_status status = reader_next(s->open, &r, &err);
    if (status)
      add_error(p, &err);
    else if (r.field[FIELD_TEXT].p)
      add_record(p, &r, reader_name(s->open, &r));
    if (status == DGM_EIO || (!status && !r.field[FIELD_TEXT].p))
      close_file(s);
  }
}

static void open_file(source *s, piece *p, const char *path) {
  dgm_error err;
  if (reader_open(&s->open, path, &s->options->reading, &err))
    add_error(p, &err);
}

static void open_folder(source *s, piece *p, const char *path) {
  dgm_error err;
  dgm_status status = walk_open(&s->folder, path, &err);
  s->in_folder = !status;
  if (!status && !s->folder.levels[0].n)
    status = error_at(&err, DGM_EIO, path, 0, 0, "the folder holds no files");
  if (status)
    add_error(p, &err);
}

// Opens the next file there is; false at the end of all paths.
static bool open_next(source *s, piece *p) {
  if (s->in_folder) {
    const char *path;
    dgm_error err;
    dgm_status status = walk_next(&s->folder, &path, &err);
    if (status)
      add_error(p, &err);
    else if (path)
      open_file(s, p, path);
    else {
      walk_close(&s->folder);
      s->in_folder = false;
    }
    return true;
  }
  if (s->at == s->options->n_paths)
    return false;
  const char *path = s->options->paths[s->at++];
  uint64_t size;
  if (is_folder(path, &size))
    open_folder(s, p, path);
  else
    open_file(s, p, path);
  return true;
}

bool source_next(source *s, piece *p) {
  piece_clear(p);
  while (!is_full(p)) {
    if (s->open)
      take_documents(s, p);
    else if (!open_next(s, p))
      break;
  }
  return p->n > 0;
}
