#include "cli/slip.h"
#include "cli/help.h"
#include "codebook/cursor.h"
#include <getopt.h>

static char **words;

void slip_words(char **argv) {
  words = argv;
  opterr = 0; // what is wrong is said here
}

// The first option that begins with the word was an abbreviation of several.
static bool tell_several(const char *name, str word, const str *options,
                         size_t n) {
  str found[2];
  uint32_t n_found = 0;
  for (size_t i = 0; i < n && n_found < 2; i++)
    if (str_starts(options[i], word))
      found[n_found++] = options[i];
  if (n_found == 2)
    usage_error(name, "'%.*s' may be %.*s or %.*s", (int)word.len, word.p,
                (int)found[0].len, found[0].p, (int)found[1].len, found[1].p);
  return n_found == 2;
}

static void tell_unknown(const char *name, str word) {
  const command_row *c = command_named(name);
  buf list = {0};
  if (c)
    help_options(&list, c);
  const str *options = (const str *)(const void *)list.p;
  size_t n = list.len / sizeof *options;
  str near = nearest_name(word, options, (uint32_t)n);
  if (near.len)
    usage_error(name, "there is no option '%.*s'; did you mean '%.*s'?",
                (int)word.len, word.p, (int)near.len, near.p);
  else if (!tell_several(name, word, options, n))
    usage_error(name, "there is no option '%.*s'", (int)word.len, word.p);
  buf_free(&list);
}

int option_error(const char *command) {
  str word = str_of(words[optind - 1]);
  bool is_long = str_starts(word, S("--"));
  if (!is_long) {
    char letter[3] = {'-', (char)optopt, 0};
    if (strchr("jo", optopt))
      return usage_error(command, "%s needs a value", letter);
    return usage_error(command, "there is no option '%s'", letter);
  }
  uint32_t at = str_find(word, S("="));
  if (optopt)
    return usage_error(command, "%.*s %s", (int)(at < word.len ? at : word.len),
                       word.p,
                       at < word.len ? "takes no value" : "needs a value");
  tell_unknown(command, at < word.len ? str_slice(word, 0, at) : word);
  return EXIT_USAGE;
}

// The word of a list ("on, off or auto") that `wrong` was meant to be, or an
// empty str.
static str nearest_of(const char *wrong, const char *list) {
  enum { WORDS = 32 }; // more than any list has
  str all[WORDS];
  uint32_t n = 0;
  for (str left = str_of(list), word; (word = help_word(&left)).len;) {
    if (word.p[word.len - 1] == ',')
      word.len--;
    if (n < WORDS && !str_eq(word, S("or")))
      all[n++] = word;
  }
  return nearest_name(str_of(wrong), all, n);
}

int word_error(const char *command, const char *what, const char *wrong,
               const char *list) {
  str near = nearest_of(wrong, list);
  if (near.len)
    return usage_error(command, "there is no %s '%s'; did you mean '%.*s'?",
                       what, wrong, (int)near.len, near.p);
  return usage_error(command, "there is no %s '%s'; there are %s", what, wrong,
                     list);
}
