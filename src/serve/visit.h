#ifndef SERVE_VISIT_H
#define SERVE_VISIT_H

// Time limits of connections.
//
// The library that speaks HTTP closes a connection on which nothing moves. A
// client that sends or takes a byte now and then is not caught by that; here
// each step has its own end: until then, or the connection is shut.

#include "base/str.h"

typedef struct visit visit;
typedef struct visits visits;

typedef enum {
  VISIT_HEAD,     // the head of a request is on its way
  VISIT_BODY,     // its body is
  VISIT_ANSWER,   // an answer of known length is made and taken
  VISIT_DOWNLOAD, // a long answer is
  VISIT_STREAM,   // an answer without end is
  VISIT_IDLE,     // kept open for the next request
  N_VISIT
} visit_step;

visits *visits_new(void);
void visits_free(visits *v); // when all have left

// A connection begins, with its socket, and ends. A visit is used by one
// thread; `visits_check` may run in another one.
visit *visit_enter(visits *v, int socket);
void visit_step_to(visit *one, visit_step step);
void visit_leave(visit *one);

// Shuts what has taken too long; to be called about once a second.
void visits_check(visits *v);

#endif
