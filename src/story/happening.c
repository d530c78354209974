// A happening is found by its type and one party; then parties, places and days
// must not contradict each other. Hashes of 64 bits stand for pairs of numbers:
// two pairs meet once in 10^19.

#include "story/happening.h"
#include "story/heap.h"
#include "story/number_map.h"
#include <stdlib.h>

enum {
  TOLERANCE = 1,   // days: datelines and time zones part reports by one
  REPORT_SPAN = 3, // days before its publication that an event with open days
                   // may have happened
  LOOK_BACK = 200, // newest happenings of a type and party that are compared
  FIRST = 1 << 10,
  FEWEST = 5, // happenings of the first bundle; of further ones up to
  MOST = 80,
};

typedef struct {
  uint32_t type;
  uint32_t actors[PARTIES_MOST], recipients[PARTIES_MOST];
  uint32_t spots[SPOTS_MOST], countries[SPOTS_MOST];
  uint8_t n_actors, n_recipients, n_spots, n_countries;
  day beg, last; // NO_DAY: unknown
  uint32_t sources, story;
  uint32_t family; // of the first who told it
  uint64_t outlet;
} happening;

// Happenings under the hash of their type and one actor, with their days, which
// tell most of them apart. They lie in bundles, so that a walk through them
// waits for memory a few times only: a head and room for some, oldest first.
typedef union {
  struct {
    uint32_t happening;
    day beg, last;
  } peer;
  struct {
    uint32_t before; // a full bundle of older ones, NO_VALUE: none
    uint32_t n, cap;
  } head;
} bundle_slot;

struct happenings {
  happening *all;
  bundle_slot *slots;
  number_map newest;  // head of a bundle, by the hash of a type and an actor
  number_map tellers; // the others who told, by happening and outlet or text
  uint32_t n, cap, n_slots, cap_slots;
};

happenings *happenings_new(void) {
  happenings *h = heap_grow(NULL, sizeof *h);
  *h = (happenings){0};
  return h;
}

void happenings_free(happenings *h) {
  if (!h)
    return;
  free(h->all);
  free(h->slots);
  number_map_free(&h->newest);
  number_map_free(&h->tellers);
  free(h);
}

static uint32_t new_bundle(happenings *h, uint64_t key, uint32_t before) {
  uint32_t cap = FEWEST, at = h->n_slots;
  if (before != NO_VALUE)
    cap = h->slots[before].head.cap * 4;
  cap = cap < MOST ? cap : MOST;
  if (at + 1 + cap > h->cap_slots) {
    h->cap_slots = h->cap_slots * 2 + FIRST;
    h->slots = heap_grow(h->slots, h->cap_slots * sizeof *h->slots);
  }
  h->n_slots += 1 + cap;
  h->slots[at].head.before = before;
  h->slots[at].head.n = 0;
  h->slots[at].head.cap = cap;
  number_map_set(&h->newest, key, at);
  return at;
}

static void add_peer(happenings *h, uint64_t key, uint32_t number) {
  uint32_t at = number_map_get(&h->newest, key);
  if (at == NO_VALUE || h->slots[at].head.n == h->slots[at].head.cap)
    at = new_bundle(h, key, at);
  bundle_slot *x = &h->slots[at + 1 + h->slots[at].head.n++];
  x->peer.happening = number;
  x->peer.beg = h->all[number].beg;
  x->peer.last = h->all[number].last;
}

// Constants of splitmix64 (Steele, Lea, Flood).
static uint64_t pair_hash(uint32_t number, uint64_t who) {
  uint64_t h = who + (number + 1) * 0x9E3779B97F4A7C15u;
  h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
  h = (h ^ h >> 27) * 0x94D049BB133111EBu;
  return h ^ h >> 31;
}

// True the first time.
static bool add_teller(happenings *h, uint32_t number, uint64_t who) {
  return number_map_set(&h->tellers, pair_hash(number, who), 1) == NO_VALUE;
}

// One source more when neither the outlet nor the text has told it yet.
// Families are numbers of 32 bits; the top bit keeps outlets apart from them.
// Most happenings are told once, so that the first who did stands with them.
static void count_source(happenings *h, uint32_t number, const teller *who) {
  happening *x = &h->all[number];
  if (!x->sources) {
    x->sources = 1;
    x->family = who->family;
    x->outlet = who->outlet;
    return;
  }
  bool fresh = who->family != x->family && add_teller(h, number, who->family);
  if (who->outlet && (who->outlet == x->outlet ||
                      !add_teller(h, number, who->outlet | (uint64_t)1 << 63)))
    fresh = false;
  x->sources += fresh;
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

static bool same_days(day x_beg, day x_last, day beg, day last) {
  if (x_beg == NO_DAY || beg == NO_DAY)
    return x_beg == beg;
  return beg <= x_last + TOLERANCE && x_beg <= last + TOLERANCE;
}

// Without a place that both name, only reports of one story can mean the same:
// in a war type, parties and day agree every day.
static bool same(const happening *x, const deed *d, const teller *who) {
  return x->type == d->type &&
         (x->story == who->story ||
          meet(x->spots, x->n_spots, d->spots, d->n_spots)) &&
         agree(x->actors, x->n_actors, d->actors, d->n_actors) &&
         agree(x->recipients, x->n_recipients, d->recipients,
               d->n_recipients) &&
         agree(x->spots, x->n_spots, d->spots, d->n_spots) &&
         agree(x->countries, x->n_countries, d->countries, d->n_countries);
}

static uint32_t search(const happenings *h, uint64_t key, const deed *d,
                       const teller *who, day beg, day last) {
  uint32_t at = number_map_get(&h->newest, key), seen = 0;
  for (; at != NO_VALUE; at = h->slots[at].head.before) {
    const bundle_slot *b = &h->slots[at];
    for (uint32_t i = b->head.n; i > 0; i--, seen++) {
      uint32_t number = b[i].peer.happening;
      if (seen == LOOK_BACK)
        return NO_VALUE;
      if (same_days(b[i].peer.beg, b[i].peer.last, beg, last) &&
          same(&h->all[number], d, who))
        return number;
    }
  }
  return NO_VALUE;
}

static uint32_t open_one(happenings *h, const deed *d, uint32_t story, day beg,
                         day last) {
  if (h->n == h->cap) {
    h->cap = h->cap ? h->cap * 2 : FIRST;
    h->all = heap_grow(h->all, h->cap * sizeof *h->all);
  }
  happening *x = &h->all[h->n];
  *x = (happening){.type = d->type,
                   .story = story,
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
  uint32_t found = NO_VALUE;
  for (uint32_t i = 0; i < n && found == NO_VALUE; i++)
    found = search(h, pair_hash(d->type, keys[i]), d, who, beg, last);
  if (found == NO_VALUE) {
    found = open_one(h, d, who->story, beg, last);
    for (uint32_t i = 0; i < n; i++)
      add_peer(h, pair_hash(d->type, keys[i]), found);
  }
  count_source(h, found, who);
  return found;
}

uint32_t happenings_sources(const happenings *h, uint32_t number) {
  return h->all[number].sources;
}
