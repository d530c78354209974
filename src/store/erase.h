#ifndef STORE_ERASE_H
#define STORE_ERASE_H

// Taking documents out of a store, and what refers to them.

#include "store/store.h"

// Deletes all versions of the document with this id: page, words, events,
// rejects, reviews, and the parties, places and names that no other event has.
// The page is remembered by a hash, so that a load does not bring it back.
// *versions were there. Not while a load runs. Writes the index of words anew,
// so that no word of it stays in the file: a second for 10,000 pages.
dgm_status store_erase(store *s, str id, uint32_t *versions, dgm_error *err);

#endif
