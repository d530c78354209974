// The new coding joins copies, stories and happenings as a copy of the old one
// would: it stays in the story, its events find the happenings that the old
// ones had, and no outlet counts twice.

#include "store/recode.h"
#include "export/record.h"
#include "store/read_part.h"
#include "store/write_part.h"

static str from(dgm_str s) {
  return (str){s.p, s.len};
}

dgm_status recode_article(article *a, const document *d, dgm_error *err) {
  article_meta *m = &a->meta;
  export_record r;
  buf line = {0};
  buf_add(&line, S("{\"document\":"));
  buf_add(&line, d->json);
  buf_byte(&line, '}');
  str kept = arena_copy(a->m, buf_str(&line));
  buf_free(&line);
  dgm_status status = record_read(&r, a->m, kept, err);
  if (status)
    return status;
  const dgm_document *f = &r.document;
  *m = (article_meta){.id = from(f->id),
                      .url = from(f->url),
                      .canonical = from(f->canonical),
                      .outlet = from(f->outlet),
                      .byline = from(f->byline),
                      .section = from(f->section),
                      .title = from(f->title),
                      .language = from(f->language),
                      .published = from(f->published),
                      .modified = from(f->modified),
                      .published_day = d->published};
  memcpy(m->text_hash, f->text_hash, sizeof m->text_hash);
  a->text = a->raw = d->text;
  a->title_len = d->title_len;
  a->dateline = d->dateline;
  a->dateline_day = d->dateline_day;
  a->one_sentence = d->sentence;
  return DGM_OK;
}

static const char next_document[] =
    "SELECT d.id,d.name,d.json,p.text,d.published,d.title_len,d.dateline_beg,"
    "d.dateline_end,d.dateline_day,d.sentence"
    " FROM document d JOIN run r ON r.id=d.run JOIN page p ON p.document=d.id"
    " WHERE d.id>?1 AND d.coded AND r.hash<>?2 AND p.text IS NOT NULL"
    " ORDER BY d.id LIMIT 1";

dgm_status recode_next(store *s, arena *m, str run, int64_t row, document *out,
                       bool *found, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  *out = (document){.row = 0};
  *found = false;
  dgm_status status = db_prepare(s, &q, next_document, err);
  if (!status) {
    db_int(q, 1, row);
    db_text(q, 2, run);
    status = db_next(s, q, found, err);
  }
  if (!status && *found) {
    out->row = sqlite3_column_int64(q, 0);
    out->id = arena_copy(m, db_column(q, 1));
    out->json = arena_copy(m, db_column(q, 2));
    out->text = arena_copy(m, db_column(q, 3));
    out->published = (day)db_column_int(q, 4, NO_DAY);
    out->title_len = (uint32_t)sqlite3_column_int64(q, 5);
    out->dateline = (span){(uint32_t)sqlite3_column_int64(q, 6),
                           (uint32_t)sqlite3_column_int64(q, 7)};
    out->dateline_day = (day)db_column_int(q, 8, NO_DAY);
    out->sentence = sqlite3_column_int64(q, 9) != 0;
    out->coded = true;
  }
  sqlite3_finalize(q);
  return status;
}

typedef struct {
  bool copy, superseded;
  int64_t first, events;
} state;

static dgm_status read_state(store_writer *w, int64_t row, state *out,
                             dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more;
  *out = (state){.first = 0};
  dgm_status status = db_prepare(
      w->s, &q,
      "SELECT copy_of IS NOT NULL,superseded_by IS NOT NULL,first_event,events"
      " FROM document WHERE id=?",
      err);
  if (!status) {
    db_int(q, 1, row);
    status = db_next(w->s, q, &more, err);
  }
  if (!status) {
    out->copy = sqlite3_column_int64(q, 0) != 0;
    out->superseded = sqlite3_column_int64(q, 1) != 0;
    out->first = sqlite3_column_int64(q, 2);
    out->events = sqlite3_column_int64(q, 3);
  }
  sqlite3_finalize(q);
  return status;
}

// Does another document than its own tell of the event in that row?
static dgm_status is_told(store_writer *w, int64_t row, int64_t its, bool *out,
                          dgm_error *err) {
  sqlite3_stmt *q = NULL;
  dgm_status status =
      db_prepare(w->s, &q,
                 "SELECT 1 FROM event e CROSS JOIN postings(?3,e.happening,"
                 "e.happening) x CROSS JOIN event o ON o.id=x.row WHERE e.id=?1"
                 " AND o.document<>?2 AND o.hidden=0 LIMIT 1",
                 err);
  if (!status) {
    db_int(q, 1, row);
    db_int(q, 2, its);
    db_int(q, 3, POST_HAPPENING);
    status = db_next(w->s, q, out, err);
  }
  sqlite3_finalize(q);
  return status;
}

// What a copy tells again is hidden where another document tells it too.
static dgm_status hide_copies(store_writer *w, int64_t row, int64_t first,
                              dgm_error *err) {
  dgm_status status = postings_flush(&w->post, err);
  for (int64_t at = first; at < w->next_event && !status; at++) {
    bool told = false;
    status = is_told(w, at, row, &told, err);
    if (!status && told)
      status = write_hide(w, at, 1, HIDDEN_COPY, 0, err);
  }
  return status;
}

static dgm_status set_document(store_writer *w, int64_t row,
                               const record_document *d, int64_t first,
                               dgm_error *err) {
  sqlite3_stmt *q = NULL;
  dgm_status status = db_prepare(
      w->s, &q,
      "UPDATE document SET run=?2,first_event=?3,events=?4,rejects=?5"
      " WHERE id=?1",
      err);
  if (!status) {
    db_int(q, 1, row);
    db_int(q, 2, w->run);
    db_int(q, 3, first);
    db_int(q, 4, d->events.n);
    db_int(q, 5, d->n_rejects);
    status = db_done(w->s, q, err);
  }
  sqlite3_finalize(q);
  return status;
}

dgm_status recode_write(store_writer *w, int64_t row, const record_document *d,
                        dgm_error *err) {
  kin_answer of = {0};
  state was;
  int64_t first = 0;
  dgm_status status = write_begin(w, err);
  if (!status)
    status = read_state(w, row, &was, err);
  if (!status)
    status = write_hide(w, was.first, was.events, HIDDEN_RUN, 0, err);
  if (!status && d->dossier.len)
    status = kin_add(&w->kin, d, &of, err);
  uint32_t hidden = was.superseded ? HIDDEN_TEXT : 0;
  // No event is a twin of what was known "before": copies are looked at below.
  if (!status)
    status = write_events(w, row, d, &of, 0, hidden, &first, err);
  if (!status && was.copy)
    status = hide_copies(w, row, first, err);
  if (!status)
    status = write_rejects(w, row, d, err);
  if (!status)
    status = write_dossier(w, row, d, err);
  return status ? status : set_document(w, row, d, first, err);
}
