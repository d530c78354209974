#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

// Documents, and what a store holds in all; results and errors as in read.h.

#include "article/frame.h"
#include "base/date.h"
#include "base/vec.h"
#include "store/store.h"

typedef struct {
  str id, title, outlet;
  day published;
  str copy_of;          // id, p == NULL: none
  uint32_t containment; // thousandths
} story_document;

typedef struct {
  int64_t row;
  str id, json; // json: the record's "document" object
  str text;     // p == NULL: the store keeps hashes only
  str removed; // JSON: [{"at":[beg,end],"text":…,"why":…}], bytes of the page
  str rejects; // JSON: a list of the objects of `code --rejects`
  str run;     // that coded it
  str title, url, outlet, byline, section, language;
  day published, modified, known;
  uint32_t title_len;   // bytes of text that are the title
  span dateline;        // bytes of text
  day dateline_day;     // NO_DAY: none
  bool sentence, coded; // one sentence; in a language with a codebook
  str supersedes;       // the version before, as read_document takes it
  str superseded_by;    // the version behind; p == NULL: none
  str text_hash;
  str copy_of;                // id
  uint32_t containment;       // thousandths
  str story;                  // hex, p == NULL: none
  VEC(story_document) family; // documents of its story, by day, at most 200
  VEC(str) events;            // JSON, in text order
} document;

// A document by its id: the newest version; "ID@" and the first 12 digits of a
// text_hash name another. *found false: there is none.
dgm_status read_document(store *s, arena *m, str id, document *out, bool *found,
                         dgm_error *err);

typedef struct {
  int64_t documents, events; // not superseded
  day first, last;           // days of events; NO_DAY: none
  bool bulk;                 // a first load is under way
} store_facts;

dgm_status read_facts(store *s, store_facts *out, dgm_error *err);

#endif
