#ifndef STORE_POSTING_H
#define STORE_POSTING_H

// From a number that events have (a day, a party, a hash of an id) to the rows
// of those events. SQLite's own indexes cost a search and a row of their own
// for each of the sixteen numbers of an event; here what a transaction adds is
// sorted once and written as one part of a few leaves, and parts of a size are
// merged when there are eight of them, so that a number costs a hundredth of
// that. All of it is in tables of the store and commits with the events.

#include "base/vec.h"
#include "store/db.h"

// ORDER POSTING_KIND: numbers are in files; never change one. The first five
// are tie_kind.
typedef enum {
  POST_ACTOR,
  POST_RECIPIENT,
  POST_SPEAKER,
  POST_PLACE,
  POST_MENTIONED,
  POST_KEY, // of the event's id (db_key)
  POST_ANCHOR,
  POST_DAY,  // posting_ordered
  POST_TYPE, // posting_typed
  POST_RULE,
  POST_SCORE, // posting_ordered
  POST_HAPPENING,
  POST_DOCUMENT,
  POST_HEX, // of a happening; the row is the happening's
  N_POST
} posting_kind;

typedef struct {
  uint64_t key;
  uint32_t row;
} posting;

typedef VEC(uint32_t) row_list;

// Keys whose order is that of numbers that may be negative.
static inline uint64_t posting_ordered(int64_t v) {
  return (uint64_t)(v + ((int64_t)1 << 31));
}

static inline uint64_t posting_typed(int64_t type, int64_t on) {
  return (uint64_t)type << 32 | posting_ordered(on);
}

// -- writing

typedef struct {
  posting *at; // heap
  uint32_t n, cap;
} posting_list;

typedef struct {
  store *s;
  posting_list waiting[N_POST], spare;
  sqlite3_stmt *add_part, *end_part, *add_leaf;
} postings;

void postings_open(postings *p, store *s);
void postings_close(postings *p);

// Waits in memory until postings_flush; rows must not sink within a kind.
void postings_add(postings *p, posting_kind kind, uint64_t key, uint32_t row);

// Writes what waits; part of every commit, and before a transaction looks for
// what it added itself.
dgm_status postings_flush(postings *p, dgm_error *err);

// Merges all parts of each kind into one: the end of a first load.
dgm_status postings_merge_all(postings *p, dgm_error *err);

// Takes one entry out of the file, which must be there.
dgm_status postings_remove(store *s, posting_kind kind, posting what,
                           dgm_error *err);

// -- reading

typedef struct posting_part posting_part;

// Goes through the entries of one kind in order of key and row.
typedef struct {
  store *s;
  posting_part *parts; // heap
  uint32_t n_parts;
  int kind; // -1: none yet
  sqlite3_stmt *leaf;
  uint64_t lo, hi;
  bool down;
  posting_part *now; // where the entry stands; NULL: there is none
  posting at;
} posting_cursor;

void posting_cursor_init(posting_cursor *c, store *s);
void posting_cursor_close(posting_cursor *c);

// Reads where the kind's leaves begin; nothing where it did so before, so a
// cursor is good for one transaction only.
dgm_status posting_cursor_of(posting_cursor *c, posting_kind kind,
                             dgm_error *err);

// To the first entry of [lo, hi], or to the last and then downwards.
dgm_status posting_seek(posting_cursor *c, uint64_t lo, uint64_t hi, bool down,
                        dgm_error *err);
dgm_status posting_next(posting_cursor *c, dgm_error *err);

// How many entries [lo, hi] has, a few more after deletions.
dgm_status posting_count(posting_cursor *c, uint64_t lo, uint64_t hi,
                         int64_t *out, dgm_error *err);

// Appends the rows of [lo, hi], in any order.
dgm_status posting_rows(posting_cursor *c, arena *m, uint64_t lo, uint64_t hi,
                        row_list *out, dgm_error *err);

// Sorts and leaves each once.
void row_list_sort(row_list *l);

#endif
