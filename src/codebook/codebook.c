// Reads MANIFEST, then every file that it names, in the order in which the
// tables need each other: the scheme, words, names, rules.

#include "codebook/codebook.h"
#include "base/file.h"
#include "base/hash.h"
#include "codebook/overlay.h"
#include <stdio.h>
#include <stdlib.h>

// A codebook file is at most 64 MB, as any input (design, command line); the
// largest, world/gazetteer.dgg, has 6.7 MB.
enum { FILE_LIMIT = 64 << 20 };

// The whole codebook in memory takes about 20 MB; an overlay with a million
// rows takes ten times that.
static const size_t MEMORY_LIMIT = (size_t)1 << 30;

typedef struct {
  codebook *cb;
  reporter *errors;
  hasher hash;
  VEC(source_file) files;
  VEC(uint32_t) folders; // of each file
  bool page_only;        // codebook_open_page
  bool gone; // a file cannot be read: what builds on it would only seem wrong
} loader;

static const char *join(arena *m, const char *folder, str name) {
  size_t len = strlen(folder);
  char *path = arena_raw(m, len + name.len + 2);
  memcpy(path, folder, len);
  path[len] = '/';
  memcpy(path + len + 1, name.p, name.len);
  path[len + 1 + name.len] = 0;
  return path;
}

// Reads a file into the codebook's arena; false with an error reported.
static bool read_file(loader *l, source_file *out, const char *folder,
                      str name) {
  file_map f;
  dgm_error err;
  out->path = join(&l->cb->m, folder, name);
  out->name = name;
  if (file_map_open(&f, out->path, FILE_LIMIT, &err) != DGM_OK) {
    report_error(l->errors, &err);
    l->gone = true;
    return false;
  }
  out->bytes = arena_copy(&l->cb->m, f.bytes);
  file_map_close(&f);
  return true;
}

// The map of the world stays where it is; a later one takes its place.
static void map_world(loader *l, const char *folder, str name) {
  codebook *cb = l->cb;
  dgm_error err;
  const char *path = join(&cb->m, folder, name);
  uint32_t before = l->errors->n;
  file_map_close(&cb->map);
  if (file_map_open(&cb->map, path, FILE_LIMIT, &err) != DGM_OK)
    report_error(l->errors, &err);
  else if (gazetteer_open(&cb->names.map, cb->map.bytes, &err) != DGM_OK)
    report_at(l->errors, path, 1, 1, "%s", err.text);
  l->gone |= l->errors->n > before;
  hasher_add(&l->hash, name);
  hasher_add(&l->hash, cb->map.bytes);
}

// A path that leaves the folder would read files the user did not name.
static bool is_inside(str name) {
  return name.p[0] != '/' && str_find(name, S("..")) == UINT32_MAX;
}

// "off NAME" in a MANIFEST: forgets files of the folders before it.
static bool drop_files(loader *l, str off, uint32_t number) {
  uint32_t n = 0, before = l->files.n;
  for (uint32_t i = 0; i < before; i++) {
    if (l->folders.at[i] < number && overlay_drops(off, l->files.at[i].name))
      continue;
    l->files.at[n] = l->files.at[i];
    l->folders.at[n++] = l->folders.at[i];
  }
  l->files.n = l->folders.n = n;
  hasher_add(&l->hash, off);
  return n < before;
}

static void read_named(loader *l, const char *folder, uint32_t number,
                       str name) {
  source_file file;
  if (l->page_only && !chrome_reads(name))
    return;
  if (str_eq(name, S("world/gazetteer.dgg"))) {
    map_world(l, folder, name);
  } else if (read_file(l, &file, folder, name)) {
    hasher_add(&l->hash, file.name);
    hasher_add(&l->hash, file.bytes);
    *vec_push(&l->cb->m, &l->files) = file;
    *vec_push(&l->cb->m, &l->folders) = number;
  }
}

static void read_folder(loader *l, const char *folder, uint32_t number,
                        const source_file *manifest) {
  uint32_t line = 0;
  for (str rest = manifest->bytes; rest.p;) {
    str name = str_trim(str_cut(&rest, '\n'));
    line++;
    if (!name.len || name.p[0] == '#' || str_eq(name, S("alone")))
      continue;
    str off = overlay_off(name);
    if (off.len) {
      if (!drop_files(l, off, number) && !l->page_only)
        report_at(l->errors, manifest->path, line, 5,
                  "no earlier folder has such a file to switch off");
    } else if (!is_inside(name)) {
      report_at(
          l->errors, manifest->path, line, 1,
          "a file of the codebook is named by its path inside the folder");
    } else {
      read_named(l, folder, number, name);
    }
  }
}

// Folders before one that stands alone are not read.
static void read_folders(loader *l, const char *const *folders, uint32_t n) {
  source_file *manifests = arena_new(&l->cb->m, source_file, n);
  uint32_t first = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (!read_file(l, &manifests[i], folders[i], S("MANIFEST")))
      return;
    if (overlay_alone(manifests[i].bytes))
      first = i;
  }
  for (uint32_t i = first; i < n; i++)
    read_folder(l, folders[i], i, &manifests[i]);
  if (l->files.n)
    overlay_rows(&l->cb->m, l->files.at, l->folders.at, l->files.n, l->errors);
}

static void read_words(loader *l) {
  codebook *cb = l->cb;
  grammar_read(&cb->grammar, &cb->words, l->files.at, l->files.n, l->errors);
  lexicon_close(&cb->words);
}

static void read_forms(loader *l) {
  codebook *cb = l->cb;
  for (uint32_t i = 0; i < l->files.n; i++)
    if (segment_words_reads(l->files.at[i].name))
      segment_words_read(&cb->segment, &cb->m, &l->files.at[i], l->errors);
  for (uint32_t i = 0; i < l->files.n; i++)
    form_tables_read(&cb->forms, &cb->m, &l->files.at[i], l->errors);
}

// The scheme's tables first, rules last; see rules_rank.
static void read_rules(loader *l) {
  for (uint32_t rank = 0; rank < RULE_FILE_RANKS; rank++)
    for (uint32_t i = 0; i < l->files.n; i++)
      if (rules_rank(l->files.at[i].name) == rank)
        rules_read(&l->cb->rules, &l->cb->words, &l->files.at[i],
                   l->folders.at[i], l->errors);
}

// The folder beside world/, named after its language (ISO 639).
static void find_language(loader *l) {
  for (uint32_t i = 0; i < l->files.n; i++) {
    str rest = l->files.at[i].name, folder = str_cut(&rest, '/');
    if (rest.p && !str_eq(folder, S("world")))
      l->cb->language = folder;
  }
}

static void check_strays(loader *l) {
  for (uint32_t i = 0; i < l->files.n; i++) {
    str name = l->files.at[i].name;
    if (!grammar_reads(name) && !names_reads(name) &&
        !segment_words_reads(name) && !form_tables_reads(name) &&
        !chrome_reads(name) && rules_rank(name) == NO_VALUE)
      report_at(l->errors, l->files.at[i].path, 1, 1,
                "no reader knows a codebook file of this name");
  }
}

static void read_chrome(loader *l) {
  for (uint32_t i = 0; i < l->files.n; i++)
    chrome_read(&l->cb->page, &l->cb->m, &l->files.at[i], l->errors);
}

static void load_page(loader *l) {
  find_language(l);
  read_chrome(l);
}

static void load(loader *l) {
  codebook *cb = l->cb;
  check_strays(l);
  find_language(l);
  read_words(l);
  read_forms(l);
  read_chrome(l);
  names_load(&cb->names, &cb->m, l->files.at, l->files.n, l->errors);
  read_rules(l);
  grammar_close(&cb->grammar, &cb->words);
  rules_close(&cb->rules, &cb->words);
  hasher_hex(&l->hash, cb->hash);
}

static dgm_status open_folders(codebook **out, const char *const *folders,
                               uint32_t n, bool page_only, dgm_report report,
                               void *context, dgm_error *err) {
  reporter errors = {.sink = report, .context = context};
  codebook *cb = calloc(1, sizeof *cb);
  *out = NULL;
  if (!cb)
    return error_set(err, DGM_ELIMIT, "out of memory");
  arena_init(&cb->m, MEMORY_LIMIT);
  cb->words.m = &cb->m;
  rules_init(&cb->rules, &cb->m);
  loader l = {.cb = cb, .errors = &errors, .page_only = page_only};
  hasher_init(&l.hash);
  read_folders(&l, folders, n);
  if (!l.gone && page_only)
    load_page(&l);
  else if (!l.gone)
    load(&l);
  if (errors.n) {
    codebook_free(cb);
    if (err)
      *err = errors.first;
    return errors.first.status;
  }
  *out = cb;
  return DGM_OK;
}

dgm_status codebook_open_all(codebook **out, const char *const *folders,
                             uint32_t n, dgm_report report, void *context,
                             dgm_error *err) {
  return open_folders(out, folders, n, false, report, context, err);
}

dgm_status codebook_open_page(codebook **out, const char *const *folders,
                              uint32_t n, dgm_report report, void *context,
                              dgm_error *err) {
  return open_folders(out, folders, n, true, report, context, err);
}

dgm_status codebook_open(codebook **out, const char *folder, dgm_report report,
                         void *context, dgm_error *err) {
  return codebook_open_all(out, &folder, 1, report, context, err);
}

void codebook_free(codebook *cb) {
  if (!cb)
    return;
  arena_close(&cb->m);
  file_map_close(&cb->map);
  free(cb);
}
