#include "codebook/line.h"
#include <stdio.h>

// ORDER FEATURE
static const struct {
  const char *name;
  uint32_t first;
} names[] = {{"words", FEATURE_WORDS},
             {"stop", FEATURE_STOP},
             {"caps", FEATURE_CAPS},
             {"end", FEATURE_END},
             {"begin", FEATURE_BEGIN},
             {"has", FEATURE_HAS},
             {"whole", FEATURE_WHOLE},
             {"part", FEATURE_PART},
             {"run", FEATURE_RUN},
             {"run-words", FEATURE_RUN_WORDS},
             {"near", FEATURE_NEAR},
             {"position", FEATURE_POSITION},
             {"tail", FEATURE_TAIL},
             {"page", FEATURE_PAGE},
             {"linked", FEATURE_LINKED},
             {"inside", FEATURE_INSIDE},
             {"close", FEATURE_CLOSE},
             {"score", FEATURE_SCORE},
             {"top-words", FEATURE_TOP_WORDS},
             {"linked-top", FEATURE_LINKED_TOP},
             {"caption", FEATURE_CAPTION},
             {"alike", FEATURE_ALIKE},
             {"network", FEATURE_NETWORK},
             {"profile", FEATURE_PROFILE},
             {"around", FEATURE_AROUND},
             {"all-link", FEATURE_ALL_LINK},
             {"", N_FEATURE}};

enum { N_NAMES = sizeof names / sizeof names[0] - 1 };

uint32_t feature_name(char *out, uint32_t id) {
  uint32_t i = 0;
  while (names[i + 1].first <= id)
    i++;
  return (uint32_t)snprintf(out, 32, "%s %u", names[i].name,
                            id - names[i].first);
}

// Number of a feature by its name and bucket, or N_FEATURE.
static uint32_t feature_of(str name, int64_t bucket) {
  for (uint32_t i = 0; i < N_NAMES; i++)
    if (str_eq(str_of(names[i].name), name) && bucket >= 0 &&
        bucket < names[i + 1].first - names[i].first)
      return names[i].first + (uint32_t)bucket;
  return N_FEATURE;
}

static void put(line_weights *w, const table *t, const int64_t value[2]) {
  str name = t->cells[0];
  int64_t bucket = 0, at = 0;
  bool whole = str_eq(name, S("bias")) || str_eq(name, S("change"));
  for (int s = 0; s < N_LINE_SOURCE && whole; s++)
    *(name.p[0] == 'b' ? &w->bias[s] : &w->change[s]) = (int32_t)value[s];
  if (whole)
    return;
  bool numbers =
      str_to_i64(t->cells[1], &bucket) && str_to_i64(t->cells[2], &at);
  uint32_t id = feature_of(name, bucket);
  if (!numbers || id == N_FEATURE || at < -LINE_REACH || at > LINE_REACH) {
    table_error(t, 0, "there is no such feature of lines");
    return;
  }
  for (int s = 0; s < N_LINE_SOURCE; s++)
    w->weight[s][at + LINE_REACH][id] = (int32_t)value[s];
}

void line_read(line_weights *w, const source_file *file, reporter *errors) {
  table t;
  if (!table_open(&t, file, "feature bucket at text html", errors))
    return;
  while (table_next(&t)) {
    int64_t value[N_LINE_SOURCE] = {0, 0};
    // Sums of some 150 weights must stay inside 32 bits.
    const int64_t most = 1000000;
    bool ok = true;
    for (uint32_t s = 0; s < N_LINE_SOURCE; s++)
      ok &= str_to_i64(t.cells[3 + s], &value[s]) && value[s] <= most &&
            value[s] >= -most;
    if (ok)
      put(w, &t, value);
    else
      table_error(&t, 3, "a weight is a whole number within a million");
  }
}
