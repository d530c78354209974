// Places: names of places among the mentions, and which place on the map each
// means.

#include "mention/mention.h"

// How well a place fits the article: its country named elsewhere outweighs any
// size, then the larger town, then the earlier row.
static uint64_t place_weight(const codebook *cb, const uint32_t *seen,
                             uint32_t place, uint32_t country) {
  const place_row *p = &cb->names.places.at[place];
  uint64_t w = p->population;
  if (p->country == NO_ROW)
    return w;
  if (p->country == country)
    w += (uint64_t)1 << 40;
  uint32_t n = seen[p->country];
  return w + (uint64_t)(n < 8 ? n : 8) * (uint64_t)1000000;
}

// Which countries the article's mentions belong to, and how often.
static uint32_t *count_countries(const article *a, const codebook *cb) {
  uint32_t *seen = arena_new(a->m, uint32_t, cb->names.countries.n + 1);
  for (uint32_t i = 0; i < a->mentions.n; i++)
    if (a->mentions.at[i].who.country != NO_ROW)
      seen[a->mentions.at[i].who.country]++;
  return seen;
}

// What the phrase may be besides a place of the map.
typedef struct {
  bool place, state, capital;
} reading;

static reading read_senses(const sense *is, uint32_t n, uint32_t country) {
  reading r = {false, false, false};
  for (uint32_t s = 0; s < n; s++) {
    bool here = is[s].row == country;
    r.state |= is[s].kind == SENSE_COUNTRY && here;
    r.capital |= is[s].kind == SENSE_CAPITAL && here;
    r.place |= is[s].kind == SENSE_COUNTRY || is[s].kind == SENSE_CAPITAL ||
               is[s].kind == SENSE_REGION || is[s].kind == SENSE_PLACE;
  }
  return r;
}

static void add_place(article *a, const codebook *cb, const uint32_t *seen,
                      uint32_t i) {
  const mention *m = &a->mentions.at[i];
  const phrases *p = &cb->names.phrases;
  uint32_t n = 0, node = phrases_find(p, a->m, article_at(a, m->name));
  const sense *is = node == NO_VALUE ? NULL : phrases_at(p, node, &n);
  place_mention out = {.at = m->name,
                       .head = m->head,
                       .place = NO_ROW,
                       .country = m->who.country};
  reading r = read_senses(is, n, m->who.country);
  if (!r.place && m->type != MENTION_PLACE)
    return;
  uint64_t best = 0;
  for (uint32_t s = 0; s < n && !r.state; s++) {
    if (is[s].kind != SENSE_PLACE)
      continue;
    const place_row *row = &cb->names.places.at[is[s].row];
    uint64_t w = place_weight(cb, seen, is[s].row, m->who.country) + 1;
    if (r.capital && str_eq(row->kind, S("capital")))
      w += (uint64_t)1 << 41;
    if (w > best) {
      best = w;
      out.place = is[s].row;
    }
  }
  if (out.place != NO_ROW && out.country == NO_ROW)
    out.country = cb->names.places.at[out.place].country;
  out.dateline = out.at.beg >= a->dateline.beg && out.at.end <= a->dateline.end;
  *vec_push(a->m, &a->places) = out;
}

void places_find(article *a, const codebook *cb) {
  const uint32_t *seen = count_countries(a, cb);
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    const mention *m = &a->mentions.at[i];
    bool name = m->by == BY_NAME || m->by == BY_METONYM;
    if (name && m->who.person == NO_ROW && m->who.org == NO_ROW &&
        m->type != MENTION_PERSON)
      add_place(a, cb, seen, i);
  }
}
