#include "batch/codebook_import.h"
#include "base/file.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

// Dictionaries have some megabytes; the largest of TABARI had 8.
enum { DICTIONARY_LIMIT = 64 << 20 };

static const char MARK[] = "# Written by `dragoman codebook import`";

static dgm_status read_one(importer *d, const char *path, dgm_error *err) {
  file_map f;
  dgm_status status = file_map_open(&f, path, DICTIONARY_LIMIT, err);
  if (status)
    return status;
  source_file *file = arena_new(d->m, source_file, 1);
  str name = arena_copy(d->m, (str){path, (uint32_t)strlen(path) + 1});
  *file = (source_file){.path = name.p, .bytes = arena_copy(d->m, f.bytes)};
  file_map_close(&f);
  import_kind kind = import_kind_of(file);
  if (kind == IMPORT_NONE)
    fprintf(stderr, "dragoman: %s is no dictionary; left out\n", path);
  import_read(d, file, kind);
  return DGM_OK;
}

static int is_visible(const struct dirent *e) {
  return e->d_name[0] != '.';
}

dgm_status codebook_import_from(importer *d, const char *path, dgm_error *err) {
  struct stat st;
  struct dirent **names;
  if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
    return read_one(d, path, err);
  int n = scandir(path, &names, is_visible, alphasort);
  dgm_status status =
      n < 0 ? error_at(err, DGM_EIO, path, 0, 0, "cannot read the folder")
            : DGM_OK;
  for (int i = 0; i < n; i++) {
    char file[4700];
    snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
    if (!status && stat(file, &st) == 0 && S_ISREG(st.st_mode))
      status = read_one(d, file, err);
    free(names[i]);
  }
  if (n >= 0)
    free(names);
  return status;
}

dgm_status codebook_import_to(const importer *d, const char *folder,
                              dgm_error *err) {
  for (import_out i = 0; i < N_IMPORT_OUT; i++) {
    char path[4700];
    snprintf(path, sizeof path, "%s/%s", folder, import_path(i));
    dgm_status status =
        d->out[i].len ? file_write(path, buf_str(&d->out[i]), err) : DGM_OK;
    if (status)
      return status;
  }
  return DGM_OK;
}

bool codebook_import_free(const char *folder) {
  char path[4700];
  buf manifest = {0};
  snprintf(path, sizeof path, "%s/MANIFEST", folder);
  bool ok = file_read(&manifest, path, DICTIONARY_LIMIT, NULL) != DGM_OK ||
            str_starts(buf_str(&manifest), str_of(MARK));
  buf_free(&manifest);
  return ok;
}
