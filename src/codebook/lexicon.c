#include "codebook/lexicon.h"
#include <stdlib.h>

uint32_t lexicon_add(lexicon *x, str word) {
  uint32_t at = map_get(&x->by_text, word);
  if (at != NO_VALUE)
    return at;
  str text = arena_copy(x->m, word);
  at = x->words.n;
  *vec_push(x->m, &x->words) = (lexicon_word){.text = text, .verb = NO_VALUE};
  map_put(&x->by_text, x->m, text, at);
  return at;
}

bool lexicon_alias(lexicon *x, str form, uint32_t word) {
  return map_put(&x->by_text, x->m, arena_copy(x->m, form), word) == NO_VALUE;
}

uint32_t lexicon_add_class(lexicon *x, str name) {
  uint32_t at = map_get(&x->class_by_name, name);
  if (at != NO_VALUE)
    return at;
  str text = arena_copy(x->m, name);
  at = x->class_names.n;
  *vec_push(x->m, &x->class_names) = text;
  map_put(&x->class_by_name, x->m, text, at);
  return at;
}

void lexicon_put(lexicon *x, uint32_t word, uint32_t class_id) {
  *vec_push(x->m, &x->pairs) = (uint64_t)word << 32 | class_id;
}

void lexicon_nest(lexicon *x, uint32_t class_id, uint32_t below) {
  *vec_push(x->m, &x->nested) = (uint64_t)class_id << 32 | below;
}

void lexicon_derive(lexicon *x, uint32_t noun, uint32_t verb) {
  x->words.at[noun].verb = verb;
}

static int pair_order(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static void sort_pairs(lexicon *x) {
  uint32_t n = 0;
  if (x->pairs.n)
    qsort(x->pairs.at, x->pairs.n, sizeof *x->pairs.at, pair_order);
  for (uint32_t i = 0; i < x->pairs.n; i++)
    if (!i || x->pairs.at[i] != x->pairs.at[i - 1])
      x->pairs.at[n++] = x->pairs.at[i];
  x->pairs.n = n;
}

// Gives every class the members of the classes nested in it. Each round
// carries them one level up, so there are at most as many rounds as nestings
// (also when two classes hold each other).
static void spread_nested(lexicon *x) {
  for (uint32_t round = 0; round < x->nested.n; round++) {
    uint32_t before = x->pairs.n;
    for (uint32_t k = 0; k < x->nested.n; k++) {
      uint32_t above = (uint32_t)(x->nested.at[k] >> 32);
      for (uint32_t i = 0; i < before; i++)
        if ((uint32_t)x->pairs.at[i] == (uint32_t)x->nested.at[k])
          lexicon_put(x, (uint32_t)(x->pairs.at[i] >> 32), above);
    }
    sort_pairs(x);
    if (x->pairs.n == before)
      return;
  }
}

static void list_classes(lexicon *x) {
  x->of_word.n = 0;
  for (uint32_t w = 0; w < x->words.n; w++)
    x->words.at[w].n_classes = 0;
  for (uint32_t i = 0; i < x->pairs.n; i++) {
    lexicon_word *w = &x->words.at[x->pairs.at[i] >> 32];
    if (!w->n_classes++)
      w->first_class = x->of_word.n;
    *vec_push(x->m, &x->of_word) = (uint32_t)x->pairs.at[i];
  }
}

// A counting sort by class keeps the words of a class in their order.
static void list_members(lexicon *x) {
  uint32_t *first = arena_new(x->m, uint32_t, x->class_names.n + 2);
  for (uint32_t i = 0; i < x->pairs.n; i++)
    first[(uint32_t)x->pairs.at[i] + 2]++;
  for (uint32_t c = 2; c < x->class_names.n + 2; c++)
    first[c] += first[c - 1];
  x->members.n = 0;
  for (uint32_t i = 0; i < x->pairs.n; i++)
    vec_push(x->m, &x->members);
  for (uint32_t i = 0; i < x->pairs.n; i++) {
    uint32_t slot = first[(uint32_t)x->pairs.at[i] + 1]++;
    x->members.at[slot] = (uint32_t)(x->pairs.at[i] >> 32);
  }
  x->first_member = first;
}

void lexicon_close(lexicon *x) {
  sort_pairs(x);
  spread_nested(x);
  list_classes(x);
  list_members(x);
}

uint32_t lexicon_find(const lexicon *x, str word) {
  return map_get(&x->by_text, word);
}

uint32_t lexicon_class(const lexicon *x, str name) {
  uint32_t at = map_get(&x->class_by_name, name);
  return at == NO_VALUE ? NO_CLASS : at;
}

bool lexicon_in(const lexicon *x, uint32_t word, uint32_t class_id) {
  if (word >= x->words.n)
    return false;
  const lexicon_word *w = &x->words.at[word];
  for (uint32_t i = 0; i < w->n_classes; i++)
    if (x->of_word.at[w->first_class + i] == class_id)
      return true;
  return false;
}

const uint32_t *lexicon_members(const lexicon *x, uint32_t class_id,
                                uint32_t *n) {
  *n = 0;
  if (class_id >= x->class_names.n || !x->first_member)
    return NULL;
  uint32_t first = x->first_member[class_id];
  *n = x->first_member[class_id + 1] - first;
  return x->members.at + first;
}

str lexicon_text(const lexicon *x, uint32_t word) {
  return word < x->words.n ? x->words.at[word].text : (str){NULL, 0};
}

uint32_t lexicon_verb(const lexicon *x, uint32_t word) {
  return word < x->words.n ? x->words.at[word].verb : NO_VALUE;
}
