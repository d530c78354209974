// dragoman alert: saved queries that call a webhook or a command.

#include "cli/command.h"
#include "cli/slip.h"
#include "serve/alert.h"
#include <getopt.h>
#include <signal.h>
#include <stdio.h>

const char help_alert[] =
    "dragoman alert --db FILE --alerts FILE [--once]\n"
    "Watches a store and calls a webhook or a command for each new event that "
    "a\n"
    "saved query finds, once each, also over kill -9. `dragoman serve "
    "--alerts`\n"
    "does the same beside serving.\n\n"
    "  dragoman alert --db news.db --alerts alerts.tsv\n"
    "  dragoman alert --db news.db --alerts alerts.tsv --once     for cron\n\n"
    "A line of the file of alerts has four columns between tabs: a name, a\n"
    "query, webhook or command, and a URL or a command line. A new alert "
    "begins\n"
    "with the next event that arrives. docs/alerts.md tells the rest. Exit\n"
    "status: 0 done, 1 with --once some are left for a later try, 2 usage,\n"
    "3 internal.\n";

static volatile int stop;

static void on_signal(int number) {
  (void)number;
  stop = 1;
}

static int once(alerts *a) {
  alert_totals totals;
  dgm_error err;
  if (alerts_round(a, &stop, &totals, &err)) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  fprintf(stderr, "dragoman: %u sent, %u left for later, %u given up\n",
          totals.sent, totals.waiting, totals.given_up);
  return totals.waiting || totals.given_up ? EXIT_SKIPPED : EXIT_DONE;
}

static int watch(const char *db, const char *file, bool one_round) {
  alert_list list;
  alerts *a = NULL;
  dgm_error err;
  struct sigaction act = {.sa_handler = on_signal};
  sigaction(SIGINT, &act, NULL);
  sigaction(SIGTERM, &act, NULL);
  signal(SIGPIPE, SIG_IGN);
  dgm_status status = alert_list_open(&list, file, &err);
  if (!status)
    status = alerts_open(&a, db, &list, &err);
  int code = EXIT_DONE;
  if (!status && one_round)
    code = once(a);
  else if (!status)
    status = alerts_run(a, &stop, &err);
  alerts_close(a);
  alert_list_close(&list);
  if (status)
    print_error(&err);
  return status ? EXIT_INTERNAL : code;
}

int cmd_alert(int argc, char **argv) {
  static const struct option longs[] = {
      {"db", required_argument, NULL, 'd'},
      {"alerts", required_argument, NULL, 'a'},
      {"once", no_argument, NULL, '1'},
      {NULL, 0, NULL, 0}};
  const char *db = NULL, *file = NULL;
  bool one_round = false;
  for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
    if (c == 'd')
      db = optarg;
    else if (c == 'a')
      file = optarg;
    else if (c == '1')
      one_round = true;
    else
      return option_error("alert");
  }
  if (!db || !file || optind < argc)
    return usage_error("alert", "it takes --db FILE and --alerts FILE");
  return watch(db, file, one_round);
}
