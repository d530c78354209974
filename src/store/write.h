#ifndef STORE_WRITE_H
#define STORE_WRITE_H

// Adding documents to a store, on one thread.
//
//   store_writer *w;
//   store_writer_open(&w, s, &run, &err);
//   store_writer_add(w, &document, &what, &err);   // as often as needed
//   store_writer_close(w, &err);                   // commits
//
// What store_writer_commit has committed outlives the process; a document is
// there whole or not at all. After an error close the writer.

#include "store/record.h"
#include "store/store.h"
#include "story/number_map.h"

typedef struct store_writer store_writer;

// The pages that need not be read again: those that are there, and those that
// were erased. `again` leaves the erased out. Read-only, for any thread.
typedef struct {
  number_map pages;
} known_pages;
dgm_status known_pages_open(known_pages *out, store *s, bool again,
                            dgm_error *err);
bool known_pages_have(const known_pages *k, uint64_t page);
void known_pages_close(known_pages *k);

typedef struct {
  str run;             // 12 hex digits: what codes these documents
  str codebook, model; // their names
  day today;           // when documents without a date become known
  bool again;          // add also what was erased
} store_writer_options;

typedef enum {
  WRITE_ADDED,
  WRITE_KNOWN,    // the same id, text and facts are there
  WRITE_NEW_TEXT, // added; of its texts the latest known counts
  WRITE_ERASED,   // was erased; not added
} write_result;

// Reads what must be known of the documents that are there.
dgm_status store_writer_open(store_writer **out, store *s,
                             const store_writer_options *o, dgm_error *err);

dgm_status store_writer_add(store_writer *w, const record_document *d,
                            write_result *out, dgm_error *err);

// Commits when enough waits: some thousand events, or a second's work.
dgm_status store_writer_pause(store_writer *w, dgm_error *err);
dgm_status store_writer_commit(store_writer *w, dgm_error *err);

// Commits and frees; after an error rolls back. NULL is allowed.
dgm_status store_writer_close(store_writer *w, dgm_error *err);

#endif
