// Walks over the record that several stages need.

#include "article/article.h"
#include "base/map.h"

void article_init(article *a, arena *m) {
  *a = (article){.m = m};
  a->meta.published_day = NO_DAY;
  a->dateline_day = NO_DAY;
}

const str *article_words(article *a) {
  if (a->word_of)
    return a->words.at;
  map seen = {0};
  a->word_of = arena_raw(a->m, (a->tokens.n + 1) * sizeof *a->word_of);
  for (uint32_t t = 0; t < a->tokens.n; t++) {
    str form = token_text(a, t);
    uint32_t word = map_put(&seen, a->m, form, a->words.n);
    if (word == NO_VALUE) {
      word = a->words.n;
      *vec_push(a->m, &a->words) = form;
    }
    a->word_of[t] = word;
  }
  return a->words.at;
}

void token_set_lemma(article *a, uint32_t t, str lemma) {
  uint32_t beg = a->lemmas.n;
  while (a->lemmas.cap - beg < lemma.len)
    a->lemmas.at = vec_grow(a->m, a->lemmas.at, &a->lemmas.cap, beg, 1);
  memcpy(a->lemmas.at + beg, lemma.p, lemma.len);
  a->lemmas.n += lemma.len;
  a->tokens.at[t].lemma = (span){beg, a->lemmas.n};
}

// Backwards, so that each list comes out in text order.
void sentence_link(article *a, uint32_t s) {
  const sentence *in = &a->sentences.at[s];
  for (uint32_t t = in->first; t < in->end; t++)
    a->tokens.at[t].child = a->tokens.at[t].next = NO_TOKEN;
  for (uint32_t t = in->end; t-- > in->first;) {
    uint32_t head = a->tokens.at[t].head;
    if (head == NO_TOKEN)
      continue;
    a->tokens.at[t].next = a->tokens.at[head].child;
    a->tokens.at[head].child = t;
  }
}

uint32_t sentence_of(const article *a, uint32_t t) {
  uint32_t lo = 0, hi = a->sentences.n;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (a->sentences.at[mid].end <= t)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo < a->sentences.n ? lo : NO_SENTENCE;
}

bool token_under(const article *a, uint32_t t, uint32_t head) {
  uint32_t steps = a->tokens.n; // a damaged tree may hold a cycle
  while (t != NO_TOKEN && t != head && steps--)
    t = a->tokens.at[t].head;
  return t == head && head != NO_TOKEN;
}

// A depth-first walk without a stack: down to child, else next, else up.
void token_yield(const article *a, uint32_t top, uint32_t *first,
                 uint32_t *last) {
  *first = *last = top;
  uint32_t t = top, steps = 2 * a->tokens.n;
  while (steps--) {
    const token *now = &a->tokens.at[t];
    if (t < *first)
      *first = t;
    if (t > *last)
      *last = t;
    if (now->child != NO_TOKEN) {
      t = now->child;
      continue;
    }
    while (t != top && a->tokens.at[t].next == NO_TOKEN && steps--)
      t = a->tokens.at[t].head;
    if (t == top)
      return;
    t = a->tokens.at[t].next;
  }
}

uint32_t token_child(const article *a, uint32_t t, deprel rel) {
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].deprel == rel)
      return c;
  return NO_TOKEN;
}
