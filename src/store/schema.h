#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

// The tables, and how a file of an older schema becomes one of this.
//
// Step n turns schema n - 1 into n; a new file takes all of them. A schema that
// was released is never edited: what changes is a further step.

#include "store/db.h"

// "drgm" in ASCII: SQLite's application id of our files.
#define STORE_ID 0x6472676d

// Makes or updates the tables. DGM_EFORMAT for a file that is none of ours or
// newer than the program. `may_write` false: an older one is an error.
dgm_status schema_update(store *s, bool may_write, dgm_error *err);

#endif
