#ifndef FETCH_CLIENT_H
#define FETCH_CLIENT_H

// One HTTP request at a time, by libcurl, of hosts that may mean harm.
//
// Only http and https, also behind redirects; a redirect limit, a time limit, a
// least speed, and a size limit that counts unpacked bytes.

#include "base/buf.h"
#include "base/error.h"

typedef struct client client;

enum {
  CLIENT_REDIRECTS = 5, // as browsers' users see them: more are a loop
  CLIENT_FIELD = 512,   // bytes of an ETag or a date; longer ones are not kept
};

typedef struct {
  uint32_t time_ms;         // most time for a whole answer
  uint32_t bytes;           // most bytes of a body, unpacked
  const volatile int *stop; // not NULL and not 0: give up at once
} client_limits;

// What the server may have sent before; "" where it has not.
typedef struct {
  char etag[CLIENT_FIELD], modified[CLIENT_FIELD];
} client_version;

typedef struct {
  long code;              // HTTP status, 0: no answer
  buf body;               // unpacked; the caller frees
  char type[128];         // Content-Type, or ""
  client_version version; // to be asked with next time
  uint32_t retry_after_s; // 0: the server says nothing
  buf location; // of client_step: where a redirect leads, NUL included
} client_answer;

// DGM_EIO when libcurl cannot be had. The caller frees.
dgm_status client_open(client **out, client_limits limits, dgm_error *err);
void client_close(client *c);

// Gets a URL. With `known` (may be NULL) the server may answer 304, no body.
// DGM_OK: an answer came, whatever its code. DGM_EIO, DGM_ELIMIT: none that can
// be used; err says why, without a path. *out is filled or empty, always to be
// freed with client_answer_free.
dgm_status client_get(client *c, const char *url, const client_version *known,
                      client_answer *out, dgm_error *err);

// The same, but a redirect is an answer: whoever lives where it leads may not
// want us there.
dgm_status client_step(client *c, const char *url, const client_version *known,
                       client_answer *out, dgm_error *err);

// Sends a JSON body to a URL, and `key` as Idempotency-Key; redirects are
// answers. Else as client_get.
dgm_status client_post(client *c, const char *url, str json, const char *key,
                       client_answer *out, dgm_error *err);
void client_answer_free(client_answer *a);

// The URL that `url` means in a document at `base`, without its fragment, NUL
// included; false when it is none that client_get takes.
bool client_resolve(buf *out, const char *base, str url);

// How the program names itself to servers and in robots.txt.
extern const char client_agent[];

#endif
