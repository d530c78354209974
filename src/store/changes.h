#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

// Whether somebody else has written to a store since it was last looked at.

#include "store/store.h"

// A number that differs from the last one of this connection when another one
// has committed something meanwhile. Costs microseconds; reads no table.
dgm_status store_changes(store *s, int64_t *out, dgm_error *err);

#endif
