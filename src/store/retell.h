#ifndef STORE_RETELL_H
#define STORE_RETELL_H

#include "store/posting.h"

// Counts the sources of a happening anew, some of whose events are gone: as
// src/story does, one for each event of another outlet and another family of
// copies than those before. Nothing where no event is left.
dgm_status retell(store *s, arena *m, uint32_t happening, dgm_error *err);

#endif
