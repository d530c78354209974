// One pass over the bytes: each word is hashed as it is read, five word hashes
// roll into a gram. Every gram of the densest sample that can still be wanted
// is kept until the number of words is known.

#include "story/gram.h"
#include <stdlib.h>

// FNV-1a's prime and basis, 64 bits (Fowler, Noll, Vo).
static const uint64_t prime = 0x100000001B3u, basis = 0xCBF29CE484222325u;

// Constants of splitmix64 (Steele, Lea, Flood), which spreads every bit.
static uint64_t spread(uint64_t h) {
  h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
  h = (h ^ h >> 27) * 0x94D049BB133111EBu;
  return h ^ h >> 31;
}

// Bytes of a mark past ASCII that parts words at p: U+00A0, U+2000 to U+206F;
// 0 where none stands.
static uint32_t wide_mark(const char *p, uint32_t left) {
  const unsigned char *u = (const unsigned char *)p;
  if (left >= 2 && u[0] == 0xC2 && u[1] == 0xA0)
    return 2;
  if (left >= 3 && u[0] == 0xE2 && (u[1] == 0x80 || u[1] == 0x81))
    return 3;
  return 0;
}

// The byte as words are compared by it, 0 where it parts words.
static unsigned char folded(char c) {
  unsigned char u = (unsigned char)c;
  unsigned char lower = u | 32;
  if (u >= 128 || (u >= '0' && u <= '9'))
    return u;
  return lower >= 'a' && lower <= 'z' ? lower : 0;
}

// The hash of the next word at *at; false at the end of the text.
static bool next_word(str text, uint32_t *at, uint64_t *hash) {
  uint64_t h = basis;
  uint32_t i = *at;
  bool inside = false;
  while (i < text.len) {
    unsigned char c = folded(text.p[i]);
    uint32_t mark = c >= 0xC2 ? wide_mark(text.p + i, text.len - i) : 0;
    if (c && !mark) {
      h = (h ^ c) * prime;
      inside = true;
      i++;
      continue;
    }
    i += mark ? mark : 1;
    if (inside)
      break;
  }
  *at = i;
  *hash = h;
  return inside;
}

static int by_hash(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

// Each gram once, and only those of the sample.
static void settle(gram_list *out, uint32_t sample) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < out->n; i++)
    if (gram_sample(out->at[i]) >= sample)
      out->at[kept++] = out->at[i];
  if (kept > 1)
    qsort(out->at, kept, sizeof *out->at, by_hash);
  out->n = 0;
  for (uint32_t i = 0; i < kept; i++)
    if (i == 0 || out->at[i] != out->at[i - 1])
      out->at[out->n++] = out->at[i];
}

void grams_find(gram_list *out, arena *m, str text) {
  uint64_t last[GRAM_WORDS] = {0}, hash;
  uint32_t at = 0, words = 0, dense = 0;
  *out = (gram_list){0};
  while (out->n < GRAM_MOST && next_word(text, &at, &hash)) {
    last[words++ % GRAM_WORDS] = hash;
    if (words < GRAM_WORDS)
      continue;
    dense = words <= GRAM_ALL_UP_TO ? 0 : words <= GRAM_QUARTER_UP_TO ? 1 : 2;
    uint64_t gram = 0;
    for (uint32_t i = 0; i < GRAM_WORDS; i++)
      gram = (gram + last[(words + i) % GRAM_WORDS]) * prime;
    gram = spread(gram);
    if (gram_sample(gram) >= dense)
      *vec_push(m, out) = gram;
  }
  settle(out, dense);
}
