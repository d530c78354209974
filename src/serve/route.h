#ifndef SERVE_ROUTE_H
#define SERVE_ROUTE_H

// The table of what can be asked: the server finds a request's way by it, and
// the OpenAPI description is printed from it.

#include "serve/desk.h"

enum { ROUTE_ARGS = 5 };

typedef enum {
  LANE_NOW,   // answered by the thread that talks to the network
  LANE_QUERY, // asks the store
  LANE_CODE,  // runs the model
} route_lane;

typedef struct {
  const char *name, *what;
  const char *schema; // JSON
  bool required;
} route_arg;

typedef struct route {
  const char *method, *path; // {id} stands for one segment
  const char *what;
  route_lane lane;
  bool kept;         // may be answered again until the store changes
  const char *gives; // a schema's name, or a Content-Type
  const char *takes; // schema of the body, or NULL
  const char *id;    // what {id} is, or NULL
  void (*run)(call *c);
  route_arg args[ROUTE_ARGS];
} route;

// All routes; the array ends with method == NULL.
extern const route routes[];

// The route of a method (HEAD is GET) and address; *id gets what stands for
// {id}. NULL: *why is the answer, 404 or 405.
const route *route_find(str method, const url *u, str *id, answer **why);

// Are all arguments such that the route takes them, and none missing? NULL, or
// the answer that names the wrong one.
answer *route_check(const route *r, const url *u);

// GET /v1/openapi.json
void route_openapi(call *c);

#endif
