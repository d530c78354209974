#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

// The desk: a store over HTTP, as JSON for programs, as a live stream, and as a
// dashboard for browsers. docs/api.md has the routes.

#include "codebook/codebook.h"
#include "model/model.h"

typedef struct {
  const char *db;     // path of the store
  const char *listen; // "127.0.0.1:8420", "[::1]:8420"; port 0: any
  const char *token;  // asked of everybody; NULL: none
  bool public;        // addresses beyond loopback are meant
  const char *alerts; // file of alerts to watch for, or NULL
  const codebook *cb;
  const model *m;
  const char *run;          // name of our coding (dgm_coder_run)
  const volatile int *stop; // not 0: end
  // Called once, when requests are answered.
  void (*ready)(const char *address);
} serve_options;

// Runs until told to stop. DGM_EUSAGE: an address that cannot be, or one beyond
// loopback without `public` and a token. DGM_EIO: it cannot be listened on, or
// the store cannot be read.
dgm_status serve_run(const serve_options *o, dgm_error *err);

#endif
