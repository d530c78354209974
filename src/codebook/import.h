#ifndef CODEBOOK_IMPORT_H
#define CODEBOOK_IMPORT_H

// Dictionaries of TABARI and PETRARCH as a codebook of ours.
//
// Actors become rows of en/actors.tsv, agents of en/roles.tsv, sets of synonyms
// and blocks of verbs classes, verbs and patterns rules with loose lines
// (rule_loose.h), discards DISCARD rules, codes that CAMEO does not have rows
// of world/cameo.tsv. The MANIFEST leaves out what of ours they replace.
//
//   importer d;
//   import_open(&d, &m, codes, &errors);
//   import_read(&d, &file, import_kind_of(&file));   // each file
//   import_close(&d);                                // d.out[…] are the files
//   import_free(&d);

#include "base/map.h"
#include "base/vec.h"
#include "codebook/scheme.h"

typedef enum {
  IMPORT_NONE, // no dictionary
  IMPORT_ACTORS,
  IMPORT_AGENTS,
  IMPORT_VERBS,
  IMPORT_DISCARDS,
} import_kind;

typedef enum {
  IMPORT_OUT_ACTORS,
  IMPORT_OUT_ROLES,
  IMPORT_OUT_CLASSES,
  IMPORT_OUT_RULES,
  IMPORT_OUT_DISCARDS,
  IMPORT_OUT_CODES,
  IMPORT_OUT_MANIFEST, // last: it names the others
  N_IMPORT_OUT
} import_out;

typedef struct {
  arena *m;
  const scheme *ours; // its codes need no row
  reporter *errors;
  buf out[N_IMPORT_OUT]; // files as bytes; empty: not needed
  bool seen[IMPORT_DISCARDS + 1];
  map codes, rules, sets, blocks; // names that are taken
  uint32_t n_actors, n_agents, n_verbs, n_patterns, n_discards;
} importer;

// What a file is, by its name ("actors", "agents", "verbs", "discards"), else
// by its first lines.
import_kind import_kind_of(const source_file *file);

// All memory is the arena's but d->out. Bytes of the files must outlive d.
void import_open(importer *d, arena *m, const scheme *ours, reporter *errors);

// Reads one dictionary. Lines that are malformed are reported and left out.
void import_read(importer *d, const source_file *file, import_kind kind);

void import_close(importer *d); // writes what needs all files
void import_free(importer *d);

// Path of an output file inside the codebook's folder.
const char *import_path(import_out which);

#endif
