// Opening, closing, transactions. WAL: readers go on while one writes, and a
// process that is killed leaves what it committed; `synchronous` NORMAL leaves
// a whole store behind also when the machine itself stops, though then perhaps
// without the last commits.

#include "store/store.h"
#include "store/posting.h"
#include "store/schema.h"
#include "store/table.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  WAIT_MS = 10000, // for another writer
};

// Pages of 32 KB hold a document's records (1 to 2 KB each) together: a load is
// a quarter faster than with 8 KB (docs/store.md), with 64 KB slower again; a
// reader maps the file and touches only what it needs of a page. 64 MB of cache
// hold the inner pages of all tables of some million events; the log is copied
// back when it reaches 64 MB, so that pages written often are copied once.
static const char settings[] = "PRAGMA page_size=32768;"
                               "PRAGMA cache_size=-65536;"
                               "PRAGMA mmap_size=2147418112;"
                               "PRAGMA temp_store=MEMORY;"
                               "PRAGMA foreign_keys=OFF;"
                               "PRAGMA trusted_schema=OFF;"
                               "PRAGMA synchronous=NORMAL;"
                               "PRAGMA wal_autocheckpoint=2048;";

// Nobody asks SQLite how much memory it has; counting it takes a lock for each
// piece, in all threads.
static void set_process(void) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static dgm_status open_file(store *s, store_mode mode, dgm_error *err) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
  pthread_once(&once, set_process);
  if (mode == STORE_CREATE)
    flags |= SQLITE_OPEN_CREATE;
  if (mode == STORE_READ && access(s->path, W_OK) != 0)
    flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(s->path, &s->db, flags, NULL))
    return db_failed(s, err);
  sqlite3_extended_result_codes(s->db, 0);
  sqlite3_busy_timeout(s->db, WAIT_MS);
  dgm_status status = db_run(s, settings, err);
  return status ? status : table_register(s, err);
}

static dgm_status read_state(store *s, dgm_error *err) {
  int64_t bulk;
  dgm_status status =
      db_number(s, "SELECT count(*) FROM state WHERE name='bulk'", &bulk, err);
  s->bulk = bulk != 0;
  return status;
}

static dgm_status set_up(store *s, store_mode mode, dgm_error *err) {
  bool writable = sqlite3_db_readonly(s->db, "main") == 0;
  dgm_status status = DGM_OK;
  if (mode == STORE_CREATE)
    status = db_run(s, "PRAGMA journal_mode=WAL", err);
  if (!status)
    status = schema_update(s, writable, err);
  if (!status)
    status = read_state(s, err);
  // What only reads cannot write by mistake.
  if (!status && mode == STORE_READ)
    status = db_run(s, "PRAGMA query_only=1", err);
  return status;
}

dgm_status store_open(store **out, const char *path, store_mode mode,
                      dgm_error *err) {
  *out = NULL;
  store *s = calloc(1, sizeof *s);
  if (!s || !(s->path = strdup(path))) {
    free(s);
    return error_set(err, DGM_ELIMIT, "out of memory");
  }
  dgm_status status = DGM_OK;
  if (mode != STORE_CREATE && access(path, R_OK) != 0)
    status = error_at(err, DGM_EIO, path, 0, 0,
                      "there is no such store; `dragoman load --db FILE PATH…` "
                      "makes one");
  if (!status)
    status = open_file(s, mode, err);
  if (!status)
    status = set_up(s, mode, err);
  if (status)
    store_close(s);
  else
    *out = s;
  return status;
}

void store_close(store *s) {
  if (!s)
    return;
  sqlite3_close_v2(s->db);
  free(s->path);
  free(s);
}

dgm_status store_begin(store *s, dgm_error *err) {
  return db_run(s, "BEGIN IMMEDIATE", err);
}

dgm_status store_commit(store *s, dgm_error *err) {
  return db_run(s, "COMMIT", err);
}

void store_rollback(store *s) {
  if (!sqlite3_get_autocommit(s->db))
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_is_bulk(const store *s) {
  return s->bulk;
}

dgm_status store_bulk(store *s, dgm_error *err) {
  int64_t documents;
  dgm_status status =
      db_number(s, "SELECT count(*) FROM (SELECT 1 FROM document LIMIT 1)",
                &documents, err);
  if (status || documents || s->bulk)
    return status;
  status = db_run(s, "INSERT OR IGNORE INTO state VALUES('bulk','1')", err);
  s->bulk = !status;
  // One entry for each event, not in order; store_index sorts them at once.
  return status ? status
                : db_run(s, "DROP INDEX IF EXISTS happening_sources", err);
}

dgm_status store_index(store *s, dgm_error *err) {
  postings p;
  postings_open(&p, s);
  dgm_status status = postings_merge_all(&p, err);
  postings_close(&p);
  return status ? status
                : db_run(s,
                         "CREATE INDEX IF NOT EXISTS happening_sources"
                         " ON happening(sources)",
                         err);
}

dgm_status store_finish(store *s, dgm_error *err) {
  if (!s->bulk)
    return DGM_OK;
  dgm_status status = store_begin(s, err);
  if (!status)
    status = store_index(s, err);
  if (!status)
    status = db_run(s, "INSERT INTO words(words) VALUES('rebuild')", err);
  if (!status)
    status = db_run(s, "DELETE FROM state WHERE name='bulk'", err);
  if (!status)
    status = store_commit(s, err);
  if (status)
    store_rollback(s);
  else
    s->bulk = false;
  return status;
}
