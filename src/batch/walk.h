#ifndef BATCH_WALK_H
#define BATCH_WALK_H

// The files of a folder and of the folders in it, sorted by name: names of one
// folder a level are in memory, never those of the whole tree.
//
// Hidden files and folders (".x") are stepped over; links to files are
// followed, links to folders are not, so a walk ends.

#include "base/buf.h"
#include "base/error.h"

enum { WALK_DEPTH = 64 }; // folders within each other; PATH_MAX allows few more

typedef struct {
  char **names;
  uint32_t n, at;
  size_t len; // of the path up to this folder
} walk_level;

typedef struct {
  buf path;
  walk_level levels[WALK_DEPTH];
  uint32_t depth;
} walk;

// Begins with a folder. DGM_EIO: it cannot be read.
dgm_status walk_open(walk *w, const char *folder, dgm_error *err);

// The next file, NUL-terminated, until the next call; NULL at the end. DGM_EIO,
// DGM_ELIMIT: a folder is skipped, the next call goes on behind it.
dgm_status walk_next(walk *w, const char **path, dgm_error *err);
void walk_close(walk *w);

#endif
