// The program: finds the command and runs it.

#include "cli/command.h"
#include "cli/data.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *what;
  int (*run)(int argc, char **argv);
  const char *help;
} commands[] = {
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
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(FILE *to) {
  fputs("dragoman reads news pages and reports who did, or said they would do,"
        "\nwhat to whom; where; when; according to whom; and how we know.\n\n"
        "  dragoman code page.html                   events, a JSON line each\n"
        "  dragoman code --format table *.txt        events for people\n"
        "  dragoman explain --text \"Norland shelled a Sudland village.\"\n\n",
        to);
  for (uint32_t i = 0; i < N_COMMANDS; i++)
    fprintf(to, "  %-10s%s\n", commands[i].name, commands[i].what);
  fputs("\n`dragoman COMMAND --help` shows a command by example;\n"
        "`dragoman --version` names program, record, codebook and model.\n",
        to);
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

int main(int argc, char **argv) {
  const char *name = argc > 1 ? argv[1] : "";
  if (!strcmp(name, "--version"))
    return print_version();
  if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
    print_help(stdout);
    return EXIT_DONE;
  }
  for (uint32_t i = 0; i < N_COMMANDS; i++) {
    if (strcmp(name, commands[i].name))
      continue;
    if (argc > 2 && (!strcmp(argv[2], "--help") || !strcmp(argv[2], "-h"))) {
      fputs(commands[i].help, stdout);
      return EXIT_DONE;
    }
    return commands[i].run(argc - 1, argv + 1);
  }
  if (*name)
    fprintf(stderr, "dragoman: there is no command '%s'\n\n", name);
  print_help(stderr);
  return EXIT_USAGE;
}
