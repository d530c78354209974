// Completion: what the last word of a command line may become.

#include "cli/cmd_codebook.h"
#include "cli/help.h"
#include "export/writer.h"
#include "ingest/detect.h"
#include "store/count.h"
#include "store/query.h"

// Values of options, as the messages about wrong ones name them. A command's
// own row stands before the one for all.
static const struct {
  const char *command, *option, *more, *values;
} choices[] = {
    {"clean", "--format", NULL, "text, json"},
    {"query", "--format", NULL, "jsonl, table, csv"},
    {"code", "--format", "table", writer_formats},
    {NULL, "--format", NULL, writer_formats},
    {NULL, "--from", NULL, detect_names},
    {NULL, "--unit", NULL, "article, sentence"},
    {NULL, "--clean", NULL, "auto, on, off"},
    {NULL, "--include", NULL, "claimed, denied, planned, background"},
    {NULL, "--date", NULL, "event, report"},
    {NULL, "--reciprocal", NULL, "on, off"},
    {NULL, "--by", NULL, "state, code"},
    {NULL, "--zeros", NULL, "on, off"},
    {NULL, "--count", NULL, "events, happenings"},
    {NULL, "--sort", NULL,
     "-date, date, -score, score, -sources, sources, arrival"},
    {NULL, "--factuality", NULL, "actual, planned, hypothetical, negated"},
};

typedef struct {
  const command_row *c;
  str head, begun; // what stays of the last word, and what is completed
} completing;

static void offer(buf *out, const completing *p, str word) {
  if (!word.len || !str_starts(word, p->begun))
    return;
  buf_add(out, p->head);
  buf_add(out, word);
  buf_byte(out, '\n');
}

static void offer_list(buf *out, const completing *p, const char *list) {
  for (str left = str_of(list), word; (word = help_word(&left)).len;) {
    if (word.p[word.len - 1] == ',')
      word.len--;
    if (!str_eq(word, S("or")))
      offer(out, p, word);
  }
}

// True where the option takes one of these words.
static bool offer_values(buf *out, const completing *p, str option) {
  if (str_eq(option, S("--group"))) {
    for (read_group g = 0; g < N_GROUP; g++)
      offer(out, p, str_of(read_group_name(g)));
    return true;
  }
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    const char *of = choices[i].command;
    if (!str_eq(option, str_of(choices[i].option)) ||
        (of && !str_eq(str_of(of), str_of(p->c->name))))
      continue;
    offer(out, p, str_of(choices[i].more));
    offer_list(out, p, choices[i].values);
    return true;
  }
  return false;
}

// Does the option take a word? In the help one follows its name.
static bool takes_word(const command_row *c, str option) {
  help_reader r = help_open(c);
  for (help_line l; help_next(&r, &l);) {
    str left = l.kind == HELP_OPTION ? l.head : l.text;
    bool named = l.kind == HELP_OPTION || l.kind == HELP_USE;
    for (str word; named && (word = help_word(&left)).len;)
      if (str_eq(word, option))
        return left.len && left.p[0] != '[';
  }
  return str_starts(option, S("--")) || str_eq(option, S("-j"));
}

static void offer_options(buf *out, const completing *p) {
  buf options = {0};
  help_options(&options, p->c);
  const str *name = (const str *)(const void *)options.p;
  for (size_t i = 0; i < options.len / sizeof *name; i++)
    offer(out, p, name[i]);
  offer(out, p, S("--help"));
  buf_free(&options);
}

static bool is_plain(str word) {
  bool plain = word.len > 0;
  for (uint32_t i = 0; i < word.len; i++)
    plain &= word.p[i] == '|' || (word.p[i] >= 'a' && word.p[i] <= 'z');
  return plain;
}

// Words of the command's use in small letters: "accept|correct|reject". Two
// lines of use may begin alike.
static void offer_parts(buf *out, const completing *p) {
  help_reader r = help_open(p->c);
  str before = {"", 0};
  for (help_line l; help_next(&r, &l) && l.kind == HELP_USE;) {
    help_word(&l.text), help_word(&l.text);
    for (str word; (word = help_word(&l.text)).len;)
      while (is_plain(word)) {
        str part = str_cut(&word, '|');
        if (!str_eq(part, before))
          offer(out, p, part);
        before = part;
      }
  }
}

static void offer_rules(buf *out, const completing *p) {
  codebook *cb;
  if (book_open(&cb, NULL))
    return;
  for (uint32_t i = 0; i < cb->rules.all.n; i++)
    offer(out, p, cb->rules.all.at[i].name);
  codebook_free(cb);
}

// A word that is no option and no option's value.
static void offer_rest(buf *out, const completing *p, const char *before,
                       int n) {
  str name = str_of(p->c->name);
  if (str_eq(name, S("help")) && n == 3)
    for (uint32_t i = 0; i < n_commands; i++)
      offer(out, p, str_of(commands[i].name));
  else if (str_eq(name, S("query"))) {
    uint32_t n_keys;
    const query_key_about *keys = query_keys(&n_keys);
    for (uint32_t i = 0; i < n_keys; i++) {
      char key[64];
      snprintf(key, sizeof key, "%s:", keys[i].name);
      offer(out, p, str_of(key));
    }
  } else if (str_eq(name, S("codebook")) && n > 3) {
    if (str_eq(str_of(before), S("test")))
      offer_rules(out, p);
  } else
    offer_parts(out, p);
}

static void complete_command(buf *out, completing *p) {
  for (uint32_t i = 0; i < n_commands; i++)
    offer(out, p, str_of(commands[i].name));
  offer(out, p, S("--help"));
  offer(out, p, S("--version"));
}

// bash hands "--from=csv" over as three words.
static int join_equals(char **words, int n, completing *p, str *option) {
  if (n > 3 && !strcmp(words[n - 1], "=")) {
    p->begun = S("");
    *option = str_of(words[n - 2]);
    return n - 1;
  }
  if (n > 4 && !strcmp(words[n - 2], "=")) {
    *option = str_of(words[n - 3]);
    return n - 2;
  }
  uint32_t at = str_find(p->begun, S("="));
  if (str_starts(p->begun, S("--")) && at != UINT32_MAX) {
    *option = str_slice(p->begun, 0, at);
    p->head = str_slice(p->begun, 0, at + 1);
    p->begun = str_slice(p->begun, at + 1, p->begun.len);
    return n;
  }
  *option = str_of(words[n - 2]);
  return 0;
}

void complete_write(buf *out, char **words, int n) {
  completing p = {NULL, {"", 0}, {"", 0}};
  str option;
  if (n < 2)
    return;
  p.begun = str_of(words[n - 1]);
  if (n == 2) {
    complete_command(out, &p);
    return;
  }
  p.c = command_named(words[1]);
  if (!p.c)
    return;
  bool joined = join_equals(words, n, &p, &option) > 0;
  if (offer_values(out, &p, option) || joined)
    return;
  if (str_starts(option, S("-")) && takes_word(p.c, option))
    return; // a file, a number, free text
  if (str_starts(p.begun, S("-")))
    offer_options(out, &p);
  else
    offer_rest(out, &p, words[n - 2], n);
}
