// Places: names of places in the text, and which place of the map each means.

#include "mention/place.h"

// Which countries the article speaks of, and how often: its states, peoples,
// bodies and persons. What a name of a town was taken to mean is no witness.
static void count_countries(seeker *s) {
  const article *a = s->a;
  s->seen = arena_new(a->m, uint32_t, s->n->countries.n + 1);
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    const mention *m = &a->mentions.at[i];
    if (m->who.country == NO_ROW || !m->known)
      continue;
    bool town =
        (m->by == BY_NAME && m->type == MENTION_PLACE) || m->by == BY_METONYM;
    if (!town || names_state(s, m->name, m->who.country))
      s->seen[m->who.country]++;
  }
}

// The country of the outlet, by the end of its page's host.
static uint32_t outlet_country(const seeker *s) {
  str rest = s->a->meta.url, host;
  uint32_t slashes = str_find(rest, S("//"));
  if (slashes != UINT32_MAX)
    rest = str_slice(rest, slashes + 2, rest.len);
  host = str_cut(&rest, '/');
  if (host.len < 3 || host.p[host.len - 3] != '.')
    return NO_ROW;
  str domain = str_slice(host, host.len - 2, host.len);
  for (uint32_t c = 0; c < s->n->map.n_countries; c++)
    if (str_eq(gazetteer_domain(&s->n->map, c), domain))
      return s->n->map_country[c];
  return NO_ROW;
}

// Does the word act?
static bool is_doer(const article *a, uint32_t t) {
  switch ((deprel)a->tokens.at[t].deprel) {
  case REL_NSUBJ:
  case REL_NSUBJ_PASS:
  case REL_NSUBJ_OUTER:
  case REL_IOBJ:
  case REL_OBL_AGENT:
    return true;
  default:
    return false;
  }
}

// A capital that stands for its government is no place ("Belgrade rejected");
// a town that only shares its name is nothing else.
static bool is_actor(seeker *s, const place_spot *spot) {
  if (!spot->acts)
    return false;
  mention *m = &s->a->mentions.at[s->a->mention_of[spot->head]];
  const place_choice *c =
      spot->picked == NO_ROW ? NULL : &s->choices.at[spot->picked];
  if (!c || c->kind == GAZ_CAPITAL || c->country == m->who.country)
    return is_doer(s->a, spot->head);
  m->type = MENTION_PLACE;
  m->by = BY_NAME;
  m->who = no_codes();
  m->who.country = c->country;
  return false;
}

static void add_place(seeker *s, const place_spot *spot) {
  article *a = s->a;
  if (is_actor(s, spot))
    return;
  place_mention out = {.at = spot->at,
                       .head = spot->head,
                       .place = NO_ROW,
                       .country = spot->state || spot->inside != NO_ROW
                                      ? spot->country
                                      : NO_ROW};
  if (spot->picked != NO_ROW) {
    const place_choice *c = &s->choices.at[spot->picked];
    out.place = c->row;
    out.country = c->country;
  }
  out.dateline = out.at.beg >= a->dateline.beg && out.at.end <= a->dateline.end;
  *vec_push(a->m, &a->places) = out;
}

void places_find(article *a, const codebook *cb) {
  seeker s = {.a = a, .cb = cb, .n = &cb->names};
  if (!a->mentions.n)
    return;
  count_countries(&s);
  s.home = outlet_country(&s);
  spots_find(&s);
  places_choose(&s);
  for (uint32_t t = 0; t < a->tokens.n; t++)
    if (s.taken[t] && s.spots.at[s.taken[t] - 1].first == t)
      add_place(&s, &s.spots.at[s.taken[t] - 1]);
}
