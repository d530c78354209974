#ifndef CLI_EXPORTING_H
#define CLI_EXPORTING_H

// What `code` and `export` share: the options of formats, lines through a
// writer, and what is said of the events that were left out.

#include "export/writer.h"
#include <stdio.h>

typedef struct {
  export_options o;
  const char *left_out; // --left-out
} exporting;

#define EXPORTING_LONG_OPTIONS                                                 \
  {"format", required_argument, NULL, 'F'},                                    \
      {"include", required_argument, NULL, 'I'},                               \
      {"date", required_argument, NULL, 'D'},                                  \
      {"reciprocal", required_argument, NULL, 'W'},                            \
      {"left-out", required_argument, NULL, 'L'},                              \
      {"by", required_argument, NULL, 'B'},                                    \
      {"zeros", required_argument, NULL, 'Z'}, {                               \
    "count", required_argument, NULL, 'N'                                      \
  }

extern const char exporting_letters[]; // of the options above

// And their help.
#define EXPORTING_HELP                                                         \
  "  --include L     in files of other projects also what is claimed (by an\n" \
  "                  opponent alone), denied, planned, background\n"           \
  "  --date D        by which day they date: event or report\n"                \
  "  --reciprocal R  on (default) or off: a second row from the other side\n"  \
  "  --left-out F    how many events were left out, and why; with --out P\n"   \
  "                  beside it, in P.left-out.json\n"                          \
  "  --by B          dyad-day: parties by state (default) or by code\n"        \
  "  --zeros Z       dyad-day: on (default), rows for days without events\n"   \
  "  --count C       events (default), or happenings: what several reports "   \
  "tell,\n"                                                                    \
  "                  once (of a store)\n"

// Reads one of them; false after printing what is wrong with it. --format's
// name is kept as it is given.
bool exporting_option(exporting *x, const char *command, int letter,
                      const char *arg);

// A format that is a file of its own takes --out for it, and leaves *out NULL,
// since nothing else is written. False after printing that it has none, or that
// a terminal cannot show the format.
bool exporting_to_file(exporting *x, const char *command, const char **out);

// Turns the lines in `io`, which end in LF each, into what the writer makes of
// them.
dgm_status exporting_lines(writer *w, buf *io, dgm_error *err);

// Says on stderr what was left out, and writes the side-car: to --left-out, or
// beside `out` (NULL: standard output, no side-car). False after printing that
// it cannot be written.
bool exporting_report(const exporting *x, const export_counts *c,
                      const char *out);

#endif
