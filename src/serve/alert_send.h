#ifndef SERVE_ALERT_SEND_H
#define SERVE_ALERT_SEND_H

// Getting an alert out: to a webhook or into a command.

#include "fetch/client.h"
#include "serve/alert.h"

// Sends {"alert":name,"event":{…}} by POST, or hands it to a command (`sh -c`)
// as standard input, with DRAGOMAN_ALERT and DRAGOMAN_KEY in its environment.
// `key` names alert and event for ever. DGM_OK: the receiver said 2xx, or the
// command ended with 0 within a minute. Else err says why not.
dgm_status alert_send(client *c, const alert *a, str body, const char *key,
                      const volatile int *stop, dgm_error *err);

#endif
