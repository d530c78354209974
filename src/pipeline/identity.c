#include "pipeline/identity.h"
#include "base/hash.h"
#include "base/map.h"

static void add(hasher *h, dgm_str s) {
  hasher_add(h, (str){s.p, s.len});
}

// The words of a sentence without the white space between them, so that a
// cleaner which wraps lines otherwise gives the same anchor.
static void add_words(hasher *h, const article *a, const sentence *s) {
  for (uint32_t t = s->first; t < s->end; t++)
    hasher_add(h, token_text(a, t));
}

// For each sentence how many equal ones stand before it.
static uint32_t *occurrences(const article *a) {
  uint32_t *before = arena_new(a->m, uint32_t, a->sentences.n);
  map seen = {0};
  VEC(uint32_t) counts = {0};
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    hasher h;
    hasher_init(&h);
    add_words(&h, a, &a->sentences.at[s]);
    char *key = arena_raw(a->m, 32);
    hasher_hex(&h, key);
    uint32_t at = map_put(&seen, a->m, (str){key, 32}, counts.n);
    if (at == NO_VALUE) {
      at = counts.n;
      *vec_push(a->m, &counts) = 0;
    }
    before[s] = counts.at[at]++;
  }
  return before;
}

static void give_anchor(dgm_event *out, const article *a, const event *e,
                        const uint32_t *before) {
  hasher h;
  hasher_init(&h);
  hasher_add(&h, a->meta.id);
  const sentence *s = &a->sentences.at[e->sentence];
  add_words(&h, a, s);
  hasher_add_u64(&h, before[e->sentence]);
  hasher_add_u64(&h, e->trigger - s->first);
  hasher_hex(&h, out->anchor);
}

static void add_actors(hasher *h, const dgm_actor *who, uint32_t n) {
  hasher_add_u64(h, n);
  for (uint32_t i = 0; i < n; i++) {
    add(h, who[i].code);
    add(h, who[i].name);
  }
}

static void hash_content(hasher *h, const article *a, const dgm_event *e) {
  hasher_init(h);
  hasher_add(h, a->meta.id);
  hasher_add(h, (str){e->anchor, 32});
  add(h, e->type);
  hasher_add_u64(h, e->n_modes);
  for (uint32_t i = 0; i < e->n_modes; i++)
    add(h, e->modes[i]);
  add_actors(h, e->actor, e->n_actor);
  add_actors(h, e->recipient, e->n_recipient);
  add(h, e->date.start);
  add(h, e->date.end);
  hasher_add_u64(h, e->n_places);
  for (uint32_t i = 0; i < e->n_places; i++)
    add(h, e->places[i].name);
  add(h, e->factuality);
}

void identity_give(dgm_event *out, const article *a) {
  const uint32_t *before = occurrences(a);
  map seen = {0};
  for (uint32_t i = 0; i < a->events.n; i++) {
    give_anchor(&out[i], a, &a->events.at[i], before);
    for (uint64_t counter = 0;; counter++) {
      hasher h;
      hash_content(&h, a, &out[i]);
      hasher_add_u64(&h, counter);
      hasher_hex(&h, out[i].id);
      if (map_put(&seen, a->m, (str){out[i].id, 32}, i) == NO_VALUE)
        break;
    }
  }
}
