// The keys: their names, what they mean, and how their values are read.

#include "store/query_part.h"

// ORDER QUERY_KEY
static const query_key_about keys[N_QUERY_KEY] = {
    [KEY_ACTOR] = {"actor",
                   "who did it: a country, organisation, sector or CAMEO code, "
                   "country/sector, or a name",
                   "actor:SRB"},
    [KEY_RECIPIENT] = {"recipient", "to whom it was done", "recipient:NATO"},
    [KEY_PARTY] = {"party", "either of them", "party:SRB/GOV"},
    [KEY_TYPE] = {"type", "PLOVER's type of event", "type:AGREE,CONSULT"},
    [KEY_MODE] = {"mode", "the mode of the type", "mode:visit"},
    [KEY_CONTEXT] = {"context", "field of life", "context:military"},
    [KEY_CAMEO] = {"cameo", "CAMEO code, or how it begins", "cameo:17"},
    [KEY_QUAD] = {"quad",
                  "1 verbal cooperation, 2 material cooperation, 3 verbal "
                  "conflict, 4 material conflict",
                  "quad:4"},
    [KEY_FACTUALITY] = {"factuality",
                        "actual, planned, hypothetical or negated",
                        "factuality:actual"},
    [KEY_BACKGROUND] = {"background", "told as past to the report's own story",
                        "-background"},
    [KEY_COUNTRY] = {"country", "country of the place where it happened",
                     "country:KOS"},
    [KEY_PLACE] = {"place",
                   "the place where it happened: a name or its number "
                   "at GeoNames",
                   "place:Belgrade"},
    [KEY_SAID_BY] = {"said-by", "whose words it is read from", "said-by:RUS"},
    [KEY_KIND] = {"kind", "claimed, denied, or own (the outlet says it itself)",
                  "kind:claimed"},
    [KEY_RULE] = {"rule", "the rule that read it, or how its name begins",
                  "rule:COOPERATE/joint-exercise"},
    [KEY_OUTLET] = {"outlet", "who published it", "outlet:\"Norland Times\""},
    [KEY_DOC] = {"doc", "id of the document", "doc:a17"},
    [KEY_STORY] = {"story", "id of the story (hex)", "story:5d0c41aa…"},
    [KEY_HAPPENING] = {"happening", "id of the happening (hex)",
                       "happening:81aa02bc…"},
    [KEY_ID] = {"id", "id or anchor of an event (hex)", "id:5d0c41aa…"},
    [KEY_AFTER] = {"after", "on this day or later; a year or month too",
                   "after:2023-11"},
    [KEY_BEFORE] = {"before", "before this day, month or year", "before:2024"},
    [KEY_ON] = {"on", "on this day, in this month or year", "on:2023-11-21"},
    [KEY_DATE_PRECISION] = {"date-precision",
                            "day, week, month, quarter, year, range or open",
                            "date-precision:day"},
    [KEY_SCORE] = {"score", "Goldstein's scale, -10 to 10", "score:<-5"},
    [KEY_SOURCES] = {"sources", "independent outlets that tell of it",
                     "sources:>2"},
    [KEY_CONFIDENCE] = {"confidence", "0 to 1", "confidence:>0.8"},
    [KEY_REVIEW] = {"review", "accept, correct, reject, any or none",
                    "review:none"},
    [KEY_KNOWN] = {"known", "as it was known at the end of this day",
                   "known:2024-05-01"},
    [KEY_RUN] = {"run", "the run that coded it, or how its hash begins",
                 "run:9f31c2d04e7a"},
    [KEY_SUPERSEDED] = {"superseded",
                        "of a text or run that was replaced; left out "
                        "otherwise",
                        "superseded"},
    [KEY_ALL] = {"all", "with what is superseded, and what copies repeat",
                 "all"},
};

const query_key_about *query_keys(uint32_t *n) {
  *n = N_QUERY_KEY;
  return keys;
}

query_key query_key_named(str name) {
  for (uint32_t i = 0; i < N_QUERY_KEY; i++)
    if (str_eq(name, str_of(keys[i].name)))
      return (query_key)i;
  return KEY_WORDS;
}

// Levenshtein's distance between short words; 9 for long ones.
static uint32_t distance(str a, str b) {
  enum { MOST = 24 };
  uint32_t row[MOST + 1];
  if (a.len > MOST || b.len > MOST)
    return 9;
  for (uint32_t k = 0; k <= b.len; k++)
    row[k] = k;
  for (uint32_t i = 1; i <= a.len; i++) {
    uint32_t corner = row[0];
    row[0] = i;
    for (uint32_t k = 1; k <= b.len; k++) {
      uint32_t swap = corner + (a.p[i - 1] != b.p[k - 1]);
      uint32_t step = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
      corner = row[k];
      row[k] = swap < step ? swap : step;
    }
  }
  return row[b.len];
}

const char *query_near(str word, const char *const *names, uint32_t n) {
  const char *best = NULL;
  uint32_t least = word.len < 4 ? 2 : 3; // "acter" and "actor" differ by 1
  for (uint32_t i = 0; i < n; i++) {
    uint32_t d = distance(word, str_of(names[i]));
    if (d < least) {
      least = d;
      best = names[i];
    }
  }
  return best;
}

const char *query_near_key(str word) {
  const char *names[N_QUERY_KEY];
  for (uint32_t i = 0; i < N_QUERY_KEY; i++)
    names[i] = keys[i].name;
  return query_near(word, names, N_QUERY_KEY);
}
