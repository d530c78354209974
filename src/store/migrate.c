#include "store/migrate.h"
#include "store/posting_event.h"
#include "store/table.h"
#include "store/uses.h"

// Entries that wait in memory: some 16 an event, 16 bytes each.
enum { EVENTS_A_PART = 500000 };

typedef struct {
  store *s;
  int64_t event;
  buf ties;
  sqlite3_stmt *set;
  dgm_error *err;
} ties_mover;

static dgm_status set_ties(ties_mover *m) {
  dgm_status status = DGM_OK;
  if (m->ties.len) {
    status =
        db_reuse(m->s, &m->set, "UPDATE event SET ties=? WHERE id=?", m->err);
    if (status)
      return status;
    db_blob(m->set, 1, buf_str(&m->ties));
    db_int(m->set, 2, m->event);
    status = db_done(m->s, m->set, m->err);
  }
  buf_clear(&m->ties);
  return status;
}

// A tie's id was its event's times 64 and a number.
static dgm_status take_tie(ties_mover *m, sqlite3_stmt *q) {
  int64_t of = sqlite3_column_int64(q, 0) >> 6;
  dgm_status status = of != m->event ? set_ties(m) : DGM_OK;
  m->event = of;
  tie_put(&m->ties, &(event_tie){(tie_kind)sqlite3_column_int(q, 1),
                                 (uint32_t)sqlite3_column_int64(q, 2),
                                 (uint32_t)sqlite3_column_int64(q, 3)});
  return status;
}

static dgm_status move_ties(store *s, dgm_error *err) {
  ties_mover m = {.s = s, .err = err};
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(s, &q, "SELECT id,kind,target,node FROM tie ORDER BY id", err);
  if (!status)
    status = db_next(s, q, &more, err);
  while (!status && more) {
    status = take_tie(&m, q);
    if (!status)
      status = db_next(s, q, &more, err);
  }
  if (!status)
    status = set_ties(&m);
  sqlite3_finalize(q);
  sqlite3_finalize(m.set);
  buf_free(&m.ties);
  return status ? status : db_run(s, "DROP TABLE tie", err);
}

static void post_event(postings *p, sqlite3_stmt *q) {
  event_keys k;
  event_keys_read(&k, q);
  event_keys_add(p, &k);
}

static void post_happening(postings *p, sqlite3_stmt *q) {
  postings_add(p, POST_HEX, db_key(db_column(q, 1)),
               (uint32_t)sqlite3_column_int64(q, 0));
}

static dgm_status post_all(postings *p, const char *sql,
                           void (*post)(postings *p, sqlite3_stmt *q),
                           dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status = db_prepare(p->s, &q, sql, err);
  if (!status)
    status = db_next(p->s, q, &more, err);
  for (uint32_t n = 1; !status && more; n++) {
    post(p, q);
    if (n % EVENTS_A_PART == 0)
      status = postings_flush(p, err);
    if (!status)
      status = db_next(p->s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status ? status : postings_flush(p, err);
}

// Until now the events that are not shown were counted too.
static dgm_status forget_hidden(store *s, dgm_error *err) {
  event_uses u;
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(s, &q, "SELECT id FROM event WHERE hidden<>0", err);
  uses_open(&u, s);
  if (!status)
    status = db_next(s, q, &more, err);
  while (!status && more) {
    status = uses_change(&u, sqlite3_column_int64(q, 0), -1, err);
    if (!status)
      status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  uses_close(&u);
  return status;
}

dgm_status migrate_to_2(store *s, dgm_error *err) {
  postings p;
  dgm_status status = move_ties(s, err);
  postings_open(&p, s);
  if (!status)
    status = post_all(&p, "SELECT " EVENT_KEYS " FROM event e ORDER BY e.id",
                      post_event, err);
  if (!status)
    status = post_all(&p, "SELECT id,hex FROM happening ORDER BY id",
                      post_happening, err);
  postings_close(&p);
  return status ? status : forget_hidden(s, err);
}
