// Events as JSON. A page is found by its sort keys alone, without a record
// being read; then the records of those few are put together.

#include "base/put.h"
#include "store/read_part.h"
#include <stdio.h>

typedef struct {
  const char *name;
  const char *key, *second; // columns; second is NULL but for sources
  posting_kind postings;    // have the order; N_POST: none do
  bool down;
} sort_plan;

// ORDER READ_SORT
static const sort_plan plans[N_SORT] = {
    {"-date", "e.day", NULL, POST_DAY, true},
    {"date", "e.day", NULL, POST_DAY, false},
    {"-score", "e.score", NULL, POST_SCORE, true},
    {"score", "e.score", NULL, POST_SCORE, false},
    {"-sources", "h.sources", "h.id", N_POST, true},
    {"sources", "h.sources", "h.id", N_POST, false},
    {"arrival", "0", NULL, N_POST, false},
};

bool read_sort_named(read_sort *out, str name) {
  for (uint32_t i = 0; i < N_SORT; i++)
    if (str_eq(name, str_of(plans[i].name))) {
      *out = (read_sort)i;
      return true;
    }
  return false;
}

// -- one event
// -----------------------------------------------------------------

static const char one_event[] =
    "SELECT j.json,d.json,r.hash,c.name,s.hex,h.hex,h.sources,e.hidden"
    " FROM event e JOIN event_json j ON j.id=e.id"
    " JOIN document d ON d.id=e.document JOIN run r ON r.id=e.run"
    " LEFT JOIN document c ON c.id=d.copy_of LEFT JOIN story s ON s.id=d.story"
    " LEFT JOIN happening h ON h.id=e.happening WHERE e.id=?";

static const char one_review[] =
    "SELECT x.verdict,x.note,x.type,x.at FROM event e JOIN review x ON"
    " x.id=" REVIEW_OF_EVENT " WHERE e.id=?";

dgm_status event_reader_open(event_reader *r, store *s, dgm_error *err) {
  *r = (event_reader){.s = s};
  dgm_status status = db_prepare(s, &r->event, one_event, err);
  return status ? status : db_prepare(s, &r->review, one_review, err);
}

void event_reader_close(event_reader *r) {
  sqlite3_finalize(r->event);
  sqlite3_finalize(r->review);
  buf_free(&r->out);
}

static dgm_status put_review(event_reader *r, int64_t row, dgm_error *err) {
  bool more;
  sqlite3_reset(r->review);
  db_int(r->review, 1, row);
  dgm_status status = db_next(r->s, r->review, &more, err);
  if (status || !more) {
    put_json(&r->out, "review", (str){NULL, 0});
    buf_byte(&r->out, '}');
    return status;
  }
  put_key(&r->out, "review");
  buf_byte(&r->out, '{');
  put_text(&r->out, "verdict", db_column(r->review, 0));
  put_text(&r->out, "note", db_column(r->review, 1));
  put_text(&r->out, "type", db_column(r->review, 2));
  put_text(&r->out, "at", db_column(r->review, 3));
  buf_add(&r->out, S("}}"));
  sqlite3_reset(r->review);
  return DGM_OK;
}

dgm_status event_reader_get(event_reader *r, int64_t row, dgm_error *err) {
  bool more;
  buf *out = &r->out;
  buf_clear(out);
  sqlite3_reset(r->event);
  db_int(r->event, 1, row);
  dgm_status status = db_next(r->s, r->event, &more, err);
  if (status || !more)
    return status;
  buf_add(out, db_column(r->event, 0));
  put_json(out, "document", db_column(r->event, 1));
  put_text(out, "run", db_column(r->event, 2));
  put_text(out, "copy_of", db_column(r->event, 3));
  put_text(out, "story", db_column(r->event, 4));
  put_text(out, "happening", db_column(r->event, 5));
  put_number(out, "sources", db_column_int(r->event, 6, 1));
  put_bool(out, "superseded",
           sqlite3_column_int64(r->event, 7) & HIDDEN_SUPERSEDED);
  status = put_review(r, row, err);
  sqlite3_reset(r->event);
  return status;
}

// -- pages
// ---------------------------------------------------------------------

typedef struct {
  int64_t key, second, row;
} cursor;

static bool read_cursor(cursor *out, str text, const sort_plan *plan) {
  str name = str_cut(&text, ':');
  str key = str_cut(&text, ':'), second = str_cut(&text, ':');
  return str_eq(name, str_of(plan->name)) && str_to_i64(key, &out->key) &&
         str_to_i64(second, &out->second) && str_to_i64(text, &out->row);
}

static void write_cursor(char *out, const cursor *c, const sort_plan *plan) {
  snprintf(out, CURSOR_ROOM, "%s:%lld:%lld:%lld", plan->name, (long long)c->key,
           (long long)c->second, (long long)c->row);
}

// What stands behind the cursor in the plan's order. Numbers are ours.
static void put_after(buf *b, const sort_plan *p, const cursor *c) {
  const char *side = p->down ? "<" : ">";
  if (p->second)
    buf_printf(b,
               " AND %s%s=%lld AND (%s%s%lld OR (%s%s=%lld AND (%s%s%lld OR"
               " e.id>%lld)))",
               p->key, side, (long long)c->key, p->key, side, (long long)c->key,
               p->second, side, (long long)c->second, p->second, side,
               (long long)c->second, (long long)c->row);
  else
    buf_printf(b, " AND %s%s=%lld AND (%s%s%lld OR e.id%s%lld)", p->key, side,
               (long long)c->key, p->key, side, (long long)c->key, side,
               (long long)c->row);
}

static bool by_arrival(const sort_plan *p) {
  return str_eq(str_of(p->key), S("0"));
}

// All events in the plan's order need none; those of one happening come as they
// arrived.
static void put_order(buf *b, const sort_plan *p, bool driven) {
  const char *way = p->down ? "DESC" : "ASC";
  if (by_arrival(p))
    buf_add(b, S(" ORDER BY e.id"));
  else if (!driven && !p->second)
    buf_printf(b, " ORDER BY x.key %s,x.row %s", way, way);
  else if (driven && p->second)
    buf_printf(b, " ORDER BY %s %s,%s %s,e.id", p->key, way, p->second, way);
  else if (p->second)
    return;
  else
    buf_printf(b, " ORDER BY %s %s,e.id %s", p->key, way, way);
}

typedef struct {
  posting_kind kind;
  uint64_t lo, hi;
} key_range;

// The postings to go through: those of the days that are asked for, of the one
// type, and of those behind the cursor.
static key_range range_of(const sort_plan *p, const query_sql *sql,
                          const cursor *after) {
  key_range r = {p->postings, 0, UINT64_MAX};
  if (p->postings == POST_DAY) {
    r.lo = posting_ordered(sql->first);
    r.hi = posting_ordered(sql->behind);
  }
  if (after) {
    uint64_t key = posting_ordered(after->key);
    if (p->down ? key < r.hi : key > r.lo)
      *(p->down ? &r.hi : &r.lo) = key;
  }
  if (p->postings == POST_DAY && sql->one_type) {
    r.kind = POST_TYPE;
    r.lo |= (uint64_t)sql->type << 32;
    r.hi = (uint64_t)sql->type << 32 | (r.hi < UINT32_MAX ? r.hi : UINT32_MAX);
  }
  return r;
}

// Happenings in their order. SQLite would sort all of them when it saw them
// beside a table of ours, and forget an order without a LIMIT.
static void put_happenings(buf *b, const sort_plan *p, const cursor *after) {
  const char *way = p->down ? "DESC" : "ASC";
  buf_add(b, S("(SELECT id,sources FROM happening"));
  if (after)
    buf_printf(b, " WHERE sources%s=%lld", p->down ? "<" : ">",
               (long long)after->key);
  buf_printf(b,
             " ORDER BY sources %s,id %s LIMIT -1) h CROSS JOIN"
             " postings(%d,h.id,h.id) x CROSS JOIN event e ON e.id=x.row",
             way, way, POST_HAPPENING);
}

// FROM of all events in the plan's order.
static void put_all(buf *b, const sort_plan *p, const query_sql *sql,
                    const cursor *after) {
  if (p->second) {
    put_happenings(b, p, after);
  } else if (p->postings == N_POST) {
    buf_add(b, S("event e"));
  } else {
    key_range r = range_of(p, sql, after);
    buf_printf(b, "postings(%d,%lld,%lld) x CROSS JOIN event e ON e.id=x.row",
               r.kind, (long long)r.lo, (long long)r.hi);
  }
  buf_byte(b, 0);
}

static void put_statement(buf *b, const query_sql *sql, const read_page *page,
                          const cursor *after) {
  const sort_plan *p = &plans[page->sort];
  buf all = {0};
  put_all(&all, p, sql, after);
  buf_printf(b, "SELECT e.id,%s,%s", p->key, p->second ? p->second : "0");
  query_from(b, sql, all.p,
             p->second ? " JOIN happening h ON h.id=e.happening" : "");
  if (after)
    put_after(b, p, after);
  if (page->since)
    buf_printf(b, " AND e.id>%lld", (long long)page->since);
  put_order(b, p, sql->driven);
  if (page->limit) // one more says whether there is a next page
    buf_printf(b, " LIMIT %u", page->limit + 1);
  buf_byte(b, 0);
  buf_free(&all);
}

static dgm_status page_statement(store *s, const query_sql *sql,
                                 const read_page *page, sqlite3_stmt **out,
                                 dgm_error *err) {
  const sort_plan *p = &plans[page->sort];
  cursor after;
  buf b = {0};
  if (page->after.len && !read_cursor(&after, page->after, p))
    return error_set(err, DGM_EUSAGE,
                     "this is no cursor of a page sorted by %s", p->name);
  put_statement(&b, sql, page, page->after.len ? &after : NULL);
  dgm_status status = db_prepare(s, out, b.p, err);
  buf_free(&b);
  return status;
}

static dgm_status hand_over(store *s, sqlite3_stmt *q, const read_page *page,
                            read_each each, void *context, read_more *more,
                            dgm_error *err) {
  event_reader r;
  cursor at = {0};
  bool there = false;
  dgm_status status = event_reader_open(&r, s, err);
  if (!status)
    status = db_next(s, q, &there, err);
  for (uint32_t n = 0; there && !status; n++) {
    if (page->limit && n == page->limit) {
      write_cursor(more->next, &at, &plans[page->sort]);
      break;
    }
    at = (cursor){sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2),
                  sqlite3_column_int64(q, 0)};
    status = event_reader_get(&r, at.row, err);
    more->last = at.row;
    if (!status && r.out.len)
      status = each(context, buf_str(&r.out), at.row, err);
    if (!status)
      status = db_next(s, q, &there, err);
  }
  event_reader_close(&r);
  return status;
}

dgm_status read_events(store *s, arena *m, const query *q,
                       const read_page *page, read_each each, void *context,
                       read_more *more, dgm_error *err) {
  query_sql sql;
  sqlite3_stmt *statement = NULL;
  *more = (read_more){.last = 0};
  db_ask(s);
  dgm_status status = db_run(s, "SAVEPOINT reading", err);
  if (status)
    return status;
  // Happenings are gone through slowly: a longer list of events still pays.
  bool whole = !page->limit || plans[page->sort].second;
  status = query_compile(&sql, s, m, q, whole ? QUERY_WHOLE : QUERY_PAGE, err);
  if (!status)
    status = page_statement(s, &sql, page, &statement, err);
  if (!status) {
    query_bind(&sql, statement, 1);
    status = hand_over(s, statement, page, each, context, more, err);
  }
  sqlite3_finalize(statement);
  sqlite3_exec(s->db, "RELEASE reading", NULL, NULL, NULL);
  return status;
}

dgm_status read_total(store *s, arena *m, const query *q, int64_t most,
                      int64_t *out, dgm_error *err) {
  query_sql sql;
  sqlite3_stmt *statement = NULL;
  buf b = {0};
  bool more;
  *out = 0;
  db_ask(s);
  dgm_status status = query_compile(&sql, s, m, q, QUERY_WHOLE, err);
  if (status)
    return status;
  buf_add(&b, S("SELECT count(*) FROM (SELECT 1"));
  query_from(&b, &sql, "event e", "");
  buf_printf(&b, " LIMIT %lld)", (long long)most);
  buf_byte(&b, 0);
  status = db_prepare(s, &statement, b.p, err);
  if (!status) {
    query_bind(&sql, statement, 1);
    status = db_next(s, statement, &more, err);
    *out = sqlite3_column_int64(statement, 0);
  }
  sqlite3_finalize(statement);
  buf_free(&b);
  return status;
}

dgm_status read_newest(store *s, int64_t *out, dgm_error *err) {
  return db_number(s, "SELECT max(id) FROM event", out, err);
}

// The id of a record stands behind {"v":1,"id":".
static bool has_id(str json, str id) {
  uint32_t at = str_find(json, S("\"id\":\""));
  return at != UINT32_MAX && str_eq(str_slice(json, at + 6, at + 38), id);
}

dgm_status read_event(store *s, arena *m, str id, str *json, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  event_reader r;
  bool more = false;
  *json = (str){NULL, 0};
  db_ask(s);
  dgm_status status = event_reader_open(&r, s, err);
  if (!status)
    status =
        db_prepare(s, &q,
                   "SELECT e.id FROM postings(?2,?1,?1) x CROSS JOIN event e ON"
                   " e.id=x.row WHERE e.key=?1 ORDER BY e.hidden&3,e.id DESC",
                   err);
  if (!status) {
    db_int(q, 1, (int64_t)db_key(id));
    db_int(q, 2, POST_KEY);
    status = db_next(s, q, &more, err);
  }
  while (!status && more && !json->p) {
    status = event_reader_get(&r, sqlite3_column_int64(q, 0), err);
    if (!status && has_id(buf_str(&r.out), id))
      *json = arena_copy(m, buf_str(&r.out));
    if (!status)
      status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  event_reader_close(&r);
  return status;
}
