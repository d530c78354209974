#ifndef SERVE_ALERT_H
#define SERVE_ALERT_H

// Saved queries that call a webhook or a command for each new event.
// docs/alerts.md has the file and what is promised.
//
// What is to be sent is written down before it is sent, in a database beside
// the store, and struck out when it has arrived; so a process that dies at any
// moment forgets nothing. An event is known by its anchor: when it is coded
// again, no alert fires a second time.

#include "base/buf.h"
#include "base/error.h"
#include "store/query.h"

typedef enum { ALERT_WEBHOOK, ALERT_COMMAND } alert_kind;

typedef struct {
  str name, target; // NUL behind target
  alert_kind kind;
  query query;
} alert;

typedef struct {
  arena m;
  buf text; // of the file
  VEC(alert) all;
} alert_list;

// Reads the file of alerts. DGM_EFORMAT names line and column of the first
// mistake. To be closed in any case.
dgm_status alert_list_open(alert_list *l, const char *path, dgm_error *err);
void alert_list_close(alert_list *l);

typedef struct alerts alerts;

// Opens the store for reading and "DB.alerts" for what was sent. Alerts that
// are new begin with the next event that arrives. DGM_EIO also when another
// process watches the same store. The list must outlive it.
dgm_status alerts_open(alerts **out, const char *db, const alert_list *l,
                       dgm_error *err);
void alerts_close(alerts *a); // NULL: nothing happens

typedef struct {
  uint32_t sent, waiting, given_up; // of this round; waiting: for a later try
} alert_totals;

// One round: notes what is new, and tries to send all that is due. Ends early
// when *stop is not 0. Failures of receivers are named on stderr.
dgm_status alerts_round(alerts *a, const volatile int *stop,
                        alert_totals *totals, dgm_error *err);

// Round after round, a second apart, until *stop is not 0.
dgm_status alerts_run(alerts *a, const volatile int *stop, dgm_error *err);

#endif
