#ifndef SERVE_API_H
#define SERVE_API_H

// What the routes do: each reads its arguments and writes its answer into the
// call. docs/api.md has the shapes.

#include "serve/desk.h"

void api_health(call *c);
void api_codebook(call *c);

void api_events(call *c);
void api_event(call *c);
void api_counts(call *c);
void api_network(call *c);
void api_map(call *c);
void api_suggest(call *c);

void api_document(call *c);
void api_why(call *c);
void api_code(call *c);

void api_reviews(call *c);
void api_review(call *c);

// The argument "q" as a query in the worker's arena; false after call_fail.
bool api_query(call *c, query *out);

// A failure of the store as an answer: the caller's mistake, a question that
// takes too long, or a fault. Returns false.
bool api_failed(call *c, dgm_status status, const dgm_error *err);

#endif
