// Starts the parts and stops them in an order in which nobody is left waiting.

#include "base/error.h"
#include "serve/alert.h"
#include "serve/exchange.h"
#include "serve/serve.h"
#include "serve/stream.h"
#include "serve/web.h"
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum {
  // 200 listeners, and room for what misbehaves. Each network thread has its
  // share, which one address must not fill: the thread would stop accepting.
  CONNECTIONS = 1200,
  FROM_ONE = 500, // of them from one address
  QUIET_S = 60,   // nothing moves on a connection
  // On a busy machine the system lets each thread wait for its turn: with two,
  // an answer rarely waits for both.
  NETWORK_THREADS = 2,
  HEAD_BYTES = 32768,  // of a request's head, of which 8 KB may be the address
  QUERY_THREADS = 4,   // a slow question leaves three for quick ones
  QUERIES_MOST = 1000, // in the queue: a second of work at the bar
  CODE_THREADS = 1,    // a core must stay for everybody else
  CODINGS_MOST = 16,
  QUESTION_MS = 30000, // a map of a million events on a busy machine
  TICK_MS = 100,
  FILES = 4096, // open at once: connections, and the store's for each thread
};

// A coder's memory: an article of 1 MB takes 60 MB at worst (api.c).
static const size_t memory = (size_t)256 << 20;

typedef struct {
  struct sockaddr_storage at;
  socklen_t len;
  char host[256], port[16];
} listen_at;

static bool split(listen_at *l, const char *text) {
  const char *colon = strrchr(text, ':');
  if (!colon || colon == text || (size_t)(colon - text) >= sizeof l->host ||
      strlen(colon + 1) >= sizeof l->port)
    return false;
  memcpy(l->host, text, (size_t)(colon - text));
  l->host[colon - text] = 0;
  strcpy(l->port, colon + 1);
  return true;
}

static dgm_status find_address(listen_at *l, const serve_options *o,
                               dgm_error *err) {
  struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
                           .ai_socktype = SOCK_STREAM},
                  *found = NULL;
  *l = (listen_at){0};
  if (!split(l, o->listen))
    return error_set(err, DGM_EUSAGE, "'%s' is no address as 127.0.0.1:8420",
                     o->listen);
  char name[256];
  str bare = str_of(l->host);
  if (bare.p[0] == '[' && bare.p[bare.len - 1] == ']')
    bare = str_slice(bare, 1, bare.len - 1);
  snprintf(name, sizeof name, "%.*s", (int)bare.len, bare.p);
  int code = getaddrinfo(name, l->port, &hints, &found);
  if (code)
    return error_set(err, DGM_EUSAGE, "cannot listen on '%s': %s", o->listen,
                     gai_strerror(code));
  memcpy(&l->at, found->ai_addr, found->ai_addrlen);
  l->len = found->ai_addrlen;
  freeaddrinfo(found);
  return DGM_OK;
}

// Beyond loopback anybody may come, so it takes two words that mean it.
static dgm_status check_exposure(const listen_at *l, const serve_options *o,
                                 dgm_error *err) {
  bool loopback = guard_is_loopback(str_of(l->host));
  if (o->token && strlen(o->token) < GUARD_TOKEN_LEAST)
    return error_set(err, DGM_EUSAGE, "a token has at least %d characters",
                     GUARD_TOKEN_LEAST);
  if (loopback || (o->public && o->token))
    return DGM_OK;
  return error_set(err, DGM_EUSAGE,
                   "%s is reached from other machines: that takes --public and "
                   "a token (--token FILE)",
                   l->host);
}

static void *open_worker(void *context, dgm_error *err) {
  desk *d = context;
  worker *w = calloc(1, sizeof *w);
  if (!w) {
    error_set(err, DGM_ELIMIT, "out of memory");
    return NULL;
  }
  w->d = d;
  if (store_open(&w->db, d->db, STORE_READ, err)) {
    free(w);
    return NULL;
  }
  store_limit(w->db, QUESTION_MS);
  arena_init(&w->m, memory);
  return w;
}

static void close_worker(void *state) {
  worker *w = state;
  store_close(w->db);
  arena_close(&w->m);
  free(w);
}

static void allow_files(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur >= FILES)
    return;
  files.rlim_cur = files.rlim_max < FILES ? files.rlim_max : FILES;
  setrlimit(RLIMIT_NOFILE, &files);
}

static struct MHD_Daemon *start(exchange_context *x, const listen_at *l) {
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  if (l->at.ss_family == AF_INET6)
    flags |= MHD_USE_IPv6;
  return MHD_start_daemon(
      flags, 0, NULL, NULL, exchange_step, x, MHD_OPTION_SOCK_ADDR,
      (const struct sockaddr *)&l->at, MHD_OPTION_URI_LOG_CALLBACK,
      exchange_begin, x, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, x,
      MHD_OPTION_NOTIFY_CONNECTION, exchange_connection, x,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)FROM_ONE,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)QUIET_S,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES,
      MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_THREAD_POOL_SIZE,
      (unsigned)NETWORK_THREADS, MHD_OPTION_END);
}

static void tell(const serve_options *o, const listen_at *l,
                 struct MHD_Daemon *m) {
  char text[300];
  const union MHD_DaemonInfo *info =
      MHD_get_daemon_info(m, MHD_DAEMON_INFO_BIND_PORT);
  snprintf(text, sizeof text, "http://%s:%u/", l->host, info ? info->port : 0u);
  o->ready(text);
}

static void run_until_told(const serve_options *o, exchange_context *x) {
  const struct timespec tick = {0, TICK_MS * 1000000L};
  while (!*o->stop) {
    nanosleep(&tick, NULL);
    visits_check(x->visits);
    hub_tick(x->d->hub);
  }
}

static dgm_status open_pools(desk *d, dgm_error *err) {
  pool_options o = {QUERY_THREADS, QUERIES_MOST, open_worker, close_worker, d};
  dgm_status status = pool_open(&d->queries, &o, err);
  o.threads = CODE_THREADS;
  o.most = CODINGS_MOST;
  return status ? status : pool_open(&d->coders, &o, err);
}

static dgm_status serve_on(const serve_options *o, desk *d, const listen_at *l,
                           dgm_error *err) {
  exchange_context x = {d, visits_new()};
  dgm_status status = open_pools(d, err);
  if (!status)
    status = hub_open(&d->hub, d, err);
  struct MHD_Daemon *m = status ? NULL : start(&x, l);
  if (!status && !m)
    status = error_set(err, DGM_EIO, "cannot listen on %s", o->listen);
  if (m) {
    tell(o, l, m);
    run_until_told(o, &x);
    d->ending = true;
    hub_wake(d->hub);
  }
  pool_close(d->queries); // whoever sleeps is woken with his answer
  pool_close(d->coders);
  if (m)
    MHD_stop_daemon(m);
  hub_close(d->hub);
  visits_free(x.visits);
  return status;
}

typedef struct {
  alert_list list;
  alerts *a; // NULL: none are watched for
  const volatile int *stop;
  pthread_t thread;
} watching;

static void *watch_alerts(void *arg) {
  watching *w = arg;
  dgm_error err;
  if (alerts_run(w->a, w->stop, &err))
    fprintf(stderr, "dragoman: no alerts any more: %s\n", err.text);
  return NULL;
}

static dgm_status watch_open(watching *w, const serve_options *o,
                             dgm_error *err) {
  *w = (watching){.stop = o->stop};
  if (!o->alerts)
    return DGM_OK;
  dgm_status status = alert_list_open(&w->list, o->alerts, err);
  if (!status)
    status = alerts_open(&w->a, o->db, &w->list, err);
  if (!status && pthread_create(&w->thread, NULL, watch_alerts, w)) {
    alerts_close(w->a);
    w->a = NULL;
    status = error_set(err, DGM_ELIMIT, "cannot start a thread");
  }
  return status;
}

static void watch_close(watching *w, const serve_options *o) {
  if (w->a)
    pthread_join(w->thread, NULL);
  alerts_close(w->a);
  if (o->alerts)
    alert_list_close(&w->list);
}

dgm_status serve_run(const serve_options *o, dgm_error *err) {
  listen_at l;
  watching w;
  dgm_status status = find_address(&l, o, err);
  if (!status)
    status = check_exposure(&l, o, err);
  if (status)
    return status;
  desk d = {.db = o->db, .cb = o->cb, .m = o->m, .version = 1};
  snprintf(d.run, sizeof d.run, "%s", o->run);
  d.guard = (guard){!guard_is_loopback(str_of(l.host)), str_of(o->token)};
  allow_files();
  d.kept = cache_new();
  web_open();
  status = watch_open(&w, o, err);
  if (!status)
    status = serve_on(o, &d, &l, err);
  watch_close(&w, o);
  web_close();
  cache_free(d.kept);
  return status;
}
