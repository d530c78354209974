#ifndef SERVE_CACHE_H
#define SERVE_CACHE_H

// Answers that may be given again until the store changes, and who waits for
// one that is being made: a question is worked on once however many ask it.
//
// Versions count the changes of the store. After a change the answer of before
// may still be given for a second, and as long as one of those who ask has it
// made anew; so a change does not make everybody wait at once.

#include "serve/answer.h"

typedef struct cache cache;

// Links of a list of those who wait; part of their own structs.
typedef struct cache_waiter {
  struct cache_waiter *next;
} cache_waiter;

typedef enum {
  CACHE_HIT,   // *out is held for the caller
  CACHE_STALE, // so it is, and the caller has it made and calls cache_fill
  CACHE_MINE,  // the caller has it made and calls cache_fill
  CACHE_WAIT,  // somebody makes it; `who` will be handed to cache_fill's caller
} cache_state;

cache *cache_new(void);
void cache_free(cache *c);

// Looks for the answer to a question as of `version`. One as of `oldest` will
// do, and one that is just being made anew or was finished within a second, but
// none from before `least`. `before` is called under the cache's lock when the
// caller has to wait, so that it is asleep before it can be woken.
cache_state cache_find(cache *c, uint64_t key, uint64_t version,
                       uint64_t oldest, uint64_t least, cache_waiter *who,
                       void (*before)(cache_waiter *who), answer **out);

// The answer that was made after CACHE_STALE or CACHE_MINE, as of the version
// asked for; kept where its status is 200. The list of those who waited, first
// come last, or NULL.
cache_waiter *cache_fill(cache *c, uint64_t key, uint64_t version, answer *a);

#endif
