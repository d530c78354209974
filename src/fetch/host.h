#ifndef FETCH_HOST_H
#define FETCH_HOST_H

// Politeness: one request at a time, a pause between two to one host, its
// robots.txt, and peace for a host that asks for it or fails.

#include "fetch/client.h"

typedef struct hosts hosts;

typedef enum {
  HOST_ANSWERED,
  HOST_FORBIDS, // robots.txt
  HOST_LATER,   // it wants to be left alone, or gave no answer
} host_verdict;

// `pause_ms` lies between two requests to one host. The client must outlive it.
hosts *hosts_new(client *c, uint32_t pause_ms);
void hosts_free(hosts *h);

// Gets a URL when its host is ready, at most some seconds from now; else
// HOST_LATER without a request. With HOST_ANSWERED *out holds an answer whose
// code is none of 429 and 5xx. Otherwise err says why. *out is always to be
// freed.
host_verdict hosts_get(hosts *h, const char *url, const client_version *known,
                       client_answer *out, dgm_error *err);

#endif
