// Rows of `event` are small numbers, so that a million of them can be counted
// in a blink; words stand once in `word`, parties in `actor`, places in
// `place`. The record as it was printed is in `event_json`, without its last
// two keys, which all events of a document have in common (document.json,
// run.hash).

#include "store/schema.h"
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

static const char *const steps[] = {step_1};
enum { N_STEPS = sizeof steps / sizeof steps[0] };

// What queries need and a first load need not keep.
static const struct {
  const char *name, *on;
} indexes[] = {
    {"document_published", "document(published)"},
    {"document_story", "document(story)"},
    {"document_copy", "document(copy_of)"},
    {"reject_document", "reject(document)"},
    {"event_document", "event(document)"},
    {"event_key", "event(key)"},
    {"event_anchor", "event(anchor)"},
    {"event_day", "event(day)"},
    {"event_type", "event(type, day)"},
    {"event_rule", "event(rule)"},
    {"event_score", "event(score)"},
    {"event_happening", "event(happening)"},
    {"happening_hex", "happening(hex)"},
    {"happening_sources", "happening(sources)"},
    {"actor_country", "actor(country)"},
    {"actor_org", "actor(org)"},
    {"actor_code", "actor(code)"},
    {"actor_sectors", "actor(sectors)"},
    {"actor_folded", "actor(folded)"},
    {"actor_entity", "actor(entity)"},
    {"place_country", "place(country)"},
    {"place_folded", "place(folded)"},
    {"tie_target", "tie(kind, target)"},
};
enum { N_INDEXES = sizeof indexes / sizeof indexes[0] };

dgm_status schema_drop_indexes(store *s, dgm_error *err) {
  dgm_status status = DGM_OK;
  char sql[160];
  for (uint32_t i = 0; i < N_INDEXES && !status; i++) {
    snprintf(sql, sizeof sql, "DROP INDEX IF EXISTS %s", indexes[i].name);
    status = db_run(s, sql, err);
  }
  return status;
}

dgm_status schema_make_indexes(store *s, dgm_error *err) {
  dgm_status status = DGM_OK;
  char sql[160];
  for (uint32_t i = 0; i < N_INDEXES && !status; i++) {
    snprintf(sql, sizeof sql, "CREATE INDEX IF NOT EXISTS %s ON %s",
             indexes[i].name, indexes[i].on);
    status = db_run(s, sql, err);
  }
  return status;
}

static dgm_status take_step(store *s, uint32_t step, dgm_error *err) {
  char sql[96];
  dgm_status status = db_run(s, steps[step], err);
  if (!status && step == 0)
    status = schema_make_indexes(s, err);
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
