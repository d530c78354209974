#include "serve/download.h"
#include "export/writer.h"
#include "serve/api.h"
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 200 }; // events read at once: about half a megabyte

typedef struct {
  feed feed; // first
  pool_job job;
  desk *d;
  arena m; // of the query and the names below
  query q;
  export_options how;
  writer *to;
  char name[64]; // of the file
  read_page page;
  read_more more;
  buf out;
  size_t at;  // bytes of out that were sent
  bool read;  // all events are
  bool ended; // and what the format ends with is written
  bool failed;
} download;

static dgm_status add_row(void *context, str json, int64_t row,
                          dgm_error *err) {
  download *l = context;
  (void)row;
  return writer_line(l->to, &l->out, json, err);
}

static dgm_status read_on(download *l, worker *w, dgm_error *err) {
  char after[CURSOR_ROOM];
  memcpy(after, l->more.next, sizeof after);
  l->page.after = str_of(after);
  dgm_status status =
      read_events(w->db, &w->m, &l->q, &l->page, add_row, l, &l->more, err);
  l->read = !l->more.next[0];
  return status;
}

// The next page, in a thread of the pool.
static void make_more(pool_job *job, void *state) {
  worker *w = state;
  download *l = (download *)(void *)((char *)job - offsetof(download, job));
  dgm_error err;
  bool more = true;
  buf_clear(&l->out);
  l->at = 0;
  arena_reset(&w->m);
  w->m.full = NULL;
  l->failed = l->read ? writer_end(l->to, &l->out, &more, &err) != DGM_OK
                      : read_on(l, w, &err) != DGM_OK;
  l->ended = !more;
  MHD_resume_connection(l->feed.connection);
}

static int64_t read_download(feed *f, char *to, size_t room) {
  download *l = (download *)(void *)f;
  size_t rest = l->out.len - l->at;
  if (l->failed)
    return FEED_BROKEN; // cut off: the client sees that it is not whole
  if (rest) {
    rest = rest < room ? rest : room;
    memcpy(to, l->out.p + l->at, rest);
    l->at += rest;
    return (int64_t)rest;
  }
  if (l->ended || l->d->ending)
    return l->ended ? FEED_END : FEED_BROKEN;
  l->job.run = make_more;
  MHD_suspend_connection(f->connection);
  pool_add(l->d->queries, &l->job, true);
  return FEED_WAIT;
}

static void close_download(feed *f) {
  download *l = (download *)(void *)f;
  writer_free(l->to);
  arena_close(&l->m);
  buf_free(&l->out);
  free(l);
}

static const char *type_of(str format) {
  return str_eq(format, S("jsonl"))     ? "application/x-ndjson"
         : str_eq(format, S("csv"))     ? "text/csv; charset=utf-8"
         : str_eq(format, S("parquet")) ? "application/vnd.apache.parquet"
                                        : "text/tab-separated-values";
}

// Events as they were stored: those of one document behind each other, as
// writers want them.
static void begin(call *c, str text, str format, uint32_t include) {
  dgm_error err;
  download *l = calloc(1, sizeof *l);
  if (!l) {
    call_fail(c, 503, "memory", "there is no memory for it");
    return;
  }
  arena_init(&l->m, (size_t)16 << 20);
  l->d = c->d;
  l->page = (read_page){.sort = SORT_ARRIVAL, .limit = BATCH};
  l->how =
      (export_options){.format = arena_copy(&l->m, format), .include = include};
  query_parse(&l->q, &l->m, arena_copy(&l->m, text), NULL); // parsed before
  snprintf(l->name, sizeof l->name, "events.%.*s", (int)format.len, format.p);
  l->feed = (feed){type_of(l->how.format), l->name, read_download,
                   close_download, NULL};
  c->feed = &l->feed;
  if (writer_open(&l->to, &l->how, c->d->cb, &err))
    call_fail(c, 500, "export", "%s", err.text);
  else
    writer_head(l->to, &l->out);
}

void api_export(call *c) {
  query q;
  uint32_t include = 0;
  str format = call_arg(c, "format"), with = call_arg(c, "include");
  if (!format.p)
    format = S("jsonl");
  if (!writer_knows(format) || writer_makes_file(format))
    call_fail(c, 400, "parameter",
              "'format' takes one of %s, but no file that "
              "cannot be a stream",
              writer_formats);
  else if (with.p && !choose_include(&include, with))
    call_fail(c, 400, "parameter",
              "'include' takes claimed, denied, planned, "
              "background");
  else if (api_query(c, &q))
    begin(c, q.text, format, include);
}
