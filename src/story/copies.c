// A document's grams are looked up one by one; each leads to the documents that
// hold it, and a candidate's share is counted in the denser sample that both
// have. Chrome is noticed while counting: a gram that one outlet prints in many
// texts which are no copies of each other weighs nothing from then on, for the
// new document and for those that hold it already.

#include "story/copies.h"
#include "base/buf.h"
#include "story/gram_table.h"
#include <stdlib.h>

enum {
  // The bounds were chosen on the synthetic set (eval/copies), where strangers
  // share at most a quotation: see docs/stories.md.
  SHARED_LEAST = 3,      // grams: fewer are a phrase
  SHARE_LEAST = 150,     // thousandths of the smaller text
  SHARE_AT_HOME = 500,   // the same within one outlet, whose pages share chrome
  CHROME_FAMILIES = 4,   // of one outlet, that may hold the same words
  CHROME_DOCUMENTS = 24, // of one outlet, even when each is a copy of another
  PHRASE_FAMILIES = 16,  // of all outlets: "spoke on condition of anonymity"
};

typedef struct {
  uint64_t outlet;
  uint32_t family;
  day published;
  uint16_t size[GRAM_SAMPLES]; // grams that count, by sample
  uint8_t sample;              // densest that the document has
} entry;

struct copies {
  gram_table *table;
  buf entries;
  uint32_t n;
};

typedef struct {
  uint32_t document;
  uint32_t shared; // grams of the whole texts, as the sample lets expect
  uint32_t containment;
} candidate;

typedef struct {
  copies *c;
  arena *m;
  const copies_document *d;
  entry own;
  VEC(uint64_t) hits; // document << 2 | sample of the gram
  VEC(candidate) found;
} query;

copies *copies_new(void) {
  copies *c = calloc(1, sizeof *c);
  if (c)
    c->table = gram_table_new();
  return c;
}

void copies_free(copies *c) {
  if (!c)
    return;
  gram_table_free(c->table);
  buf_free(&c->entries);
  free(c);
}

static entry *entry_at(const copies *c, uint32_t document) {
  return (entry *)(void *)c->entries.p + document;
}

static void count_sizes(entry *e, const gram_list *grams) {
  e->sample = GRAM_SAMPLES - 1;
  for (uint32_t i = 0; i < grams->n; i++) {
    uint32_t sample = gram_sample(grams->at[i]);
    if (sample < e->sample)
      e->sample = (uint8_t)sample;
    for (uint32_t s = 0; s <= sample; s++)
      e->size[s]++;
  }
}

static void shrink(entry *e, uint64_t gram) {
  for (uint32_t s = 0; s <= gram_sample(gram); s++)
    if (e->size[s])
      e->size[s]--;
}

// Different families among the postings, of one outlet or (0) of all.
static uint32_t count_families(const copies *c, const uint32_t *documents,
                               uint32_t n, uint64_t outlet, uint32_t *all) {
  uint32_t seen[POSTINGS_MOST], families = 0;
  *all = 0;
  for (uint32_t i = 0; i < n; i++) {
    const entry *e = entry_at(c, documents[i]);
    if (outlet && e->outlet != outlet)
      continue;
    ++*all;
    uint32_t k = 0;
    while (k < families && seen[k] != e->family)
      k++;
    if (k == families)
      seen[families++] = e->family;
  }
  return families;
}

static bool is_chrome(const query *q, const uint32_t *documents, uint32_t n) {
  uint32_t all;
  if (n > CHROME_FAMILIES && q->d->outlet &&
      (count_families(q->c, documents, n, q->d->outlet, &all) >
           CHROME_FAMILIES ||
       all > CHROME_DOCUMENTS))
    return true;
  return n > PHRASE_FAMILIES &&
         count_families(q->c, documents, n, 0, &all) > PHRASE_FAMILIES;
}

// Looks every gram up; what weighs nothing is taken out of all sizes.
static void collect(query *q) {
  uint32_t documents[POSTINGS_MOST];
  for (uint32_t i = 0; i < q->d->grams.n; i++) {
    uint64_t gram = q->d->grams.at[i];
    uint32_t n = gram_table_get(q->c->table, gram, documents);
    // Two grams of one text may agree in the bits that the table keeps.
    bool twice = n && documents[n - 1] == q->c->n;
    if (twice || (n == 1 && documents[0] == POSTING_COMMON)) {
      shrink(&q->own, gram);
    } else if (is_chrome(q, documents, n)) {
      gram_table_forget(q->c->table, gram);
      shrink(&q->own, gram);
      for (uint32_t k = 0; k < n; k++)
        shrink(entry_at(q->c, documents[k]), gram);
    } else {
      for (uint32_t k = 0; k < n; k++)
        *vec_push(q->m, &q->hits) =
            (uint64_t)documents[k] << 2 | gram_sample(gram);
      if (n < POSTINGS_MOST)
        gram_table_add(q->c->table, gram, q->c->n);
    }
  }
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static bool enough(const query *q, const entry *old, uint32_t shared,
                   uint32_t containment) {
  bool home = q->d->outlet && q->d->outlet == old->outlet;
  return shared >= SHARED_LEAST &&
         containment >= (home ? SHARE_AT_HOME : SHARE_LEAST);
}

static void judge(query *q, uint32_t document, const uint32_t *counts) {
  const entry *old = entry_at(q->c, document);
  uint32_t s = old->sample > q->own.sample ? old->sample : q->own.sample;
  uint32_t shared = 0;
  for (uint32_t k = s; k < GRAM_SAMPLES; k++)
    shared += counts[k];
  uint32_t smaller =
      old->size[s] < q->own.size[s] ? old->size[s] : q->own.size[s];
  if (!smaller)
    return;
  uint32_t containment = shared * 1000 / smaller;
  if (containment > 1000) // 40 bits of a gram can agree by chance
    containment = 1000;
  if (enough(q, old, shared, containment))
    *vec_push(q->m, &q->found) =
        (candidate){document, shared << 2 * s, containment};
}

static void weigh(query *q) {
  if (q->hits.n > 1)
    qsort(q->hits.at, q->hits.n, sizeof *q->hits.at, by_value);
  for (uint32_t i = 0; i < q->hits.n;) {
    uint32_t counts[GRAM_SAMPLES + 1] = {0};
    uint32_t document = (uint32_t)(q->hits.at[i] >> 2);
    for (; i < q->hits.n && q->hits.at[i] >> 2 == document; i++)
      counts[q->hits.at[i] & 3]++;
    judge(q, document, counts);
  }
}

// Was a published before b, as far as both days are known?
static bool earlier(const entry *a, const entry *b) {
  return a->published != NO_DAY && b->published != NO_DAY &&
         a->published < b->published;
}

// The origin: among those that share at least half as much as the one that
// shares most, the one published first; of one day the first in the input.
static const candidate *choose(const query *q) {
  const candidate *best = NULL, *origin = NULL;
  for (uint32_t i = 0; i < q->found.n; i++)
    if (!best || q->found.at[i].shared > best->shared)
      best = &q->found.at[i];
  for (uint32_t i = 0; i < q->found.n; i++) {
    const candidate *c = &q->found.at[i];
    if (c->shared * 2 >= best->shared &&
        (!origin || earlier(entry_at(q->c, c->document),
                            entry_at(q->c, origin->document))))
      origin = c;
  }
  return origin;
}

copies_answer copies_add(copies *c, arena *m, const copies_document *d) {
  query q = {.c = c, .m = m, .d = d};
  q.own = (entry){.outlet = d->outlet, .published = d->published};
  count_sizes(&q.own, &d->grams);
  collect(&q);
  weigh(&q);
  copies_answer out = {c->n, NO_DOCUMENT, c->n, 0};
  const candidate *origin = choose(&q);
  if (origin) {
    out.copy_of = origin->document;
    out.containment = origin->containment;
    out.family = entry_at(c, origin->document)->family;
  }
  q.own.family = out.family;
  memcpy(buf_room(&c->entries, sizeof q.own), &q.own, sizeof q.own);
  c->entries.len += sizeof q.own;
  c->n++;
  return out;
}

size_t copies_bytes(const copies *c) {
  return gram_table_bytes(c->table) + c->entries.cap;
}
