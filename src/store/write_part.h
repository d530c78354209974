#ifndef STORE_WRITE_PART_H
#define STORE_WRITE_PART_H

// What the files that write documents share; for no one else.

#include "store/intern.h"
#include "store/kin.h"
#include "store/posting.h"
#include "store/uses.h"
#include "store/write.h"

// ORDER HIDDEN: why an event is left out of counts; bits of event.hidden.
enum {
  HIDDEN_TEXT = 1, // a newer text of the page is there
  HIDDEN_RUN = 2,  // it was coded again
  HIDDEN_COPY = 4, // a copy tells what was told before
  HIDDEN_SUPERSEDED = HIDDEN_TEXT | HIDDEN_RUN
};

// Parties and places of an event that queries find; more are a list of guests.
enum { TIES_MOST = 64 };

enum { NO_SCORE = -1000 }; // of event.score, in tenths: below Goldstein's -10

// ORDER WRITE_SQL: statements in write.c
typedef enum {
  SQL_DOCUMENT,
  SQL_PAGE,
  SQL_WORDS,
  SQL_DOSSIER,
  SQL_REJECT,
  SQL_EVENT,
  SQL_EVENT_JSON,
  SQL_SAME_NAME,
  SQL_SEEN,
  SQL_VERSIONS,
  SQL_CHAIN,
  SQL_HIDDEN,
  SQL_HIDE,
  N_WRITE_SQL
} write_sql;

struct store_writer {
  store *s;
  store_writer_options o;
  interns words;
  kinship kin;
  postings post;
  event_uses uses;
  buf ties;        // of the event that is being added
  uint32_t outlet; // row of `word`; of its document
  sqlite3_stmt *sql[N_WRITE_SQL];
  int64_t run, next_event, next_document;
  int64_t version; // of the file, as long as nobody else writes to it
  bool open;       // a transaction is
  uint32_t events; // in it
  int64_t since_ms;
};

dgm_status write_use(store_writer *w, write_sql which, sqlite3_stmt **out,
                     dgm_error *err);

// What store_writer_add and recoding have in common: events, rejects, dossier.
// Sets *first to the first event's row.
dgm_status write_events(store_writer *w, int64_t document,
                        const record_document *d, const kin_answer *of,
                        uint32_t newest_before, uint32_t hidden, int64_t *first,
                        dgm_error *err);
dgm_status write_rejects(store_writer *w, int64_t document,
                         const record_document *d, dgm_error *err);
dgm_status write_dossier(store_writer *w, int64_t document,
                         const record_document *d, dgm_error *err);

// Sets and clears bits of `hidden` of n events from `first` on.
dgm_status write_hide(store_writer *w, int64_t first, int64_t n, uint32_t set,
                      uint32_t clear, dgm_error *err);

// Puts the versions of a page in the order in which they became known.
dgm_status write_chain(store_writer *w, str name, dgm_error *err);

// Begins a transaction where none is open.
dgm_status write_begin(store_writer *w, dgm_error *err);

#endif
