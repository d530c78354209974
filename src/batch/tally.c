#include "batch/tally.h"
#include <stdlib.h>

void tally_add(tally *t, str name, uint64_t n) {
  name = str_slice(name, 0, TALLY_NAME - 1);
  for (uint32_t i = 0; i < t->n; i++)
    if (str_eq(name, str_of(t->at[i].name))) {
      t->at[i].n += n;
      return;
    }
  if (t->n == TALLY_MOST - 1)
    name = S("other");
  if (t->n == TALLY_MOST) {
    t->at[TALLY_MOST - 1].n += n;
    return;
  }
  tally_entry *e = &t->at[t->n++];
  *e = (tally_entry){.n = n};
  if (name.len)
    memcpy(e->name, name.p, name.len);
}

void tally_move(tally *to, tally *from) {
  for (uint32_t i = 0; i < from->n; i++)
    tally_add(to, str_of(from->at[i].name), from->at[i].n);
  from->n = 0;
}

static int by_size(const void *a, const void *b) {
  const tally_entry *x = a, *y = b;
  if (x->n != y->n)
    return x->n < y->n ? 1 : -1;
  return strcmp(x->name, y->name);
}

void tally_sort(tally *t) {
  qsort(t->at, t->n, sizeof t->at[0], by_size);
}
