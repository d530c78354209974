#include "cli/data.h"
#include "cli/command.h"
#include "codebook/codebook.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MODEL "models/en.dgm"

// A folder is ours when it holds a codebook; a build folder has one of that
// name with nothing to read in it.
static bool found(char *out, size_t room, const char *folder,
                  const char *name) {
  int n = snprintf(out, room, "%s/codebook/MANIFEST", folder);
  if (n <= 0 || (size_t)n >= room || access(out, R_OK) != 0)
    return false;
  n = snprintf(out, room, "%s/%s", folder, name);
  return n > 0 && (size_t)n < room;
}

// The program's own folder, then the ones above it: a build folder stands in
// the checkout, bin/ beside share/.
static bool near_program(char *out, size_t room, const char *name) {
  char folder[4096];
  ssize_t n = readlink("/proc/self/exe", folder, sizeof folder - 32);
  if (n <= 0)
    return false;
  folder[n] = 0;
  for (int up = 0; up < 4; up++) { // build/src/cli/dragoman is three deep
    char *slash = strrchr(folder, '/');
    if (!slash)
      return false;
    *slash = 0;
    if (found(out, room, folder, name))
      return true;
    char share[4200];
    snprintf(share, sizeof share, "%s/share/dragoman", folder);
    if (found(out, room, share, name))
      return true;
  }
  return false;
}

void data_path(char *out, size_t room, const char *name) {
  const char *home = getenv("DRAGOMAN_HOME");
  if (home) {
    snprintf(out, room, "%s/%s", home, name);
    return;
  }
  if (!near_program(out, room, name) &&
      !found(out, room, DRAGOMAN_DATA_DIR, name))
    snprintf(out, room, "%s/%s", DRAGOMAN_SOURCE_DIR, name);
}

static void report(void *context, const dgm_error *err) {
  (void)context;
  print_error(err);
}

bool data_add_codebook(const char **folders, const char *folder) {
  uint32_t n = 0;
  while (folders[n])
    n++;
  if (n == MAX_CODEBOOKS) {
    fprintf(stderr,
            "dragoman: at most %d folders can be given with "
            "--codebook\n",
            MAX_CODEBOOKS);
    return false;
  }
  folders[n] = folder;
  folders[n + 1] = NULL;
  return true;
}

uint32_t data_codebooks(const char *out[MAX_CODEBOOKS + 1], char *ours,
                        size_t room, const char *const *folders) {
  uint32_t n = 0;
  data_path(ours, room, "codebook");
  out[n++] = ours;
  while (folders && n <= MAX_CODEBOOKS && folders[n - 1]) {
    out[n] = folders[n - 1];
    n++;
  }
  return n;
}

bool data_open_page(data *out, const char *const *folders) {
  char path[4300];
  codebook_folders all;
  codebook *book;
  dgm_error err;
  *out = (data){0};
  uint32_t n = data_codebooks(all, path, sizeof path, folders);
  if (codebook_open_page(&book, all, n, report, NULL, &err))
    return false;
  out->book = (dgm_codebook *)(void *)book;
  return true;
}

bool data_open(data *out, const char *const *folders, const char *model) {
  char path[4300];
  codebook_folders all;
  dgm_error err;
  *out = (data){0};
  uint32_t n = data_codebooks(all, path, sizeof path, folders);
  if (dgm_codebook_open_all(&out->book, all, n, report, NULL, &err))
    return false;
  data_path(path, sizeof path, MODEL);
  if (dgm_model_open(&out->model, model ? model : path, &err)) {
    print_error(&err);
    data_close(out);
    return false;
  }
  return true;
}

void data_close(data *d) {
  dgm_model_free(d->model);
  dgm_codebook_free(d->book);
  *d = (data){0};
}

int print_version(void) {
  data d;
  dgm_coder *coder = NULL;
  dgm_error err;
  printf("dragoman %s, record %d\n", DGM_VERSION, DGM_RECORD);
  if (!data_open(&d, NULL, NULL))
    return EXIT_INTERNAL;
  if (dgm_coder_new(&coder, d.book, d.model, NULL, &err)) {
    print_error(&err);
    data_close(&d);
    return EXIT_INTERNAL;
  }
  dgm_str book = dgm_codebook_hash(d.book), model = dgm_model_name(d.model),
          run = dgm_coder_run(coder);
  printf("codebook %.12s\nmodel %.*s\nrun %.*s\n", book.p, (int)model.len,
         model.p, (int)run.len, run.p);
  dgm_coder_free(coder);
  data_close(&d);
  return EXIT_DONE;
}
