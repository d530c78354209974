// Which place of the map each name means.
//
// A larger place is the better guess; then what the article says counts: the
// words beside the name ("Paris, Texas"), countries and divisions that it
// names, and the other places, since those of one article tend to lie together.
// All weights are whole numbers, set by hand on the Local-Global Lexicon and on
// the invented world news of tests/cases/mention/place_trap.test.

#include "base/utf8.h"
#include "mention/place.h"

enum {
  NAMESAKES = 128,     // places of one name; the map's most common has 60
  W_PEOPLE = 6,        // for each doubling of the people
  W_STATE = 150,       // a state, over a town called so
  W_ADMIN1 = -25,      // a division, under its chief town of the same name
  W_ADMIN2 = 80,       // of the second level, whose people we do not know
  W_CAPITAL = 20,      // a capital, over a town as large
  W_SEAT = 100,        // likewise, where the article speaks of its country
  W_ALIAS = -20,       // called so in another language
  W_ADDED = 120,       // a row of a table that the map has not: somebody
                       // put it there for a reason
  W_TOLD = 1000,       // the text says where it lies
  W_SEEN = 20,         // each time the article speaks of its country
  W_HOME = 40,         // the outlet is of its country
  W_NAMED = 40,        // each time the article names its division
  W_SHARED = 60,       // another name that has one place in its division only
  W_CHOSEN = 25,       // another name that was first guessed to be there
  MOST_CHOSEN = 75,    // of all names guessed to be in one country
  MOST_SEEN = 3,       // more of the same say no more
  MOST_NAMED = 3,      // likewise
  MOST_VOTES = 240,    // likewise, of all that speaks for a division
  MOST_UNITS = 12,     // a name in more divisions than this tells nothing
  LARGE_PEOPLE = 50000 // a smaller place needs something that speaks for it
};

static int log2_of(uint32_t n) {
  int bits = 0;
  while (n >>= 1)
    bits++;
  return bits;
}

static bool is_area(gaz_kind kind) {
  return kind == GAZ_ADMIN1 || kind == GAZ_ADMIN2 || kind == GAZ_STATE;
}

static gaz_kind kind_of(str kind) {
  for (uint32_t k = 0; k < N_GAZ_KIND; k++)
    if (str_eq(kind, str_of(gaz_kind_name((gaz_kind)k))))
      return (gaz_kind)k;
  return GAZ_CITY;
}

// A row of a table is the place of the map that has its number, or that is the
// division of its name; it takes that one's place.
static bool same_place(const place_row *row, gaz_kind kind,
                       const place_choice *c, const seeker *s) {
  place_row other;
  names_place(s->n, c->row, &other);
  if (row->geonameid || other.geonameid)
    return row->geonameid == other.geonameid;
  return kind == c->kind && row->country == c->country;
}

static void add_row(seeker *s, place_group *g, uint32_t at) {
  const place_row *row = &s->n->places.at[at];
  place_choice new = {.row = at,
                      .country = row->country,
                      .unit = NO_ROW,
                      .people = row->population,
                      .kind = kind_of(row->kind)};
  for (uint32_t i = 0; i < g->n; i++) {
    place_choice *c = &s->choices.at[g->first + i];
    if (!same_place(row, new.kind, c, s))
      continue;
    new.unit = c->unit;
    new.kind = c->kind == GAZ_CAPITAL ? c->kind : new.kind;
    *c = new;
    return;
  }
  *vec_push(s->a->m, &s->choices) = new;
  g->n++;
}

static void add_map_place(seeker *s, place_group *g, uint32_t place,
                          bool alias) {
  gazetteer_place p;
  gazetteer_get(&s->n->map, place, &p);
  uint32_t country = s->n->map_country[p.country];
  uint32_t row = names_map_place(s->n, place);
  for (uint32_t i = 0; i < g->n; i++)
    if (s->choices.at[g->first + i].row == row)
      return;
  if (country == NO_ROW)
    return;
  *vec_push(s->a->m, &s->choices) = (place_choice){.row = row,
                                                   .country = country,
                                                   .unit = p.unit,
                                                   .people = p.people,
                                                   .kind = p.kind,
                                                   .alias = alias};
  g->n++;
}

static void add_state(seeker *s, place_group *g, uint32_t country) {
  for (uint32_t c = 0; c < s->n->map.n_countries; c++)
    if (s->n->map_country[c] == country && s->n->map.state[c] != NO_PLACE)
      add_map_place(s, g, s->n->map.state[c], false);
}

static void add_senses(seeker *s, place_group *g, str name) {
  const phrases *p = &s->n->phrases;
  uint32_t n, node = phrases_find(p, s->a->m, name);
  if (node == NO_VALUE)
    return;
  const sense *is = phrases_at(p, node, &n);
  for (uint32_t i = 0; i < n; i++)
    if (is[i].kind == SENSE_PLACE)
      add_row(s, g, is[i].row);
    else if (is[i].kind == SENSE_COUNTRY)
      add_state(s, g, is[i].row);
}

static uint32_t count_units(const seeker *s, const place_group *g) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    uint32_t k = 0;
    while (k < i &&
           s->choices.at[g->first + k].unit != s->choices.at[g->first + i].unit)
      k++;
    n += k == i;
  }
  return n;
}

// Does it name several states at once ("the Middle East")? Towns called so are
// hardly meant.
static bool is_wide(const seeker *s, str name) {
  const phrases *p = &s->n->phrases;
  uint32_t n, node = phrases_find(p, s->a->m, name);
  if (node == NO_VALUE)
    return false;
  const sense *is = phrases_at(p, node, &n);
  for (uint32_t i = 0; i < n; i++)
    if (is[i].kind == SENSE_REGION &&
        s->n->regions.at[is[i].row].country == NO_ROW)
      return true;
  return false;
}

uint32_t group_of(seeker *s, span at, uint32_t country) {
  arena *m = s->a->m;
  uint32_t rows[NAMESAKES], n_alias;
  str name = article_at(s->a, at), key = utf8_fold(m, name);
  uint32_t known = map_get(&s->by_name, key);
  if (known != NO_VALUE)
    return known - 1;
  if (is_wide(s, name)) {
    map_put(&s->by_name, m, key, 0);
    return NO_GROUP;
  }
  place_group g = {.name = name,
                   .first = s->choices.n,
                   .best = NO_ROW,
                   .voted = NO_ROW,
                   .told = NO_ROW};
  uint32_t n = gazetteer_find(&s->n->map, m, name, rows, NAMESAKES, &n_alias);
  for (uint32_t i = 0; i < n; i++)
    add_map_place(s, &g, rows[i], i >= n - n_alias);
  add_senses(s, &g, name);
  if (country != NO_ROW)
    add_state(s, &g, country);
  g.n_units = count_units(s, &g);
  uint32_t number = g.n ? s->groups.n : NO_GROUP;
  map_put(&s->by_name, m, key, number + 1); // NO_GROUP becomes 0
  if (g.n)
    *vec_push(m, &s->groups) = g;
  return number;
}

static bool is_added(const seeker *s, const place_choice *c) {
  return c->row < s->n->places.n && c->unit == NO_ROW;
}

// What speaks for a choice before the article is asked.
static int prior(const seeker *s, const place_choice *c) {
  int w = W_PEOPLE * log2_of(c->people);
  w += c->kind == GAZ_STATE     ? W_STATE
       : c->kind == GAZ_ADMIN1  ? W_ADMIN1
       : c->kind == GAZ_ADMIN2  ? W_ADMIN2
       : c->kind == GAZ_CAPITAL ? W_CAPITAL
                                : 0;
  w += is_added(s, c) ? W_ADDED : 0;
  return c->alias ? w + W_ALIAS : w;
}

static uint32_t most(uint32_t n, uint32_t limit) {
  return n < limit ? n : limit;
}

// What a name has itself said for a choice of its own, which counts for
// nothing.
static uint32_t own_votes(const seeker *s, const place_group *g,
                          const place_choice *c) {
  const place_choice *voted =
      g->voted == NO_ROW ? NULL : &s->choices.at[g->voted];
  uint32_t w = g->n_units <= MOST_UNITS ? W_SHARED / g->n_units : 0;
  for (uint32_t i = g->first; i < g->first + g->n; i++)
    if (s->choices.at[i].kind == GAZ_ADMIN1 && s->choices.at[i].unit == c->unit)
      w += W_NAMED * most(g->times, MOST_NAMED);
  return voted && voted->unit == c->unit ? w + W_CHOSEN : w;
}

static int support(const seeker *s, const place_group *g,
                   const place_choice *c) {
  uint32_t w = 0;
  w += W_SEEN * most(s->seen[c->country], MOST_SEEN);
  w += c->kind == GAZ_CAPITAL && s->seen[c->country] ? W_SEAT : 0;
  bool mine =
      g->voted != NO_ROW && s->choices.at[g->voted].country == c->country;
  w += most(s->country_votes[c->country] - (mine ? W_CHOSEN : 0), MOST_CHOSEN);
  w += s->home == c->country ? W_HOME : 0;
  if (c->unit != NO_ROW && c->kind != GAZ_STATE)
    w += most(s->votes[c->unit] - own_votes(s, g, c), MOST_VOTES);
  if (g->told != NO_ROW && &s->choices.at[g->told] == c)
    w += W_TOLD;
  return (int)w;
}

static void score_groups(seeker *s) {
  for (uint32_t i = 0; i < s->groups.n; i++) {
    place_group *g = &s->groups.at[i];
    int best = -1000;
    for (uint32_t k = g->first; k < g->first + g->n; k++) {
      place_choice *c = &s->choices.at[k];
      if (c->country == NO_ROW)
        continue;
      c->score = prior(s, c) + support(s, g, c);
      if (c->score > best) {
        best = c->score;
        g->best = k;
      }
    }
  }
}

// Names that few divisions have speak for those.
static void vote_shared(seeker *s, const place_group *g) {
  if (g->n_units > MOST_UNITS)
    return;
  for (uint32_t i = 0; i < g->n; i++) {
    const place_choice *c = &s->choices.at[g->first + i];
    uint32_t k = 0;
    while (k < i && s->choices.at[g->first + k].unit != c->unit)
      k++;
    if (k == i && c->unit != NO_ROW)
      s->votes[c->unit] += W_SHARED / g->n_units;
  }
}

// Divisions that are named speak for the places in them.
static void vote_named(seeker *s, const place_group *g) {
  for (uint32_t i = 0; i < g->n; i++) {
    const place_choice *c = &s->choices.at[g->first + i];
    if (c->kind == GAZ_ADMIN1 && c->unit != NO_ROW)
      s->votes[c->unit] += W_NAMED * most(g->times, MOST_NAMED);
  }
}

static void vote(seeker *s) {
  for (uint32_t i = 0; i < s->spots.n; i++)
    if (s->spots.at[i].group != NO_GROUP)
      s->groups.at[s->spots.at[i].group].times++;
  for (uint32_t i = 0; i < s->groups.n; i++)
    if (s->groups.at[i].times) {
      vote_shared(s, &s->groups.at[i]);
      vote_named(s, &s->groups.at[i]);
    }
}

// What each name was first guessed to be speaks for its neighbours.
static void vote_chosen(seeker *s) {
  for (uint32_t i = 0; i < s->groups.n; i++) {
    place_group *g = &s->groups.at[i];
    if (g->best == NO_ROW || !g->sure || !g->times)
      continue;
    g->voted = g->best;
    const place_choice *c = &s->choices.at[g->best];
    s->country_votes[c->country] += W_CHOSEN;
    if (c->unit != NO_ROW)
      s->votes[c->unit] += W_CHOSEN;
  }
}

bool choice_lies_in(const place_choice *c, const place_choice *area) {
  if (c == area)
    return false;
  if (area->kind == GAZ_STATE)
    return c->kind != GAZ_STATE && c->country == area->country;
  return area->kind != GAZ_STATE && is_area(area->kind) &&
         c->kind != GAZ_STATE && c->unit != NO_ROW && c->unit == area->unit;
}

// The best choice of a spot that lies in a choice of the area beside it.
static void pick_inside(seeker *s, place_spot *spot) {
  place_group *g = &s->groups.at[spot->group];
  uint32_t other = s->spots.at[spot->inside].group;
  const place_group *area = &s->groups.at[other];
  int best = -1000;
  for (uint32_t i = g->first; i < g->first + g->n; i++)
    for (uint32_t k = area->first; k < area->first + area->n; k++) {
      const place_choice *c = &s->choices.at[i], *d = &s->choices.at[k];
      bool state = spot->state && d->kind != GAZ_ADMIN1;
      int w = prior(s, c) + prior(s, d);
      if (state || !choice_lies_in(c, d) || w <= best)
        continue;
      best = w;
      spot->picked = i;
      s->spots.at[spot->inside].picked = k;
    }
  if (spot->picked != NO_ROW)
    g->told = spot->picked;
}

static void pick_told(seeker *s) {
  for (uint32_t i = 0; i < s->spots.n; i++) {
    place_spot *spot = &s->spots.at[i];
    if (spot->group != NO_GROUP && spot->inside != NO_ROW &&
        s->spots.at[spot->inside].group != NO_GROUP)
      pick_inside(s, spot);
  }
}

// A small place that nothing speaks for is no better than no place.
static bool is_credible(const seeker *s, const place_group *g,
                        const place_choice *c) {
  return is_added(s, c) || is_area(c->kind) || c->kind == GAZ_CAPITAL ||
         c->people >= LARGE_PEOPLE || support(s, g, c) > W_CHOSEN;
}

// "Bonanza, Oregon" is in Oregon even where the map has no Bonanza there.
static bool is_elsewhere(seeker *s, place_spot *spot) {
  if (spot->state || spot->inside == NO_ROW)
    return false;
  const place_spot *area = &s->spots.at[spot->inside];
  uint32_t best = s->groups.at[area->group].best;
  if (best == NO_ROW || !is_area(s->choices.at[best].kind))
    return false;
  spot->country = s->choices.at[best].country;
  return true;
}

static void pick(seeker *s, place_spot *spot) {
  const place_group *g = &s->groups.at[spot->group];
  if (spot->picked != NO_ROW || g->best == NO_ROW || is_elsewhere(s, spot))
    return;
  if (is_credible(s, g, &s->choices.at[g->best]))
    spot->picked = g->best;
}

void places_choose(seeker *s) {
  arena *m = s->a->m;
  s->votes = arena_new(m, uint32_t, s->n->map.n_units + 1);
  s->country_votes = arena_new(m, uint32_t, s->n->countries.n + 1);
  pick_told(s);
  vote(s);
  score_groups(s);
  vote_chosen(s);
  score_groups(s);
  for (uint32_t i = 0; i < s->spots.n; i++)
    if (s->spots.at[i].group != NO_GROUP)
      pick(s, &s->spots.at[i]);
}
