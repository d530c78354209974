// One writer: statements are made once, rows are counted here, and a
// transaction holds many documents, each of them whole.

#include "store/write.h"
#include "store/write_part.h"
#include <stdlib.h>
#include <time.h>

// A commit costs about as much as 500 events; what is not committed is lost
// when the process dies.
enum { COMMIT_EVENTS = 20000, COMMIT_MS = 1000 };

// ORDER WRITE_SQL
static const char *const statements[N_WRITE_SQL] = {
    [SQL_DOCUMENT] =
        "INSERT INTO document(id,name,page,text_hash,json,title,url,outlet,"
        "language,byline,section,published,modified,known,title_len,"
        "dateline_beg,dateline_end,dateline_day,sentence,coded,run,copy_of,"
        "containment,story,first_event,events,rejects)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_PAGE] = "INSERT INTO page(document,text,removed) VALUES(?,?,?)",
    [SQL_WORDS] = "INSERT INTO words(rowid,text) VALUES(?,?)",
    [SQL_DOSSIER] = "INSERT OR REPLACE INTO dossier(document,bytes)"
                    " VALUES(?,?)",
    [SQL_REJECT] = "INSERT INTO reject(document,run,n,json) VALUES(?,?,?,?)",
    [SQL_EVENT] =
        "INSERT INTO event(id,document,run,key,anchor,day,last,precision,type,"
        "quad,cameo,modes,contexts,rule,factuality,background,kind,score,"
        "confidence,happening,hidden,ties)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [SQL_EVENT_JSON] = "INSERT INTO event_json(id,json) VALUES(?,?)",
    [SQL_SAME_NAME] = "SELECT id,text_hash,json FROM document WHERE name=?",
    [SQL_SEEN] = "SELECT erased FROM seen WHERE page=?",
    [SQL_VERSIONS] = "SELECT id,known,first_event,events FROM document"
                     " WHERE name=? ORDER BY known,id",
    [SQL_CHAIN] = "UPDATE document SET supersedes=?1,superseded_by=?2,until=?3"
                  " WHERE id=?4",
    [SQL_HIDDEN] = "SELECT hidden FROM event WHERE id=?",
    [SQL_HIDE] = "UPDATE event SET hidden=?2 WHERE id=?1",
};

dgm_status write_use(store_writer *w, write_sql which, sqlite3_stmt **out,
                     dgm_error *err) {
  dgm_status status = db_reuse(w->s, &w->sql[which], statements[which], err);
  *out = w->sql[which];
  return status;
}

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static dgm_status count_rows(store_writer *w, dgm_error *err) {
  dgm_status status =
      db_number(w->s, "SELECT max(id) FROM event", &w->next_event, err);
  if (!status)
    status =
        db_number(w->s, "SELECT max(id) FROM document", &w->next_document, err);
  w->next_event++;
  w->next_document++;
  return status;
}

// Another process may have written since our last transaction: what we know of
// rows is then read again. Its documents are no kin of ours until the next
// load.
static dgm_status notice_others(store_writer *w, dgm_error *err) {
  int64_t version, newest;
  dgm_status status = db_number(w->s, "PRAGMA data_version", &version, err);
  if (status || version == w->version)
    return status;
  w->version = version;
  interns_forget(&w->words);
  status = db_number(w->s, "SELECT max(id) FROM happening", &newest, err);
  w->kin.newest_happening = (uint32_t)newest;
  return status ? status : count_rows(w, err);
}

dgm_status write_begin(store_writer *w, dgm_error *err) {
  if (w->open)
    return DGM_OK;
  dgm_status status = store_begin(w->s, err);
  w->open = !status;
  w->events = 0;
  w->since_ms = now_ms();
  return status ? status : notice_others(w, err);
}

dgm_status known_pages_open(known_pages *out, store *s, bool again,
                            dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  *out = (known_pages){.pages = {NULL, 0, 0}};
  dgm_status status = db_prepare(s, &q,
                                 "SELECT page FROM document UNION ALL"
                                 " SELECT page FROM seen WHERE erased<=?",
                                 err);
  if (!status) {
    db_int(q, 1, !again);
    status = db_next(s, q, &more, err);
  }
  while (!status && more) {
    number_map_set(&out->pages, (uint64_t)sqlite3_column_int64(q, 0), 1);
    status = db_next(s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status;
}

bool known_pages_have(const known_pages *k, uint64_t page) {
  return number_map_get(&k->pages, page) != NO_VALUE;
}

void known_pages_close(known_pages *k) {
  number_map_free(&k->pages);
}

static dgm_status name_run(store_writer *w, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(w->s, &q,
                 "INSERT INTO run(hash,program,record,codebook,model)"
                 " VALUES(?,?,?,?,?)"
                 " ON CONFLICT(hash) DO UPDATE SET hash=hash RETURNING id",
                 err);
  if (!status) {
    db_text(q, 1, w->o.run);
    db_text(q, 2, S(DGM_VERSION));
    db_int(q, 3, DGM_RECORD);
    db_text(q, 4, w->o.codebook);
    db_text(q, 5, w->o.model);
    status = db_next(w->s, q, &more, err);
    w->run = sqlite3_column_int64(q, 0);
  }
  sqlite3_finalize(q);
  return status;
}

static dgm_status set_up(store_writer *w, dgm_error *err) {
  dgm_status status = name_run(w, err);
  return status ? status : kin_open(&w->kin, w->s, &w->post, err);
}

dgm_status store_writer_open(store_writer **out, store *s,
                             const store_writer_options *o, dgm_error *err) {
  *out = NULL;
  store_writer *w = calloc(1, sizeof *w);
  if (!w)
    return error_set(err, DGM_ELIMIT, "out of memory");
  w->s = s;
  w->o = *o;
  interns_open(&w->words, s);
  postings_open(&w->post, s);
  uses_open(&w->uses, s);
  dgm_status status = set_up(w, err);
  if (status)
    store_writer_close(w, NULL);
  else
    *out = w;
  return status;
}

dgm_status store_writer_commit(store_writer *w, dgm_error *err) {
  if (!w->open)
    return DGM_OK;
  dgm_status status = interns_flush(&w->words, err);
  if (!status)
    status = postings_flush(&w->post, err);
  if (!status)
    status = store_commit(w->s, err);
  w->open = status != DGM_OK;
  return status;
}

dgm_status store_writer_pause(store_writer *w, dgm_error *err) {
  if (w->events < COMMIT_EVENTS && now_ms() - w->since_ms < COMMIT_MS)
    return DGM_OK;
  return store_writer_commit(w, err);
}

dgm_status store_writer_close(store_writer *w, dgm_error *err) {
  if (!w)
    return DGM_OK;
  dgm_status status = store_writer_commit(w, err);
  if (status)
    store_rollback(w->s);
  for (uint32_t i = 0; i < N_WRITE_SQL; i++)
    sqlite3_finalize(w->sql[i]);
  interns_close(&w->words);
  postings_close(&w->post);
  uses_close(&w->uses);
  buf_free(&w->ties);
  kin_close(&w->kin);
  free(w);
  return status;
}
