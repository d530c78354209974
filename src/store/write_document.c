// A document and everything that hangs on it, within the open transaction.

#include "store/posting_event.h"
#include "store/table.h"
#include "store/write_part.h"

static dgm_status words_of(store_writer *w, const record_event *e, bool shown,
                           uint32_t *at, dgm_error *err) {
  const struct {
    word_kind kind;
    str text;
  } all[] = {{WORD_TYPE, e->type},
             {WORD_CAMEO, e->cameo},
             {WORD_MODES, e->modes},
             {WORD_CONTEXTS, e->contexts},
             {WORD_RULE, e->rule}};
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < 5 && !status; i++) {
    status = intern_word(&w->words, all[i].kind, all[i].text, &at[i], err);
    if (shown)
      intern_use(&w->words.words, at[i]);
  }
  if (shown)
    intern_use(&w->words.words, w->outlet);
  return status;
}

// The day under which an event is sorted: its own, else its report's, which is
// nearer to it than the end of an open time ("by 2030").
static day sort_day(const record_event *e, const record_document *d) {
  if (e->beg != NO_DAY)
    return e->beg;
  return d->published != NO_DAY ? d->published : e->last;
}

typedef struct {
  uint32_t n, kind[TIES_MOST], target[TIES_MOST];
} ties_put;

// The same party or place on the same side is one.
static bool is_put(ties_put *all, uint32_t kind, uint32_t target) {
  for (uint32_t i = 0; i < all->n; i++)
    if (all->kind[i] == kind && all->target[i] == target)
      return true;
  all->kind[all->n] = kind;
  all->target[all->n++] = target;
  return false;
}

static dgm_status put_tie(store_writer *w, ties_put *all, const record_tie *t,
                          bool shown, dgm_error *err) {
  uint32_t row, node = 0;
  bool party = t->kind <= TIE_SPEAKER;
  dgm_status status = party
                          ? intern_actor(&w->words, &t->actor, &row, &node, err)
                          : intern_place(&w->words, &t->place, &row, err);
  if (status || is_put(all, t->kind, row))
    return status;
  if (shown) {
    intern_use(party ? &w->words.actors : &w->words.places, row);
    intern_use(&w->words.words, node);
  }
  tie_put(&w->ties, &(event_tie){t->kind, row, node});
  return DGM_OK;
}

static dgm_status put_ties(store_writer *w, const record_event *e, bool shown,
                           dgm_error *err) {
  ties_put all = {.n = 0};
  dgm_status status = DGM_OK;
  buf_clear(&w->ties);
  for (uint32_t i = 0; i < e->ties.n && all.n < TIES_MOST && !status; i++)
    status = put_tie(w, &all, &e->ties.at[i], shown, err);
  return status;
}

// at: rows of words_of
static void bind_event(sqlite3_stmt *q, const event_keys *k,
                       const record_event *e, const uint32_t *at) {
  db_int(q, 1, k->row);
  db_int(q, 2, k->document);
  db_int(q, 4, (int64_t)k->key);
  db_int(q, 5, (int64_t)k->anchor);
  db_int(q, 6, k->on);
  db_int(q, 7, e->last != NO_DAY ? e->last : k->on);
  db_int(q, 8, e->precision);
  db_int_or(q, 9, at[0], 0);
  db_int_or(q, 10, e->quad, 0);
  for (int i = 1; i < 5; i++)
    db_int_or(q, 10 + i, at[i], 0);
  db_int(q, 15, e->factuality);
  db_int(q, 16, e->background);
  db_int(q, 17, e->kind);
  db_int(q, 18, k->score);
  db_int(q, 19, e->confidence);
  db_int(q, 20, k->happening);
  db_blob(q, 22, k->ties);
}

static dgm_status put_event(store_writer *w, event_keys *k,
                            const record_event *e, uint32_t hidden,
                            dgm_error *err) {
  uint32_t at[5];
  sqlite3_stmt *q;
  dgm_status status = words_of(w, e, !hidden, at, err);
  if (!status)
    status = put_ties(w, e, !hidden, err);
  if (!status)
    status = write_use(w, SQL_EVENT, &q, err);
  if (status)
    return status;
  k->type = at[0];
  k->rule = at[4];
  k->ties = buf_str(&w->ties);
  bind_event(q, k, e, at);
  db_int(q, 3, w->run);
  db_int(q, 21, hidden);
  status = db_done(w->s, q, err);
  event_keys_add(&w->post, k);
  return status;
}

static dgm_status put_json(store_writer *w, int64_t row, const record_event *e,
                           dgm_error *err) {
  sqlite3_stmt *q;
  dgm_status status = write_use(w, SQL_EVENT_JSON, &q, err);
  if (status)
    return status;
  db_int(q, 1, row);
  db_text(q, 2, e->json);
  return db_done(w->s, q, err);
}

static dgm_status add_event(store_writer *w, int64_t document,
                            const record_document *d, uint32_t happening,
                            uint32_t hidden, uint32_t n, dgm_error *err) {
  const record_event *e = &d->events.at[n];
  event_keys k = {.row = (uint32_t)w->next_event++,
                  .document = (uint32_t)document,
                  .happening = happening,
                  .on = sort_day(e, d),
                  .score = e->scored ? e->score : NO_SCORE,
                  .key = db_key(e->id),
                  .anchor = db_key(e->anchor)};
  dgm_status status = put_event(w, &k, e, hidden, err);
  return status ? status : put_json(w, k.row, e, err);
}

dgm_status write_events(store_writer *w, int64_t document,
                        const record_document *d, const kin_answer *of,
                        uint32_t newest_before, uint32_t hidden, int64_t *first,
                        dgm_error *err) {
  dgm_status status =
      intern_word(&w->words, WORD_OUTLET, d->outlet, &w->outlet, err);
  *first = w->next_event;
  for (uint32_t i = 0; i < d->events.n && !status; i++) {
    uint32_t happening = 0;
    bool twin = false;
    if (of->story)
      status = kin_event(&w->kin, of, i, newest_before, &happening, &twin, err);
    uint32_t hide = hidden | (twin && of->copy_of ? HIDDEN_COPY : 0);
    if (!status)
      status = add_event(w, document, d, happening, hide, i, err);
  }
  w->events += d->events.n + 1;
  return status;
}

dgm_status write_rejects(store_writer *w, int64_t document,
                         const record_document *d, dgm_error *err) {
  sqlite3_stmt *q;
  if (!d->n_rejects)
    return DGM_OK;
  dgm_status status = write_use(w, SQL_REJECT, &q, err);
  if (status)
    return status;
  db_int(q, 1, document);
  db_int(q, 2, w->run);
  db_int(q, 3, d->n_rejects);
  db_text(q, 4, d->rejects);
  return db_done(w->s, q, err);
}

dgm_status write_dossier(store_writer *w, int64_t document,
                         const record_document *d, dgm_error *err) {
  sqlite3_stmt *q;
  if (!d->dossier.len)
    return DGM_OK;
  dgm_status status = write_use(w, SQL_DOSSIER, &q, err);
  if (status)
    return status;
  db_int(q, 1, document);
  db_blob(q, 2, d->dossier);
  return db_done(w->s, q, err);
}

static dgm_status put_page(store_writer *w, int64_t row,
                           const record_document *d, dgm_error *err) {
  sqlite3_stmt *q;
  dgm_status status = write_use(w, SQL_PAGE, &q, err);
  if (status)
    return status;
  db_int(q, 1, row);
  db_text(q, 2, d->text);
  db_text(q, 3, d->removed);
  status = db_done(w->s, q, err);
  if (status || store_is_bulk(w->s) || !d->text.p)
    return status;
  status = write_use(w, SQL_WORDS, &q, err);
  if (status)
    return status;
  db_int(q, 1, row);
  db_text(q, 2, d->text);
  return db_done(w->s, q, err);
}

// The day on which a text was known to the world, else to us.
static day known_day(const store_writer *w, const record_document *d) {
  if (d->fetched != NO_DAY)
    return d->fetched;
  if (d->modified != NO_DAY)
    return d->modified;
  return d->published != NO_DAY ? d->published : w->o.today;
}

static void bind_facts(sqlite3_stmt *q, const record_document *d) {
  db_text(q, 2, d->id);
  db_int(q, 3, (int64_t)d->page);
  db_text(q, 4, d->text_hash);
  db_text(q, 5, d->json);
  db_text(q, 6, d->title);
  db_text(q, 7, d->url);
  db_text(q, 10, d->byline);
  db_text(q, 11, d->section);
  db_int_or(q, 12, d->published, NO_DAY);
  db_int_or(q, 13, d->modified, NO_DAY);
  db_int(q, 15, d->title_len);
  db_int(q, 16, d->dateline.beg);
  db_int(q, 17, d->dateline.end);
  db_int_or(q, 18, d->dateline_day, NO_DAY);
  db_int(q, 19, d->sentence);
  db_int(q, 20, d->coded);
}

static dgm_status put_document(store_writer *w, int64_t row,
                               const record_document *d, const kin_answer *of,
                               int64_t first, dgm_error *err) {
  uint32_t language;
  sqlite3_stmt *q;
  dgm_status status =
      intern_word(&w->words, WORD_LANGUAGE, d->language, &language, err);
  if (!status)
    status = write_use(w, SQL_DOCUMENT, &q, err);
  if (status)
    return status;
  bind_facts(q, d);
  db_int(q, 1, row);
  db_int_or(q, 8, w->outlet, 0);
  db_int_or(q, 9, language, 0);
  db_int(q, 14, known_day(w, d));
  db_int(q, 21, w->run);
  db_int_or(q, 22, of->copy_of, 0);
  db_int(q, 23, of->containment);
  db_int_or(q, 24, of->story, 0);
  db_int(q, 25, first);
  db_int(q, 26, d->events.n);
  db_int(q, 27, d->n_rejects);
  return db_done(w->s, q, err);
}

typedef struct {
  bool same, other; // the document is there; another text of it is
} versions;

static dgm_status look_up(store_writer *w, const record_document *d,
                          versions *out, dgm_error *err) {
  sqlite3_stmt *q;
  bool more = false;
  *out = (versions){false, false};
  dgm_status status = write_use(w, SQL_SAME_NAME, &q, err);
  if (status)
    return status;
  db_text(q, 1, d->id);
  status = db_next(w->s, q, &more, err);
  while (!status && more) {
    bool same = str_eq(db_column(q, 1), d->text_hash) &&
                str_eq(db_column(q, 2), d->json);
    out->same |= same;
    out->other |= !same;
    status = db_next(w->s, q, &more, err);
  }
  sqlite3_reset(q);
  return status;
}

static dgm_status is_erased(store_writer *w, uint64_t page, bool *out,
                            dgm_error *err) {
  sqlite3_stmt *q;
  bool more = false;
  *out = false;
  dgm_status status = w->o.again ? DGM_OK : write_use(w, SQL_SEEN, &q, err);
  if (status || w->o.again)
    return status;
  db_int(q, 1, (int64_t)page);
  status = db_next(w->s, q, &more, err);
  *out = more && sqlite3_column_int64(q, 0) != 0;
  sqlite3_reset(q);
  return status;
}

static dgm_status add_new(store_writer *w, const record_document *d,
                          int64_t row, dgm_error *err) {
  kin_answer of = {0};
  int64_t first;
  uint32_t newest = w->kin.newest_happening;
  dgm_status status = d->dossier.len ? kin_add(&w->kin, d, &of, err) : DGM_OK;
  if (!status)
    status = write_events(w, row, d, &of, newest, 0, &first, err);
  if (!status)
    status = put_document(w, row, d, &of, first, err);
  if (!status)
    status = put_page(w, row, d, err);
  if (!status)
    status = write_rejects(w, row, d, err);
  return status ? status : write_dossier(w, row, d, err);
}

dgm_status store_writer_add(store_writer *w, const record_document *d,
                            write_result *out, dgm_error *err) {
  versions there;
  bool erased;
  dgm_status status = write_begin(w, err);
  if (!status)
    status = is_erased(w, d->page, &erased, err);
  if (!status)
    status = look_up(w, d, &there, err);
  if (status)
    return status;
  *out = erased ? WRITE_ERASED : there.same ? WRITE_KNOWN : WRITE_ADDED;
  if (*out != WRITE_ADDED)
    return DGM_OK;
  int64_t row = w->next_document++;
  status = add_new(w, d, row, err);
  if (status || !there.other)
    return status;
  *out = WRITE_NEW_TEXT;
  return write_chain(w, d->id, err);
}
