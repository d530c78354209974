// dragoman erase: documents out of a store.

#include "cli/command.h"
#include "cli/slip.h"
#include "store/erase.h"
#include <getopt.h>
#include <stdio.h>

const char help_erase[] =
    "dragoman erase --db FILE ID…\n"
    "Deletes documents by their id, with their events, reviews and the names\n"
    "that no other event has; what they said does not stay in the file. A\n"
    "later load does not bring them back (unless with --again).\n\n"
    "  dragoman erase --db news.db a17\n\n"
    "Exit status: 0 all done, 1 some were not there.\n";

int cmd_erase(int argc, char **argv) {
  static const struct option longs[] = {{"db", required_argument, NULL, 'd'},
                                        {NULL, 0, NULL, 0}};
  const char *db = NULL;
  store *s;
  dgm_error err;
  for (int l; (l = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
    if (l != 'd')
      return option_error("erase");
    db = optarg;
  }
  if (!db || optind == argc)
    return usage_error("erase", "--db FILE and an id are needed");
  dgm_status status = store_open(&s, db, STORE_WRITE, &err);
  int done = EXIT_DONE;
  for (int i = optind; i < argc && !status; i++) {
    uint32_t versions;
    status = store_erase(s, str_of(argv[i]), &versions, &err);
    if (status || versions)
      continue;
    fprintf(stderr, "dragoman: there is no document %s\n", argv[i]);
    done = EXIT_SKIPPED;
  }
  store_close(s);
  if (!status)
    return done;
  print_error(&err);
  return EXIT_INTERNAL;
}
