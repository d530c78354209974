#ifndef SERVE_ANSWER_H
#define SERVE_ANSWER_H

// What goes back to a client: made by one thread, then read-only and shared by
// as many connections as want it.

#include "base/buf.h"
#include <stdatomic.h>

enum { ANSWER_FIELDS = 2, ANSWER_VALUE = 160 };

typedef struct {
  const char *name; // lives for ever
  char value[ANSWER_VALUE];
} answer_field;

typedef struct {
  atomic_uint users;
  uint32_t status;   // of HTTP
  const char *type;  // Content-Type, lives for ever
  const char *cache; // Cache-Control, lives for ever
  buf body, packed;  // packed: the body as gzip, empty where that saves little
  char etag[40];     // weak and quoted, or ""
  answer_field more[ANSWER_FIELDS];
  uint32_t n_more;
} answer;

// Takes *body over and leaves it empty. With status 200 the answer gets an
// entity tag, a hash of its bytes, and where it is long enough a packed form.
// One user; never NULL.
answer *answer_new(uint32_t status, const char *type, buf *body);

// {"error":{…}}, the one shape of errors. `code` is a word for programs; `at`
// are bytes of the query, or NULL.
answer *answer_error(uint32_t status, const char *code, str message,
                     const uint32_t at[2]);

// Adds a header field; values that do not fit or would break the header are
// left out. Only for whoever made the answer, before it is shared.
void answer_field_add(answer *a, const char *name, str value);

answer *answer_hold(answer *a);
void answer_drop(answer *a); // NULL: nothing happens

extern const char type_json[], type_text[];

#endif
