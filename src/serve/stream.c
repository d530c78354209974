#include "serve/stream.h"
#include "base/error.h"
#include "serve/api.h"
#include "store/changes.h"
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum {
  WINDOW = 1 << 20, // bytes of a channel that are kept, some 400 events
  BATCH = 200,      // events read at once
  BACKLOG = 500,    // events that one who comes back gets at once
  CHANNELS = 100,   // different queries: each costs one look when news come
  HEARTBEAT_S = 15,
  PAST = 10, // ticks of a tenth of a second
};

typedef struct channel {
  struct channel *next;
  arena m; // of the query
  query q;
  buf bytes;     // the window
  uint64_t base; // bytes of the stream before the window
  int64_t row;   // events up to this row were handed out
  uint32_t listeners;
  time_t spoken; // when something was last said
  bool fresh;    // made since the last look: what came meanwhile is not in it
} channel;

typedef struct listener {
  feed feed; // first
  struct listener *next, **self;
  hub *hub;
  channel *c;
  buf own; // what only this one is told: greeting and backlog
  size_t own_at;
  uint64_t at;  // bytes of the channel's stream that were taken
  int64_t from; // row of the channel where it joined
  bool asleep;
  bool more; // the backlog has more: come back for it
} listener;

struct hub {
  desk *d;
  store *db;
  arena m;
  pthread_mutex_t lock; // guards all below, and windows and listeners
  channel *channels;
  listener *listeners;
  uint32_t n_channels;
  int64_t changes;            // as store_changes said
  uint64_t past[PAST], ticks; // the store's version at the latest ticks
};

dgm_status hub_open(hub **out, desk *d, dgm_error *err) {
  hub *h = *out = calloc(1, sizeof *h);
  if (!h)
    return error_set(err, DGM_ELIMIT, "out of memory");
  dgm_status status = store_open(&h->db, d->db, STORE_READ, err);
  if (!status)
    status = store_changes(h->db, &h->changes, err);
  if (status) {
    store_close(h->db);
    free(h);
    *out = NULL;
    return status;
  }
  h->d = d;
  for (uint32_t i = 0; i < PAST; i++)
    h->past[i] = d->version;
  arena_init(&h->m, (size_t)1 << 30);
  pthread_mutex_init(&h->lock, NULL);
  return DGM_OK;
}

static void channel_free(channel *c) {
  arena_close(&c->m);
  buf_free(&c->bytes);
  free(c);
}

void hub_close(hub *h) {
  if (!h)
    return;
  for (channel *next, *c = h->channels; c; c = next) {
    next = c->next;
    channel_free(c);
  }
  store_close(h->db);
  arena_close(&h->m);
  pthread_mutex_destroy(&h->lock);
  free(h);
}

static void wake(listener *l) {
  if (!l->asleep)
    return;
  l->asleep = false;
  MHD_resume_connection(l->feed.connection);
}

void hub_wake(hub *h) {
  pthread_mutex_lock(&h->lock);
  for (listener *l = h->listeners; l; l = l->next)
    wake(l);
  pthread_mutex_unlock(&h->lock);
}

// Says something to all who listen to a channel; events up to `row` are said
// then.
static void say(hub *h, channel *c, str text, int64_t row) {
  pthread_mutex_lock(&h->lock);
  buf_add(&c->bytes, text);
  c->row = row;
  c->fresh = false;
  if (text.len)
    c->spoken = time(NULL);
  if (c->bytes.len > 2 * WINDOW) { // twice: moving bytes stays rare
    size_t gone = c->bytes.len - WINDOW;
    memmove(c->bytes.p, c->bytes.p + gone, WINDOW);
    c->bytes.len = WINDOW;
    c->base += gone;
  }
  for (listener *l = h->listeners; l; l = l->next)
    if (l->c == c && text.len)
      wake(l);
  pthread_mutex_unlock(&h->lock);
}

static void put_event(buf *b, str json, int64_t row) {
  buf_printf(b, "id: %lld\nevent: event\ndata: ", (long long)row);
  buf_add(b, json);
  buf_add(b, S("\n\n"));
}

typedef struct {
  buf *out;
  uint32_t n;
  int64_t row, until;
} telling;

static dgm_status tell(void *context, str json, int64_t row, dgm_error *err) {
  telling *t = context;
  (void)err;
  if (row > t->until)
    return DGM_OK;
  put_event(t->out, json, row);
  t->row = row;
  t->n++;
  return DGM_OK;
}

// What is new for a channel. A question that fails is asked again with the next
// change.
static void feed_channel(hub *h, channel *c, int64_t newest) {
  telling t = {.row = c->row, .until = newest};
  for (bool more = true; more;) {
    buf b = {0};
    read_page page = {.sort = SORT_ARRIVAL, .limit = BATCH, .since = t.row};
    read_more next;
    dgm_error err;
    t.out = &b;
    t.n = 0;
    arena_reset(&h->m);
    dgm_status status =
        read_events(h->db, &h->m, &c->q, &page, tell, &t, &next, &err);
    more = !status && t.n == BATCH;
    if (b.len || !status)
      say(h, c, buf_str(&b), more || status ? t.row : newest);
    buf_free(&b);
  }
}

// Channels to which nobody listens any more.
static void sweep(hub *h) {
  pthread_mutex_lock(&h->lock);
  for (channel **at = &h->channels; *at;) {
    channel *c = *at;
    if (c->listeners) {
      at = &c->next;
      continue;
    }
    *at = c->next;
    h->n_channels--;
    channel_free(c);
  }
  pthread_mutex_unlock(&h->lock);
}

static channel *first(hub *h) {
  pthread_mutex_lock(&h->lock);
  channel *c = h->channels;
  pthread_mutex_unlock(&h->lock);
  return c;
}

// Only this thread takes channels away, and new ones are put in front, so it
// walks the list without the lock.
void hub_tick(hub *h) {
  int64_t changes = h->changes, newest = 0;
  dgm_error err;
  bool changed = !store_changes(h->db, &changes, &err) && changes != h->changes;
  sweep(h);
  h->changes = changes;
  if (changed)
    h->d->version++;
  uint64_t *past = &h->past[h->ticks++ % PAST];
  h->d->second_ago = *past;
  *past = h->d->version;
  channel *c = first(h);
  time_t now = time(NULL);
  bool known = c && !read_newest(h->db, &newest, &err);
  for (; c; c = c->next) {
    if (known && (changed || c->fresh))
      feed_channel(h, c, newest);
    if (now - c->spoken >= HEARTBEAT_S)
      say(h, c, S(":\n\n"), c->row);
  }
}

static int64_t copy(char *to, size_t room, const char *from, size_t n) {
  n = n < room ? n : room;
  memcpy(to, from, n);
  return (int64_t)n;
}

static int64_t read_stream(feed *f, char *to, size_t room) {
  listener *l = (listener *)(void *)f;
  int64_t n = FEED_WAIT;
  if (l->own_at < l->own.len) {
    n = copy(to, room, l->own.p + l->own_at, l->own.len - l->own_at);
    l->own_at += (size_t)n;
    return n;
  }
  if (l->more || l->hub->d->ending)
    return FEED_END;
  pthread_mutex_lock(&l->hub->lock);
  channel *c = l->c;
  if (l->hub->d->ending) {
    n = FEED_END;
  } else if (l->at < c->base) {
    n = FEED_BROKEN; // too slow
  } else if (l->at < c->base + c->bytes.len) {
    size_t at = (size_t)(l->at - c->base);
    n = copy(to, room, c->bytes.p + at, c->bytes.len - at);
    l->at += (uint64_t)n;
  } else {
    l->asleep = true;
    MHD_suspend_connection(f->connection);
  }
  pthread_mutex_unlock(&l->hub->lock);
  return n;
}

static void close_stream(feed *f) {
  listener *l = (listener *)(void *)f;
  pthread_mutex_lock(&l->hub->lock);
  *l->self = l->next;
  if (l->next)
    l->next->self = l->self;
  l->c->listeners--;
  pthread_mutex_unlock(&l->hub->lock);
  buf_free(&l->own);
  free(l);
}

static channel *channel_new(str text, int64_t row) {
  channel *c = calloc(1, sizeof *c);
  if (!c)
    return NULL;
  arena_init(&c->m, (size_t)16 << 20);
  c->row = row;
  c->fresh = true;
  c->spoken = time(NULL);
  query_parse(&c->q, &c->m, arena_copy(&c->m, text), NULL); // parsed before
  return c;
}

// The channel of a query, made when there is none; under the lock. NULL: there
// are too many.
static channel *channel_of(hub *h, str text, int64_t row) {
  for (channel *c = h->channels; c; c = c->next)
    if (str_eq(c->q.text, text))
      return c;
  channel *c = h->n_channels < CHANNELS ? channel_new(text, row) : NULL;
  if (!c)
    return NULL;
  c->next = h->channels;
  h->channels = c;
  h->n_channels++;
  return c;
}

static listener *join(hub *h, str text, int64_t row) {
  listener *l = calloc(1, sizeof *l);
  if (!l)
    return NULL;
  l->feed = (feed){"text/event-stream", NULL, read_stream, close_stream, NULL};
  l->hub = h;
  pthread_mutex_lock(&h->lock);
  l->c = channel_of(h, text, row);
  if (l->c) {
    l->c->listeners++;
    l->at = l->c->base + l->c->bytes.len;
    l->from = l->c->row;
    l->next = h->listeners;
    l->self = &h->listeners;
    if (l->next)
      l->next->self = &l->next;
    h->listeners = l;
  }
  pthread_mutex_unlock(&h->lock);
  if (l->c)
    return l;
  free(l);
  return NULL;
}

// What came since the event that a listener has seen last.
static dgm_status catch_up(call *c, const query *q, listener *l, int64_t since,
                           dgm_error *err) {
  telling t = {.out = &l->own, .until = l->from};
  read_page page = {.sort = SORT_ARRIVAL, .limit = BACKLOG, .since = since};
  read_more next;
  if (since >= l->from)
    return DGM_OK;
  dgm_status status =
      read_events(c->w->db, &c->w->m, q, &page, tell, &t, &next, err);
  l->more = t.n == BACKLOG;
  return status;
}

void api_stream(call *c) {
  query q;
  int64_t newest, last = INT64_MAX;
  dgm_error err;
  if (!api_query(c, &q))
    return;
  if (c->last.p && !str_to_i64(c->last, &last)) {
    call_fail(c, 400, "parameter", "Last-Event-ID is none of ours");
    return;
  }
  dgm_status status = read_newest(c->w->db, &newest, &err);
  listener *l = status ? NULL : join(c->d->hub, q.text, newest);
  if (!status && !l) {
    call_fail(c, 503, "busy", "too many different queries are listened to");
    return;
  }
  if (!status) {
    buf_add(&l->own, S("retry: 2000\n\n"));
    c->feed = &l->feed;
    status = catch_up(c, &q, l, last, &err);
  }
  if (status)
    api_failed(c, status, &err);
}
