#ifndef INGEST_DETECT_H
#define INGEST_DETECT_H

// What kind of file is it? By content first, by name where content is silent.

#include "base/error.h"

typedef enum {
  INPUT_AUTO, // not yet known
  // One document
  INPUT_HTML,
  INPUT_TEXT,     // also where nothing else fits
  INPUT_CLEAN,    // text without chrome: a field of a table, an export
  INPUT_SENTENCE, // one sentence
  INPUT_JSONL,    // a line of JSON
  INPUT_CONLLU,
  // Many documents
  INPUT_CSV, // and TSV
  INPUT_WARC,
  INPUT_ZIP,
  INPUT_TAR,
  INPUT_FEED, // RSS, Atom
  INPUT_NEXIS,
  INPUT_FACTIVA,
  INPUT_PROQUEST,
  INPUT_PETRARCH, // XML
} input_kind;

// Bytes that are looked at: a page's head may open with long comments, an
// export with a table of contents.
enum { DETECT_BYTES = 16 << 10 };

// Looks at the first bytes and the name (may be NULL); never INPUT_AUTO.
input_kind detect_input(str bytes, const char *name);

// Archives, which say so in their first 512 bytes; INPUT_AUTO: none.
input_kind detect_archive(str bytes);

// Refuses what is not text, saying what it is: DGM_EFORMAT. path may be NULL.
dgm_status detect_binary(str bytes, const char *path, dgm_error *err);

// A name of --from ("warc"); INPUT_AUTO with *known false when it is none.
input_kind detect_named(str name, bool *known);

// All names of --from: "auto, html, …", for messages.
extern const char detect_names[];

#endif
