// The program: finds the command and runs it.

#include "cli/command.h"
#include "cli/data.h"
#include "cli/help.h"
#include "cli/slip.h"
#include "codebook/cursor.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const command_row commands[] = {
    {"code", "events of pages and texts", cmd_code, help_code},
    {"explain", "why there is an event, or why not", cmd_explain, help_explain},
    {"clean", "the article of a page, without its chrome", cmd_clean,
     help_clean},
    {"parse", "words, tags and trees as CoNLL-U", cmd_parse, help_parse},
    {"annotate", "mentions, dates, places, quotes and quantities", cmd_annotate,
     help_annotate},
    {"relate", "what two marked parties do: one of 16 types", cmd_relate,
     help_relate},
    {"serve", "a store over HTTP: dashboard, API, live events", cmd_serve,
     help_serve},
    {"alert", "saved queries that call a webhook or a command", cmd_alert,
     help_alert},
    {"stories", "who copied whom, and which reports tell one story",
     cmd_stories, help_stories},
    {"export", "event records as CSV, Parquet, GDELT, ICEWS and more",
     cmd_export, help_export},
    {"load", "pages into a store", cmd_load, help_load},
    {"query", "events of a store, or how many", cmd_query, help_query},
    {"review", "judgements of events, kept beside them", cmd_review,
     help_review},
    {"verify", "do pages match what a store was made from", cmd_verify,
     help_verify},
    {"recode", "what is stored, coded again", cmd_recode, help_recode},
    {"erase", "documents out of a store", cmd_erase, help_erase},
    {"watch", "events of what is new in feeds", cmd_watch, help_watch},
    {"codebook", "check and test the rules and tables", cmd_codebook,
     help_codebook},
    {"help", "help texts, manual pages, completion", cmd_help, help_help},
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };
const uint32_t n_commands = N_COMMANDS;

const char program_what[] =
    "dragoman reads news pages and reports who did, or said they would do,\n"
    "what to whom; where; when; according to whom; and how we know.\n";
const char program_examples[] =
    "  dragoman code page.html                   events, a JSON line each\n"
    "  dragoman code --format table *.txt        events for people\n"
    "  dragoman explain --text \"Norland shelled a Sudland village.\"\n";

void print_help(FILE *to) {
  fprintf(to, "%s\n%s\n", program_what, program_examples);
  for (uint32_t i = 0; i < n_commands; i++)
    fprintf(to, "  %-10s%s\n", commands[i].name, commands[i].what);
  fputs("\n`dragoman COMMAND --help` shows a command by example;\n"
        "`dragoman --version` names program, record, codebook and model.\n",
        to);
}

const command_row *command_named(const char *name) {
  for (uint32_t i = 0; i < n_commands; i++)
    if (!strcmp(name, commands[i].name))
      return &commands[i];
  return NULL;
}

int usage_error(const char *command, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fprintf(stderr, "dragoman %s: ", command);
  vfprintf(stderr, format, args);
  fprintf(stderr, "\nTry `dragoman %s --help`.\n", command);
  va_end(args);
  return EXIT_USAGE;
}

void print_error(const dgm_error *err) {
  fputs("dragoman: ", stderr);
  if (err->path[0])
    fprintf(stderr, "%s:", err->path);
  if (err->line)
    fprintf(stderr, "%u:", err->line);
  if (err->column)
    fprintf(stderr, "%u:", err->column);
  fprintf(stderr, "%s%s\n", err->path[0] ? " " : "", err->text);
}

int no_command(const char *name) {
  str names[N_COMMANDS];
  for (uint32_t i = 0; i < n_commands; i++)
    names[i] = str_of(commands[i].name);
  str near = nearest_name(str_of(name), names, N_COMMANDS);
  if (!*name)
    print_help(stderr);
  else if (near.len)
    fprintf(stderr, "dragoman: there is no command '%s'; did you mean '%s'?\n",
            name, near.p);
  else
    fprintf(stderr, "dragoman: there is no command '%s'\n\n", name);
  if (*name && !near.len)
    print_help(stderr);
  return EXIT_USAGE;
}

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  if (!strcmp(name, "--version"))
    return print_version();
  if (!strcmp(name, "--help") || !strcmp(name, "-h")) {
    print_help(stdout);
    return EXIT_DONE;
  }
  const command_row *c = command_named(name);
  if (!c)
    return no_command(name);
  if (argc > 2 && (!strcmp(argv[2], "--help") || !strcmp(argv[2], "-h"))) {
    fputs(c->help, stdout);
    return EXIT_DONE;
  }
  slip_words(argv + 1);
  return c->run(argc - 1, argv + 1);
}
