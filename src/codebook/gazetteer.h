#ifndef CODEBOOK_GAZETTEER_H
#define CODEBOOK_GAZETTEER_H

// The map of the world: countries, their divisions, places over 1,000 people.
//
// A file of its own, world/gazetteer.dgg, that tools/make_gazetteer.py writes
// and that is mapped, not copied: names are searched where they stand. All
// numbers are little-endian; u24 and i24 have three bytes.
//
//   head       "DGMGAZ1\n", then six u32: countries, units, names, bytes of the
//              pool, places, links
//   countries  5 bytes each: ISO alpha-3 (KOS for Kosovo), internet domain
//   units      4 each: u8 country, u24 name ("" where no unit is known)
//   names      u24 each, one more than names: where its text begins in the pool
//   places     16 each, by name: u24 name, u24 geonameid (0: none), i24
//              latitude, i24 longitude (1e-4 degrees), u16 square root of the
//              people, u16 unit | kind << 13
//   links      6 each, by name: u24 name, u24 place that is called so too
//   pool       ASCII, in the order of keys: small letters, hyphens as spaces,
//              full stops and apostrophes dropped
//
// gazetteer_open checks every index, so that what follows need not.

#include "base/arena.h"
#include "base/error.h"

#define NO_PLACE UINT32_MAX

enum {
  GAZETTEER_COUNTRIES = 256, // a unit's country is one byte
  GAZETTEER_UNITS = 1 << 13  // a place's unit has 13 bits
};

// ORDER GAZETTEER_KIND: make_gazetteer.py; names in gazetteer.c
typedef enum {
  GAZ_CITY,
  GAZ_CAPITAL,
  GAZ_ADMIN1,
  GAZ_ADMIN2,
  GAZ_STATE,
  N_GAZ_KIND
} gaz_kind;

typedef struct gazetteer {
  const uint8_t *countries, *units, *names, *places, *links, *pool;
  uint32_t n_countries, n_units, n_names, n_pool, n_places, n_links;
  uint32_t state[GAZETTEER_COUNTRIES]; // the place that is the whole country
} gazetteer;

typedef struct {
  str name;
  uint32_t geonameid; // 0 where it has none
  uint32_t people;
  int32_t lat, lon; // 1e-5 degrees
  uint32_t unit;    // of gazetteer.units
  uint32_t country; // of gazetteer.countries
  gaz_kind kind;
} gazetteer_place;

// Reads the head and checks every index; `bytes` must outlive it. An empty
// gazetteer (all zero) is one without places.
dgm_status gazetteer_open(gazetteer *out, str bytes, dgm_error *err);

// Writes the first `room` places that `name` may mean to out and returns their
// number: those of that name, the most people first, then those that are called
// so too, whose number goes to *n_alias. Logarithmic; `m` is for folding.
uint32_t gazetteer_find(const gazetteer *g, arena *m, str name, uint32_t *out,
                        uint32_t room, uint32_t *n_alias);

void gazetteer_get(const gazetteer *g, uint32_t place, gazetteer_place *out);
str gazetteer_unit(const gazetteer *g, uint32_t unit);
str gazetteer_country(const gazetteer *g, uint32_t country); // ISO alpha-3
str gazetteer_domain(const gazetteer *g, uint32_t country);  // "de"
const char *gaz_kind_name(gaz_kind kind);

#endif
