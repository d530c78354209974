#include "serve/exchange.h"
#include "base/hash.h"
#include "serve/route.h"
#include "serve/web.h"
#include <stdio.h>
#include <stdlib.h>

enum {
  // A text of 1 MB whose every character JSON escapes as \uXXXX has 6 MB.
  BODY_MOST = 6 << 20,
};

struct exchange;

// What is asked, on its way through a pool.
typedef struct {
  pool_job job;
  exchange_context *x;
  char *raw; // the target; NULL: longer than URL_BYTES
  url url;
  call call;
  uint64_t key, version; // of the cache; key 0: not kept
  struct exchange *from; // who waits; NULL: the answer is for the cache alone
} question;

typedef struct exchange {
  cache_waiter waiter; // first: the cache hands it back
  struct MHD_Connection *connection;
  question q;
  buf body;
  answer *answer;
  bool seen, asked;
} exchange;

static visit *visit_of(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

static void step_to(const exchange *e, visit_step step) {
  visit *v = visit_of(e->connection);
  if (v)
    visit_step_to(v, step);
}

void *exchange_begin(void *context, const char *uri,
                     struct MHD_Connection *connection) {
  exchange *e = calloc(1, sizeof *e);
  size_t len = strlen(uri);
  if (!e)
    return NULL;
  e->q.x = context;
  e->q.from = e;
  e->connection = connection;
  e->q.raw = len <= URL_BYTES ? malloc(len + 1) : NULL;
  if (e->q.raw)
    memcpy(e->q.raw, uri, len + 1);
  step_to(e, VISIT_HEAD);
  return e;
}

void exchange_end(void *context, struct MHD_Connection *connection, void **held,
                  enum MHD_RequestTerminationCode code) {
  exchange *e = *held;
  (void)context, (void)code;
  visit *v = visit_of(connection);
  if (v)
    visit_step_to(v, VISIT_IDLE);
  if (!e)
    return;
  answer_drop(e->answer);
  if (e->q.call.feed)
    e->q.call.feed->close(e->q.call.feed);
  buf_free(&e->body);
  free(e->q.raw);
  free(e);
  *held = NULL;
}

void exchange_connection(void *context, struct MHD_Connection *connection,
                         void **socket_context,
                         enum MHD_ConnectionNotificationCode code) {
  exchange_context *x = context;
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *socket_context = info ? visit_enter(x->visits, info->connect_fd) : NULL;
  } else if (*socket_context) {
    visit_leave(*socket_context);
    *socket_context = NULL;
  }
}

static str header(const exchange *e, const char *name) {
  return str_of(
      MHD_lookup_connection_value(e->connection, MHD_HEADER_KIND, name));
}

// Fields that every answer has. The dashboard's own files are all that a page
// of ours may load or ask.
static const char *const fields[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
     "data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
     "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Vary", "Accept-Encoding"},
};

static enum MHD_Result queue(const exchange *e, uint32_t status,
                             struct MHD_Response *r) {
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    MHD_add_response_header(r, fields[i][0], fields[i][1]);
  enum MHD_Result done = MHD_queue_response(e->connection, status, r);
  MHD_destroy_response(r);
  return done;
}

static void drop(void *a) {
  answer_drop(a);
}

static bool takes_gzip(const exchange *e) {
  str accept = header(e, "Accept-Encoding");
  return accept.p && str_find(accept, S("gzip")) < accept.len &&
         str_find(accept, S("gzip;q=0")) == UINT32_MAX;
}

static enum MHD_Result send_answer(const exchange *e) {
  answer *a = e->answer;
  str known = header(e, "If-None-Match");
  bool same = a->etag[0] && known.p &&
              str_find(known, str_of(a->etag + 2)) != UINT32_MAX;
  bool packed = !same && a->packed.len && takes_gzip(e);
  const buf *b = packed ? &a->packed : &a->body;
  struct MHD_Response *r =
      MHD_create_response_from_buffer_with_free_callback_cls(
          same ? 0 : b->len, same || !b->len ? "" : b->p, drop, answer_hold(a));
  if (!r) {
    answer_drop(a);
    return MHD_NO;
  }
  if (packed)
    MHD_add_response_header(r, "Content-Encoding", "gzip");
  if (a->etag[0])
    MHD_add_response_header(r, "ETag", a->etag);
  MHD_add_response_header(r, "Content-Type", a->type);
  MHD_add_response_header(r, "Cache-Control", a->cache);
  for (uint32_t i = 0; i < a->n_more; i++)
    MHD_add_response_header(r, a->more[i].name, a->more[i].value);
  step_to(e, VISIT_ANSWER);
  return queue(e, same ? MHD_HTTP_NOT_MODIFIED : a->status, r);
}

static ssize_t read_feed(void *context, uint64_t at, char *to, size_t room) {
  feed *f = context;
  (void)at;
  if (!room)
    return 0;
  int64_t n = f->read(f, to, room);
  return n == FEED_END      ? MHD_CONTENT_READER_END_OF_STREAM
         : n == FEED_BROKEN ? MHD_CONTENT_READER_END_WITH_ERROR
                            : (ssize_t)n;
}

static enum MHD_Result send_feed(const exchange *e) {
  enum { BLOCK = 32 << 10 };
  feed *f = e->q.call.feed;
  f->connection = e->connection;
  struct MHD_Response *r = MHD_create_response_from_callback(
      MHD_SIZE_UNKNOWN, BLOCK, read_feed, f, NULL);
  if (!r)
    return MHD_NO;
  MHD_add_response_header(r, "Content-Type", f->type);
  MHD_add_response_header(r, "Cache-Control", "no-store");
  if (f->name) {
    char text[160];
    snprintf(text, sizeof text, "attachment; filename=\"%s\"", f->name);
    MHD_add_response_header(r, "Content-Disposition", text);
  }
  step_to(e, f->name ? VISIT_DOWNLOAD : VISIT_STREAM);
  return queue(e, MHD_HTTP_OK, r);
}

// The call on this thread; afterwards it has an answer or a feed.
static void run(question *q, worker *w) {
  call *c = &q->call;
  jmp_buf full;
  c->w = w;
  if (w) {
    arena_reset(&w->m);
    w->m.full = &full;
  }
  if (w && setjmp(full))
    call_fail(c, 413, "memory", "this needs more than %zu MB of memory",
              w->m.cap >> 20);
  else
    c->route->run(c);
  if (!c->answer && !c->feed)
    c->answer = answer_new(200, type_json, &c->out);
  buf_free(&c->out);
  c->w = NULL;
}

static void wake(exchange *e, answer *a) {
  e->answer = a;
  MHD_resume_connection(e->connection);
}

// Hands an answer to the cache, to those who waited there, and to who asked.
// Afterwards the question is gone.
static void give(question *q, answer *a) {
  cache_waiter *next, *w = NULL;
  if (q->key)
    w = cache_fill(q->x->d->kept, q->key, q->version, a);
  for (; w; w = next) {
    next = w->next;
    wake((exchange *)(void *)w, answer_hold(a));
  }
  if (q->from) {
    wake(q->from, a);
    return;
  }
  answer_drop(a);
  free(q->raw);
  free(q);
}

static void run_job(pool_job *job, void *state) {
  question *q = (question *)(void *)job;
  run(q, state);
  answer *a = q->call.answer;
  q->call.answer = NULL;
  give(q, a);
}

static void fall_asleep(cache_waiter *w) {
  MHD_suspend_connection(((exchange *)(void *)w)->connection);
}

static uint64_t key_of(const question *q) {
  hasher h;
  char hex[32];
  hasher_init(&h);
  hasher_add(&h, str_of(q->call.route->path));
  hasher_add(&h, q->call.id);
  for (uint32_t i = 0; i < q->url.n_args; i++) {
    hasher_add(&h, q->url.arg[i].name);
    hasher_add(&h, q->url.arg[i].value);
  }
  hasher_hex(&h, hex);
  uint64_t key;
  memcpy(&key, hex, sizeof key);
  return key ? key : 1;
}

static answer *too_busy(void) {
  answer *a = answer_error(
      503, "busy", S("too many requests wait already; try again"), NULL);
  answer_field_add(a, "Retry-After", S("1"));
  return a;
}

static bool send_to_pool(question *q) {
  desk *d = q->x->d;
  q->job.run = run_job;
  return pool_add(q->call.route->lane == LANE_CODE ? d->coders : d->queries,
                  &q->job, false);
}

// The same question without anybody who waits for it; kept ones are GET.
static void ask_again(const question *old) {
  question *q = calloc(1, sizeof *q);
  size_t len = strlen(old->raw) + 1;
  char *raw = malloc(len);
  answer *why = NULL;
  if (!q || !raw) {
    fputs("dragoman: out of memory\n", stderr);
    exit(3);
  }
  memcpy(raw, old->raw, len);
  *q = (question){
      .x = old->x, .raw = raw, .key = old->key, .version = old->version};
  url_copy(&q->url, &old->url, old->raw, raw);
  q->call.url = &q->url;
  q->call.d = old->x->d;
  q->call.route = route_find(S("GET"), &q->url, &q->call.id, &why);
  if (!send_to_pool(q))
    give(q, too_busy());
}

// What the cache says to a question: true where its exchange has an answer, or
// sleeps until there is one.
static bool ask_cache(exchange *e, bool *asleep) {
  question *q = &e->q;
  desk *d = q->x->d;
  str wish = header(e, "Cache-Control");
  bool fresh = wish.p && str_find(wish, S("no-cache")) != UINT32_MAX;
  q->key = key_of(q);
  q->version = d->version;
  uint64_t least = fresh ? q->version : d->reviewed;
  uint64_t oldest = d->second_ago > least ? d->second_ago : least;
  cache_state state = cache_find(d->kept, q->key, q->version, oldest, least,
                                 &e->waiter, fall_asleep, &e->answer);
  *asleep = state == CACHE_WAIT;
  if (state == CACHE_STALE)
    ask_again(q);
  return state != CACHE_MINE;
}

// The question goes its way; true: the connection sleeps until it is answered.
static bool ask(exchange *e) {
  question *q = &e->q;
  bool asleep;
  e->asked = true;
  step_to(e, VISIT_ANSWER);
  if (q->call.route->lane == LANE_NOW) {
    run(q, NULL);
    e->answer = q->call.answer;
    q->call.answer = NULL;
    return false;
  }
  if (q->call.route->kept && ask_cache(e, &asleep))
    return asleep;
  MHD_suspend_connection(e->connection);
  if (!send_to_pool(q))
    give(q, too_busy());
  return true;
}

static bool is_reading(const char *method) {
  return !strcmp(method, "GET") || !strcmp(method, "HEAD");
}

static visitor visitor_of(const exchange *e, const char *method) {
  bool api = e->q.url.n_segments && str_eq(e->q.url.segment[0], S("v1"));
  return (visitor){.writes = !is_reading(method),
                   .api = api,
                   .host = header(e, "Host"),
                   .origin = header(e, "Origin"),
                   .site = header(e, "Sec-Fetch-Site"),
                   .type = header(e, "Content-Type"),
                   .authorization = header(e, "Authorization"),
                   .cookie = header(e, "Cookie"),
                   .token = url_get(&e->q.url, S("token"))};
}

static bool declared_too_large(const exchange *e) {
  int64_t n;
  str length = header(e, "Content-Length");
  return length.p && (!str_to_i64(length, &n) || n > BODY_MOST);
}

// All that can be said before the body is read: an answer, or NULL.
static answer *look_at(exchange *e, const char *method) {
  answer *why = NULL;
  if (!e->q.raw)
    return answer_error(414, "address", S("the address has more than 8 KB"),
                        NULL);
  const char *wrong =
      url_parse(&e->q.url, e->q.raw, (uint32_t)strlen(e->q.raw));
  if (wrong)
    return answer_error(400, "address", str_of(wrong), NULL);
  visitor v = visitor_of(e, method);
  if ((why = guard_check(&e->q.x->d->guard, &v)))
    return why;
  if (!v.api && (why = web_find(&e->q.url)))
    return why;
  e->q.call.url = &e->q.url;
  e->q.call.d = e->q.x->d;
  e->q.call.route = route_find(str_of(method), &e->q.url, &e->q.call.id, &why);
  if (!why)
    why = route_check(e->q.call.route, &e->q.url);
  if (!why && declared_too_large(e))
    why = answer_error(413, "size", S("the body has more than 6 MB"), NULL);
  e->q.call.last = header(e, "Last-Event-ID");
  return why;
}

enum MHD_Result exchange_step(void *context, struct MHD_Connection *connection,
                              const char *address, const char *method,
                              const char *version, const char *upload,
                              size_t *upload_size, void **held) {
  exchange *e = *held;
  (void)context, (void)connection, (void)address, (void)version;
  if (!e)
    return MHD_NO; // there was no memory for it
  if (!e->seen) {
    e->seen = true;
    e->answer = look_at(e, method);
    step_to(e, VISIT_BODY);
    // A body that is not wanted is not waited for.
    return e->answer && !is_reading(method) ? send_answer(e) : MHD_YES;
  }
  if (*upload_size) {
    if (e->body.len + *upload_size > BODY_MOST)
      return MHD_NO; // sent in chunks, without saying how much
    buf_add(&e->body, (str){upload, (uint32_t)*upload_size});
    *upload_size = 0;
    return MHD_YES;
  }
  e->q.call.body = buf_str(&e->body);
  if (!e->answer && !e->asked && ask(e))
    return MHD_YES;
  return e->answer ? send_answer(e) : send_feed(e);
}
