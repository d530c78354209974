#ifndef STORE_INTERN_H
#define STORE_INTERN_H

// Words, parties and places that many events share: each stands once in a table
// and events hold its row. Also counts how often each is used, for suggestions.

#include "store/db.h"
#include "store/record.h"
#include "story/number_map.h"

// ORDER WORD_KIND: numbers are in files; never change one.
typedef enum {
  WORD_TYPE,
  WORD_CAMEO,
  WORD_MODES,    // ";visit;multilateral;"
  WORD_CONTEXTS, // ";military;"
  WORD_RULE,
  WORD_OUTLET,
  WORD_LANGUAGE,
  WORD_NODE,    // what a party is in a network (record_actor.node)
  WORD_SECTORS, // ";GOV;MIL;"
} word_kind;

// Uses that are not in the table yet, by row.
typedef struct {
  uint32_t *n, *touched;
  uint32_t cap, n_touched, cap_touched;
} use_count;

typedef struct {
  number_map rows; // by hash of the content
  use_count uses;
  sqlite3_stmt *find, *add, *count;
} intern_table;

typedef struct {
  store *s;
  intern_table words, actors, places;
  uint32_t *nodes; // of actors, by row; 0: not known yet
  uint32_t cap_nodes;
  buf key;
  arena m;
} interns;

void interns_open(interns *t, store *s);
void interns_close(interns *t);

// Forgets the rows it knows, which another process may have changed.
void interns_forget(interns *t);

// Row 0 stands for what is not there (p == NULL).
dgm_status intern_word(interns *t, word_kind kind, str text, uint32_t *row,
                       dgm_error *err);
dgm_status intern_actor(interns *t, const record_actor *a, uint32_t *row,
                        uint32_t *node, dgm_error *err);
dgm_status intern_place(interns *t, const record_place *p, uint32_t *row,
                        dgm_error *err);

// One more event uses the row; 0 is no row.
void intern_use(intern_table *t, uint32_t row);

// Writes the counts of uses; part of every commit.
dgm_status interns_flush(interns *t, dgm_error *err);

#endif
