// Rows of `event` are small numbers, so that a million of them can be counted
// in a blink; words stand once in `word`, parties in `actor`, places in
// `place`, and which of them an event has is in its `ties` (table.h). Events
// are found by postings (posting.h). The record as it was printed is in
// `event_json`, without its last two keys, which all events of a document have
// in common (document.json, run.hash).

#include "store/schema.h"
#include "store/migrate.h"
#include <stdio.h>

// ORDER SCHEMA_STEP: released steps are never edited.
static const char step_1[] =
    "CREATE TABLE run(id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE,"
    " program TEXT NOT NULL, record INTEGER NOT NULL, codebook TEXT NOT NULL,"
    " model TEXT NOT NULL) STRICT;"
    "CREATE TABLE word(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE,"
    " kind INTEGER NOT NULL, text TEXT NOT NULL,"
    " events INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX word_text ON word(kind, text);"
    "CREATE TABLE story(id INTEGER PRIMARY KEY, hex TEXT NOT NULL UNIQUE)"
    " STRICT;"
    "CREATE TABLE happening(id INTEGER PRIMARY KEY, hex TEXT NOT NULL,"
    " sources INTEGER NOT NULL) STRICT;"
    "CREATE TABLE document(id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
    " page INTEGER NOT NULL, text_hash TEXT NOT NULL, json TEXT NOT NULL,"
    " title TEXT, url TEXT, outlet INTEGER, language INTEGER,"
    " byline TEXT, section TEXT, published INTEGER, modified INTEGER,"
    " known INTEGER NOT NULL, until INTEGER,"
    " title_len INTEGER NOT NULL, dateline_beg INTEGER NOT NULL,"
    " dateline_end INTEGER NOT NULL, dateline_day INTEGER,"
    " sentence INTEGER NOT NULL, coded INTEGER NOT NULL,"
    " run INTEGER NOT NULL, copy_of INTEGER, containment INTEGER NOT NULL,"
    " story INTEGER, supersedes INTEGER, superseded_by INTEGER,"
    " first_event INTEGER NOT NULL, events INTEGER NOT NULL,"
    " rejects INTEGER NOT NULL) STRICT;"
    "CREATE TABLE page(document INTEGER PRIMARY KEY, text TEXT, removed TEXT)"
    " STRICT;"
    "CREATE TABLE reject(id INTEGER PRIMARY KEY, document INTEGER NOT NULL,"
    " run INTEGER NOT NULL, n INTEGER NOT NULL, json TEXT NOT NULL) STRICT;"
    "CREATE TABLE dossier(document INTEGER PRIMARY KEY, bytes BLOB NOT NULL)"
    " STRICT;"
    // What is counted most stands first: columns are read from the left.
    "CREATE TABLE event(id INTEGER PRIMARY KEY, hidden INTEGER NOT NULL,"
    " document INTEGER NOT NULL, happening INTEGER NOT NULL,"
    " day INTEGER NOT NULL,"
    " precision INTEGER NOT NULL, type INTEGER, quad INTEGER,"
    " factuality INTEGER NOT NULL, background INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, last INTEGER NOT NULL, cameo INTEGER, modes "
    "INTEGER,"
    " contexts INTEGER, rule INTEGER, score INTEGER NOT NULL,"
    " confidence INTEGER NOT NULL, run INTEGER NOT NULL, key INTEGER NOT NULL,"
    " anchor INTEGER NOT NULL) STRICT;"
    "CREATE TABLE event_json(id INTEGER PRIMARY KEY, json TEXT NOT NULL)"
    " STRICT;"
    "CREATE TABLE actor(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE,"
    " name TEXT, folded TEXT, entity TEXT, country TEXT, org TEXT,"
    " sectors INTEGER, role TEXT, code TEXT, node INTEGER,"
    " events INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE place(id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE,"
    " geonameid INTEGER, name TEXT, folded TEXT, country TEXT, admin1 TEXT,"
    " lat REAL, lon REAL, precision TEXT,"
    " events INTEGER NOT NULL DEFAULT 0) STRICT;"
    // id: the event's times 64, and which of its ties it is
    "CREATE TABLE tie(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    " target INTEGER NOT NULL, node INTEGER) STRICT;"
    "CREATE TABLE reviewer(id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE)"
    " STRICT;"
    "CREATE TABLE review(id INTEGER PRIMARY KEY, key INTEGER NOT NULL,"
    " event_key INTEGER NOT NULL,"
    " anchor TEXT NOT NULL, event TEXT NOT NULL, verdict TEXT NOT NULL,"
    " type TEXT, modes TEXT, factuality TEXT, note TEXT, at TEXT NOT NULL,"
    " reviewer INTEGER) STRICT;"
    "CREATE INDEX review_key ON review(key);"
    "CREATE INDEX review_event ON review(event_key);"
    "CREATE TABLE seen(page INTEGER PRIMARY KEY, erased INTEGER NOT NULL)"
    " STRICT;"
    "CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE VIRTUAL TABLE words USING fts5(text, content='page',"
    " content_rowid='document', tokenize='unicode61 remove_diacritics 2');"
    "CREATE INDEX document_page ON document(page);"
    "CREATE INDEX document_name ON document(name);";

// Ties went into their events, and the indexes of events into postings.
static const char step_2[] =
    "ALTER TABLE event ADD COLUMN ties BLOB;"
    "CREATE TABLE part(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
    " level INTEGER NOT NULL, entries INTEGER NOT NULL, fences BLOB NOT NULL)"
    " STRICT;"
    "CREATE TABLE leaf(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
    "CREATE INDEX part_kind ON part(kind, level);"
    "DROP INDEX IF EXISTS event_document; DROP INDEX IF EXISTS event_key;"
    "DROP INDEX IF EXISTS event_anchor; DROP INDEX IF EXISTS event_day;"
    "DROP INDEX IF EXISTS event_type; DROP INDEX IF EXISTS event_rule;"
    "DROP INDEX IF EXISTS event_score; DROP INDEX IF EXISTS event_happening;"
    "DROP INDEX IF EXISTS happening_hex; DROP INDEX IF EXISTS tie_target;"
    "DROP INDEX IF EXISTS document_published;"
    // Our joins say their order; with numbers of rows SQLite reads a whole
    // table to make a filter for a few.
    "DROP TABLE IF EXISTS sqlite_stat1;"
    "CREATE INDEX document_shown ON document(superseded_by, published, events);"
    // A store whose first load was cut off has none of these.
    "CREATE INDEX IF NOT EXISTS document_story ON document(story);"
    "CREATE INDEX IF NOT EXISTS document_copy ON document(copy_of);"
    "CREATE INDEX IF NOT EXISTS reject_document ON reject(document);"
    "CREATE INDEX IF NOT EXISTS happening_sources ON happening(sources);"
    "CREATE INDEX IF NOT EXISTS actor_country ON actor(country);"
    "CREATE INDEX IF NOT EXISTS actor_org ON actor(org);"
    "CREATE INDEX IF NOT EXISTS actor_code ON actor(code);"
    "CREATE INDEX IF NOT EXISTS actor_sectors ON actor(sectors);"
    "CREATE INDEX IF NOT EXISTS actor_folded ON actor(folded);"
    "CREATE INDEX IF NOT EXISTS actor_entity ON actor(entity);"
    "CREATE INDEX IF NOT EXISTS place_country ON place(country);"
    "CREATE INDEX IF NOT EXISTS place_folded ON place(folded);";

// What SQL alone cannot do comes behind the statements.
static const struct {
  const char *sql;
  dgm_status (*then)(store *s, dgm_error *err);
} steps[] = {{step_1, NULL}, {step_2, migrate_to_2}};
enum { N_STEPS = sizeof steps / sizeof steps[0] };

static dgm_status take_step(store *s, uint32_t step, dgm_error *err) {
  char sql[96];
  dgm_status status = db_run(s, steps[step].sql, err);
  if (!status && steps[step].then)
    status = steps[step].then(s, err);
  snprintf(sql, sizeof sql, "PRAGMA user_version=%u", step + 1);
  return status ? status : db_run(s, sql, err);
}

static dgm_status take_steps(store *s, int64_t from, dgm_error *err) {
  char sql[96];
  dgm_status status = db_run(s, "BEGIN IMMEDIATE", err);
  if (status)
    return status;
  // Another process may have done it while we waited.
  status = db_number(s, "PRAGMA user_version", &from, err);
  for (int64_t step = from; step < N_STEPS && !status; step++)
    status = take_step(s, (uint32_t)step, err);
  snprintf(sql, sizeof sql, "PRAGMA application_id=%d", STORE_ID);
  if (!status)
    status = db_run(s, sql, err);
  if (!status)
    return db_run(s, "COMMIT", err);
  sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
  return status;
}

dgm_status schema_update(store *s, bool may_write, dgm_error *err) {
  int64_t version, id, tables;
  dgm_status status = db_number(s, "PRAGMA user_version", &version, err);
  if (!status)
    status = db_number(s, "PRAGMA application_id", &id, err);
  if (!status)
    status = db_number(s, "SELECT count(*) FROM sqlite_schema", &tables, err);
  if (status)
    return status;
  if (tables && id != STORE_ID)
    return error_at(err, DGM_EFORMAT, s->path, 0, 0,
                    "is a database, but no store of this program");
  if (version > N_STEPS)
    return error_at(err, DGM_EFORMAT, s->path, 0, 0,
                    "has schema %d; this program knows up to %d: use a newer "
                    "one",
                    (int)version, N_STEPS);
  if (version == N_STEPS)
    return DGM_OK;
  if (!may_write)
    return error_at(err, DGM_EFORMAT, s->path, 0, 0,
                    "has schema %d and cannot be brought to %d: it is not "
                    "writable",
                    (int)version, N_STEPS);
  return take_steps(s, version, err);
}
