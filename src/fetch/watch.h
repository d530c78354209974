#ifndef FETCH_WATCH_H
#define FETCH_WATCH_H

// Polls feeds, fetches the pages that are new in them, hands these to be coded
// and puts what comes out into part files.

#include "base/buf.h"
#include "base/error.h"
#include "ingest/record.h"

typedef struct {
  const char *const *feeds; // URLs
  uint32_t n_feeds;
  const char *folder;       // for parts and state
  uint32_t every_s;         // between two rounds
  uint32_t pause_ms;        // between two requests to one host
  bool once;                // one round
  const volatile int *stop; // not 0: end soon
  // Appends what a page holds to out. A status with err filled: the page is
  // skipped and named.
  dgm_status (*code)(void *context, const record *page, buf *out,
                     dgm_error *err);
  void *context;
} watch_options;

typedef struct {
  uint32_t pages, skipped, polls; // coded; given up; feeds that answered
} watch_totals;

// Runs until told to stop, or one round. Fails when the folder or its state
// cannot be used; what hosts and pages do wrong is named on stderr.
dgm_status watch_run(const watch_options *o, watch_totals *totals,
                     dgm_error *err);

#endif
