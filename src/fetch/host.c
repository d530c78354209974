#include "fetch/host.h"
#include "base/hash.h"
#include "fetch/robots.h"
#include "story/heap.h"
#include "story/number_map.h"
#include <stdlib.h>
#include <time.h>

enum {
  WAIT_MOST_MS = 15000, // longer pauses are kept by coming back next round
  REST_FIRST_S = 30,    // after a failure; doubles with each one that follows
  REST_DOUBLES = 7,     // up to about an hour
  // robots.txt is asked for again after a day (RFC 9309), or after this when it
  // could not be had.
  ROBOTS_MS = 86400 * 1000,
  ROBOTS_FAILED_MS = 600 * 1000,
};

typedef struct {
  buf robots;  // the file; empty: everything is allowed
  bool closed; // robots.txt could not be had: nothing is allowed
  int64_t robots_until_ms, ready_ms;
  uint32_t pause_ms, failures;
} host;

struct hosts {
  client *client;
  uint32_t pause_ms, n, cap;
  host *all;
  number_map by_name; // hash of scheme and authority
};

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

hosts *hosts_new(client *c, uint32_t pause_ms) {
  hosts *h = heap_grow(NULL, sizeof *h);
  *h = (hosts){.client = c, .pause_ms = pause_ms};
  return h;
}

void hosts_free(hosts *h) {
  for (uint32_t i = 0; h && i < h->n; i++)
    buf_free(&h->all[i].robots);
  if (h) {
    number_map_free(&h->by_name);
    free(h->all);
  }
  free(h);
}

// Scheme and authority ("http://a.b:80"), and the path behind it.
static bool split(str url, str *name, str *path) {
  uint32_t at = str_find(url, S("://"));
  if (at == UINT32_MAX)
    return false;
  uint32_t end = at + 3;
  while (end < url.len && !strchr("/?#", url.p[end]))
    end++;
  *name = str_slice(url, 0, end);
  str rest = str_slice(url, end, url.len);
  *path = str_cut(&rest, '#');
  if (!path->len || path->p[0] != '/')
    *path = S("/");
  return end > at + 3;
}

static host *find_host(hosts *h, str name) {
  uint64_t key = hash64(name);
  uint32_t at = number_map_get(&h->by_name, key);
  if (at != NO_VALUE)
    return &h->all[at];
  if (h->n == h->cap) {
    h->cap = h->cap ? h->cap * 2 : 16;
    h->all = heap_grow(h->all, h->cap * sizeof *h->all);
  }
  number_map_set(&h->by_name, key, h->n);
  h->all[h->n] = (host){.pause_ms = h->pause_ms};
  return &h->all[h->n++];
}

// Sleeps until the host is ready; false when that is too far off.
static bool wait_for(const host *t) {
  int64_t left = t->ready_ms - now_ms();
  if (left > WAIT_MOST_MS)
    return false;
  struct timespec pause = {left / 1000, left % 1000 * 1000000};
  if (left > 0)
    nanosleep(&pause, NULL);
  return true;
}

// Notes how a request went. False: the host is to be left alone for a while.
static bool went(host *t, dgm_status status, const client_answer *a) {
  t->ready_ms = now_ms() + t->pause_ms;
  if (!status && a->code != 429 && a->code < 500) {
    t->failures = 0;
    return true;
  }
  if (status == DGM_ELIMIT) // the page's fault, not the host's
    return false;
  int64_t rest = (int64_t)REST_FIRST_S << t->failures;
  if (t->failures < REST_DOUBLES)
    t->failures++;
  if (a->retry_after_s)
    rest = a->retry_after_s;
  t->ready_ms = now_ms() + rest * 1000;
  return false;
}

// Reads robots.txt when there is none yet. A server that says there is none
// allows everything; one that fails allows nothing (RFC 9309).
static void learn_robots(hosts *h, host *t, str name) {
  char url[2100];
  client_answer a;
  if (now_ms() < t->robots_until_ms || name.len > 2000)
    return;
  memcpy(url, name.p, name.len);
  memcpy(url + name.len, "/robots.txt", sizeof "/robots.txt");
  if (!wait_for(t))
    return;
  dgm_status status = client_get(h->client, url, NULL, &a, NULL);
  bool failed = !went(t, status, &a);
  buf_clear(&t->robots);
  t->closed = failed;
  t->pause_ms = h->pause_ms;
  t->robots_until_ms = now_ms() + (failed ? ROBOTS_FAILED_MS : ROBOTS_MS);
  if (!failed && a.code / 100 == 2) {
    buf_add(&t->robots, buf_str(&a.body));
    uint32_t delay = robots_delay(buf_str(&t->robots), client_agent) * 1000;
    if (delay > t->pause_ms)
      t->pause_ms = delay;
    t->ready_ms = now_ms() + t->pause_ms;
  }
  client_answer_free(&a);
}

// One request, whose answer may be a redirect.
static host_verdict get_step(hosts *h, const char *url,
                             const client_version *known, client_answer *out,
                             dgm_error *err) {
  str name, path;
  *out = (client_answer){0};
  if (!split(str_of(url), &name, &path)) {
    error_set(err, DGM_EFORMAT, "is no URL");
    return HOST_FORBIDS;
  }
  host *t = find_host(h, name);
  learn_robots(h, t, name);
  if (!t->closed && !robots_allow(buf_str(&t->robots), client_agent, path)) {
    error_set(err, DGM_EIO, "robots.txt forbids it");
    return HOST_FORBIDS;
  }
  if (t->closed || !wait_for(t)) {
    error_set(err, DGM_EIO, "its host is left alone for a while");
    return HOST_LATER;
  }
  dgm_status status = client_step(h->client, url, known, out, err);
  if (went(t, status, out))
    return HOST_ANSWERED;
  if (!status)
    error_set(err, DGM_EIO, "the server answered %ld", out->code);
  return HOST_LATER;
}

// Each step of a redirect asks the host where it leads, which has a robots.txt
// and a pause of its own.
host_verdict hosts_get(hosts *h, const char *url, const client_version *known,
                       client_answer *out, dgm_error *err) {
  buf next = {0}, here = {0};
  host_verdict v = get_step(h, url, known, out, err);
  buf_add(&here, (str){url, (uint32_t)strlen(url) + 1});
  for (int n = 0; v == HOST_ANSWERED && out->location.len; n++) {
    bool good = client_resolve(&next, here.p, str_of(out->location.p));
    client_answer_free(out);
    *out = (client_answer){0};
    if (!good || n == CLIENT_REDIRECTS) {
      error_set(err, DGM_EIO,
                good ? "leads on from page to page"
                     : "leads to what is no page");
      v = HOST_LATER;
      break;
    }
    buf_clear(&here);
    buf_add(&here, buf_str(&next));
    v = get_step(h, here.p, known, out, err);
  }
  buf_free(&next);
  buf_free(&here);
  return v;
}
