#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

// The program's commands: one file each, one row each in main.c.

#include "base/error.h"
#include <stdio.h>

// Exit status of the program (design: command line).
enum { EXIT_DONE = 0, EXIT_SKIPPED = 1, EXIT_USAGE = 2, EXIT_INTERNAL = 3 };

// A command: its name, what it does in a line, its help text.
typedef struct {
  const char *name, *what;
  int (*run)(int argc, char **argv);
  const char *help;
} command_row;

extern const command_row commands[];
extern const uint32_t n_commands;
extern const char program_what[], program_examples[];

// The command of this name, or NULL.
const command_row *command_named(const char *name);

// Says that there is no such command, and the nearest; returns EXIT_USAGE.
int no_command(const char *name);

// What `dragoman --help` shows.
void print_help(FILE *to);

int cmd_alert(int argc, char **argv);
int cmd_code(int argc, char **argv);
int cmd_clean(int argc, char **argv);
int cmd_parse(int argc, char **argv);
int cmd_annotate(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_load(int argc, char **argv);
int cmd_recode(int argc, char **argv);
int cmd_erase(int argc, char **argv);
int cmd_review(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_query(int argc, char **argv);
int cmd_relate(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_stories(int argc, char **argv);
int cmd_watch(int argc, char **argv);
int cmd_codebook(int argc, char **argv);

extern const char help_alert[], help_code[], help_clean[], help_parse[],
    help_annotate[], help_explain[], help_export[], help_relate[], help_serve[],
    help_stories[], help_watch[], help_codebook[], help_load[], help_query[],
    help_recode[], help_erase[], help_review[], help_verify[], help_help[];

// Prints "dragoman COMMAND: …" and what to type for help; returns EXIT_USAGE.
int usage_error(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// Prints an error with its place ("path:line:column: text") on stderr.
void print_error(const dgm_error *err);

#endif
