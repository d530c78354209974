#include "clean/evidence.h"
#include "base/hash.h"

enum {
  GRAM = 4,         // words, as the measure of extraction has it
  LEAST_WORDS = 40, // of a body that says something
  LINE_WORDS = 5,   // shorter lines stand anywhere
  SAME = 50,        // percent of a block's grams that the body has
  WHOLE = 70,       // percent of the kept prose that a whole body has
  FOUND = 50,       // percent of the body that the page has
  // A line's sum is within 9,000 but for one page in a hundred; publishers that
  // give a body are right about it more often than the classifier.
  SPEAKS = 6000,
};

typedef struct {
  uint32_t *rows; // hashes of grams; 0: free
  uint32_t size, n;
} gram_set;

typedef struct {
  uint32_t last[GRAM]; // hashes of the last words
  uint32_t n;
} gram_reader;

// The hash of the gram that ends with the word; 0 while there are too few.
static uint32_t next_gram(gram_reader *r, str word) {
  r->last[r->n++ % GRAM] = (uint32_t)hash64(word);
  uint32_t h = 0;
  for (uint32_t i = 0; i < GRAM; i++)
    h = h * 31 + r->last[(r->n + i) % GRAM];
  return r->n < GRAM ? 0 : h | 1;
}

// The row of a gram or the free one where it would stand.
static uint32_t *row_of(const gram_set *s, uint32_t gram) {
  uint32_t i = gram * 2654435769U >> 7 & (s->size - 1);
  while (s->rows[i] && s->rows[i] != gram)
    i = (i + 1) & (s->size - 1);
  return &s->rows[i];
}

static gram_set grams_of(arena *m, str body) {
  gram_set s = {.size = 64};
  gram_reader r = {0};
  str rest = chrome_normal(m, body);
  while (s.size < rest.len) // a word and its space take two bytes or more
    s.size *= 2;
  s.rows = arena_new(m, uint32_t, s.size);
  while (rest.p && rest.len) {
    uint32_t gram = next_gram(&r, str_cut(&rest, ' '));
    uint32_t *row = gram ? row_of(&s, gram) : NULL;
    s.n += row && !*row;
    if (row)
      *row = gram;
  }
  return s;
}

// Is more than half of the block in the body?
static bool is_in(const blocks *b, const gram_set *s, uint32_t i) {
  uint32_t all = 0, found = 0;
  gram_reader r = {0};
  arena_mark here = arena_here(b->m);
  str rest = chrome_normal(b->m, block_text(b, i));
  while (rest.p && rest.len) {
    uint32_t gram = next_gram(&r, str_cut(&rest, ' '));
    all += gram != 0;
    found += gram && *row_of(s, gram) == gram;
  }
  arena_back(b->m, here);
  return all && found * 100 > all * SAME;
}

int32_t *evidence_find(const blocks *b, const line_view *views,
                       const uint8_t *kept, str body) {
  gram_set s = grams_of(b->m, body);
  int32_t *out = arena_new(b->m, int32_t, b->list.n + 1);
  uint32_t prose = 0, shared = 0, found = 0;
  if (s.n < LEAST_WORDS)
    return NULL;
  for (uint32_t i = 0; i < b->list.n; i++) {
    const line_view *v = &views[i];
    if (v->n_words < LINE_WORDS)
      continue;
    bool in = is_in(b, &s, i);
    out[i] = in ? SPEAKS : -SPEAKS;
    found += in ? v->n_words : 0;
    prose += kept[i] && v->prose ? v->n_words : 0;
    shared += kept[i] && v->prose && in ? v->n_words : 0;
  }
  if (found * 100 < s.n * FOUND)
    return NULL;
  bool whole = shared * 100 >= prose * WHOLE;
  for (uint32_t i = 0; i < b->list.n && !whole; i++)
    out[i] = out[i] > 0 ? out[i] : 0;
  return out;
}
