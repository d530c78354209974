#ifndef SERVE_EXCHANGE_H
#define SERVE_EXCHANGE_H

// One request and its answer, between libmicrohttpd and the routes.
//
// Two threads talk to the network, each connection has one of them, and neither
// waits: what needs the store or the model goes to a pool while its connection
// sleeps. The functions are libmicrohttpd's callbacks; `context` is an
// exchange_context.

#include "serve/desk.h"
#include "serve/visit.h"
#include <microhttpd.h>

typedef struct {
  desk *d;
  visits *visits;
} exchange_context;

enum MHD_Result exchange_step(void *context, struct MHD_Connection *connection,
                              const char *address, const char *method,
                              const char *version, const char *upload,
                              size_t *upload_size, void **exchange);

// MHD_OPTION_URI_LOG_CALLBACK: a request begins.
void *exchange_begin(void *context, const char *uri,
                     struct MHD_Connection *connection);

// MHD_OPTION_NOTIFY_COMPLETED
void exchange_end(void *context, struct MHD_Connection *connection,
                  void **exchange, enum MHD_RequestTerminationCode code);

// MHD_OPTION_NOTIFY_CONNECTION
void exchange_connection(void *context, struct MHD_Connection *connection,
                         void **socket_context,
                         enum MHD_ConnectionNotificationCode code);

#endif
