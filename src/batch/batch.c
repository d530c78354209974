// A ring of slots. The reader (the calling thread) fills the next free slot,
// workers take filled ones, and the reader writes finished ones in the order
// in which it filled them. With one thread everything runs in the caller.

#include "batch/batch.h"
#include "base/file.h"
#include "batch/progress.h"
#include "batch/source.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  MAX_THREADS = 256,
  SLOTS_A_THREAD = 3, // one in work, one waiting, one to be written
};

typedef enum { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE } slot_state;

typedef struct {
  piece in;
  batch_output out;
  buf messages;
  uint32_t done, skipped;
  tally languages;
  slot_state state;
} slot;

typedef struct {
  const batch_job *job;
  slot *slots;
  uint32_t n_slots, n_threads;
  uint64_t filled, taken, written; // slots so far; index modulo n_slots
  bool ended;
  pthread_mutex_t lock;
  pthread_cond_t work, finished;
  dgm_status failed;
  dgm_error err;
} ring;

static void say(buf *messages, const dgm_error *err, const batch_item *item) {
  const char *path = err->path[0] ? err->path : item->path;
  uint32_t line = err->line ? err->line : item->line;
  buf_add(messages, S("dragoman: "));
  buf_add(messages, str_of(path));
  if (line)
    buf_printf(messages, ":%u", line);
  buf_printf(messages, ": %s\n", err->text);
}

static void work_on(const batch_job *job, void *state, slot *s) {
  for (uint32_t i = 0; i < s->in.n; i++) {
    const piece_item *in = &s->in.items[i];
    batch_item item = piece_get(&s->in, i);
    dgm_error err = {0};
    size_t before = s->out.main.len, side = s->out.side.len;
    dgm_status status = DGM_EIO;
    if (in->error)
      err = *in->error;
    else
      status = job->work(state, &item, &s->out, &err);
    if (status == DGM_ELANGUAGE)
      tally_add(&s->languages, s->out.language, 1);
    s->done += status == DGM_OK;
    if (status == DGM_OK || status == DGM_ELANGUAGE)
      continue;
    s->out.main.len = before;
    s->out.side.len = side;
    s->skipped++;
    say(&s->messages, &err, &item);
  }
}

static dgm_status write_all(int fd, const buf *b, dgm_error *err) {
  return fd < 0 ? DGM_OK : file_send(fd, buf_str(b), err);
}

typedef struct {
  const batch_job *job;
  int out, side;
  progress bar;
  batch_totals *totals;
} sink;

static dgm_status flush_slot(slot *s, sink *to, dgm_error *err) {
  dgm_status status = DGM_OK;
  if (to->job->order)
    status = to->job->order(to->job->context, &s->out, err);
  if (!status)
    status = write_all(to->out, &s->out.main, err);
  if (!status)
    status = write_all(to->side, &s->out.side, err);
  if (s->messages.len) {
    progress_clear(&to->bar);
    fwrite(s->messages.p, 1, s->messages.len, stderr);
  }
  to->totals->done += s->done;
  to->totals->skipped += s->skipped;
  tally_move(&to->totals->languages, &s->languages);
  buf_clear(&s->out.main);
  buf_clear(&s->out.side);
  buf_clear(&s->messages);
  s->done = s->skipped = 0;
  s->state = SLOT_FREE;
  return status;
}

static void *run_worker(void *arg) {
  ring *r = arg;
  dgm_error err;
  void *state = r->job->open(r->job->context, &err);
  pthread_mutex_lock(&r->lock);
  if (!state && !r->failed) {
    r->failed = err.status ? err.status : DGM_EIO;
    r->err = err;
    pthread_cond_broadcast(&r->finished);
  }
  while (state) {
    while (r->taken == r->filled && !r->ended)
      pthread_cond_wait(&r->work, &r->lock);
    if (r->taken == r->filled)
      break;
    slot *s = &r->slots[r->taken++ % r->n_slots];
    s->state = SLOT_TAKEN;
    pthread_mutex_unlock(&r->lock);
    work_on(r->job, state, s);
    pthread_mutex_lock(&r->lock);
    s->state = SLOT_DONE;
    pthread_cond_signal(&r->finished);
  }
  pthread_mutex_unlock(&r->lock);
  if (state)
    r->job->close(state);
  return NULL;
}

// Writes the oldest slot once it is done; waits for it. Lock held.
static dgm_status write_oldest(ring *r, sink *to, dgm_error *err) {
  slot *s = &r->slots[r->written % r->n_slots];
  while (s->state != SLOT_DONE && !r->failed)
    pthread_cond_wait(&r->finished, &r->lock);
  if (r->failed) {
    if (err)
      *err = r->err;
    return r->failed;
  }
  pthread_mutex_unlock(&r->lock);
  dgm_status status = flush_slot(s, to, err);
  pthread_mutex_lock(&r->lock);
  r->written++;
  return status;
}

static dgm_status feed(ring *r, source *src, sink *to, dgm_error *err) {
  dgm_status status = DGM_OK;
  pthread_mutex_lock(&r->lock);
  while (!status) {
    if (r->filled - r->written == r->n_slots) {
      status = write_oldest(r, to, err);
      continue;
    }
    slot *s = &r->slots[r->filled % r->n_slots];
    pthread_mutex_unlock(&r->lock);
    bool more = source_next(src, &s->in);
    progress_show(&to->bar, to->totals->done, source_bytes(src), src->expected);
    pthread_mutex_lock(&r->lock);
    if (!more)
      break;
    s->state = SLOT_FILLED;
    r->filled++;
    pthread_cond_signal(&r->work);
  }
  while (!status && r->written < r->filled)
    status = write_oldest(r, to, err);
  r->ended = true;
  if (status)
    r->taken = r->filled; // nothing more is worth doing
  pthread_cond_broadcast(&r->work);
  pthread_mutex_unlock(&r->lock);
  return status;
}

static void free_slots(ring *r) {
  for (uint32_t i = 0; i < r->n_slots; i++) {
    piece_free(&r->slots[i].in);
    buf_free(&r->slots[i].out.main);
    buf_free(&r->slots[i].out.side);
    buf_free(&r->slots[i].messages);
  }
  free(r->slots);
}

static dgm_status run_threads(const batch_options *o, const batch_job *job,
                              source *src, sink *to, dgm_error *err) {
  pthread_t threads[MAX_THREADS];
  ring r = {.job = job, .n_threads = o->threads};
  r.n_slots = o->threads * SLOTS_A_THREAD;
  r.slots = calloc(r.n_slots, sizeof *r.slots);
  pthread_mutex_init(&r.lock, NULL);
  pthread_cond_init(&r.work, NULL);
  pthread_cond_init(&r.finished, NULL);
  uint32_t started = 0;
  while (r.slots && started < r.n_threads &&
         pthread_create(&threads[started], NULL, run_worker, &r) == 0)
    started++;
  dgm_status status = started
                          ? feed(&r, src, to, err)
                          : error_set(err, DGM_EIO, "cannot start a thread");
  for (uint32_t i = 0; i < started; i++)
    pthread_join(threads[i], NULL);
  pthread_cond_destroy(&r.finished);
  pthread_cond_destroy(&r.work);
  pthread_mutex_destroy(&r.lock);
  free_slots(&r);
  return status;
}

static dgm_status run_here(const batch_job *job, source *src, sink *to,
                           dgm_error *err) {
  void *state = job->open(job->context, err);
  if (!state)
    return DGM_EIO;
  slot s = {0};
  dgm_status status = DGM_OK;
  while (!status && source_next(src, &s.in)) {
    work_on(job, state, &s);
    status = flush_slot(&s, to, err);
    progress_show(&to->bar, to->totals->done, source_bytes(src), src->expected);
  }
  piece_free(&s.in);
  buf_free(&s.out.main);
  buf_free(&s.out.side);
  buf_free(&s.messages);
  job->close(state);
  return status;
}

static dgm_status write_last(const batch_job *job, int out, dgm_error *err) {
  buf rest = {0};
  bool more = job->last != NULL;
  dgm_status status = DGM_OK;
  while (!status && more) {
    buf_clear(&rest);
    status = job->last(job->context, &rest, &more, err);
    if (!status)
      status = write_all(out, &rest, err);
  }
  buf_free(&rest);
  return status;
}

dgm_status batch_run(const batch_options *options, const batch_job *job,
                     int out, int side, batch_totals *totals, dgm_error *err) {
  batch_options o = *options;
  source src;
  sink to = {.job = job, .out = out, .side = side, .totals = totals};
  *totals = (batch_totals){0};
  if (o.threads > MAX_THREADS)
    o.threads = MAX_THREADS;
  source_open(&src, &o);
  progress_start(&to.bar, o.progress, o.what);
  dgm_status status = o.threads > 1 ? run_threads(&o, job, &src, &to, err)
                                    : run_here(job, &src, &to, err);
  if (!status)
    status = write_last(job, out, err);
  progress_clear(&to.bar);
  totals->bytes = source_bytes(&src);
  source_close(&src);
  return status;
}
