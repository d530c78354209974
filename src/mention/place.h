#ifndef MENTION_PLACE_H
#define MENTION_PLACE_H

// What the files that find places share; for no one else.
//
// place_spot.c finds the words that may name a place, place_choose.c decides
// which place of the map each name means, place.c puts both together.

#include "mention/mention.h"

#define NO_GROUP UINT32_MAX

// A place that a name may mean.
typedef struct {
  uint32_t row;     // names_place
  uint32_t country; // row of countries, NO_ROW
  uint32_t unit;    // of the map, NO_ROW
  uint32_t people;
  gaz_kind kind;
  bool alias; // its name in another language or time
  int score;
} place_choice;

// All that one name may mean in the article: a name means one place, unless
// the words beside it say otherwise ("Paris, Texas").
typedef struct {
  str name;          // as it stands where it is met first
  uint32_t first, n; // slice of seeker.choices, best first in the end
  uint32_t n_units;  // in how many divisions there is such a place
  uint32_t times;    // spots of this name
  uint32_t voted;    // the first best, that spoke for its neighbours, NO_ROW
  uint32_t best;     // of choices, NO_ROW
  uint32_t told;     // choice that some mention names in full, NO_ROW
  bool sure;         // some mention of it can be nothing but a place
} place_group;

// Words that may name a place.
typedef struct {
  span at;
  uint32_t first, end; // tokens
  uint32_t head;
  uint32_t country; // what the mention says of itself, NO_ROW
  uint32_t group;
  uint32_t inside; // spot that says where it lies, NO_ROW
  uint32_t picked; // choice, NO_ROW
  bool state;      // the name of a state of ours, or of a part of one
  bool capital;
  bool acts; // a capital that stands for its government
  bool sure; // a place even if the map does not have it
} place_spot;

typedef struct {
  article *a;
  const codebook *cb;
  const names *n;
  VEC(place_spot) spots;
  VEC(place_group) groups;
  VEC(place_choice) choices;
  map surnames;            // last words of the names of persons
  map by_name;             // folded name: group + 1, 0 none
  uint32_t *taken;         // [tokens] spot that has the token + 1, 0 none
  uint32_t *seen;          // [countries] how often the article speaks of each
  uint32_t *votes;         // [units of the map] how much speaks for each
  uint32_t *country_votes; // [countries]
  uint32_t home;           // country of the outlet's domain, NO_ROW
} seeker;

// place_spot.c: fills spots with the names among the mentions, then with the
// other proper names that the map knows; ties those that lie beside each other.
void spots_find(seeker *s);

// Is the name one of a state of ours?
bool names_state(const seeker *s, span at, uint32_t country);

// place_choose.c: the group of a name, NO_GROUP where nothing is called so.
uint32_t group_of(seeker *s, span at, uint32_t country);
// Does one place lie in the other, a division or a state?
bool choice_lies_in(const place_choice *c, const place_choice *area);
// Picks a place for every spot whose name has any.
void places_choose(seeker *s);

#endif
