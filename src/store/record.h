#ifndef STORE_RECORD_H
#define STORE_RECORD_H

// What is stored of a document: made of a finished article on any thread,
// handed to the one that writes as bytes, and added by it (write.h).

#include "article/article.h"
#include "base/buf.h"
#include "base/error.h"
#include "codebook/codebook.h"
#include "model/model.h"
#include <dragoman.h>

typedef struct {
  bool no_text;      // keep hashes and offsets, no words of the page
  bool name_private; // name persons who hold no office too
  bool coded;        // the language has a codebook; events are there
  bool no_stories;   // no dossier: copies and stories are not looked for
  uint64_t page;     // hash of the input, by which it is known again
  day fetched;       // when an archive took it, NO_DAY: unknown
} record_options;

// ORDER TIE_KIND: query_sql.c and docs/store.md
typedef enum {
  TIE_ACTOR,
  TIE_RECIPIENT,
  TIE_SPEAKER,
  TIE_PLACE,     // it happened there
  TIE_MENTIONED, // a place of its sentence
} tie_kind;

// A party, with everything that a query may ask for.
typedef struct {
  str name, entity, country, org, role, code; // p == NULL: null
  str node;    // what it is in a network of states and organisations
  str sectors; // ";GOV;MIL;", p == NULL: none
} record_actor;

typedef struct {
  str name, country, admin1, precision;
  double lat, lon;
  bool located;
  uint64_t geonameid;
} record_place;

typedef struct {
  tie_kind kind;
  record_actor actor; // of the first three kinds
  record_place place; // of the others
} record_tie;

typedef struct {
  str json;            // up to the key "document"
  str id, anchor;      // 32 hex digits each
  str type, cameo;     // p == NULL: null
  str modes, contexts; // ";visit;", p == NULL: none
  str rule;
  day beg, last; // NO_DAY: open
  uint8_t precision, factuality, quad;
  uint8_t kind; // 0 the outlet's own words, 1 claimed, 2 denied
  bool background, scored;
  int32_t score, confidence; // tenths, hundredths
  VEC(record_tie) ties;
} record_event;

typedef struct {
  str id, text_hash, json; // json: the record's object "document"
  str title, url, outlet, language, byline, section;
  str text;             // p == NULL: not kept
  str removed, rejects; // JSON lists
  str dossier;          // bytes; empty: none
  day published, modified, fetched, dateline_day;
  uint32_t title_len, n_rejects;
  span dateline;
  bool sentence, coded;
  uint64_t page;
  VEC(record_event) events;
} record_document;

// Reads a finished article; everything lives in its arena. `scratch` is emptied
// and used. Cannot fail.
void record_make(record_document *out, article *a, const codebook *cb,
                 const model *m, const record_options *how, buf *scratch);

// Appends the document as bytes for a thread of the same process.
void record_write(buf *out, const record_document *d);

// Reads one document off the front of *bytes; strings are borrowed, lists are
// in m.
void record_take(record_document *out, arena *m, str *bytes);

#endif
