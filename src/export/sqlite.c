// Events as one SQLite file of plain tables: documents, events, and a table for
// each thing of which an event has several. No views, no triggers: what opens
// SQLite can read it. The desk's own store (`load`) is another file.

#include "export/column.h"
#include "export/event.h"
#include "export/format.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char *name, *type;
  column_from from;
} sql_column;

// `keys` are columns before the others: E the event's id, N the element's
// number from 0, A or R "actor" or "recipient". A table that stands twice is
// made once.
typedef struct {
  const char *name, *keys;
  const sql_column *columns;
  uint32_t n;
  column_list in;
} sql_table;

#define AT             COLUMN_AT
#define E              COLUMN_E
#define D              COLUMN_D
#define COUNT(columns) (uint32_t)(sizeof columns / sizeof *columns)

static const sql_column document_columns[] = {
    {"id", "TEXT PRIMARY KEY", {FROM_TEXT, D(id), 0}},
    {"published", "TEXT", {FROM_TEXT, D(published), 0}},
    {"outlet", "TEXT", {FROM_TEXT, D(outlet), 0}},
    {"title", "TEXT", {FROM_TEXT, D(title), 0}},
    {"byline", "TEXT", {FROM_TEXT, D(byline), 0}},
    {"section", "TEXT", {FROM_TEXT, D(section), 0}},
    {"url", "TEXT", {FROM_TEXT, D(url), 0}},
    {"canonical", "TEXT", {FROM_TEXT, D(canonical), 0}},
    {"modified", "TEXT", {FROM_TEXT, D(modified), 0}},
    {"language", "TEXT", {FROM_TEXT, D(language), 0}},
    {"text_hash", "TEXT", {FROM_HEX, D(text_hash), 0}},
};

static const sql_column event_columns[] = {
    {"id", "TEXT PRIMARY KEY", {FROM_HEX, E(id), 0}},
    {"anchor", "TEXT", {FROM_HEX, E(anchor), 0}},
    {"document", "TEXT REFERENCES documents", {FROM_TEXT, D(id), 0}},
    {"type", "TEXT", {FROM_TEXT, E(type), 0}},
    {"cameo", "TEXT", {FROM_TEXT, E(cameo), 0}},
    {"cameo_mirror", "TEXT", {FROM_TEXT, E(cameo_mirror), 0}},
    {"quad", "INTEGER", {FROM_COUNT, E(quad), 0}},
    {"score", "REAL", {FROM_IF, E(score), E(scored)}},
    {"factuality", "TEXT", {FROM_TEXT, E(factuality), 0}},
    {"background", "INTEGER", {FROM_BOOL, E(background), 0}},
    {"date_start", "TEXT", {FROM_TEXT, E(date.start), 0}},
    {"date_end", "TEXT", {FROM_TEXT, E(date.end), 0}},
    {"date_precision", "TEXT", {FROM_TEXT, E(date.precision), 0}},
    {"date_source", "TEXT", {FROM_TEXT, E(date.source), 0}},
    {"evidence_in", "TEXT", {FROM_TEXT, E(evidence.in), 0}},
    {"sentence", "INTEGER", {FROM_WHOLE, E(evidence.sentence), 0}},
    {"span_begin", "INTEGER", {FROM_WHOLE, E(evidence.span.beg), 0}},
    {"span_end", "INTEGER", {FROM_WHOLE, E(evidence.span.end), 0}},
    {"text", "TEXT", {FROM_TEXT, E(evidence.text), 0}},
    {"rule", "TEXT", {FROM_TEXT, E(evidence.rule), 0}},
    {"confidence", "REAL", {FROM_REAL, E(evidence.confidence), 0}},
    {"run", "TEXT", {FROM_TEXT, AT(export_record, run), 0}},
    {"copy_of", "TEXT", {FROM_TEXT, AT(export_record, copy_of), 0}},
    {"story", "TEXT", {FROM_TEXT, AT(export_record, story), 0}},
    {"happening", "TEXT", {FROM_TEXT, AT(export_record, happening), 0}},
    {"sources", "INTEGER", {FROM_COUNT, AT(export_record, sources), 0}},
    {"superseded", "INTEGER", {FROM_BOOL, AT(export_record, superseded), 0}},
};

static const sql_column party_columns[] = {
    {"name", "TEXT", {FROM_LABEL, 0, 0}},
    {"text", "TEXT", {FROM_TEXT, AT(dgm_actor, text), 0}},
    {"entity", "TEXT", {FROM_TEXT, AT(dgm_actor, entity), 0}},
    {"country", "TEXT", {FROM_TEXT, AT(dgm_actor, country), 0}},
    {"org", "TEXT", {FROM_TEXT, AT(dgm_actor, org), 0}},
    {"sectors",
     "TEXT",
     {FROM_TEXTS, AT(dgm_actor, sectors), AT(dgm_actor, n_sectors)}},
    {"office", "TEXT", {FROM_TEXT, AT(dgm_actor, role), 0}},
    {"code", "TEXT", {FROM_TEXT, AT(dgm_actor, code), 0}},
    {"known_by", "TEXT", {FROM_TEXT, AT(dgm_actor, by), 0}},
    {"known", "INTEGER", {FROM_BOOL, AT(dgm_actor, known), 0}},
};

static const sql_column place_columns[] = {
    {"name", "TEXT", {FROM_TEXT, AT(dgm_place, name), 0}},
    {"country", "TEXT", {FROM_TEXT, AT(dgm_place, country), 0}},
    {"admin1", "TEXT", {FROM_TEXT, AT(dgm_place, admin1), 0}},
    {"lat", "REAL", {FROM_IF, AT(dgm_place, lat), AT(dgm_place, located)}},
    {"lon", "REAL", {FROM_IF, AT(dgm_place, lon), AT(dgm_place, located)}},
    {"geonameid", "INTEGER", {FROM_BIG, AT(dgm_place, geonameid), 0}},
    {"precision", "TEXT", {FROM_TEXT, AT(dgm_place, precision), 0}},
    {"role", "TEXT", {FROM_TEXT, AT(dgm_place, role), 0}},
};

static const sql_column speech_columns[] = {
    {"kind", "TEXT", {FROM_TEXT, AT(dgm_speech, kind), 0}},
    {"speaker", "TEXT", {FROM_SPEAKER, 0, 0}},
    {"country", "TEXT", {FROM_TEXT, AT(dgm_speech, speaker.country), 0}},
    {"code", "TEXT", {FROM_TEXT, AT(dgm_speech, speaker.code), 0}},
    {"verb", "TEXT", {FROM_TEXT, AT(dgm_speech, verb), 0}},
    {"quote", "TEXT", {FROM_TEXT, AT(dgm_speech, quote), 0}},
};

static const sql_column quantity_columns[] = {
    {"value", "REAL", {FROM_REAL, AT(dgm_quantity, value), 0}},
    {"low", "REAL", {FROM_REAL, AT(dgm_quantity, low), 0}},
    {"high", "REAL", {FROM_HIGH, AT(dgm_quantity, high), 0}},
    {"unit", "TEXT", {FROM_TEXT, AT(dgm_quantity, unit), 0}},
    {"of", "TEXT", {FROM_TEXT, AT(dgm_quantity, of), 0}},
    {"text", "TEXT", {FROM_TEXT, AT(dgm_quantity, text), 0}},
};

static const sql_column link_columns[] = {
    {"rel", "TEXT", {FROM_TEXT, AT(dgm_link, rel), 0}},
    {"target", "TEXT", {FROM_HEX, AT(dgm_link, id), 0}},
};

static const sql_column mode_columns[] = {{"mode", "TEXT", {FROM_TEXT, 0, 0}}};
static const sql_column context_columns[] = {
    {"context", "TEXT", {FROM_TEXT, 0, 0}}};

static const sql_table tables[] = {
    {"documents", "", document_columns, COUNT(document_columns), LIST_RECORD},
    {"events", "", event_columns, COUNT(event_columns), LIST_RECORD},
    {"parties", "ENA", party_columns, COUNT(party_columns), LIST_ACTOR},
    {"parties", "ENR", party_columns, COUNT(party_columns), LIST_RECIPIENT},
    {"places", "EN", place_columns, COUNT(place_columns), LIST_PLACE},
    {"attribution", "EN", speech_columns, COUNT(speech_columns), LIST_SPEECH},
    {"quantities", "EN", quantity_columns, COUNT(quantity_columns),
     LIST_QUANTITY},
    {"links", "EN", link_columns, COUNT(link_columns), LIST_LINK},
    {"modes", "EN", mode_columns, COUNT(mode_columns), LIST_MODE},
    {"contexts", "EN", context_columns, COUNT(context_columns), LIST_CONTEXT},
};
enum { N_TABLES = COUNT(tables), DOCUMENTS = 0, EVENTS = 1 };

// Built after the load: faster than keeping them up to date (SQLite's manual).
static const char indexes[] =
    "CREATE INDEX events_document ON events(document);"
    "CREATE INDEX events_day ON events(date_start);"
    "CREATE INDEX events_type ON events(type);"
    "CREATE INDEX parties_event ON parties(event);"
    "CREATE INDEX parties_country ON parties(country);"
    "CREATE INDEX places_event ON places(event);"
    "CREATE INDEX attribution_event ON attribution(event);"
    "CREATE INDEX quantities_event ON quantities(event);"
    "CREATE INDEX links_event ON links(event);"
    "CREATE INDEX modes_event ON modes(event);"
    "CREATE INDEX contexts_event ON contexts(event);"
    "COMMIT";

typedef struct {
  sqlite3 *db;
  sqlite3_stmt *insert[N_TABLES];
  char *part;       // where it is written until it is whole
  const char *path; // where it goes then
  buf scratch;
} database;

static dgm_status fail(const database *d, dgm_error *err) {
  return error_set(err, DGM_EIO, "%s: %s", d->path, sqlite3_errmsg(d->db));
}

static void close_database(void *state) {
  database *d = state;
  for (uint32_t i = 0; i < N_TABLES; i++)
    sqlite3_finalize(d->insert[i]);
  sqlite3_close(d->db);
  free(d->part);
  buf_free(&d->scratch);
  free(d);
}

static const char *key_column(char key) {
  return key == 'E'   ? "event TEXT REFERENCES events"
         : key == 'N' ? "n INTEGER"
                      : "role TEXT";
}

static void write_create(buf *sql, const sql_table *t) {
  buf_printf(sql, "CREATE TABLE %s(", t->name);
  for (const char *key = t->keys; *key; key++)
    buf_printf(sql, "%s, ", key_column(*key));
  for (uint32_t i = 0; i < t->n; i++)
    buf_printf(sql, "%s\"%s\" %s", i ? ", " : "", t->columns[i].name,
               t->columns[i].type);
  buf_add(sql, S(") STRICT;"));
}

static void write_insert(buf *sql, const sql_table *t) {
  uint32_t n = t->n + (uint32_t)strlen(t->keys);
  // An event that comes again changes nothing; what is known of a document by
  // its events is more than what a list of documents says.
  buf_printf(sql, "INSERT OR %s INTO %s VALUES(",
             t == &tables[DOCUMENTS] ? "REPLACE" : "IGNORE", t->name);
  for (uint32_t i = 0; i < n; i++)
    buf_add(sql, i ? S(",?") : S("?"));
  buf_add(sql, S(")"));
}

static bool prepare(database *d) {
  buf sql = {0};
  bool good = true;
  buf_add(&sql, S("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"));
  for (uint32_t i = 0; i < N_TABLES; i++)
    if (!i || strcmp(tables[i].name, tables[i - 1].name))
      write_create(&sql, &tables[i]);
  buf_byte(&sql, 0);
  good = sqlite3_exec(d->db, sql.p, NULL, NULL, NULL) == SQLITE_OK;
  for (uint32_t i = 0; good && i < N_TABLES; i++) {
    buf_clear(&sql);
    write_insert(&sql, &tables[i]);
    good = sqlite3_prepare_v2(d->db, sql.p, (int)sql.len, &d->insert[i],
                              NULL) == SQLITE_OK;
  }
  buf_free(&sql);
  return good;
}

static void *open_database(const export_options *o, const codebook *cb,
                           dgm_error *err) {
  database *d = calloc(1, sizeof *d);
  size_t len = strlen(o->path);
  (void)cb;
  if (!d || !(d->part = malloc(len + sizeof ".part"))) {
    free(d);
    error_set(err, DGM_ELIMIT, "out of memory");
    return NULL;
  }
  d->path = o->path;
  memcpy(d->part, o->path, len);
  memcpy(d->part + len, ".part", sizeof ".part");
  remove(d->part); // what an interrupted export left
  if (sqlite3_open(d->part, &d->db) == SQLITE_OK && prepare(d))
    return d;
  fail(d, err);
  close_database(d);
  return NULL;
}

static void bind(sqlite3_stmt *s, int at, const column_value *v) {
  switch (v->kind) {
  case VALUE_NULL:
    sqlite3_bind_null(s, at);
    break;
  case VALUE_TEXT:
    sqlite3_bind_text(s, at, v->text.p, (int)v->text.len, SQLITE_TRANSIENT);
    break;
  case VALUE_WHOLE:
  case VALUE_BOOL:
    sqlite3_bind_int64(s, at, v->whole);
    break;
  case VALUE_REAL:
    sqlite3_bind_double(s, at, v->real);
    break;
  }
}

static int bind_keys(sqlite3_stmt *s, const sql_table *t,
                     const export_record *r, uint32_t n) {
  int at = 0;
  for (const char *key = t->keys; *key; key++)
    if (*key == 'E')
      sqlite3_bind_text(s, ++at, r->event.id, 32, SQLITE_TRANSIENT);
    else if (*key == 'N')
      sqlite3_bind_int64(s, ++at, n);
    else
      sqlite3_bind_text(s, ++at, *key == 'A' ? "actor" : "recipient", -1,
                        SQLITE_STATIC);
  return at;
}

static bool insert(database *d, uint32_t number, const export_record *r) {
  const sql_table *t = &tables[number];
  sqlite3_stmt *s = d->insert[number];
  const char *element;
  uint32_t n = column_elements(&element, &t->in, r);
  bool good = true;
  for (uint32_t i = 0; good && i < n; i++, element += t->in.size) {
    int at = bind_keys(s, t, r, i);
    for (uint32_t c = 0; c < t->n; c++) {
      column_value v = column_read(&t->columns[c].from, element, &d->scratch);
      bind(s, ++at, &v);
    }
    good = sqlite3_step(s) == SQLITE_DONE;
    sqlite3_reset(s);
  }
  return good;
}

static bool insert_event(database *d, const export_record *r) {
  if (!insert(d, EVENTS, r))
    return false;
  if (!sqlite3_changes(d->db))
    return true; // it is there, and its parts are
  for (uint32_t t = EVENTS + 1; t < N_TABLES; t++)
    if (!insert(d, t, r))
      return false;
  return true;
}

static dgm_status add_group(void *state, buf *out, const event_group *g,
                            export_counts *c, dgm_error *err) {
  database *d = state;
  export_record alone = {.document = *g->document};
  bool good = insert(d, DOCUMENTS, g->n ? &g->events[0] : &alone);
  (void)out;
  for (uint32_t i = 0; good && i < g->n; i++)
    good = insert_event(d, &g->events[i]);
  c->written += g->n;
  c->rows += g->n;
  return good ? DGM_OK : fail(d, err);
}

static dgm_status end_database(void *state, buf *out, export_counts *c,
                               bool *more, dgm_error *err) {
  database *d = state;
  (void)out, (void)c, (void)more;
  if (sqlite3_exec(d->db, indexes, NULL, NULL, NULL) != SQLITE_OK)
    return fail(d, err);
  for (uint32_t i = 0; i < N_TABLES; i++) {
    sqlite3_finalize(d->insert[i]);
    d->insert[i] = NULL;
  }
  int closed = sqlite3_close(d->db);
  d->db = NULL;
  if (closed != SQLITE_OK || rename(d->part, d->path))
    return error_set(err, DGM_EIO, "%s: cannot write: %s", d->path,
                     strerror(errno));
  return DGM_OK;
}

const format format_sqlite = {.name = "sqlite",
                              .documents = true,
                              .file = true,
                              .open = open_database,
                              .group = add_group,
                              .end = end_database,
                              .close = close_database};
