// Traits come from the title and the first words, since news tells there what
// happened; how common a word is comes from the model's vocabulary, whose rows
// stand in order of frequency.

#include "story/dossier.h"
#include "article/names_of.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "pipeline/view.h"
#include <stdlib.h>

enum {
  LEAD_WORDS = 60,   // title and lead: their traits weigh double
  STORY_WORDS = 250, // read for traits: behind it stands background
  // By Zipf's law the word of rank r is about one in 10 r words (English), so a
  // report of 250 words has it with a chance of 25 / r.
  RANK_CHANCE = 25,
  SHARE_ONE = 65536,
  UNKNOWN_WORD = 8, // share of a word past the vocabulary's 50,000
  UNKNOWN_DEED = 64,
};

static uint32_t hash_of(char kind, str s) {
  uint64_t h = hash64(s);
  return (uint32_t)(h ^ h >> 32) * 31u + (uint32_t)kind;
}

static uint32_t mix(uint32_t a, uint32_t b) {
  return (a ^ b) * 0x9E3779B1u + (a >> 16); // golden ratio, 32 bits
}

// Adds a trait, or its weight to the one that is there.
static void add_trait(dossier *d, arena *m, trait t) {
  for (uint32_t i = 0; i < d->traits.n; i++) {
    trait *old = &d->traits.at[i];
    if (old->key != t.key)
      continue;
    uint32_t sum = (uint32_t)old->weight + t.weight;
    old->weight = (uint8_t)(sum < WEIGHT_MOST ? sum : WEIGHT_MOST);
    return;
  }
  *vec_push(m, &d->traits) = t;
}

static uint16_t word_share(const model *m, arena *mem, str word) {
  feature f = feature_of(mem, word);
  uint32_t row = model_word(m, f.key, f.hash);
  if (row <= MODEL_ROOT)
    return UNKNOWN_WORD;
  uint32_t share = SHARE_ONE * RANK_CHANCE / row;
  if (share > SHARE_ONE / 2)
    share = SHARE_ONE / 2;
  return (uint16_t)(share > UNKNOWN_WORD ? share : UNKNOWN_WORD);
}

static bool is_content(uint8_t tag) {
  return tag == UPOS_NOUN || tag == UPOS_VERB || tag == UPOS_ADJ ||
         tag == UPOS_NUM;
}

static void add_word(dossier *d, article *a, const model *m, uint32_t t,
                     uint8_t weight) {
  const token *w = &a->tokens.at[t];
  bool name = w->upos == UPOS_PROPN;
  str word = name ? token_text(a, t) : token_lemma(a, t);
  if ((!name && !is_content(w->upos)) || !word.len)
    return;
  str folded = utf8_fold(a->m, word);
  // One hash for both kinds: taggers differ on what is a name.
  add_trait(d, a->m,
            (trait){.key = hash_of('w', folded),
                    .common = word_share(m, a->m, folded),
                    .kind = name ? TRAIT_NAME : TRAIT_WORD,
                    .weight = weight});
}

static void add_words(dossier *d, article *a, const codebook *cb,
                      const model *m) {
  uint32_t n = a->tokens.n < STORY_WORDS ? a->tokens.n : STORY_WORDS;
  for (uint32_t t = 0; t < n; t++)
    add_word(d, a, m, t, t < LEAD_WORDS ? 2 : 1);
  for (uint32_t i = 0; i < a->places.n; i++) {
    const place_mention *p = &a->places.at[i];
    if (p->place != NO_ROW && p->head < n && !p->dateline)
      add_trait(d, a->m,
                (trait){.key = mix('p', names_place_id(&cb->names, p->place)),
                        .common = UNKNOWN_DEED,
                        .kind = TRAIT_PLACE,
                        .weight = p->head < LEAD_WORDS ? 2 : 1});
  }
}

// A party by the state or body it belongs to; by its code where it has none.
static uint32_t party_of(const codebook *cb, const mention *m) {
  const names *n = &cb->names;
  char code[ACTOR_CODE_MAX];
  if (m->who.org != NO_ROW) {
    uint32_t side = names_org_side(n, m->who.org);
    if (m->who.country == NO_ROW || side != m->who.org)
      return hash_of('o', n->orgs.at[side].id);
  }
  if (m->who.country != NO_ROW)
    return hash_of('c', n->countries.at[m->who.country].id);
  uint32_t len = names_code(n, &m->who, code);
  return hash_of('a', (str){code, len});
}

static bool holds(const uint32_t *set, uint32_t n, uint32_t x) {
  for (uint32_t i = 0; i < n; i++)
    if (set[i] == x)
      return true;
  return false;
}

static void add_to(uint32_t *set, uint8_t *n, uint32_t most, uint32_t x) {
  if (*n < most && !holds(set, *n, x))
    set[(*n)++] = x;
}

static void add_parties(uint32_t *set, uint8_t *n, const article *a,
                        const codebook *cb, list l) {
  for (uint32_t i = 0; i < l.n; i++)
    add_to(set, n, PARTIES_MOST,
           party_of(cb, &a->mentions.at[a->lists.at[l.first + i]]));
}

static void add_spots(deed *d, const article *a, const codebook *cb,
                      const event *e) {
  for (uint32_t i = 0; i < e->places.n; i++) {
    const place_mention *p = &a->places.at[a->lists.at[e->places.first + i]];
    if (p->place != NO_ROW && !p->dateline)
      add_to(d->spots, &d->n_spots, SPOTS_MOST,
             names_place_id(&cb->names, p->place));
    if (p->country != NO_ROW && !p->dateline)
      add_to(d->countries, &d->n_countries, SPOTS_MOST,
             hash_of('c', cb->names.countries.at[p->country].id));
  }
}

static uint32_t type_of(const codebook *cb, const event *e) {
  if (e->type != NO_TYPE)
    return hash_of('t', cb->rules.scheme.types.at[e->type].name);
  if (e->cameo == NO_ROW)
    return 0;
  return hash_of('r',
                 str_slice(cb->rules.scheme.codes.at[e->cameo].code, 0, 2));
}

// One trait for each pair of parties, whoever of them acted.
static void add_deed_traits(dossier *d, arena *m, const deed *e, bool lead) {
  for (uint32_t i = 0; i < e->n_actors || i == 0; i++)
    for (uint32_t k = 0; k < e->n_recipients || k == 0; k++) {
      uint32_t who = i < e->n_actors ? e->actors[i] : 1;
      uint32_t whom = k < e->n_recipients ? e->recipients[k] : 1;
      add_trait(d, m,
                (trait){.key = mix(mix(e->type, who), whom),
                        .common = UNKNOWN_DEED,
                        .kind = TRAIT_DEED,
                        .weight = lead ? 2 : 1});
    }
}

static void add_deeds(dossier *d, article *a, const codebook *cb) {
  view shown;
  view_build(&shown, a, cb);
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    deed x = {.type = type_of(cb, e),
              .background = e->background,
              .beg = e->beg,
              .last = e->last};
    memcpy(x.id, shown.events[i].id, sizeof x.id);
    add_parties(x.actors, &x.n_actors, a, cb, e->actors);
    add_parties(x.recipients, &x.n_recipients, a, cb, e->recipients);
    add_spots(&x, a, cb, e);
    if (!x.background && e->trigger < STORY_WORDS)
      add_deed_traits(d, a->m, &x, e->trigger < LEAD_WORDS);
    *vec_push(a->m, &d->deeds) = x;
  }
}

// Rarer and heavier traits first; equal ones by key, so that order is fixed.
static int by_rank(const void *a, const void *b) {
  const trait *x = a, *y = b;
  uint32_t p = (uint32_t)x->common * y->weight;
  uint32_t q = (uint32_t)y->common * x->weight;
  if (p != q)
    return p < q ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

// The outlet's name, else the host of the URL without "www.".
static uint64_t outlet_of(const article_meta *meta, arena *m) {
  if (meta->outlet.len)
    return hash64(utf8_fold(m, meta->outlet));
  str url = meta->canonical.len ? meta->canonical : meta->url;
  uint32_t at = str_find(url, S("://"));
  if (at == UINT32_MAX)
    return 0;
  str rest = str_slice(url, at + 3, url.len);
  str host = str_cut(&rest, '/');
  if (str_starts(host, S("www.")))
    host = str_slice(host, 4, host.len);
  return host.len ? hash64(utf8_fold(m, host)) : 0;
}

void dossier_make(dossier *out, article *a, const codebook *cb, const model *m,
                  bool coded) {
  *out = (dossier){.id = a->meta.id,
                   .outlet = outlet_of(&a->meta, a->m),
                   .published = a->meta.published_day};
  grams_find(&out->grams, a->m, a->text);
  if (!coded)
    return;
  add_words(out, a, cb, m);
  add_deeds(out, a, cb);
  if (out->traits.n > 1)
    qsort(out->traits.at, out->traits.n, sizeof *out->traits.at, by_rank);
  if (out->traits.n > TRAITS_MOST)
    out->traits.n = TRAITS_MOST;
}
