// Groups are named by hashes of their first members; the tables by rows. A row
// belongs to a hash as long as the writer runs; when dossiers are read again
// the rows come from the documents and events that are stored, so that a group
// whose first member was erased keeps its row under another hash.

#include "store/kin.h"
#include "story/heap.h"
#include <stdlib.h>

static dgm_status open_empty(kinship *k, store *s, dgm_error *err) {
  *k = (kinship){.s = s};
  arena_init(&k->m, (size_t)1 << 30); // as for an article (api.c)
  int64_t newest = 0;
  dgm_status status =
      db_number(s, "SELECT max(id) FROM happening", &newest, err);
  k->newest_happening = (uint32_t)newest;
  return status ? status : stories_open(&k->known, NULL, err);
}

void kin_close(kinship *k) {
  stories_close(k->known, NULL);
  number_map_free(&k->story_rows);
  free(k->happening_rows.at);
  free(k->sources.at);
  free(k->first_event);
  sqlite3_finalize(k->add_story);
  sqlite3_finalize(k->find_story);
  sqlite3_finalize(k->add_happening);
  sqlite3_finalize(k->set_sources);
  sqlite3_finalize(k->find_name);
  arena_close(&k->m);
}

// Gives the document to src/story and notes where its events begin.
static dgm_status put_dossier(kinship *k, str bytes, stories_answer *answer,
                              uint32_t *first, dgm_error *err) {
  dossier d;
  arena_reset(&k->m);
  uint32_t before = stories_event_count(k->known);
  dgm_status status = dossier_read(&d, &k->m, &bytes, err);
  if (!status)
    status = stories_add(k->known, &k->m, &d, answer, err);
  if (status)
    return status;
  if (answer->document >= k->cap) {
    k->cap = answer->document * 2 + 1024;
    k->first_event = heap_grow(k->first_event, k->cap * sizeof *k->first_event);
  }
  // A dossier that is known to the last byte adds nothing.
  bool fresh = answer->document + 1 == stories_count(k->known) &&
               stories_event_count(k->known) == before + d.deeds.n;
  if (fresh)
    k->first_event[answer->document] = before;
  *first = k->first_event[answer->document];
  return DGM_OK;
}

// Slot `at` of a list of numbers, of which new ones are 0.
static uint32_t *slot_of(kin_numbers *l, uint32_t at) {
  if (at >= l->cap) {
    uint32_t old = l->cap;
    l->cap = at * 2 + 1024;
    l->at = heap_grow(l->at, l->cap * sizeof *l->at);
    memset(l->at + old, 0, (l->cap - old) * sizeof *l->at);
  }
  return &l->at[at];
}

// What the tables say of a document and its events that are known already.
static dgm_status learn_events(kinship *k, sqlite3_stmt *q, uint32_t first,
                               dgm_error *err) {
  bool more;
  uint32_t n = stories_event_count(k->known);
  for (uint32_t i = first; i < n; i++) {
    stories_event e;
    dgm_status status = db_next(k->s, q, &more, err);
    if (status || !more)
      return status;
    uint32_t row = (uint32_t)sqlite3_column_int64(q, 0);
    stories_event_at(k->known, i, &e);
    if (row)
      *slot_of(&k->happening_rows, e.number) = row;
    *slot_of(&k->sources, row) = e.sources;
  }
  return DGM_OK;
}

static dgm_status learn(kinship *k, sqlite3_stmt *q, sqlite3_stmt *events,
                        dgm_error *err) {
  stories_answer answer;
  uint32_t first;
  uint32_t story = (uint32_t)sqlite3_column_int64(q, 1);
  dgm_status status = put_dossier(k, db_column(q, 0), &answer, &first, err);
  if (status)
    return status;
  number_map_set(&k->story_rows, db_key((str){answer.story, 32}), story);
  sqlite3_reset(events);
  db_int(events, 1, sqlite3_column_int64(q, 2));
  db_int(events, 2, sqlite3_column_int64(q, 3));
  return learn_events(k, events, first, err);
}

dgm_status kin_open(kinship *k, store *s, postings *post, dgm_error *err) {
  sqlite3_stmt *q = NULL, *events = NULL;
  bool more = false;
  dgm_status status = open_empty(k, s, err);
  k->post = post;
  if (!status)
    status = db_prepare(s, &q,
                        "SELECT x.bytes, d.story, d.first_event, d.events"
                        " FROM dossier x JOIN document d ON d.id=x.document"
                        " ORDER BY x.document",
                        err);
  if (!status)
    status = db_prepare(s, &events,
                        "SELECT happening FROM event WHERE id>=?1 AND id<?1+?2"
                        " ORDER BY id",
                        err);
  if (!status)
    status = db_next(s, q, &more, err);
  while (!status && more) {
    status = learn(k, q, events, err);
    if (!status)
      status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  sqlite3_finalize(events);
  return status;
}

static dgm_status story_row(kinship *k, const char *hex, uint32_t *row,
                            dgm_error *err) {
  *row = number_map_get(&k->story_rows, db_key((str){hex, 32}));
  if (*row != NO_VALUE)
    return DGM_OK;
  bool more = false;
  str text = {hex, 32};
  dgm_status status = db_reuse(
      k->s, &k->add_story, "INSERT OR IGNORE INTO story(hex) VALUES(?)", err);
  if (!status) {
    db_text(k->add_story, 1, text);
    status = db_done(k->s, k->add_story, err);
  }
  if (!status)
    status =
        db_reuse(k->s, &k->find_story, "SELECT id FROM story WHERE hex=?", err);
  if (status)
    return status;
  db_text(k->find_story, 1, text);
  status = db_next(k->s, k->find_story, &more, err);
  *row = (uint32_t)sqlite3_column_int64(k->find_story, 0);
  sqlite3_reset(k->find_story);
  number_map_set(&k->story_rows, db_key((str){hex, 32}), *row);
  return status;
}

// The row of a document by its id: the newest of that name.
static dgm_status row_of_name(kinship *k, str name, int64_t *row,
                              dgm_error *err) {
  bool more;
  dgm_status status = db_reuse(
      k->s, &k->find_name,
      "SELECT id FROM document WHERE name=? ORDER BY id DESC LIMIT 1", err);
  if (status)
    return status;
  db_text(k->find_name, 1, name);
  status = db_next(k->s, k->find_name, &more, err);
  *row = more ? sqlite3_column_int64(k->find_name, 0) : 0;
  sqlite3_reset(k->find_name);
  return status;
}

dgm_status kin_add(kinship *k, const record_document *d, kin_answer *out,
                   dgm_error *err) {
  stories_answer answer;
  *out = (kin_answer){0};
  dgm_status status = put_dossier(k, d->dossier, &answer, &out->first, err);
  if (!status)
    status = story_row(k, answer.story, &out->story, err);
  // A page that was fetched again is no copy of itself.
  if (!status && answer.copy_of.p && !str_eq(answer.copy_of, d->id)) {
    status = row_of_name(k, answer.copy_of, &out->copy_of, err);
    out->containment = answer.containment;
  }
  return status;
}

static dgm_status add_happening(kinship *k, const stories_event *e,
                                uint32_t *row, dgm_error *err) {
  str hex = {e->happening, 32};
  dgm_status status =
      db_reuse(k->s, &k->add_happening,
               "INSERT INTO happening(hex,sources) VALUES(?,?)", err);
  if (status)
    return status;
  db_text(k->add_happening, 1, hex);
  db_int(k->add_happening, 2, e->sources);
  status = db_done(k->s, k->add_happening, err);
  *row = (uint32_t)sqlite3_last_insert_rowid(k->s->db);
  k->newest_happening = *row;
  postings_add(k->post, POST_HEX, db_key(hex), *row);
  *slot_of(&k->happening_rows, e->number) = *row;
  *slot_of(&k->sources, *row) = e->sources;
  return status;
}

static dgm_status set_sources(kinship *k, uint32_t row, uint32_t sources,
                              dgm_error *err) {
  uint32_t *known = slot_of(&k->sources, row);
  if (*known == sources)
    return DGM_OK;
  *known = sources;
  dgm_status status = db_reuse(
      k->s, &k->set_sources, "UPDATE happening SET sources=? WHERE id=?", err);
  if (status)
    return status;
  db_int(k->set_sources, 1, sources);
  db_int(k->set_sources, 2, row);
  return db_done(k->s, k->set_sources, err);
}

dgm_status kin_event(kinship *k, const kin_answer *of, uint32_t n,
                     uint32_t newest_before, uint32_t *happening, bool *twin,
                     dgm_error *err) {
  stories_event e;
  stories_event_at(k->known, of->first + n, &e);
  *happening = *slot_of(&k->happening_rows, e.number);
  if (!*happening) {
    *twin = false;
    return add_happening(k, &e, happening, err);
  }
  *twin = *happening <= newest_before;
  return set_sources(k, *happening, e.sources, err);
}
