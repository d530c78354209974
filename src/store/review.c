// Reviews are rows that are only added: the latest of an event counts.

#include "store/review.h"
#include "base/put.h"
#include "store/read_part.h"
#include <time.h>

enum { NOTE_MOST = 10000, FIELD_MOST = 200 }; // bytes that people write by hand

static void put_list(buf *out, const char *name, str joined) {
  if (!joined.p) {
    put_json(out, name, joined);
    return;
  }
  put_key(out, name);
  buf_byte(out, '[');
  while (joined.p) {
    str one = str_cut(&joined, ';');
    if (!one.len)
      continue;
    put_sep(out);
    buf_json(out, one);
  }
  buf_byte(out, ']');
}

// Columns 1 to 8: anchor, event, verdict, type, modes, factuality, note, at.
static void put_review(buf *out, sqlite3_stmt *q) {
  buf_byte(out, '{');
  put_text(out, "anchor", db_column(q, 1));
  put_text(out, "event", db_column(q, 2));
  put_text(out, "verdict", db_column(q, 3));
  put_text(out, "type", db_column(q, 4));
  put_list(out, "modes", db_column(q, 5));
  put_text(out, "factuality", db_column(q, 6));
  put_text(out, "note", db_column(q, 7));
  put_text(out, "at", db_column(q, 8));
  buf_byte(out, '}');
}

static dgm_status check(store *s, const review *r, dgm_error *err) {
  static const char *const verdicts[] = {"accept", "correct", "reject"};
  bool known = false, there = false;
  for (uint32_t i = 0; i < 3; i++)
    known |= str_eq(r->verdict, str_of(verdicts[i]));
  if (!known)
    return error_set(err, DGM_EUSAGE,
                     "a verdict is accept, correct or reject, not '%.*s'",
                     (int)r->verdict.len, r->verdict.p);
  if (r->note.len > NOTE_MOST || r->type.len > FIELD_MOST ||
      r->modes.len > FIELD_MOST || r->factuality.len > FIELD_MOST ||
      r->reviewer.len > FIELD_MOST)
    return error_set(err, DGM_EUSAGE,
                     "a note has at most %d bytes, other fields %d", NOTE_MOST,
                     FIELD_MOST);
  if (r->anchor.len != 32 || r->event.len != 32)
    return error_set(err, DGM_EUSAGE, "anchor and event are 32 hex digits");
  sqlite3_stmt *q = NULL;
  dgm_status status = db_prepare(
      s, &q,
      "SELECT 1 FROM postings(?3,?1,?1) x CROSS JOIN event e ON e.id=x.row"
      " WHERE e.key=?1 AND e.anchor=?2 LIMIT 1",
      err);
  if (!status) {
    db_int(q, 1, (int64_t)db_key(r->event));
    db_int(q, 2, (int64_t)db_key(r->anchor));
    db_int(q, 3, POST_KEY);
    status = db_next(s, q, &there, err);
  }
  sqlite3_finalize(q);
  if (!status && !there)
    status = error_set(err, DGM_EUSAGE,
                       "the store has no event %.*s with anchor %.*s", 32,
                       r->event.p, 32, r->anchor.p);
  return status;
}

static dgm_status reviewer_row(store *s, str email, int64_t *row,
                               dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more;
  *row = 0;
  if (!email.p)
    return DGM_OK;
  dgm_status status = db_prepare(s, &q,
                                 "INSERT INTO reviewer(email) VALUES(?) ON"
                                 " CONFLICT DO UPDATE SET email=email"
                                 " RETURNING id",
                                 err);
  if (!status) {
    db_text(q, 1, email);
    status = db_next(s, q, &more, err);
    *row = sqlite3_column_int64(q, 0);
  }
  sqlite3_finalize(q);
  return status;
}

static str now_text(char out[24]) {
  struct tm t;
  time_t now = time(NULL);
  gmtime_r(&now, &t);
  size_t n = strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &t);
  return (str){out, (uint32_t)n};
}

static const char add_review[] =
    "INSERT INTO review(key,anchor,event,verdict,type,modes,factuality,note,at,"
    "reviewer,event_key) VALUES(?,?,?,?,?,?,?,?,?,?,?)"
    " RETURNING id,anchor,event,verdict,type,modes,factuality,note,at";

static dgm_status insert(store *s, const review *r, buf *out, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  int64_t reviewer;
  bool more;
  char at[24];
  dgm_status status = reviewer_row(s, r->reviewer, &reviewer, err);
  if (!status)
    status = db_prepare(s, &q, add_review, err);
  if (!status) {
    const str *const texts[] = {&r->anchor, &r->event, &r->verdict,
                                &r->type,   &r->modes, &r->factuality,
                                &r->note};
    db_int(q, 1, (int64_t)db_key(r->anchor));
    for (int i = 0; i < 7; i++)
      db_text(q, i + 2, *texts[i]);
    db_text(q, 9, now_text(at));
    db_int_or(q, 10, reviewer, 0);
    db_int(q, 11, (int64_t)db_key(r->event));
    status = db_next(s, q, &more, err);
  }
  if (!status)
    put_review(out, q);
  if (!status)
    status = db_next(s, q, &more, err);
  sqlite3_finalize(q);
  return status;
}

dgm_status review_add(store *s, const review *r, buf *out, dgm_error *err) {
  dgm_status status = check(s, r, err);
  if (!status)
    status = store_begin(s, err);
  if (status)
    return status;
  status = insert(s, r, out, err);
  if (!status)
    status = store_commit(s, err);
  if (status)
    store_rollback(s);
  return status;
}

dgm_status review_list(store *s, int64_t after, uint32_t limit, buf *out,
                       int64_t *next, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  uint32_t n = 0;
  int64_t last = 0;
  *next = 0;
  dgm_status status = db_prepare(
      s, &q,
      "SELECT id,anchor,event,verdict,type,modes,factuality,note,at FROM review"
      " WHERE id>?1 ORDER BY id LIMIT ?2",
      err);
  if (!status) {
    db_int(q, 1, after);
    db_int(q, 2, limit ? (int64_t)limit + 1 : -1);
    status = db_next(s, q, &more, err);
  }
  while (!status && more) {
    if (limit && n == limit) {
      *next = last;
      break;
    }
    if (n++)
      buf_byte(out, ',');
    put_review(out, q);
    last = sqlite3_column_int64(q, 0);
    status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status;
}

// The event as it was reviewed, else another of its anchor.
static dgm_status put_gold(store *s, event_reader *r, sqlite3_stmt *find,
                           sqlite3_stmt *q, buf *out, dgm_error *err) {
  bool there;
  sqlite3_reset(find);
  db_int(find, 1, (int64_t)db_key(db_column(q, 1)));
  db_int(find, 2, (int64_t)db_key(db_column(q, 2)));
  db_int(find, 3, POST_ANCHOR);
  dgm_status status = db_next(s, find, &there, err);
  if (!status && there)
    status = event_reader_get(r, sqlite3_column_int64(find, 0), err);
  if (status || !there)
    return status; // its document was erased
  put_review(out, q);
  out->len--;
  put_json(out, "coded", buf_str(&r->out));
  buf_add(out, S("}\n"));
  return DGM_OK;
}

dgm_status review_gold(store *s, buf *out, dgm_error *err) {
  sqlite3_stmt *q = NULL, *find = NULL;
  event_reader r;
  bool more = false;
  dgm_status status = event_reader_open(&r, s, err);
  if (!status)
    status = db_prepare(
        s, &q,
        "SELECT id,anchor,event,verdict,type,modes,factuality,note,at"
        " FROM review r WHERE id=(SELECT max(id) FROM review o WHERE"
        " o.event_key=r.event_key)"
        " ORDER BY id",
        err);
  if (!status)
    status = db_prepare(
        s, &find,
        "SELECT e.id FROM postings(?3,?1,?1) x CROSS JOIN event e ON"
        " e.id=x.row WHERE e.anchor=?1 ORDER BY e.key<>?2,e.hidden&3,e.id"
        " LIMIT 1",
        err);
  if (!status)
    status = db_next(s, q, &more, err);
  while (!status && more) {
    status = put_gold(s, &r, find, q, out, err);
    if (!status)
      status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  sqlite3_finalize(find);
  event_reader_close(&r);
  return status;
}
