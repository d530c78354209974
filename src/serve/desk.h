#ifndef SERVE_DESK_H
#define SERVE_DESK_H

// What the parts of the server share: the tables that all threads read, the
// memory of one thread, and one request on its way to its answer.

#include "article/article.h"
#include "codebook/codebook.h"
#include "model/model.h"
#include "serve/answer.h"
#include "serve/cache.h"
#include "serve/guard.h"
#include "serve/pool.h"
#include "serve/url.h"
#include "store/read.h"

struct MHD_Connection;
struct route;
typedef struct hub hub;

typedef struct desk {
  const char *db; // path of the store
  const codebook *cb;
  const model *m;
  char run[13]; // of what we code here, NUL-terminated
  guard guard;
  cache *kept;
  hub *hub;
  pool *queries, *coders;
  _Atomic uint64_t version; // from 1; grows when the store changes
  // What was so a second ago may still be given (cache.h), but nothing from
  // before the last review that was sent to us.
  _Atomic uint64_t second_ago, reviewed;
  atomic_bool ending; // no connection may fall asleep any more
} desk;

// One thread of a pool.
typedef struct {
  desk *d;
  store *db; // its own connection, for reading; NULL in coders' start
  arena m;   // empty at the start of a call
  jmp_buf full;
  article article;
} worker;

// A body that is made while it is being sent. Part of a larger struct.
typedef struct feed {
  const char *type; // Content-Type
  const char *name; // of the file to be saved, or NULL
  // Copies at most `room` bytes (never 0) to `to` and returns how many; FEED_…
  int64_t (*read)(struct feed *f, char *to, size_t room);
  void (*close)(struct feed *f);
  struct MHD_Connection *connection; // set before the first read
} feed;

enum {
  FEED_WAIT = 0, // nothing now: the connection was suspended
  FEED_END = -1,
  FEED_BROKEN = -2,
};

typedef struct call {
  const struct route *route;
  desk *d;
  worker *w; // NULL in LANE_NOW
  const url *url;
  str id;         // what stands in the address for {id}
  str body;       // of POST
  str last;       // Last-Event-ID, p == NULL: none
  buf out;        // becomes the body of a 200
  answer *answer; // made instead of it
  feed *feed;     // or instead of both
} call;

// An argument of the address; p == NULL: not given.
str call_arg(const call *c, const char *name);

// The same as a number in [least, most]; false after call_fail.
bool call_number(call *c, const char *name, uint32_t least, uint32_t most,
                 uint32_t *out);

// Makes an error the answer. The first one stays. Returns false.
bool call_fail(call *c, uint32_t status, const char *code, const char *format,
               ...) __attribute__((format(printf, 4, 5)));
bool call_fail_at(call *c, const char *code, const char *message, uint32_t beg,
                  uint32_t end);

#endif
