#ifndef SERVE_URL_H
#define SERVE_URL_H

// The target of a request, taken apart: "/v1/documents/a%2Fb/why?event=7".

#include "base/str.h"

enum {
  URL_BYTES = 8192, // longest target: a query of some hundred values fits
  URL_SEGMENTS = 6,
  URL_ARGS = 8, // no route takes more than five
};

typedef struct {
  str name, value;
} url_arg;

typedef struct {
  str segment[URL_SEGMENTS];
  url_arg arg[URL_ARGS];
  uint32_t n_segments, n_args;
} url;

// Splits and decodes where it stands: *out borrows from raw, whose bytes
// change. What is not given as %XX of UTF-8 without NUL, what is given twice
// and what is too much is refused: the answer is NULL or what is wrong. Linear.
const char *url_parse(url *out, char *raw, uint32_t len);

// The same as *u, whose strings stand in raw, standing in a copy of it.
void url_copy(url *out, const url *u, const char *raw, const char *copy);

// The value of an argument, p == NULL when it is not given.
str url_get(const url *u, str name);

#endif
