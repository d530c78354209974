#ifndef SERVE_STREAM_H
#define SERVE_STREAM_H

// Live events for any number of listeners, without a thread for any of them.
//
// All who ask the same query listen to one channel. When the store changes,
// each channel asks it once for what is new and wakes its listeners, whose
// connections sleep until then. A channel keeps a window of its latest bytes;
// who takes them too slowly loses his place and is sent away, to come back with
// the id of the last event that he has seen.

#include "serve/desk.h"

// Opens the hub's own connection to the store.
dgm_status hub_open(hub **out, desk *d, dgm_error *err);
void hub_close(hub *h); // NULL: nothing happens

// Looks whether the store has changed and hands on what is new; to be called
// ten times a second, by one thread.
void hub_tick(hub *h);

// Wakes all listeners, so that they see that the server ends.
void hub_wake(hub *h);

// GET /v1/stream
void api_stream(call *c);

#endif
