// Deleted rows are overwritten with zeros (secure_delete), and the log, which
// holds them too, is copied back and cut off.

#include "store/erase.h"
#include "store/posting_event.h"
#include "store/retell.h"
#include "store/table.h"
#include "store/uses.h"
#include "store/write_part.h"

// ORDER LOST: lists of `eraser`
typedef enum {
  LOST_DOCUMENTS,
  LOST_EVENTS,
  LOST_ACTORS, // first those that its events have, then those no other has
  LOST_PLACES,
  LOST_HAPPENINGS,
  RETOLD_HAPPENINGS, // all that its events told of
  N_LOST
} lost;

typedef struct {
  store *s;
  arena m;
  row_list lost[N_LOST];
  event_uses uses;
  sqlite3_stmt *event;
  dgm_error *err;
} eraser;

// In this order; ?1 is the list.
static const struct {
  lost list;
  const char *sql;
} statements[] = {
    {LOST_DOCUMENTS, "INSERT OR REPLACE INTO seen SELECT page,1 FROM document"
                     " WHERE id IN (SELECT id FROM chosen(?1))"},
    {LOST_DOCUMENTS,
     "INSERT INTO words(words,rowid,text) SELECT 'delete',document,text FROM"
     " page WHERE document IN (SELECT id FROM chosen(?1)) AND text IS NOT"
     " NULL"},
    {LOST_DOCUMENTS,
     "DELETE FROM page WHERE document IN (SELECT id FROM chosen(?1))"},
    {LOST_DOCUMENTS,
     "DELETE FROM reject WHERE document IN (SELECT id FROM chosen(?1))"},
    {LOST_DOCUMENTS,
     "DELETE FROM dossier WHERE document IN (SELECT id FROM chosen(?1))"},
    {LOST_EVENTS, "DELETE FROM review WHERE key IN (SELECT anchor FROM event"
                  " WHERE id IN (SELECT id FROM chosen(?1)))"},
    {LOST_EVENTS,
     "DELETE FROM event_json WHERE id IN (SELECT id FROM chosen(?1))"},
    {LOST_EVENTS, "DELETE FROM event WHERE id IN (SELECT id FROM chosen(?1))"},
    {LOST_HAPPENINGS,
     "DELETE FROM happening WHERE id IN (SELECT id FROM chosen(?1))"},
    {LOST_ACTORS, "DELETE FROM actor WHERE id IN (SELECT id FROM chosen(?1))"},
    {LOST_PLACES, "DELETE FROM place WHERE id IN (SELECT id FROM chosen(?1))"},
    // ORDER WORD_KIND: 7 are names of parties
    {LOST_ACTORS, "DELETE FROM word WHERE kind=7 AND id NOT IN (SELECT node"
                  " FROM actor WHERE node IS NOT NULL)"},
    // 5 are names of outlets
    {LOST_DOCUMENTS, "DELETE FROM word WHERE kind=5 AND id IN (SELECT outlet"
                     " FROM document WHERE id IN (SELECT id FROM chosen(?1)))"
                     " AND id NOT IN (SELECT outlet FROM document WHERE outlet"
                     " IS NOT NULL AND id NOT IN (SELECT id FROM chosen(?1)))"},
    {LOST_DOCUMENTS, "UPDATE document SET copy_of=NULL WHERE copy_of IN"
                     " (SELECT id FROM chosen(?1))"},
    {LOST_DOCUMENTS,
     "DELETE FROM document WHERE id IN (SELECT id FROM chosen(?1))"},
};
enum { N_STATEMENTS = sizeof statements / sizeof statements[0] };

static void lose(eraser *e, lost what, uint32_t row) {
  *vec_push(&e->m, &e->lost[what]) = row;
}

static dgm_status find_documents(eraser *e, str id) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(e->s, &q, "SELECT id FROM document WHERE name=?1", e->err);
  if (!status) {
    db_text(q, 1, id);
    status = db_next(e->s, q, &more, e->err);
  }
  while (!status && more) {
    lose(e, LOST_DOCUMENTS, (uint32_t)sqlite3_column_int64(q, 0));
    status = db_next(e->s, q, &more, e->err);
  }
  sqlite3_finalize(q);
  row_list_sort(&e->lost[LOST_DOCUMENTS]);
  return status;
}

// Whatever run coded them.
static dgm_status find_events(eraser *e) {
  posting_cursor of;
  const row_list *documents = &e->lost[LOST_DOCUMENTS];
  posting_cursor_init(&of, e->s);
  dgm_status status = posting_cursor_of(&of, POST_DOCUMENT, e->err);
  for (uint32_t i = 0; i < documents->n && !status; i++)
    status = posting_rows(&of, &e->m, documents->at[i], documents->at[i],
                          &e->lost[LOST_EVENTS], e->err);
  posting_cursor_close(&of);
  row_list_sort(&e->lost[LOST_EVENTS]);
  return status;
}

static void lose_ties(eraser *e, const event_keys *k) {
  for (uint32_t i = 0; i < k->ties.len / TIE_BYTES; i++) {
    event_tie t = tie_get((const unsigned char *)k->ties.p, i);
    lose(e, t.kind <= TIE_SPEAKER ? LOST_ACTORS : LOST_PLACES, t.target);
  }
  if (!k->happening)
    return;
  lose(e, LOST_HAPPENINGS, k->happening);
  lose(e, RETOLD_HAPPENINGS, k->happening);
}

static dgm_status lose_event(eraser *e, uint32_t row) {
  enum { HIDDEN_COLUMN = 10 }; // behind EVENT_KEYS
  event_keys k;
  bool there;
  dgm_status status = db_reuse(
      e->s, &e->event,
      "SELECT " EVENT_KEYS ",e.hidden FROM event e WHERE e.id=?", e->err);
  if (status)
    return status;
  db_int(e->event, 1, row);
  status = db_next(e->s, e->event, &there, e->err);
  if (!status && there) {
    event_keys_read(&k, e->event);
    lose_ties(e, &k);
    if (!sqlite3_column_int64(e->event, HIDDEN_COLUMN))
      status = uses_change(&e->uses, row, -1, e->err);
    if (!status)
      status = event_keys_remove(e->s, &k, e->err);
  }
  sqlite3_reset(e->event);
  return status;
}

// -- what no other event has
// -----------------------------------------------------

static dgm_status is_posted(posting_cursor *of, posting_kind kind, uint32_t row,
                            bool *out, dgm_error *err) {
  dgm_status status = posting_cursor_of(of, kind, err);
  if (!status)
    status = posting_seek(of, row, row, false, err);
  *out |= of->now != NULL;
  return status;
}

// Leaves those rows in the list that no posting of the kinds has any more.
static dgm_status keep_lost(eraser *e, lost what, posting_kind first,
                            posting_kind last) {
  row_list *l = &e->lost[what], alone = {NULL, 0, 0};
  posting_cursor of;
  dgm_status status = DGM_OK;
  row_list_sort(l);
  posting_cursor_init(&of, e->s);
  for (uint32_t i = 0; i < l->n && !status; i++) {
    bool posted = false;
    for (uint32_t k = first; k <= last && !posted && !status; k++)
      status = is_posted(&of, (posting_kind)k, l->at[i], &posted, e->err);
    if (!posted)
      *vec_push(&e->m, &alone) = l->at[i];
  }
  posting_cursor_close(&of);
  *l = alone;
  return status;
}

static dgm_status lose_happening(eraser *e, uint32_t row) {
  sqlite3_stmt *q = NULL;
  bool there = false;
  uint64_t key = 0;
  dgm_status status =
      db_prepare(e->s, &q, "SELECT hex FROM happening WHERE id=?", e->err);
  if (!status) {
    db_int(q, 1, row);
    status = db_next(e->s, q, &there, e->err);
  }
  if (!status && there)
    key = db_key(db_column(q, 0));
  sqlite3_finalize(q);
  return status || !there
             ? status
             : postings_remove(e->s, POST_HEX, (posting){key, row}, e->err);
}

static dgm_status find_all(eraser *e, str id) {
  dgm_status status = find_documents(e, id);
  if (!status)
    status = find_events(e);
  for (uint32_t i = 0; i < e->lost[LOST_EVENTS].n && !status; i++)
    status = lose_event(e, e->lost[LOST_EVENTS].at[i]);
  if (!status)
    status = keep_lost(e, LOST_ACTORS, POST_ACTOR, POST_SPEAKER);
  if (!status)
    status = keep_lost(e, LOST_PLACES, POST_PLACE, POST_MENTIONED);
  if (!status)
    status = keep_lost(e, LOST_HAPPENINGS, POST_HAPPENING, POST_HAPPENING);
  for (uint32_t i = 0; i < e->lost[LOST_HAPPENINGS].n && !status; i++)
    status = lose_happening(e, e->lost[LOST_HAPPENINGS].at[i]);
  return status;
}

static dgm_status delete_all(eraser *e) {
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < N_STATEMENTS && !status; i++) {
    sqlite3_stmt *q = NULL;
    status = db_prepare(e->s, &q, statements[i].sql, e->err);
    if (!status && sqlite3_bind_parameter_count(q))
      sqlite3_bind_pointer(q, 1, &e->lost[statements[i].list], ROWS_POINTER,
                           NULL);
    if (!status)
      status = db_done(e->s, q, e->err);
    sqlite3_finalize(q);
  }
  return status ? status
                : db_run(e->s, "INSERT INTO words(words) VALUES('optimize')",
                         e->err);
}

static dgm_status retell_all(eraser *e) {
  row_list *l = &e->lost[RETOLD_HAPPENINGS];
  dgm_status status = DGM_OK;
  row_list_sort(l);
  for (uint32_t i = 0; i < l->n && !status; i++)
    status = retell(e->s, &e->m, l->at[i], e->err);
  return status;
}

static dgm_status erase(store *s, str id, uint32_t *versions, dgm_error *err) {
  eraser e = {.s = s, .err = err};
  arena_init(&e.m, (size_t)1 << 30); // as for an article (api.c)
  uses_open(&e.uses, s);
  dgm_status status = find_all(&e, id);
  *versions = e.lost[LOST_DOCUMENTS].n;
  if (!status && *versions)
    status = delete_all(&e);
  if (!status)
    status = retell_all(&e);
  sqlite3_finalize(e.event);
  uses_close(&e.uses);
  arena_close(&e.m);
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
