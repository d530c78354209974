// Likeness of two reports: the cosine of their traits, in whole numbers, times
// what their days and places allow. Trial and choice of the numbers:
// eval/stories and docs/stories.md.

#include "story/story.h"
#include "story/story_window.h"
#include <stdlib.h>

enum {
  ONE = 1000,
  // Reports of the language that the shares of the vocabulary count as, beside
  // those that were read.
  PRIOR_REPORTS = 200,
  RARE = 3 << 8,     // 1/256 bits: a trait that is worth looking others up for
  LOOK_UP = 100,     // newest reports that a trait leads to
  CANDIDATES = 64,   // reports that are compared in full
  JOIN = 165,        // likeness from which a report joins a story
  ELSEWHERE = 850,   // factor where both name places and none is the same
  DAY_UNKNOWN = 900, // factor where a report has no day
};

// ORDER TRAIT_KIND
static const uint32_t kind_weight[N_TRAIT_KIND] = {4, 3, 3, 5};

// How often a trait stands there counts little: 1, 1.5, 1.5, 2, …
static const uint32_t times_weight[WEIGHT_MOST + 1] = {0, 2, 3, 3, 4, 4, 4};

// Factors by days between two reports; later ones are another happening.
static const uint32_t by_days[] = {1000, 1000, 950, 850, 700, 400, 400, 400};

struct story_groups {
  window *seen;
  uint32_t n_stories;
};

typedef struct {
  uint32_t number, likeness;
} scored;

typedef struct {
  uint32_t story, best, second;
} contender;

story_groups *story_groups_new(void) {
  story_groups *g = calloc(1, sizeof *g);
  if (g)
    g->seen = window_new();
  return g;
}

void story_groups_free(story_groups *g) {
  if (g)
    window_free(g->seen);
  free(g);
}

// log2(v) in 1/256 bits, straight between powers of two; v > 0.
static uint32_t log2_256(uint64_t v) {
  uint32_t bits = 0;
  while (v >> (bits + 1))
    bits++;
  uint64_t part = bits >= 8 ? v >> (bits - 8) : v << (8 - bits);
  return (bits << 8) + (uint32_t)(part & 255);
}

static uint32_t root(uint64_t v) {
  uint64_t r = 0;
  for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
    if ((r | bit) * (r | bit) <= v)
      r |= bit;
  return (uint32_t)r;
}

// How rare a trait is, in 1/256 bits: what was read and what the language lets
// expect.
static uint32_t rarity(const window *w, const trait *t) {
  uint64_t with = window_with(w, t->key);
  uint64_t share = ((with << 16) + (uint64_t)PRIOR_REPORTS * t->common) /
                   (window_count(w) + PRIOR_REPORTS);
  return (16u << 8) - log2_256(share ? share : 1);
}

static uint32_t value(const window *w, const trait *t) {
  return rarity(w, t) * kind_weight[t->kind] * times_weight[t->weight];
}

static const trait *find_trait(const report *r, uint32_t key) {
  for (uint32_t i = 0; i < r->n_traits; i++)
    if (r->traits[i].key == key)
      return &r->traits[i];
  return NULL;
}

static uint64_t squares(const window *w, const report *r) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < r->n_traits; i++) {
    uint64_t v = value(w, &r->traits[i]);
    sum += v * v;
  }
  return sum;
}

static bool has_place(const report *r) {
  for (uint32_t i = 0; i < r->n_traits; i++)
    if (r->traits[i].kind == TRAIT_PLACE)
      return true;
  return false;
}

static uint32_t day_factor(const report *a, const report *b) {
  if (a->published == NO_DAY || b->published == NO_DAY)
    return DAY_UNKNOWN;
  uint32_t apart = (uint32_t)labs((long)a->published - b->published);
  return apart < sizeof by_days / sizeof by_days[0] ? by_days[apart] : 0;
}

static uint32_t likeness(const window *w, const report *a, const report *b) {
  uint32_t days = day_factor(a, b);
  uint64_t dot = 0;
  bool same_place = false;
  for (uint32_t i = 0; i < a->n_traits && days; i++) {
    const trait *t = &a->traits[i], *other = find_trait(b, t->key);
    if (!other)
      continue;
    dot += (uint64_t)value(w, t) * value(w, other);
    same_place |= t->kind == TRAIT_PLACE;
  }
  uint64_t size = (uint64_t)root(squares(w, a)) * root(squares(w, b));
  if (!dot || !size)
    return 0;
  uint32_t cosine = (uint32_t)(dot * ONE / size) * days / ONE;
  if (has_place(a) && has_place(b) && !same_place)
    cosine = cosine * ELSEWHERE / ONE;
  return cosine;
}

typedef VEC(scored) scores;

static int by_number(const void *a, const void *b) {
  const scored *x = a, *y = b;
  return x->number < y->number ? -1 : x->number > y->number;
}

// Best first; of equal ones the earlier report.
static int by_likeness(const void *a, const void *b) {
  const scored *x = a, *y = b;
  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  return by_number(a, b);
}

// Reports that share rare traits with r, those that share most first.
static void find_candidates(scores *out, arena *m, const window *w,
                            const report *r) {
  uint32_t found[LOOK_UP], n = 0;
  for (uint32_t i = 0; i < r->n_traits; i++) {
    uint32_t rare = rarity(w, &r->traits[i]);
    if (rare < RARE)
      continue;
    n = window_find(w, r->traits[i].key, found, LOOK_UP);
    for (uint32_t k = 0; k < n; k++)
      *vec_push(m, out) = (scored){found[k], rare};
  }
  if (out->n > 1)
    qsort(out->at, out->n, sizeof *out->at, by_number);
  n = 0;
  for (uint32_t i = 0; i < out->n; i++)
    if (n && out->at[n - 1].number == out->at[i].number)
      out->at[n - 1].likeness += out->at[i].likeness;
    else
      out->at[n++] = out->at[i];
  if (n > 1)
    qsort(out->at, n, sizeof *out->at, by_likeness);
  out->n = n < CANDIDATES ? n : CANDIDATES;
}

// A story is as like as the mean of the two reports of it that are most like.
static uint32_t best_story(const window *w, const scores *s, arena *m) {
  VEC(contender) all = {0};
  uint32_t best = NO_STORY, most = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t story = window_report(w, s->at[i].number)->story, k = 0;
    while (k < all.n && all.at[k].story != story)
      k++;
    if (k < all.n) {
      if (!all.at[k].second)
        all.at[k].second = s->at[i].likeness;
      continue;
    }
    *vec_push(m, &all) = (contender){story, s->at[i].likeness, 0};
  }
  for (uint32_t k = 0; k < all.n; k++) {
    const contender *c = &all.at[k];
    uint32_t like = c->second ? (c->best + c->second) / 2 : c->best;
    if (like >= JOIN && like > most) {
      most = like;
      best = c->story;
    }
  }
  return best;
}

uint32_t story_groups_add(story_groups *g, arena *m, const dossier *d,
                          uint32_t given) {
  report *r = arena_new(m, report, 1);
  *r = (report){.number = window_count(g->seen), .published = d->published};
  r->n_traits = d->traits.n < TRAITS_MOST ? d->traits.n : TRAITS_MOST;
  if (r->n_traits)
    memcpy(r->traits, d->traits.at, r->n_traits * sizeof *r->traits);
  r->story = given;
  if (given == NO_STORY) {
    scores s = {0};
    find_candidates(&s, m, g->seen, r);
    for (uint32_t i = 0; i < s.n; i++)
      s.at[i].likeness =
          likeness(g->seen, r, window_report(g->seen, s.at[i].number));
    if (s.n > 1)
      qsort(s.at, s.n, sizeof *s.at, by_likeness);
    r->story = best_story(g->seen, &s, m);
  }
  if (r->story == NO_STORY)
    r->story = g->n_stories++;
  window_add(g->seen, r);
  return r->story;
}
