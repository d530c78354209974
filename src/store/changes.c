#include "store/changes.h"
#include "store/db.h"

dgm_status store_changes(store *s, int64_t *out, dgm_error *err) {
  return db_number(s, "PRAGMA data_version", out, err);
}
