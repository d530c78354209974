#ifndef CLI_SLIP_H
#define CLI_SLIP_H

// What a slip of the pen was meant to be, for messages about wrong words.

#include "base/str.h"

// The arguments that getopt_long reads from now on; borrowed.
void slip_words(char **argv);

// Says what getopt_long returned '?' for, with the nearest option of the
// command; returns EXIT_USAGE. Only after slip_words.
int option_error(const char *command);

// Says "there is no WHAT 'wrong'", and which word of the list ("on, off or
// auto") it was meant to be, or else the list; returns EXIT_USAGE.
int word_error(const char *command, const char *what, const char *wrong,
               const char *list);

#endif
