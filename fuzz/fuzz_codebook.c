// Hostile codebook files: rules, word tables, the scheme and names, read beside
// a small sound scheme. The first byte says as which file the rest is read.

#include "codebook/codebook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 3 };

static const char events[] = "type\tquad\trecipient\tscore\tmodes\n"
                             "ASSAULT\t4\tone-sided\t-9.3\tbeat aerial\n"
                             "REJECT\t3\toptional\t-4.2\tassist\n";
static const char classes[] = "class\tmember\nattack\tattack\nattack\tshell\n";

static const char *const names_of_files[] = {
    "en/rules/ASSAULT.rules", "en/rules/ASSAULT.rules", "en/words/effects.tsv",
    "en/words/derived.tsv",   "world/cameo.tsv",        "world/contexts.tsv",
    "world/countries.tsv",    "en/countries.tsv",       "en/roles.tsv",
    "world/organisations.tsv"};
enum { N_NAMES = sizeof names_of_files / sizeof names_of_files[0] };

static void load(codebook *cb, const source_file files[FILES]) {
  reporter errors = {0};
  grammar_read(&cb->grammar, &cb->words, files, FILES, &errors);
  lexicon_close(&cb->words);
  names_load(&cb->names, &cb->m, files, FILES, &errors);
  for (uint32_t rank = 0; rank < RULE_FILE_RANKS; rank++)
    for (uint32_t i = 0; i < FILES; i++)
      if (rules_rank(files[i].name) == rank)
        rules_read(&cb->rules, &cb->words, &files[i], 0, &errors);
  lexicon_close(&cb->words);
  grammar_close(&cb->grammar, &cb->words);
  rules_close(&cb->rules, &cb->words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1 || size > 1 << 20)
    return 0;
  codebook cb = {0};
  arena_init(&cb.m, (size_t)1 << 28);
  cb.words.m = &cb.m;
  rules_init(&cb.rules, &cb.m);
  const char *name = names_of_files[data[0] % N_NAMES];
  source_file files[FILES] = {
      {"events", S("world/events.tsv"), S(events)},
      {"classes", S("en/words/classes.tsv"), S(classes)},
      {name, str_of(name), {(const char *)data + 1, (uint32_t)size - 1}}};
  load(&cb, files);
  arena_close(&cb.m);
  return 0;
}
