// dragoman codebook import: dictionaries of TABARI and PETRARCH as a codebook.

#include "batch/codebook_import.h"
#include "cli/cmd_codebook.h"
#include "cli/slip.h"
#include <getopt.h>
#include <stdio.h>

// The dictionaries in memory, with room for files of some hundred megabytes.
static const size_t MEMORY = (size_t)1 << 30;

static void tell(const importer *d, const char *to, uint32_t errors) {
  printf("%u actors, %u agents, %u verbs with %u patterns, %u discards; %u "
         "lines left out\n",
         d->n_actors, d->n_agents, d->n_verbs, d->n_patterns, d->n_discards,
         errors);
  printf("  dragoman code --codebook %s PATH…\n", to);
}

static dgm_status import_all(importer *d, char **paths, int n, const char *to,
                             dgm_error *err) {
  dgm_status status = DGM_OK;
  for (int i = 0; i < n && !status; i++)
    status = codebook_import_from(d, paths[i], err);
  import_close(d);
  return status ? status : codebook_import_to(d, to, err);
}

// What was written must load: an error here is one of ours.
static bool loads(const char *folder) {
  codebook *cb;
  const char *folders[] = {folder, NULL};
  if (book_open(&cb, folders))
    return false;
  codebook_free(cb);
  return true;
}

static int import_to(char **paths, int n, const char *to) {
  codebook *ours;
  arena m;
  importer d;
  dgm_error err;
  reporter errors = {.sink = show_error};
  if (book_open(&ours, NULL))
    return EXIT_INTERNAL;
  arena_init(&m, MEMORY);
  import_open(&d, &m, &ours->rules.scheme, &errors);
  dgm_status status = import_all(&d, paths, n, to, &err);
  if (status)
    print_error(&err);
  bool ok = !status && loads(to);
  if (ok)
    tell(&d, to, errors.n);
  import_free(&d);
  arena_close(&m);
  codebook_free(ours);
  return ok ? EXIT_DONE : EXIT_INTERNAL;
}

int codebook_import_run(int argc, char **argv) {
  static const struct option longs[] = {{"to", required_argument, NULL, 't'},
                                        {NULL, 0, NULL, 0}};
  const char *to = NULL;
  for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
    if (c != 't')
      return option_error("codebook");
    to = optarg;
  }
  if (!to || optind == argc)
    return usage_error("codebook", "import takes files or a folder, and --to "
                                   "DIR");
  if (!codebook_import_free(to))
    return usage_error("codebook", "%s holds a codebook that was not imported",
                       to);
  return import_to(argv + optind, argc - optind, to);
}
