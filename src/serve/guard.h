#ifndef SERVE_GUARD_H
#define SERVE_GUARD_H

// Who may come in.
//
// A browser carries the requests of any page that its user has open, so that a
// server on the own machine is within reach of every site. What holds it off:
//
//   Host            on loopback must name loopback: a foreign name that was
//                   made to point here (DNS rebinding) is refused
//   Sec-Fetch-Site  calls of the API from pages of other sites are refused, so
//                   they cannot even make us work
//   Origin          where there is one, it must be ours for anything that
//                   writes
//   Content-Type    of what writes must be JSON, which a form cannot send
//   token           beyond loopback, for everything: as `Authorization: Bearer`
//                   or, for browsers, as a cookie that the first address sets

#include "serve/answer.h"

typedef struct {
  bool public; // bound beyond loopback
  str token;   // empty: none is asked for
} guard;

// What a request says about itself; p == NULL: nothing.
typedef struct {
  bool writes; // POST
  bool api;    // not a page or file of the dashboard
  str host, origin, site, type, authorization, cookie;
  str token; // of the query, only looked at outside of the API
} visitor;

enum { GUARD_TOKEN_LEAST = 16 }; // characters: 64 bits in hex

// NULL: may pass. Else why not, as an answer; also the answer that turns a
// token in the address into a cookie and leads on without it.
answer *guard_check(const guard *g, const visitor *v);

// Is the address (as of --listen, without port) this machine alone?
bool guard_is_loopback(str address);

#endif
