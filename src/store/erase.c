// Deleted rows are overwritten with zeros (secure_delete), and the log, which
// holds them too, is copied back and cut off.

#include "store/erase.h"
#include "store/db.h"

// Events are found by their document, whatever run coded them; ties by their
// events' numbers. ORDER TIES_MOST
static const char *const statements[] = {
    "CREATE TEMP TABLE gone AS SELECT id,page FROM document WHERE name=?1",
    "CREATE TEMP TABLE lost AS SELECT e.id,e.anchor,e.happening FROM event e"
    " WHERE e.document IN (SELECT id FROM gone)",
    "CREATE TEMP TABLE loose AS SELECT t.id,t.kind,t.target FROM lost l"
    " JOIN tie t ON t.id BETWEEN l.id*64 AND l.id*64+63",
    "INSERT OR REPLACE INTO seen SELECT page,1 FROM gone",
    "INSERT INTO words(words,rowid,text) SELECT 'delete',document,text"
    " FROM page WHERE document IN (SELECT id FROM gone) AND text IS NOT NULL",
    "DELETE FROM page WHERE document IN (SELECT id FROM gone)",
    "DELETE FROM reject WHERE document IN (SELECT id FROM gone)",
    "DELETE FROM dossier WHERE document IN (SELECT id FROM gone)",
    "DELETE FROM review WHERE key IN (SELECT anchor FROM lost)",
    "DELETE FROM tie WHERE id IN (SELECT id FROM loose)",
    "DELETE FROM event_json WHERE id IN (SELECT id FROM lost)",
    "DELETE FROM event WHERE id IN (SELECT id FROM lost)",
    "DELETE FROM happening WHERE id IN (SELECT happening FROM lost) AND NOT"
    " EXISTS (SELECT 1 FROM event WHERE event.happening=happening.id)",
    "DELETE FROM actor WHERE id IN (SELECT target FROM loose WHERE kind<3) AND"
    " NOT EXISTS (SELECT 1 FROM tie WHERE kind IN (0,1,2) AND target=actor.id)",
    "DELETE FROM place WHERE id IN (SELECT target FROM loose WHERE kind>2) AND"
    " NOT EXISTS (SELECT 1 FROM tie WHERE kind IN (3,4) AND target=place.id)",
    // ORDER WORD_KIND: 7 are names of parties
    "DELETE FROM word WHERE kind=7 AND id NOT IN (SELECT node FROM actor"
    " WHERE node IS NOT NULL)",
    "UPDATE document SET copy_of=NULL WHERE copy_of IN (SELECT id FROM gone)",
    "DELETE FROM document WHERE id IN (SELECT id FROM gone)",
    "DROP TABLE gone",
    "DROP TABLE lost",
    "DROP TABLE loose",
    "INSERT INTO words(words) VALUES('optimize')",
};
enum { N_STATEMENTS = sizeof statements / sizeof statements[0] };

static dgm_status erase(store *s, str id, uint32_t *versions, dgm_error *err) {
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < N_STATEMENTS && !status; i++) {
    sqlite3_stmt *q = NULL;
    status = db_prepare(s, &q, statements[i], err);
    if (!status && i == 0)
      db_text(q, 1, id);
    if (!status)
      status = db_done(s, q, err);
    sqlite3_finalize(q);
    if (i + 1 == N_STATEMENTS - 4) // the documents themselves
      *versions = (uint32_t)sqlite3_changes(s->db);
  }
  return status;
}

dgm_status store_erase(store *s, str id, uint32_t *versions, dgm_error *err) {
  *versions = 0;
  dgm_status status = db_run(s, "PRAGMA secure_delete=ON", err);
  if (!status && s->bulk)
    status =
        error_set(err, DGM_EUSAGE, "the first load of the store is not done");
  if (!status)
    status = store_begin(s, err);
  if (status)
    return status;
  status = erase(s, id, versions, err);
  if (!status)
    status = store_commit(s, err);
  if (status) {
    store_rollback(s);
    return status;
  }
  return db_run(s, "PRAGMA wal_checkpoint(TRUNCATE)", err);
}
