// Reads words/variants.tsv, classes.tsv, derived.tsv, effects.tsv, values.tsv,
// and anchors.tsv, which is a second classes.tsv.
//
// A member "<other>" of a class puts all members of the other class in; it may
// stand before the other class is filled, so such rows wait for grammar_close.

#include "codebook/grammar.h"
#include "base/utf8.h"
#include <stdlib.h>

// ORDER WORD_CLASS
static const char *const class_names[N_WORD_CLASS] = {"light-verb",
                                                      "light-passive",
                                                      "say",
                                                      "say-noun",
                                                      "deny",
                                                      "subject-control",
                                                      "object-control",
                                                      "negator",
                                                      "negative-det",
                                                      "future-aux",
                                                      "future-word",
                                                      "modal",
                                                      "be",
                                                      "have",
                                                      "conditional",
                                                      "to",
                                                      "of",
                                                      "by",
                                                      "that",
                                                      "in",
                                                      "from",
                                                      "between",
                                                      "with",
                                                      "reciprocal",
                                                      "partitive",
                                                      "stance",
                                                      "noun-object",
                                                      "preposition",
                                                      "particle",
                                                      "article",
                                                      "generic-person",
                                                      "past-adverb",
                                                      "retelling",
                                                      "complement-mark",
                                                      "noun-control",
                                                      "object-complement",
                                                      "subject-noun",
                                                      "state-verb",
                                                      "occur-verb",
                                                      "after",
                                                      "authored",
                                                      "phrase-noun",
                                                      "act-preposition",
                                                      "shared-noun",
                                                      "pointing",
                                                      "bare-particle",
                                                      "authoring"};

// ORDER WORD_EFFECT
static const char *const effect_names[N_WORD_EFFECT] = {
    "none",    "actual",  "planned", "hypothetical",
    "negated", "claimed", "denied"};

// ORDER WORD_USE
static const char *const use_names[N_WORD_USE] = {"verb", "noun",   "adj",
                                                  "aux",  "marker", "adverb"};

static uint32_t find_name(const char *const *names, uint32_t n, str name) {
  for (uint32_t i = 0; i < n; i++)
    if (str_eq(str_of(names[i]), name))
      return i;
  return NO_VALUE;
}

static uint32_t add_word(lexicon *x, str cell) {
  return lexicon_add(x, utf8_fold(x->m, cell));
}

static void read_variants(lexicon *x, table *t) {
  while (table_next(t)) {
    str form = utf8_fold(x->m, t->cells[0]);
    if (!t->cells[0].len || !t->cells[1].len)
      table_error(t, 0, "a row is: form, lemma");
    else if (!lexicon_alias(x, form, add_word(x, t->cells[1])))
      table_error(t, 0, "the form is a lemma or a variant of another already");
  }
}

static void read_classes(lexicon *x, table *t) {
  while (table_next(t)) {
    str member = t->cells[1];
    if (!t->cells[0].len || !member.len) {
      table_error(t, !t->cells[0].len ? 0 : 1, "a row is: class, member");
      continue;
    }
    uint32_t class_id = lexicon_add_class(x, t->cells[0]);
    if (member.p[0] != '<') {
      lexicon_put(x, add_word(x, member), class_id);
    } else if (str_ends(member, S(">"))) {
      uint32_t below =
          lexicon_add_class(x, str_slice(member, 1, member.len - 1));
      lexicon_nest(x, class_id, below);
    } else {
      table_error(t, 1, "a class as member is written <name>");
    }
  }
}

static void read_derived(lexicon *x, table *t) {
  while (table_next(t)) {
    if (!t->cells[0].len || !t->cells[1].len)
      table_error(t, 0, "a row is: noun, verb");
    else
      lexicon_derive(x, add_word(x, t->cells[0]), add_word(x, t->cells[1]));
  }
}

static void read_effects(grammar_words *g, lexicon *x, table *t) {
  while (table_next(t)) {
    uint32_t use = find_name(use_names, N_WORD_USE, t->cells[1]);
    uint32_t effect = find_name(effect_names, N_WORD_EFFECT, t->cells[2]);
    if (use == NO_VALUE)
      table_error(t, 1, "the use is verb, noun, adj, aux, marker or adverb");
    else if (effect == NO_VALUE)
      table_error(t, 2,
                  "the effect is actual, planned, hypothetical, negated, "
                  "claimed or denied");
    else
      *vec_push(x->m, &g->effects) = (effect_row){
          add_word(x, t->cells[0]), (word_use)use, (word_effect)effect};
  }
}

static void read_values(grammar_words *g, lexicon *x, table *t) {
  while (table_next(t)) {
    int64_t value;
    if (!str_to_i64(t->cells[2], &value) || value != (int32_t)value)
      table_error(t, 2, "the value is a whole number");
    else
      *vec_push(x->m, &g->values) =
          (value_row){lexicon_add_class(x, t->cells[0]),
                      add_word(x, t->cells[1]), (int32_t)value};
  }
}

static void read_topics(grammar_words *g, lexicon *x, table *t) {
  while (table_next(t)) {
    int64_t weight;
    if (!str_to_i64(t->cells[1], &weight) || weight != (int16_t)weight)
      table_error(t, 1, "the weight is a whole number of hundredths");
    else
      *vec_push(x->m, &g->topics) =
          (topic_row){add_word(x, t->cells[0]), (int16_t)weight};
  }
}

// ORDER WORD_TABLE: variants first, so that all other tables mean the lemma.
enum { N_WORD_TABLE = 7 };
static const char *const table_names[] = {
    "/words/variants.tsv", "/words/classes.tsv", "/words/derived.tsv",
    "/words/effects.tsv",  "/words/values.tsv",  "/words/anchors.tsv",
    "/words/topic.tsv"};
static const char *const table_columns[] = {
    "form lemma",       "class member", "noun verb",  "word use effect",
    "class word value", "class member", "word weight"};

static uint32_t find_table(str name) {
  for (uint32_t i = 0; i < N_WORD_TABLE; i++)
    if (str_ends(name, str_of(table_names[i])))
      return i;
  return NO_VALUE;
}

bool grammar_reads(str name) {
  return find_table(name) != NO_VALUE;
}

static void read_table(grammar_words *g, lexicon *x, table *t, uint32_t which) {
  switch (which) {
  case 0:
    read_variants(x, t);
    break;
  case 1:
    read_classes(x, t);
    break;
  case 2:
    read_derived(x, t);
    break;
  case 3:
    read_effects(g, x, t);
    break;
  case 4:
    read_values(g, x, t);
    break;
  case 5:
    read_classes(x, t); // anchors
    break;
  default:
    read_topics(g, x, t);
  }
}

void grammar_read(grammar_words *g, lexicon *x, const source_file *files,
                  uint32_t n, reporter *errors) {
  table t;
  for (uint32_t which = 0; which < N_WORD_TABLE; which++)
    for (uint32_t i = 0; i < n; i++)
      if (find_table(files[i].name) == which &&
          table_open(&t, &files[i], table_columns[which], errors))
        read_table(g, x, &t, which);
}

static int effect_order(const void *a, const void *b) {
  const effect_row *x = a, *y = b;
  if (x->word != y->word)
    return x->word < y->word ? -1 : 1;
  return (int)x->use - (int)y->use;
}

static int value_order(const void *a, const void *b) {
  const value_row *x = a, *y = b;
  if (x->word != y->word)
    return x->word < y->word ? -1 : 1;
  return (x->class_id > y->class_id) - (x->class_id < y->class_id);
}

static int topic_order(const void *a, const void *b) {
  const topic_row *x = a, *y = b;
  return (x->word > y->word) - (x->word < y->word);
}

void grammar_close(grammar_words *g, lexicon *x) {
  if (g->effects.n)
    qsort(g->effects.at, g->effects.n, sizeof *g->effects.at, effect_order);
  if (g->values.n)
    qsort(g->values.at, g->values.n, sizeof *g->values.at, value_order);
  if (g->topics.n)
    qsort(g->topics.at, g->topics.n, sizeof *g->topics.at, topic_order);
  for (uint32_t i = 0; i < N_WORD_CLASS; i++)
    g->classes[i] = lexicon_class(x, str_of(class_names[i]));
}

const topic_row *grammar_topic(const grammar_words *g, uint32_t lex) {
  topic_row key = {.word = lex};
  return g->topics.n
             ? bsearch(&key, g->topics.at, g->topics.n, sizeof key, topic_order)
             : NULL;
}

word_effect grammar_effect(const grammar_words *g, uint32_t lex, word_use use) {
  effect_row key = {lex, use, EFFECT_NONE};
  const effect_row *row =
      g->effects.n
          ? bsearch(&key, g->effects.at, g->effects.n, sizeof key, effect_order)
          : NULL;
  return row ? row->effect : EFFECT_NONE;
}

bool grammar_value(const grammar_words *g, uint32_t class_id, uint32_t lex,
                   int32_t *out) {
  value_row key = {class_id, lex, 0};
  const value_row *row = g->values.n ? bsearch(&key, g->values.at, g->values.n,
                                               sizeof key, value_order)
                                     : NULL;
  if (row)
    *out = row->value;
  return row != NULL;
}

str word_effect_name(word_effect e) {
  return str_of(effect_names[e]);
}

word_effect word_effect_find(str name) {
  uint32_t at = find_name(effect_names, N_WORD_EFFECT, name);
  return at == NO_VALUE ? EFFECT_NONE : (word_effect)at;
}
