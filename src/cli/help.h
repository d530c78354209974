#ifndef CLI_HELP_H
#define CLI_HELP_H

// The help texts of the commands, read line by line: manual pages and the
// completion of shells are made from them, so that there is one source.

#include "base/buf.h"
#include "cli/command.h"

// What a line of a help text is, by how it begins.
typedef enum {
  HELP_USE,    // "dragoman code [OPTION…] [PATH…|-]", at the head
  HELP_TEXT,   // a line of prose
  HELP_SHOWN,  // indented: an example, kept as it is
  HELP_OPTION, // "  --format F      jsonl (default), …"
  HELP_MORE,   // the next line of an option's text
  HELP_BLANK
} help_kind;

typedef struct {
  str left;
  help_kind before;
} help_reader;

typedef struct {
  help_kind kind;
  str head; // of an option: its names and what it takes
  str text; // of an option: what it does; else the line, without its indent
} help_line;

help_reader help_open(const command_row *c);

// The next line; false behind the last. Slices of the help text.
bool help_next(help_reader *r, help_line *out);

// The words of a text, between spaces; an empty one behind the last.
str help_word(str *left);

// The names of options in a command's help, in its order, each once: those that
// have a line of their own, that its use names, or that are listed as "of" or
// "for `dragoman code`:". Pointers into the help text, in a list that the
// caller's buf holds as bytes of str.
void help_options(buf *out, const command_row *c);

// Writes a manual page of section 1: of a command, or NULL: of the program.
void manual_write(buf *out, const command_row *c);

// Writes, a line each, what may stand at the place of the last of the words of
// a command line (words[0] is the program): candidates that begin like it.
// Nothing where a file's name or free text is expected.
void complete_write(buf *out, char **words, int n);

int cmd_help(int argc, char **argv);

#endif
