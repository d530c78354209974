#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

// The parts of schema.c's steps that SQL alone cannot do; within the
// transaction of the step.

#include "store/db.h"

// Ties from their table into their events; postings of all events.
dgm_status migrate_to_2(store *s, dgm_error *err);

#endif
