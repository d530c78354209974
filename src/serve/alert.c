#include "serve/alert.h"
#include "base/put.h"
#include "serve/alert_send.h"
#include "store/read.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
  BATCH = 200,     // events noted in one transaction
  SEND_MOST = 500, // tries in a round
  SEND_MS = 20000, // for one webhook
  ANSWER_MOST = 1 << 16,
  TRIES = 12, // waits of 2, 4, 8 … seconds: two hours and a bit
  WAIT_MOST_S = 3600,
};

// ORDER ALERT_STATE: numbers in the database
typedef enum { STATE_WAITS, STATE_SENT, STATE_GIVEN_UP } alert_state;

static const char tables[] =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL; BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS seen(alert TEXT PRIMARY KEY,"
    " row INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS fired(id INTEGER PRIMARY KEY,"
    " alert TEXT NOT NULL, anchor TEXT NOT NULL, event TEXT,"
    " state INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL,"
    " UNIQUE(alert, anchor)) STRICT;"
    "CREATE INDEX IF NOT EXISTS fired_due ON fired(due) WHERE state=0;"
    "COMMIT";

// ORDER ALERT_SQL
static const char *const sql[] = {
    "SELECT row FROM seen WHERE alert=?1",
    "INSERT INTO seen VALUES(?1,?2)"
    " ON CONFLICT(alert) DO UPDATE SET row=excluded.row",
    "INSERT OR IGNORE INTO fired(alert,anchor,event,state,tries,due)"
    " VALUES(?1,?2,?3,0,0,0)",
    "SELECT id,alert,anchor,event,tries FROM fired"
    " WHERE state=0 AND due<=?1 AND id>?2 ORDER BY id LIMIT 1",
    "UPDATE fired SET state=?2, tries=?3, due=?4,"
    " event=CASE WHEN ?2=0 THEN event END WHERE id=?1",
    "SELECT count(*) FROM fired WHERE state=0"};
typedef enum {
  SQL_SEEN,
  SQL_SET_SEEN,
  SQL_NOTE,
  SQL_DUE,
  SQL_MOVE,
  SQL_WAITING,
  N_SQL
} alert_sql;

struct alerts {
  const alert_list *list;
  store *db;
  sqlite3 *state;
  sqlite3_stmt *q[N_SQL];
  client *client;
  arena m;
};

static dgm_status failed(const alerts *a, dgm_error *err) {
  return error_set(err, DGM_EIO, "what was sent cannot be kept: %s",
                   sqlite3_errcode(a->state) == SQLITE_BUSY
                       ? "another process watches for alerts of this store"
                       : sqlite3_errmsg(a->state));
}

static dgm_status run(alerts *a, const char *text, dgm_error *err) {
  return sqlite3_exec(a->state, text, NULL, NULL, NULL) == SQLITE_OK
             ? DGM_OK
             : failed(a, err);
}

static void bind_text(sqlite3_stmt *q, int at, str s) {
  sqlite3_bind_text(q, at, s.p, (int)s.len, SQLITE_STATIC);
}

static str column(sqlite3_stmt *q, int at) {
  return (str){(const char *)sqlite3_column_text(q, at),
               (uint32_t)sqlite3_column_bytes(q, at)};
}

static dgm_status done(alerts *a, alert_sql which, dgm_error *err) {
  int code = sqlite3_step(a->q[which]);
  sqlite3_reset(a->q[which]);
  return code == SQLITE_DONE || code == SQLITE_ROW ? DGM_OK : failed(a, err);
}

static dgm_status open_state(alerts *a, const char *db, dgm_error *err) {
  buf path = {0};
  buf_printf(&path, "%s.alerts", db);
  buf_byte(&path, 0);
  bool open = sqlite3_open(path.p, &a->state) == SQLITE_OK;
  buf_free(&path);
  dgm_status status = open ? run(a, tables, err) : failed(a, err);
  for (uint32_t i = 0; i < N_SQL && !status; i++)
    if (sqlite3_prepare_v3(a->state, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                           &a->q[i], NULL) != SQLITE_OK)
      status = failed(a, err);
  return status;
}

// The row behind which an alert looks; -1: it is new.
static int64_t seen(alerts *a, str name) {
  sqlite3_stmt *q = a->q[SQL_SEEN];
  bind_text(q, 1, name);
  int64_t row = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : -1;
  sqlite3_reset(q);
  return row;
}

static dgm_status set_seen(alerts *a, str name, int64_t row, dgm_error *err) {
  bind_text(a->q[SQL_SET_SEEN], 1, name);
  sqlite3_bind_int64(a->q[SQL_SET_SEEN], 2, row);
  return done(a, SQL_SET_SEEN, err);
}

// New alerts begin with what comes next.
static dgm_status begin_new(alerts *a, dgm_error *err) {
  int64_t newest;
  dgm_status status = read_newest(a->db, &newest, err);
  for (uint32_t i = 0; i < a->list->all.n && !status; i++)
    if (seen(a, a->list->all.at[i].name) < 0)
      status = set_seen(a, a->list->all.at[i].name, newest, err);
  return status;
}

dgm_status alerts_open(alerts **out, const char *db, const alert_list *l,
                       dgm_error *err) {
  static const client_limits limits = {SEND_MS, ANSWER_MOST, NULL};
  alerts *a = *out = calloc(1, sizeof *a);
  if (!a)
    return error_set(err, DGM_ELIMIT, "out of memory");
  a->list = l;
  arena_init(&a->m, (size_t)1 << 30);
  dgm_status status = store_open(&a->db, db, STORE_READ, err);
  if (!status)
    status = open_state(a, db, err);
  if (!status)
    status = client_open(&a->client, limits, err);
  if (!status)
    status = begin_new(a, err);
  if (status) {
    alerts_close(a);
    *out = NULL;
  }
  return status;
}

void alerts_close(alerts *a) {
  if (!a)
    return;
  for (uint32_t i = 0; i < N_SQL; i++)
    sqlite3_finalize(a->q[i]);
  sqlite3_close(a->state);
  store_close(a->db);
  client_close(a->client);
  arena_close(&a->m);
  free(a);
}

typedef struct {
  alerts *a;
  str name;
  int64_t row;
  uint32_t n;
} noting;

static str anchor_of(str json) {
  static const str key = {"\"anchor\":\"", 10};
  uint32_t at = str_find(json, key);
  return at == UINT32_MAX ? json
                          : str_slice(json, at + key.len, at + key.len + 32);
}

static dgm_status note(void *context, str json, int64_t row, dgm_error *err) {
  noting *n = context;
  sqlite3_stmt *q = n->a->q[SQL_NOTE];
  n->row = row;
  n->n++;
  bind_text(q, 1, n->name);
  bind_text(q, 2, anchor_of(json));
  bind_text(q, 3, json);
  return done(n->a, SQL_NOTE, err);
}

// One batch of what is new for an alert, with the place where it ends, all or
// nothing.
static dgm_status note_batch(alerts *a, const alert *one, int64_t newest,
                             bool *more, dgm_error *err) {
  noting n = {a, one->name, 0, 0};
  read_page page = {
      .sort = SORT_ARRIVAL, .limit = BATCH, .since = seen(a, one->name)};
  read_more next;
  arena_reset(&a->m);
  dgm_status status = run(a, "BEGIN IMMEDIATE", err);
  if (status)
    return status;
  status = read_events(a->db, &a->m, &one->query, &page, note, &n, &next, err);
  *more = n.n == BATCH;
  if (!status)
    status =
        set_seen(a, one->name, *more || n.row > newest ? n.row : newest, err);
  if (!status)
    return run(a, "COMMIT", err);
  sqlite3_exec(a->state, "ROLLBACK", NULL, NULL, NULL);
  return status;
}

static dgm_status note_new(alerts *a, const volatile int *stop,
                           dgm_error *err) {
  int64_t newest;
  dgm_status status = read_newest(a->db, &newest, err);
  for (uint32_t i = 0; i < a->list->all.n && !status && !*stop; i++) {
    const alert *one = &a->list->all.at[i];
    bool more = seen(a, one->name) < newest;
    while (more && !status && !*stop)
      status = note_batch(a, one, newest, &more, err);
  }
  return status;
}

static const alert *find(const alerts *a, str name) {
  for (uint32_t i = 0; i < a->list->all.n; i++)
    if (str_eq(a->list->all.at[i].name, name))
      return &a->list->all.at[i];
  return NULL;
}

static int64_t wait_s(uint32_t tries) {
  int64_t s = tries < 12 ? (int64_t)1 << tries : WAIT_MOST_S;
  return s < WAIT_MOST_S ? s : WAIT_MOST_S;
}

// Writes down how a try ended.
static dgm_status settle(alerts *a, int64_t id, alert_state state,
                         uint32_t tries, dgm_error *err) {
  sqlite3_stmt *q = a->q[SQL_MOVE];
  sqlite3_bind_int64(q, 1, id);
  sqlite3_bind_int(q, 2, state);
  sqlite3_bind_int64(q, 3, tries);
  sqlite3_bind_int64(q, 4, (int64_t)time(NULL) + wait_s(tries));
  return done(a, SQL_MOVE, err);
}

typedef struct {
  int64_t id;
  const alert *alert; // NULL: no longer in the file
  buf key, body;
  uint32_t tries;
} sending;

// The next one that is due; false: there is none.
static bool next_due(alerts *a, sending *s) {
  sqlite3_stmt *q = a->q[SQL_DUE];
  sqlite3_bind_int64(q, 1, (int64_t)time(NULL));
  sqlite3_bind_int64(q, 2, s->id);
  bool found = sqlite3_step(q) == SQLITE_ROW;
  buf_clear(&s->key);
  buf_clear(&s->body);
  if (found) {
    str name = column(q, 1);
    s->id = sqlite3_column_int64(q, 0);
    s->alert = find(a, name);
    s->tries = (uint32_t)sqlite3_column_int64(q, 4) + 1;
    buf_add(&s->key, name);
    buf_byte(&s->key, '-');
    buf_add(&s->key, column(q, 2));
    buf_byte(&s->key, 0);
    buf_byte(&s->body, '{');
    put_text(&s->body, "alert", name);
    put_json(&s->body, "event", column(q, 3));
    buf_add(&s->body, S("}\n"));
  }
  sqlite3_reset(q);
  return found;
}

static dgm_status try_one(alerts *a, const sending *s, const volatile int *stop,
                          alert_totals *totals, dgm_error *err) {
  dgm_error why;
  if (!s->alert) {
    totals->given_up++;
    return settle(a, s->id, STATE_GIVEN_UP, s->tries, err);
  }
  if (!alert_send(a->client, s->alert, buf_str(&s->body), s->key.p, stop,
                  &why)) {
    totals->sent++;
    return settle(a, s->id, STATE_SENT, s->tries, err);
  }
  bool last = s->tries >= TRIES;
  totals->given_up += last;
  fprintf(stderr, "dragoman: alert %s: %s%s\n", s->key.p, why.text,
          last ? "; given up" : "");
  return settle(a, s->id, last ? STATE_GIVEN_UP : STATE_WAITS, s->tries, err);
}

static uint32_t waiting(alerts *a) {
  sqlite3_stmt *q = a->q[SQL_WAITING];
  uint32_t n =
      sqlite3_step(q) == SQLITE_ROW ? (uint32_t)sqlite3_column_int64(q, 0) : 0;
  sqlite3_reset(q);
  return n;
}

dgm_status alerts_round(alerts *a, const volatile int *stop,
                        alert_totals *totals, dgm_error *err) {
  sending s = {.id = 0};
  *totals = (alert_totals){0, 0, 0};
  dgm_status status = note_new(a, stop, err);
  for (uint32_t i = 0; i < SEND_MOST && !status && !*stop; i++) {
    if (!next_due(a, &s))
      break;
    status = try_one(a, &s, stop, totals, err);
  }
  totals->waiting = waiting(a);
  buf_free(&s.key);
  buf_free(&s.body);
  return status;
}

dgm_status alerts_run(alerts *a, const volatile int *stop, dgm_error *err) {
  const struct timespec pause = {1, 0};
  alert_totals totals;
  dgm_status status = DGM_OK;
  while (!*stop && !status) {
    status = alerts_round(a, stop, &totals, err);
    if (!*stop)
      nanosleep(&pause, NULL);
  }
  return status;
}
