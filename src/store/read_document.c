// A document with everything that hangs on it, and what a store holds in all.

#include "store/read_part.h"

// Documents of a story that are listed; a story of a war has thousands.
enum { FAMILY_MOST = 200, VERSION_DIGITS = 12 };

static const char one_document[] =
    "SELECT d.id,d.name,d.json,p.text,p.removed,x.json,r.hash,d.title,d.url,"
    "o.text,d.byline,d.section,l.text,d.published,d.modified,d.known,"
    "d.title_len,d.dateline_beg,d.dateline_end,d.dateline_day,d.sentence,"
    "d.coded,b.name||'@'||substr(b.text_hash,1,12),"
    "a.name||'@'||substr(a.text_hash,1,12),d.text_hash,c.name,d.containment,"
    "s.hex,d.story,d.first_event,d.events"
    " FROM document d JOIN run r ON r.id=d.run"
    " LEFT JOIN page p ON p.document=d.id"
    " LEFT JOIN word o ON o.id=d.outlet LEFT JOIN word l ON l.id=d.language"
    " LEFT JOIN document b ON b.id=d.supersedes"
    " LEFT JOIN document a ON a.id=d.superseded_by"
    " LEFT JOIN document c ON c.id=d.copy_of LEFT JOIN story s ON s.id=d.story"
    " LEFT JOIN reject x ON x.document=d.id AND x.run=d.run"
    " WHERE d.name=?1 AND (?2 IS NULL OR substr(d.text_hash,1,12)=?2)"
    " ORDER BY d.superseded_by IS NOT NULL,d.id DESC LIMIT 1";

static str copied(arena *m, sqlite3_stmt *q, int at) {
  str s = db_column(q, at);
  return s.p ? arena_copy(m, s) : s;
}

static day day_at(sqlite3_stmt *q, int at) {
  return (day)db_column_int(q, at, NO_DAY);
}

static void read_facts_of(sqlite3_stmt *q, arena *m, document *d) {
  // ORDER of the columns of one_document
  str *const texts[] = {NULL,        &d->id,      &d->json,   &d->text,
                        &d->removed, &d->rejects, &d->run,    &d->title,
                        &d->url,     &d->outlet,  &d->byline, &d->section,
                        &d->language};
  d->row = sqlite3_column_int64(q, 0);
  for (int i = 1; i < 13; i++)
    *texts[i] = copied(m, q, i);
  d->published = day_at(q, 13);
  d->modified = day_at(q, 14);
  d->known = day_at(q, 15);
  d->title_len = (uint32_t)sqlite3_column_int64(q, 16);
  d->dateline = (span){(uint32_t)sqlite3_column_int64(q, 17),
                       (uint32_t)sqlite3_column_int64(q, 18)};
  d->dateline_day = day_at(q, 19);
  d->sentence = sqlite3_column_int64(q, 20) != 0;
  d->coded = sqlite3_column_int64(q, 21) != 0;
  d->supersedes = copied(m, q, 22);
  d->superseded_by = copied(m, q, 23);
  d->text_hash = copied(m, q, 24);
  d->copy_of = copied(m, q, 25);
  d->containment = (uint32_t)sqlite3_column_int64(q, 26);
  d->story = copied(m, q, 27);
  if (!d->rejects.p)
    d->rejects = S("[]");
}

static dgm_status read_family(store *s, arena *m, int64_t story, document *d,
                              dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(s, &q,
                 "SELECT d.name,d.title,o.text,d.published,c.name,d.containment"
                 " FROM document d LEFT JOIN word o ON o.id=d.outlet"
                 " LEFT JOIN document c ON c.id=d.copy_of"
                 " WHERE d.story=?1 AND d.superseded_by IS NULL"
                 " ORDER BY d.published,d.id LIMIT ?2",
                 err);
  if (!status) {
    db_int(q, 1, story);
    db_int(q, 2, FAMILY_MOST);
    status = db_next(s, q, &more, err);
  }
  while (!status && more) {
    story_document *x = vec_push(m, &d->family);
    x->id = copied(m, q, 0);
    x->title = copied(m, q, 1);
    x->outlet = copied(m, q, 2);
    x->published = day_at(q, 3);
    x->copy_of = copied(m, q, 4);
    x->containment = (uint32_t)sqlite3_column_int64(q, 5);
    status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status;
}

static dgm_status read_its_events(store *s, arena *m, int64_t first, int64_t n,
                                  document *d, dgm_error *err) {
  event_reader r;
  dgm_status status = event_reader_open(&r, s, err);
  for (int64_t row = first; row < first + n && !status; row++) {
    status = event_reader_get(&r, row, err);
    if (!status && r.out.len)
      *vec_push(m, &d->events) = arena_copy(m, buf_str(&r.out));
  }
  event_reader_close(&r);
  return status;
}

static dgm_status look_up(store *s, arena *m, str name, str version,
                          document *out, bool *found, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  dgm_status status = db_prepare(s, &q, one_document, err);
  if (!status) {
    db_text(q, 1, name);
    db_text(q, 2, version);
    status = db_next(s, q, found, err);
  }
  if (!status && *found) {
    int64_t story = sqlite3_column_int64(q, 28);
    int64_t first = sqlite3_column_int64(q, 29);
    int64_t n = sqlite3_column_int64(q, 30);
    read_facts_of(q, m, out);
    status = read_its_events(s, m, first, n, out, err);
    if (!status && story)
      status = read_family(s, m, story, out, err);
  }
  sqlite3_finalize(q);
  return status;
}

dgm_status read_document(store *s, arena *m, str id, document *out, bool *found,
                         dgm_error *err) {
  *out = (document){.row = 0};
  *found = false;
  db_ask(s);
  dgm_status status = look_up(s, m, id, (str){NULL, 0}, out, found, err);
  if (status || *found || id.len <= VERSION_DIGITS + 1)
    return status;
  uint32_t at = id.len - VERSION_DIGITS - 1;
  if (id.p[at] != '@')
    return DGM_OK;
  return look_up(s, m, str_slice(id, 0, at), str_slice(id, at + 1, id.len), out,
                 found, err);
}

// The day of the first or last event that has one.
static dgm_status edge_day(posting_cursor *days, bool last, day *out,
                           dgm_error *err) {
  uint64_t first = posting_ordered((int64_t)NO_DAY + 1);
  dgm_status status = posting_seek(days, first, UINT64_MAX, last, err);
  *out = !status && days->now ? (day)((int64_t)days->at.key + NO_DAY) : NO_DAY;
  return status;
}

static dgm_status read_days(store *s, store_facts *out, dgm_error *err) {
  posting_cursor days;
  posting_cursor_init(&days, s);
  dgm_status status = posting_cursor_of(&days, POST_DAY, err);
  if (!status)
    status = edge_day(&days, false, &out->first, err);
  if (!status)
    status = edge_day(&days, true, &out->last, err);
  posting_cursor_close(&days);
  return status;
}

static dgm_status read_sums(store *s, store_facts *out, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more;
  dgm_status status = db_prepare(s, &q,
                                 "SELECT count(*),coalesce(sum(events),0)"
                                 " FROM document WHERE superseded_by IS NULL",
                                 err);
  if (!status)
    status = db_next(s, q, &more, err);
  if (!status) {
    out->documents = sqlite3_column_int64(q, 0);
    out->events = sqlite3_column_int64(q, 1);
  }
  sqlite3_finalize(q);
  return status;
}

dgm_status read_facts(store *s, store_facts *out, dgm_error *err) {
  *out = (store_facts){.first = NO_DAY, .last = NO_DAY, .bulk = s->bulk};
  db_ask(s);
  dgm_status status = db_run(s, "SAVEPOINT facts", err);
  if (status)
    return status;
  status = read_sums(s, out, err);
  if (!status)
    status = read_days(s, out, err);
  sqlite3_exec(s->db, "RELEASE facts", NULL, NULL, NULL);
  return status;
}
