#ifndef STORE_KIN_H
#define STORE_KIN_H

// Copies, stories and happenings of a store: src/story on one side, the tables
// on the other. The dossiers of all documents are in the store, so that what
// was known of them is known again when more are loaded; one that was erased
// leaves its groups to those who stay.

#include "store/posting.h"
#include "store/record.h"
#include "story/number_map.h"
#include "story/stories.h"

typedef struct {
  uint32_t *at, cap; // heap
} kin_numbers;

typedef struct {
  store *s;
  postings *post; // the writer's
  stories *known;
  number_map story_rows;      // by the first 64 bits of their hex
  kin_numbers happening_rows; // by stories_event.number; 0: none yet
  kin_numbers sources;        // of a happening, by row
  uint32_t *first_event;      // by number of the document in `known`
  uint32_t cap;
  uint32_t newest_happening; // row
  sqlite3_stmt *add_story, *find_story, *add_happening, *set_sources,
      *find_name;
  arena m;
} kinship;

// Reads the dossiers that are in the store; about a second for 20,000.
dgm_status kin_open(kinship *k, store *s, postings *post, dgm_error *err);
void kin_close(kinship *k);

typedef struct {
  uint32_t story;       // row
  int64_t copy_of;      // row of a document, 0: none
  uint32_t containment; // thousandths
  uint32_t first;       // number of its first event for kin_event
} kin_answer;

// Adds a document that has a dossier.
dgm_status kin_add(kinship *k, const record_document *d, kin_answer *out,
                   dgm_error *err);

// The happening of the n-th event of that document: its row; *twin says that it
// was known before the document came.
dgm_status kin_event(kinship *k, const kin_answer *of, uint32_t n,
                     uint32_t newest_before, uint32_t *happening, bool *twin,
                     dgm_error *err);

#endif
