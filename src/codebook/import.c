#include "codebook/import_line.h"

static const char *const paths[N_IMPORT_OUT] = {"en/actors.tsv",
                                                "en/roles.tsv",
                                                "en/words/classes.tsv",
                                                "en/rules/imported.rules",
                                                "en/rules/discards.rules",
                                                "world/cameo.tsv",
                                                "MANIFEST"};

const char *import_path(import_out which) {
  return paths[which];
}

static bool has(str text, const char *word) {
  return str_find(text, str_of(word)) != UINT32_MAX;
}

// The name of the file without its folder.
static str base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return str_of(slash ? slash + 1 : path);
}

// Lines that only one kind of dictionary has.
static import_kind kind_of_line(str line) {
  if (str_starts(line, S("---")) ||
      (str_starts(line, S("- ")) && has(line, "*")))
    return IMPORT_VERBS;
  if (has(line, "[~") || has(line, "~]"))
    return IMPORT_AGENTS;
  return has(line, "_[") || has(line, "_\t[") || has(line, "_ [")
             ? IMPORT_ACTORS
             : IMPORT_NONE;
}

import_kind import_kind_of(const source_file *file) {
  static const char *const names[] = {"", "actor", "agent", "verb", "discard"};
  str base = base_name(file->path);
  if (str_ends(base, S(".jsonl")) || str_ends(base, S(".md")))
    return IMPORT_NONE;
  for (int i = IMPORT_ACTORS; i <= IMPORT_DISCARDS; i++)
    if (has(base, names[i]))
      return (import_kind)i;
  for (str rest = file->bytes; rest.p;) {
    import_kind kind = kind_of_line(str_trim(str_cut(&rest, '\n')));
    if (kind != IMPORT_NONE)
      return kind;
  }
  return IMPORT_NONE;
}

void import_open(importer *d, arena *m, const scheme *ours, reporter *errors) {
  static const char *const heads[N_IMPORT_OUT] = {
      "form\tcode\tfrom\tto\n",
      "form\tsector\tkind\tflags\tsame\tcode\n",
      "class\tmember\n",
      "",
      "",
      "code\ttype\tmode\tcontexts\tscore\n",
      ""};
  *d = (importer){.m = m, .ours = ours, .errors = errors};
  for (int i = 0; i < N_IMPORT_OUT; i++)
    buf_add(&d->out[i], str_of(heads[i]));
}

void import_read(importer *d, const source_file *file, import_kind kind) {
  static void (*const readers[])(import_reader *) = {
      NULL, import_actors, import_agents, import_verbs, import_discards};
  import_reader r = {.d = d, .file = file, .rest = file->bytes};
  if (kind == IMPORT_NONE)
    return;
  d->seen[kind] = true;
  readers[kind](&r);
}

// What of ours a dictionary of a kind takes the place of.
static const struct {
  import_kind kind;
  const char *off;
} replaced[] = {{IMPORT_ACTORS, "en/countries.tsv"},
                {IMPORT_ACTORS, "en/groups.tsv"},
                {IMPORT_ACTORS, "en/organisations.tsv"},
                {IMPORT_ACTORS, "en/people.tsv"},
                {IMPORT_ACTORS, "en/regions.tsv"},
                {IMPORT_ACTORS, "world/people.tsv"},
                {IMPORT_ACTORS, "world/places.tsv"},
                {IMPORT_AGENTS, "en/roles.tsv"},
                {IMPORT_VERBS, "en/rules/"},
                {IMPORT_VERBS, "en/confidence.tsv"}};

static const struct {
  import_kind kind;
  import_out out;
} needed[] = {
    {IMPORT_ACTORS, IMPORT_OUT_ACTORS},     {IMPORT_AGENTS, IMPORT_OUT_ROLES},
    {IMPORT_VERBS, IMPORT_OUT_CLASSES},     {IMPORT_VERBS, IMPORT_OUT_RULES},
    {IMPORT_DISCARDS, IMPORT_OUT_DISCARDS}, {IMPORT_VERBS, IMPORT_OUT_CODES}};

void import_close(importer *d) {
  buf *out = &d->out[IMPORT_OUT_MANIFEST];
  buf_add(out, S("# Written by `dragoman codebook import`. \"off\" leaves out "
                 "what of ours these files take the\n# place of; words, dates "
                 "and the map stay ours.\n"));
  for (size_t i = 0; i < sizeof replaced / sizeof *replaced; i++)
    if (d->seen[replaced[i].kind])
      buf_printf(out, "off %s\n", replaced[i].off);
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
    if (d->seen[needed[i].kind])
      buf_printf(out, "%s\n", paths[needed[i].out]);
    else
      buf_clear(&d->out[needed[i].out]);
  }
}

void import_free(importer *d) {
  for (int i = 0; i < N_IMPORT_OUT; i++)
    buf_free(&d->out[i]);
}
