#include "batch/walk.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void *checked(void *p) {
  if (!p) {
    fputs("dragoman: out of memory\n", stderr);
    exit(3);
  }
  return p;
}

static void add_name(walk_level *l, uint32_t *cap, const char *name) {
  size_t size = strlen(name) + 1;
  if (l->n == *cap) {
    *cap = *cap ? *cap * 2 : 64;
    l->names = checked(realloc(l->names, *cap * sizeof *l->names));
  }
  l->names[l->n++] = memcpy(checked(malloc(size)), name, size);
}

// Sets the path to the first len bytes of it and a name, NUL-terminated.
static void set_path(walk *w, size_t len, const char *name) {
  w->path.len = len;
  if (name) {
    buf_add(&w->path, len && w->path.p[len - 1] == '/' ? S("") : S("/"));
    buf_add(&w->path, str_of(name));
  }
  buf_byte(&w->path, 0);
}

// Opens the folder that the path names.
static dgm_status enter(walk *w, dgm_error *err) {
  if (w->depth == WALK_DEPTH)
    return error_at(err, DGM_ELIMIT, w->path.p, 0, 0,
                    "folders are nested deeper than %d", WALK_DEPTH);
  DIR *folder = opendir(w->path.p);
  if (!folder)
    return error_at(err, DGM_EIO, w->path.p, 0, 0, "cannot read: %s",
                    strerror(errno));
  walk_level *l = &w->levels[w->depth++];
  uint32_t cap = 0;
  *l = (walk_level){.len = w->path.len - 1};
  for (struct dirent *e; (e = readdir(folder));)
    if (e->d_name[0] != '.')
      add_name(l, &cap, e->d_name);
  closedir(folder);
  if (l->n)
    qsort(l->names, l->n, sizeof *l->names, by_name);
  return DGM_OK;
}

static void leave(walk *w) {
  walk_level *l = &w->levels[--w->depth];
  for (uint32_t i = l->at; i < l->n; i++)
    free(l->names[i]);
  free(l->names);
}

dgm_status walk_open(walk *w, const char *folder, dgm_error *err) {
  *w = (walk){0};
  buf_add(&w->path, str_of(folder));
  buf_byte(&w->path, 0);
  return enter(w, err);
}

void walk_close(walk *w) {
  while (w->depth)
    leave(w);
  buf_free(&w->path);
}

dgm_status walk_next(walk *w, const char **path, dgm_error *err) {
  *path = NULL;
  while (w->depth) {
    walk_level *l = &w->levels[w->depth - 1];
    if (l->at == l->n) {
      leave(w);
      continue;
    }
    struct stat st;
    char *name = l->names[l->at++];
    set_path(w, l->len, name);
    free(name);
    if (lstat(w->path.p, &st) != 0)
      continue; // gone since
    if (S_ISDIR(st.st_mode)) {
      dgm_status status = enter(w, err);
      if (status)
        return status;
      continue;
    }
    if (stat(w->path.p, &st) == 0 && S_ISREG(st.st_mode)) {
      *path = w->path.p;
      return DGM_OK;
    }
  }
  return DGM_OK;
}
