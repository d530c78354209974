// A happening is found by its type and one party; then parties, places and days
// must not contradict each other. Tellers are kept as pairs in one hash set.

#include "story/happening.h"
#include <stdio.h>
#include <stdlib.h>

#define NONE UINT32_MAX

enum {
  TOLERANCE = 1,   // days: datelines and time zones part reports by one
  REPORT_SPAN = 3, // days before its publication that an event with open days
                   // may have happened
  LOOK_BACK = 200, // newest happenings of a type and party that are compared
  FIRST = 1 << 10,
};

typedef struct {
  uint32_t type;
  uint32_t actors[PARTIES_MOST], recipients[PARTIES_MOST];
  uint32_t spots[SPOTS_MOST], countries[SPOTS_MOST];
  uint8_t n_actors, n_recipients, n_spots, n_countries;
  day beg, last; // NO_DAY: unknown
  uint32_t sources;
} happening;

// A happening under the hash of its type and one actor; newest first.
typedef struct {
  uint32_t happening, before;
} link;

typedef struct {
  uint32_t key, newest; // free while newest is NONE
} head;

struct happenings {
  happening *all;
  link *links;
  head *heads;
  uint64_t *tellers; // set of hashes, 0 free
  uint32_t n, cap, n_links, cap_links, n_heads, mask;
  uint32_t n_tellers, teller_mask;
};

static void *grown(void *p, size_t bytes) {
  void *out = realloc(p, bytes);
  if (out)
    return out;
  fputs("dragoman: out of memory\n", stderr);
  exit(3);
}

static head *empty_heads(uint32_t n) {
  head *heads = grown(NULL, n * sizeof *heads);
  for (uint32_t i = 0; i < n; i++)
    heads[i] = (head){0, NONE};
  return heads;
}

static uint64_t *empty_tellers(uint32_t n) {
  uint64_t *set = grown(NULL, n * sizeof *set);
  memset(set, 0, n * sizeof *set);
  return set;
}

happenings *happenings_new(void) {
  happenings *h = grown(NULL, sizeof *h);
  *h = (happenings){.heads = empty_heads(FIRST),
                    .mask = FIRST - 1,
                    .tellers = empty_tellers(FIRST),
                    .teller_mask = FIRST - 1};
  return h;
}

void happenings_free(happenings *h) {
  if (!h)
    return;
  free(h->all);
  free(h->links);
  free(h->heads);
  free(h->tellers);
  free(h);
}

static head *find_head(const happenings *h, uint32_t key) {
  uint32_t at = key & h->mask;
  while (h->heads[at].newest != NONE && h->heads[at].key != key)
    at = (at + 1) & h->mask;
  return &h->heads[at];
}

static void grow_heads(happenings *h) {
  head *old = h->heads;
  uint32_t n = h->mask + 1;
  h->heads = empty_heads(n * 2);
  h->mask = n * 2 - 1;
  for (uint32_t i = 0; i < n; i++)
    if (old[i].newest != NONE)
      *find_head(h, old[i].key) = old[i];
  free(old);
}

static void add_link(happenings *h, uint32_t key, uint32_t number) {
  if (h->n_heads > h->mask / 4 * 3)
    grow_heads(h);
  if (h->n_links == h->cap_links) {
    h->cap_links = h->cap_links ? h->cap_links * 2 : FIRST;
    h->links = grown(h->links, h->cap_links * sizeof *h->links);
  }
  head *at = find_head(h, key);
  h->n_heads += at->newest == NONE;
  h->links[h->n_links] = (link){number, at->newest};
  *at = (head){key, h->n_links++};
}

// True when the set did not have it. Hashes of 64 bits: two pairs meet once in
// 10^19.
static bool add_teller(happenings *h, uint64_t hash) {
  if (h->n_tellers > h->teller_mask / 4 * 3) {
    uint64_t *old = h->tellers;
    uint32_t n = h->teller_mask + 1;
    h->tellers = empty_tellers(n * 2);
    h->teller_mask = n * 2 - 1;
    h->n_tellers = 0;
    for (uint32_t i = 0; i < n; i++)
      if (old[i])
        add_teller(h, old[i]);
    free(old);
  }
  hash |= !hash;
  uint32_t at = (uint32_t)(hash >> 32) & h->teller_mask;
  while (h->tellers[at] && h->tellers[at] != hash)
    at = (at + 1) & h->teller_mask;
  if (h->tellers[at])
    return false;
  h->tellers[at] = hash;
  h->n_tellers++;
  return true;
}

// Constants of splitmix64 (Steele, Lea, Flood).
static uint64_t teller_hash(uint32_t number, uint64_t who) {
  uint64_t h = who + (number + 1) * 0x9E3779B97F4A7C15u;
  h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
  h = (h ^ h >> 27) * 0x94D049BB133111EBu;
  return h ^ h >> 31;
}

// One source more when neither the outlet nor the text has told it yet.
static void count_source(happenings *h, uint32_t number, const teller *who) {
  bool fresh = add_teller(h, teller_hash(number, who->family));
  if (who->outlet &&
      !add_teller(h, teller_hash(number, who->outlet | 1u << 31)))
    fresh = false;
  h->all[number].sources += fresh;
}

static bool meet(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t k) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < k; j++)
      if (a[i] == b[j])
        return true;
  return false;
}

// Where one says nothing it cannot contradict the other.
static bool agree(const uint32_t *a, uint32_t n, const uint32_t *b,
                  uint32_t k) {
  return !n || !k || meet(a, n, b, k);
}

static void days_of(const deed *d, const teller *who, day *beg, day *last) {
  *beg = d->beg;
  *last = d->last;
  if (*beg == NO_DAY && *last == NO_DAY && who->published != NO_DAY) {
    *beg = who->published - REPORT_SPAN;
    *last = who->published;
  } else if (*beg == NO_DAY) {
    *beg = *last;
  } else if (*last == NO_DAY) {
    *last = *beg;
  }
}

static bool same_days(const happening *x, day beg, day last) {
  if (x->beg == NO_DAY || beg == NO_DAY)
    return x->beg == beg;
  return beg <= x->last + TOLERANCE && x->beg <= last + TOLERANCE;
}

static bool same(const happening *x, const deed *d, day beg, day last) {
  return x->type == d->type &&
         agree(x->actors, x->n_actors, d->actors, d->n_actors) &&
         agree(x->recipients, x->n_recipients, d->recipients,
               d->n_recipients) &&
         agree(x->spots, x->n_spots, d->spots, d->n_spots) &&
         agree(x->countries, x->n_countries, d->countries, d->n_countries) &&
         same_days(x, beg, last);
}

static uint32_t search(const happenings *h, uint32_t key, const deed *d,
                       day beg, day last) {
  uint32_t at = find_head(h, key)->newest;
  for (uint32_t i = 0; i < LOOK_BACK && at != NONE; i++) {
    uint32_t number = h->links[at].happening;
    if (same(&h->all[number], d, beg, last))
      return number;
    at = h->links[at].before;
  }
  return NONE;
}

static uint32_t key_of(const deed *d, uint32_t party) {
  return (uint32_t)(teller_hash(d->type, party) >> 32);
}

static uint32_t open_one(happenings *h, const deed *d, day beg, day last) {
  if (h->n == h->cap) {
    h->cap = h->cap ? h->cap * 2 : FIRST;
    h->all = grown(h->all, h->cap * sizeof *h->all);
  }
  happening *x = &h->all[h->n];
  *x = (happening){.type = d->type,
                   .n_actors = d->n_actors,
                   .n_recipients = d->n_recipients,
                   .n_spots = d->n_spots,
                   .n_countries = d->n_countries,
                   .beg = beg,
                   .last = last};
  memcpy(x->actors, d->actors, sizeof x->actors);
  memcpy(x->recipients, d->recipients, sizeof x->recipients);
  memcpy(x->spots, d->spots, sizeof x->spots);
  memcpy(x->countries, d->countries, sizeof x->countries);
  return h->n++;
}

uint32_t happenings_add(happenings *h, const deed *d, const teller *who) {
  day beg, last;
  days_of(d, who, &beg, &last);
  // An event that nobody is named to have done is found by whom it befell.
  const uint32_t *keys = d->n_actors ? d->actors : d->recipients;
  uint32_t n = d->n_actors ? d->n_actors : d->n_recipients;
  uint32_t found = NONE;
  for (uint32_t i = 0; i < n && found == NONE; i++)
    found = search(h, key_of(d, keys[i]), d, beg, last);
  if (found == NONE) {
    found = open_one(h, d, beg, last);
    for (uint32_t i = 0; i < n; i++)
      add_link(h, key_of(d, keys[i]), found);
  }
  count_source(h, found, who);
  return found;
}

uint32_t happenings_sources(const happenings *h, uint32_t number) {
  return h->all[number].sources;
}
