#include "serve/visit.h"
#include "serve/clock.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct visit {
  visits *all;
  visit *before, *behind;
  int socket;
  int64_t until_ms; // INT64_MAX: for ever
};

struct visits {
  pthread_mutex_t lock;
  visit *first;
};

// ORDER VISIT_STEP. A head is one packet, so ten seconds are for links that
// lose packets; a megabyte in a body is 33 KB/s; answers are some hundred KB,
// downloads may be gigabytes.
static const int64_t step_ms[N_VISIT] = {10000,   30000,     60000,
                                         3600000, INT64_MAX, 60000};

static void *need(void *p) {
  if (p)
    return p;
  fputs("dragoman: out of memory\n", stderr);
  exit(3);
}

visits *visits_new(void) {
  visits *v = need(calloc(1, sizeof *v));
  pthread_mutex_init(&v->lock, NULL);
  return v;
}

void visits_free(visits *v) {
  if (!v)
    return;
  pthread_mutex_destroy(&v->lock);
  free(v);
}

visit *visit_enter(visits *v, int socket) {
  visit *one = need(calloc(1, sizeof *one));
  one->all = v;
  one->socket = socket;
  one->until_ms = clock_ms() + step_ms[VISIT_HEAD];
  pthread_mutex_lock(&v->lock);
  one->behind = v->first;
  if (v->first)
    v->first->before = one;
  v->first = one;
  pthread_mutex_unlock(&v->lock);
  return one;
}

void visit_step_to(visit *one, visit_step step) {
  int64_t ms = step_ms[step];
  pthread_mutex_lock(&one->all->lock);
  one->until_ms = ms == INT64_MAX ? ms : clock_ms() + ms;
  pthread_mutex_unlock(&one->all->lock);
}

void visit_leave(visit *one) {
  visits *v = one->all;
  pthread_mutex_lock(&v->lock);
  if (one->before)
    one->before->behind = one->behind;
  else
    v->first = one->behind;
  if (one->behind)
    one->behind->before = one->before;
  pthread_mutex_unlock(&v->lock);
  free(one);
}

void visits_check(visits *v) {
  int64_t now = clock_ms();
  pthread_mutex_lock(&v->lock);
  for (visit *one = v->first; one; one = one->behind)
    if (one->until_ms < now) {
      // The socket is still ours: it is closed behind visit_leave.
      shutdown(one->socket, SHUT_RDWR);
      one->until_ms = INT64_MAX;
    }
  pthread_mutex_unlock(&v->lock);
}
