#ifndef SERVE_DOWNLOAD_H
#define SERVE_DOWNLOAD_H

// All events of a query as a file, however many: pages of them are read while
// the one before is being sent, so neither memory nor a transaction is held for
// a client that reads slowly.

#include "serve/desk.h"

// GET /v1/export
void api_export(call *c);

#endif
