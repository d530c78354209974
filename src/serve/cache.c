#include "serve/cache.h"
#include "serve/clock.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  ENTRIES = 512,      // a dashboard asks about ten different questions
  BYTES = 64 << 20,   // of all answers that are kept
  ONE_MOST = 8 << 20, // a larger answer is not kept
  BRIDGE_MS = 1000,
};

typedef struct {
  uint64_t key, used;       // used: number of the last look; 0: free
  uint64_t version, making; // of answer; that is being made, 0: none
  int64_t finished_ms;      // when answer was
  answer *answer;           // NULL: none yet
  cache_waiter *waiting;    // for what is being made
  size_t bytes;
} entry;

struct cache {
  pthread_mutex_t lock;
  entry at[ENTRIES];
  uint64_t looks;
  size_t bytes;
};

cache *cache_new(void) {
  cache *c = calloc(1, sizeof *c);
  if (!c || pthread_mutex_init(&c->lock, NULL)) {
    fputs("dragoman: out of memory\n", stderr);
    exit(3);
  }
  return c;
}

static void drop_answer(cache *c, entry *e) {
  c->bytes -= e->bytes;
  answer_drop(e->answer);
  e->answer = NULL;
  e->bytes = 0;
}

static void empty(cache *c, entry *e) {
  drop_answer(c, e);
  *e = (entry){0};
}

void cache_free(cache *c) {
  if (!c)
    return;
  for (uint32_t i = 0; i < ENTRIES; i++)
    empty(c, &c->at[i]);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

static entry *find(cache *c, uint64_t key) {
  for (uint32_t i = 0; i < ENTRIES; i++)
    if (c->at[i].used && c->at[i].key == key)
      return &c->at[i];
  return NULL;
}

// The finished entry that nobody has looked at for longest; NULL: there is
// none.
static entry *oldest(cache *c) {
  entry *old = NULL;
  for (uint32_t i = 0; i < ENTRIES; i++) {
    entry *e = &c->at[i];
    if (e->used && !e->making && (!old || e->used < old->used))
      old = e;
  }
  return old;
}

static entry *room(cache *c) {
  for (uint32_t i = 0; i < ENTRIES; i++)
    if (!c->at[i].used)
      return &c->at[i];
  entry *old = oldest(c);
  if (old)
    empty(c, old);
  return old;
}

static void wait_for(entry *e, cache_waiter *who,
                     void (*before)(cache_waiter *who)) {
  who->next = e->waiting;
  e->waiting = who;
  before(who);
}

static bool may_give(const entry *e, uint64_t oldest, uint64_t least) {
  if (!e->answer || e->version < least)
    return false;
  return e->version >= oldest || e->making ||
         clock_ms() - e->finished_ms < BRIDGE_MS;
}

cache_state cache_find(cache *c, uint64_t key, uint64_t version,
                       uint64_t oldest, uint64_t least, cache_waiter *who,
                       void (*before)(cache_waiter *who), answer **out) {
  cache_state state = CACHE_MINE;
  pthread_mutex_lock(&c->lock);
  c->looks++;
  entry *e = find(c, key);
  if (!e && (e = room(c))) // else all are being made: this one as well
    *e = (entry){.key = key};
  if (e)
    e->used = c->looks;
  if (e && may_give(e, oldest, least)) {
    bool good = e->version >= version || e->making;
    state = good ? CACHE_HIT : CACHE_STALE;
    *out = answer_hold(e->answer);
    e->making = good ? e->making : version;
  } else if (e && e->making && e->making >= least) {
    state = CACHE_WAIT;
    wait_for(e, who, before);
  } else if (e) {
    drop_answer(c, e); // too old: nobody shall have it while this one is made
    e->making = version;
  }
  pthread_mutex_unlock(&c->lock);
  return state;
}

static void keep(cache *c, entry *e, uint64_t version, answer *a) {
  size_t bytes = a->body.cap + a->packed.cap;
  drop_answer(c, e);
  *e = (entry){.key = e->key,
               .used = e->used,
               .version = version,
               .finished_ms = clock_ms()};
  if (a->status != 200 || bytes > ONE_MOST) {
    e->used = 0;
    return;
  }
  e->answer = answer_hold(a);
  e->bytes = bytes;
  c->bytes += bytes;
  for (entry *old; c->bytes > BYTES && (old = oldest(c)) && old != e;)
    empty(c, old);
}

cache_waiter *cache_fill(cache *c, uint64_t key, uint64_t version, answer *a) {
  cache_waiter *list = NULL;
  pthread_mutex_lock(&c->lock);
  entry *e = find(c, key);
  if (e && e->making == version) { // else a newer one is on its way
    list = e->waiting;
    keep(c, e, version, a);
  }
  pthread_mutex_unlock(&c->lock);
  return list;
}
