#include "serve/pool.h"
#include <pthread.h>
#include <stdlib.h>

enum { MAX_THREADS = 64 };

struct pool {
  pool_options o;
  pthread_mutex_t lock;
  pthread_cond_t work;
  pthread_t threads[MAX_THREADS];
  void *states[MAX_THREADS];
  uint32_t started;
  pool_job *first, **last;
  uint32_t waiting;
  bool ended;
};

typedef struct {
  pool *p;
  void *state;
} start;

static pool_job *take(pool *p) {
  pthread_mutex_lock(&p->lock);
  while (!p->first && !p->ended)
    pthread_cond_wait(&p->work, &p->lock);
  pool_job *job = p->first;
  if (job) {
    p->first = job->next;
    if (!p->first)
      p->last = &p->first;
    p->waiting--;
  }
  pthread_mutex_unlock(&p->lock);
  return job;
}

static void *work(void *arg) {
  start *s = arg;
  for (pool_job *job; (job = take(s->p));)
    job->run(job, s->state);
  free(s);
  return NULL;
}

static dgm_status start_one(pool *p, dgm_error *err) {
  start *s = malloc(sizeof *s);
  void *state = p->o.open(p->o.context, err);
  if (!s || !state) {
    free(s);
    return state ? error_set(err, DGM_ELIMIT, "out of memory") : err->status;
  }
  *s = (start){p, state};
  p->states[p->started] = state;
  if (pthread_create(&p->threads[p->started], NULL, work, s)) {
    p->o.close(state);
    free(s);
    return error_set(err, DGM_ELIMIT, "cannot start a thread");
  }
  p->started++;
  return DGM_OK;
}

dgm_status pool_open(pool **out, const pool_options *o, dgm_error *err) {
  pool *p = *out = calloc(1, sizeof *p);
  if (!p)
    return error_set(err, DGM_ELIMIT, "out of memory");
  p->o = *o;
  p->last = &p->first;
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->work, NULL);
  for (uint32_t i = 0; i < o->threads && i < MAX_THREADS; i++) {
    dgm_status status = start_one(p, err);
    if (status) {
      pool_close(p);
      *out = NULL;
      return status;
    }
  }
  return DGM_OK;
}

bool pool_add(pool *p, pool_job *job, bool goes_on) {
  pthread_mutex_lock(&p->lock);
  bool fits = goes_on || p->waiting < p->o.most;
  if (fits) {
    job->next = NULL;
    *p->last = job;
    p->last = &job->next;
    p->waiting++;
    pthread_cond_signal(&p->work);
  }
  pthread_mutex_unlock(&p->lock);
  return fits;
}

void pool_close(pool *p) {
  if (!p)
    return;
  pthread_mutex_lock(&p->lock);
  p->ended = true;
  pthread_cond_broadcast(&p->work);
  pthread_mutex_unlock(&p->lock);
  for (uint32_t i = 0; i < p->started; i++) {
    pthread_join(p->threads[i], NULL);
    p->o.close(p->states[i]);
  }
  pthread_mutex_destroy(&p->lock);
  pthread_cond_destroy(&p->work);
  free(p);
}
