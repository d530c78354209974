// Sorting by bytes from the last to the first; bytes in which all keys agree
// are passed over, so that days take two rounds and hashes eight.

#include "store/posting_sort.h"
#include "store/posting.h"
#include "story/heap.h"
#include <stdlib.h>

enum { VALUES = 256, KEY_BITS = 64 };

static void by_byte(const posting *from, posting *to, uint32_t n,
                    uint32_t shift) {
  uint32_t at[VALUES] = {0}, sum = 0;
  for (uint32_t i = 0; i < n; i++)
    at[from[i].key >> shift & (VALUES - 1)]++;
  for (uint32_t v = 0; v < VALUES; v++) {
    uint32_t many = at[v];
    at[v] = sum;
    sum += many;
  }
  for (uint32_t i = 0; i < n; i++)
    to[at[from[i].key >> shift & (VALUES - 1)]++] = from[i];
}

void posting_sort(posting_list *l, posting_list *spare) {
  uint64_t differ = 0;
  for (uint32_t i = 1; i < l->n; i++)
    differ |= l->at[i].key ^ l->at[0].key;
  if (spare->cap < l->n) {
    spare->cap = l->n;
    spare->at = heap_grow(spare->at, spare->cap * sizeof *spare->at);
  }
  for (uint32_t shift = 0; shift < KEY_BITS; shift += 8) {
    if (!(differ >> shift & (VALUES - 1)))
      continue;
    by_byte(l->at, spare->at, l->n, shift);
    posting_list swap = *l;
    l->at = spare->at;
    l->cap = spare->cap;
    spare->at = swap.at;
    spare->cap = swap.cap;
  }
}

static int by_number(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

void row_list_sort(row_list *l) {
  uint32_t n = 0;
  bool sorted = true;
  for (uint32_t i = 1; i < l->n && sorted; i++)
    sorted = l->at[i - 1] < l->at[i];
  if (sorted)
    return;
  qsort(l->at, l->n, sizeof *l->at, by_number);
  for (uint32_t i = 0; i < l->n; i++)
    if (!n || l->at[n - 1] != l->at[i])
      l->at[n++] = l->at[i];
  l->n = n;
}
