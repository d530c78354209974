#include "store/uses.h"
#include "store/table.h"

// ORDER of change[]
typedef enum { OF_ACTOR, OF_PLACE, OF_WORD, N_USED } used;

void uses_open(event_uses *u, store *s) {
  *u = (event_uses){.s = s};
}

void uses_close(event_uses *u) {
  sqlite3_finalize(u->event);
  for (uint32_t i = 0; i < N_USED; i++)
    sqlite3_finalize(u->change[i]);
}

// 0 is no row.
static dgm_status change(event_uses *u, used what, int64_t row, int by,
                         dgm_error *err) {
  static const char *const sql[] = {
      "UPDATE actor SET events=events+? WHERE id=?",
      "UPDATE place SET events=events+? WHERE id=?",
      "UPDATE word SET events=events+? WHERE id=?"};
  if (!row)
    return DGM_OK;
  dgm_status status = db_reuse(u->s, &u->change[what], sql[what], err);
  if (status)
    return status;
  db_int(u->change[what], 1, by);
  db_int(u->change[what], 2, row);
  return db_done(u->s, u->change[what], err);
}

static dgm_status change_tie(event_uses *u, const event_tie *t, int by,
                             dgm_error *err) {
  dgm_status status = change(u, t->kind <= TIE_SPEAKER ? OF_ACTOR : OF_PLACE,
                             t->target, by, err);
  return status ? status : change(u, OF_WORD, t->node, by, err);
}

dgm_status uses_change(event_uses *u, int64_t row, int by, dgm_error *err) {
  enum { TIES, FIRST_WORD, BEHIND_WORDS = FIRST_WORD + 6 };
  bool there = false;
  dgm_status status =
      db_reuse(u->s, &u->event,
               "SELECT e.ties,e.type,e.cameo,e.modes,e.contexts,e.rule,d.outlet"
               " FROM event e JOIN document d ON d.id=e.document WHERE e.id=?",
               err);
  if (status)
    return status;
  db_int(u->event, 1, row);
  status = db_next(u->s, u->event, &there, err);
  for (int i = FIRST_WORD; i < BEHIND_WORDS && there && !status; i++)
    status = change(u, OF_WORD, sqlite3_column_int64(u->event, i), by, err);
  str ties = there ? db_column(u->event, TIES) : (str){NULL, 0};
  for (uint32_t i = 0; i < ties.len / TIE_BYTES && !status; i++) {
    event_tie t = tie_get((const unsigned char *)ties.p, i);
    status = change_tie(u, &t, by, err);
  }
  sqlite3_reset(u->event);
  return status;
}
