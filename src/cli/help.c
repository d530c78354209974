// dragoman help: help texts, manual pages of them, and completion for shells.

#include "cli/help.h"
#include <stdio.h>

const char help_help[] =
    "dragoman help [COMMAND]\n"
    "dragoman help --man [COMMAND]\n"
    "dragoman help --complete WORD…\n"
    "Shows the help of a command; as a manual page, or for a shell what may\n"
    "come next.\n\n"
    "  dragoman help code\n"
    "  dragoman help --man code | man -l -          as `man dragoman-code`\n"
    "  dragoman help --complete dragoman code --fr  prints --from\n\n"
    "  --man           writes the page in the language of man\n"
    "  --complete      the words of a command line follow, the program's name\n"
    "                  first; writes what the last of them may become, a line\n"
    "                  each\n\n"
    "Files for bash, zsh and fish, which ask so, are installed with the\n"
    "program. Exit status: 0 done, 2 usage.\n";

help_reader help_open(const command_row *c) {
  return (help_reader){str_of(c->help), HELP_USE};
}

static help_kind kind_of(str line, help_kind before) {
  bool option = before == HELP_OPTION || before == HELP_MORE;
  if (!line.len)
    return HELP_BLANK;
  if (before == HELP_USE && str_starts(line, S("dragoman ")))
    return HELP_USE;
  if (str_starts(line, S("  -")))
    return HELP_OPTION;
  if (str_starts(line, S("  ")))
    return option ? HELP_MORE : HELP_SHOWN;
  return HELP_TEXT;
}

// An option's text begins behind two spaces or more.
static void split_option(help_line *l) {
  uint32_t gap = str_find(l->text, S("  "));
  l->head = str_slice(l->text, 0, gap < l->text.len ? gap : l->text.len);
  l->text = str_trim(str_slice(l->text, l->head.len, l->text.len));
}

bool help_next(help_reader *r, help_line *out) {
  if (!r->left.len)
    return false;
  str line = str_cut(&r->left, '\n');
  out->kind = r->before = kind_of(line, r->before);
  out->head = (str){"", 0};
  bool indented = str_starts(line, S("  "));
  out->text = indented ? str_slice(line, 2, line.len) : line;
  if (out->kind == HELP_OPTION)
    split_option(out);
  if (out->kind == HELP_MORE)
    out->text = str_trim(line);
  return true;
}

str help_word(str *left) {
  while (left->len && left->p[0] == ' ')
    *left = str_slice(*left, 1, left->len);
  return left->len ? str_cut(left, ' ') : (str){"", 0};
}

static void add_name(buf *out, str word) {
  uint32_t end = 0;
  if (word.len && word.p[0] == '[')
    word = str_slice(word, 1, word.len);
  while (end < word.len && !strchr(" .,;=[]|", word.p[end]))
    end++;
  word.len = end;
  if (word.len < 2 || word.p[0] != '-')
    return;
  const str *have = (const str *)(const void *)out->p;
  for (size_t i = 0; i < out->len / sizeof word; i++)
    if (str_eq(have[i], word))
      return;
  buf_add(out, (str){(const char *)&word, sizeof word});
}

// Names in a list that may end before the line does; false behind its end.
static bool add_names(buf *out, str text, bool list) {
  for (str word; (word = help_word(&text)).len;) {
    add_name(out, word);
    if (list && str_ends(word, S(".")))
      return false;
  }
  return true;
}

void help_options(buf *out, const command_row *c) {
  static const str of_code = {"`dragoman code`:", 16};
  help_reader r = help_open(c);
  bool list = false;
  for (help_line l; help_next(&r, &l);) {
    uint32_t at = str_find(l.text, of_code);
    if (l.kind == HELP_OPTION)
      add_names(out, l.head, false);
    else if (l.kind == HELP_USE)
      add_names(out, l.text, false);
    else if (l.kind != HELP_TEXT)
      list = false;
    else if (list || at != UINT32_MAX) {
      str names =
          list ? l.text : str_slice(l.text, at + of_code.len, l.text.len);
      list = add_names(out, names, true);
    }
  }
}

static int print(buf *out) {
  if (out->len)
    fwrite(out->p, 1, out->len, stdout);
  buf_free(out);
  return EXIT_DONE;
}

int cmd_help(int argc, char **argv) {
  buf out = {0};
  bool man = argc > 1 && str_eq(str_of(argv[1]), S("--man"));
  if (argc > 1 && str_eq(str_of(argv[1]), S("--complete"))) {
    complete_write(&out, argv + 2, argc - 2);
    return print(&out);
  }
  int at = man ? 2 : 1;
  const command_row *c = argc > at ? command_named(argv[at]) : NULL;
  if (argc > at + 1)
    return usage_error("help", "one command at a time");
  if (argc > at && !c)
    return no_command(argv[at]);
  if (man)
    manual_write(&out, c);
  else if (c)
    buf_add(&out, str_of(c->help));
  else
    print_help(stdout);
  return print(&out);
}
