// A round goes through the feeds one by one: poll, fetch what is new, code,
// commit. A feed's version is kept only when nothing of it is left to be done,
// so that the server does not answer "not modified" to unfinished work.

#include "fetch/watch.h"
#include "base/hash.h"
#include "fetch/host.h"
#include "fetch/watch_state.h"
#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/http.h"
#include <stdio.h>
#include <time.h>

enum {
  ANSWER_BYTES = 16 << 20, // the largest article page of our corpora has 9 MB
  ANSWER_MS = 60000,
  ATTEMPTS = 3,     // rounds in which a page may fail before it is given up
  PART_PAGES = 64,  // pages after which a part is finished: bounds memory, and
                    // what a crash makes us fetch again
  ITEMS_MOST = 2000 // of one feed in one round; the rest comes in the next
};

typedef struct {
  const watch_options *o;
  watch_totals *totals;
  watch_state state;
  hosts *hosts;
  number_map attempts; // failures by page
  arena m;             // of one feed
  buf url;             // of the page in hand, NUL included
  buf events;          // of the part in hand
  buf pages;           // uint64_t, pages of the part in hand
} watcher;

static bool stopped(const watcher *w) {
  return w->o->stop && *w->o->stop;
}

static void say(const char *url, const dgm_error *err) {
  fprintf(stderr, "dragoman: %s: %s\n", url, err->text);
}

static dgm_status commit(watcher *w, dgm_error *err) {
  uint32_t n = (uint32_t)(w->pages.len / sizeof(uint64_t));
  if (!n)
    return DGM_OK;
  const uint64_t *pages = (const uint64_t *)(const void *)w->pages.p;
  dgm_status status =
      watch_state_commit(&w->state, buf_str(&w->events), pages, n, err);
  buf_clear(&w->events);
  buf_clear(&w->pages);
  return status;
}

static void done_with(watcher *w, uint64_t page) {
  memcpy(buf_room(&w->pages, sizeof page), &page, sizeof page);
  w->pages.len += sizeof page;
}

static void code(watcher *w, const char *url, const record *r) {
  dgm_error err = {0};
  size_t before = w->events.len;
  if (!w->o->code(w->o->context, r, &w->events, &err)) {
    w->totals->pages++;
    return;
  }
  w->events.len = before;
  w->totals->skipped++;
  say(url, &err);
}

// True when the page need not be tried again.
static bool give_up(watcher *w, uint64_t page, const char *url,
                    const dgm_error *err) {
  uint32_t before = number_map_get(&w->attempts, page);
  uint32_t now = before == NO_VALUE ? 1 : before + 1;
  number_map_set(&w->attempts, page, now);
  say(url, err);
  w->totals->skipped += now >= ATTEMPTS;
  return now >= ATTEMPTS;
}

static void code_answer(watcher *w, const char *url, const record *item,
                        const client_answer *a) {
  dgm_error err;
  str type = str_of(a->type);
  record r = {.kind = type.len ? http_kind(type) : INPUT_HTML};
  if (a->code != 200 || r.kind == INPUT_AUTO) {
    if (a->code != 200)
      error_set(&err, DGM_EIO, "the server answered %ld", a->code);
    else
      error_set(&err, DGM_EFORMAT, "is no page but %s", a->type);
    w->totals->skipped++;
    say(url, &err);
    return;
  }
  memcpy(r.field, item->field, sizeof r.field);
  r.field[FIELD_ID] = r.field[FIELD_LANGUAGE] = (str){NULL, 0};
  r.field[FIELD_TITLE] = (str){NULL, 0};
  r.field[FIELD_TEXT] = buf_str(&a->body);
  r.field[FIELD_CHARSET] = http_charset(type);
  r.field[FIELD_URL] = str_of(url);
  code(w, url, &r);
}

// Fetches and codes the page of an item. False: it is to be tried again.
static bool take_page(watcher *w, const record *item, uint64_t page) {
  client_answer a;
  dgm_error err;
  host_verdict v = hosts_get(w->hosts, w->url.p, NULL, &a, &err);
  bool done = true;
  if (stopped(w))
    done = false;
  else if (v == HOST_ANSWERED)
    code_answer(w, w->url.p, item, &a);
  else if (v == HOST_LATER)
    done = give_up(w, page, w->url.p, &err);
  else {
    say(w->url.p, &err);
    w->totals->skipped++;
  }
  client_answer_free(&a);
  return done;
}

// An item without an address of its own is coded as the feed has it.
static bool take_item(watcher *w, const char *feed, const record *item,
                      dgm_status *status, dgm_error *err) {
  str url = item->field[FIELD_URL];
  bool linked = url.len && client_resolve(&w->url, feed, url);
  str name = linked ? buf_str(&w->url) : item->field[FIELD_TEXT];
  uint64_t page = hash64(name);
  if (watch_state_has(&w->state, page))
    return true;
  if (linked && !take_page(w, item, page))
    return false;
  if (!linked)
    code(w, feed, item);
  done_with(w, page);
  if (w->pages.len >= PART_PAGES * sizeof page)
    *status = commit(w, err);
  return true;
}

static bool same_page_twice(watcher *w, const char *feed, const record *item) {
  str url = item->field[FIELD_URL];
  if (!url.len || !client_resolve(&w->url, feed, url))
    return false;
  uint64_t page = hash64(buf_str(&w->url));
  for (size_t at = 0; at < w->pages.len; at += sizeof page)
    if (memcmp(w->pages.p + at, &page, sizeof page) == 0)
      return true;
  return false;
}

// Everything new in a feed's bytes. *whole: nothing is left to be done.
static dgm_status take_feed(watcher *w, const char *feed, str bytes,
                            bool *whole, dgm_error *err) {
  feed_reader r;
  record item;
  dgm_status status = DGM_OK;
  uint32_t n = 0;
  *whole = true;
  feed_open(&r, &w->m, bytes);
  while (!status && feed_next(&r, &w->m, &item)) {
    if (stopped(w) || ++n > ITEMS_MOST) {
      *whole = false;
      break;
    }
    if (!same_page_twice(w, feed, &item) &&
        !take_item(w, feed, &item, &status, err))
      *whole = false;
  }
  return status ? status : commit(w, err);
}

static dgm_status read_feed(watcher *w, const char *feed,
                            const client_answer *a, dgm_error *err) {
  str bytes = buf_str(&a->body);
  bool whole;
  dgm_error wrong;
  if (!charset_from(&bytes, http_charset(str_of(a->type)), &w->m) &&
      charset_decode(&bytes, false, &w->m, NULL, &wrong)) {
    say(feed, &wrong);
    return DGM_OK;
  }
  if (!feed_begins(bytes)) {
    error_set(&wrong, DGM_EFORMAT, "is no RSS or Atom feed");
    say(feed, &wrong);
    return DGM_OK;
  }
  w->totals->polls++;
  dgm_status status = take_feed(w, feed, bytes, &whole, err);
  if (!status && whole)
    status =
        watch_state_set_feed(&w->state, hash64(str_of(feed)), &a->version, err);
  return status;
}

static dgm_status poll_feed(watcher *w, const char *feed, dgm_error *err) {
  client_answer a;
  dgm_error wrong;
  const client_version *known =
      watch_state_feed(&w->state, hash64(str_of(feed)));
  host_verdict v = hosts_get(w->hosts, feed, known, &a, &wrong);
  dgm_status status = DGM_OK;
  arena_reset(&w->m);
  if (v != HOST_ANSWERED && !stopped(w)) {
    say(feed, &wrong);
  } else if (v == HOST_ANSWERED && a.code == 304) {
    w->totals->polls++;
  } else if (v == HOST_ANSWERED && a.code == 200) {
    status = read_feed(w, feed, &a, err);
  } else if (v == HOST_ANSWERED) {
    error_set(&wrong, DGM_EIO, "the server answered %ld", a.code);
    say(feed, &wrong);
  }
  client_answer_free(&a);
  return status;
}

static void pause_between(const watcher *w) {
  for (uint32_t i = 0; i < w->o->every_s * 5 && !stopped(w); i++)
    nanosleep(&(struct timespec){0, 200000000}, NULL); // a fifth of a second
}

static dgm_status run_rounds(watcher *w, dgm_error *err) {
  dgm_status status = DGM_OK;
  while (!status && !stopped(w)) {
    for (uint32_t i = 0; i < w->o->n_feeds && !status && !stopped(w); i++)
      status = poll_feed(w, w->o->feeds[i], err);
    if (w->o->once)
      break;
    pause_between(w);
  }
  return status;
}

dgm_status watch_run(const watch_options *o, watch_totals *totals,
                     dgm_error *err) {
  watcher w = {.o = o, .totals = totals};
  client *c = NULL;
  *totals = (watch_totals){0};
  arena_init(&w.m, (size_t)1 << 30); // as for an article (api.c)
  dgm_status status = watch_state_open(&w.state, o->folder, err);
  if (!status)
    status =
        client_open(&c, (client_limits){ANSWER_MS, ANSWER_BYTES, o->stop}, err);
  if (!status) {
    w.hosts = hosts_new(c, o->pause_ms);
    status = run_rounds(&w, err);
    hosts_free(w.hosts);
  }
  client_close(c);
  dgm_status closed = watch_state_close(&w.state, status ? NULL : err);
  number_map_free(&w.attempts);
  buf_free(&w.url);
  buf_free(&w.events);
  buf_free(&w.pages);
  arena_close(&w.m);
  return status ? status : closed;
}
