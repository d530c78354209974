#ifndef CODEBOOK_NAMES_H
#define CODEBOOK_NAMES_H

// Names: who is who, as tables of world/*.tsv and en/*.tsv.
//
// Rows are numbered in the order of their files; columns of other tables hold
// row numbers or NO_ROW. A form finds its rows through `phrases`. Read-only
// after names_load; all strings are borrowed from the codebook's files.

#include "codebook/gazetteer.h"
#include "codebook/names_phrase.h"
#include "codebook/names_row.h"
#include "codebook/table.h"

// ORDER PRONOUN: names in names_words.c
typedef enum {
  PRONOUN_NONE,
  PRONOUN_PERSONAL,
  PRONOUN_POSSESSIVE,
  PRONOUN_REFLEXIVE,
  PRONOUN_BOTH, // "both": the two just named
  N_PRONOUN
} pronoun_kind;

typedef struct {
  uint32_t word;          // number of the piece
  uint8_t kind;           // pronoun_kind
  uint8_t person, gender; // 1 to 3; ud.h GENDER_…, 0 any
  bool plural;
} pronoun_row;

typedef struct {
  uint32_t word, duty;
} duty_pair;

typedef struct names {
  arena *m;
  phrases phrases;
  VEC(sector_row) sectors;
  VEC(country_row) countries;
  VEC(org_row) orgs;
  VEC(person_row) people;
  VEC(role_row) roles;
  VEC(group_row) groups;
  VEC(region_row) regions;
  VEC(place_row) places; // those of tables; names_place has the map's too
  gazetteer map;
  uint32_t map_country[GAZETTEER_COUNTRIES]; // rows of countries, NO_ROW
  VEC(pronoun_row) pronouns;
  VEC(uint32_t) generics;
  VEC(duty_pair) duty_pairs; // while loading
  uint32_t n_linked;         // while loading: organisations with their parent
  uint32_t *duty;            // by word number: DUTY_…
  uint8_t *pronoun_of;       // by word number: row of pronouns + 1, 0 none
  map country_by_id, org_by_id, person_by_id, sector_by_id, role_by_form;
  uint32_t *holders;     // [people.n] rows in the order of their offices
  uint64_t *holder_keys; // [people.n] their offices
} names;

// Does names_load read this file of the MANIFEST?
bool names_reads(str file);

// Fills the tables from those of the files that names_reads, and ties them to
// n->map, which the caller has opened or left empty; errors (unknown
// ids, bad dates) go to the reporter and the row is left out. Call once.
void names_load(names *n, arena *m, const source_file *files, uint32_t n_files,
                reporter *errors);

static inline actor_codes no_codes(void) {
  return (actor_codes){NO_ROW, NO_ROW, NO_ROW, NO_ROW, NO_ROW, NO_ROW, 0};
}

// Does it say anything that has a CAMEO code?
bool names_coded(const names *n, const actor_codes *who);

enum { ACTOR_CODE_MAX = 40 }; // a code's bytes with its NUL; the longest has 24

// Writes CAMEO's letters (SRBGOV, IGOWSTNAT, PSEREB), NUL-terminated, "" where
// there are none, and returns their length.
uint32_t names_code(const names *n, const actor_codes *who, char *out);

// The row of the same person or organisation that is valid on a day: else the
// latest before, else the first after. With NO_DAY the latest.
uint32_t names_person_on(const names *n, uint32_t person, day on);
uint32_t names_org_on(const names *n, uint32_t org, day on);
bool names_in_office(const names *n, uint32_t person, day on);

// The organisation that a body acts for: its topmost parent among those of
// several states (KFOR: NATO), else itself.
uint32_t names_org_side(const names *n, uint32_t org);

// Who holds an office of a state or an organisation (one of them NO_ROW) on a
// day, or NO_ROW.
uint32_t names_holder(const names *n, uint32_t country, uint32_t org,
                      uint32_t office, day on);

// Does an actor of a dictionary have its code on a day? NO_DAY: now.
bool names_row_holds(const region_row *r, day on);
// The state that the letters of such an actor begin with, or NO_ROW.
uint32_t names_coded_country(const names *n, uint32_t region);

// A place by its number: rows of `places` first, then places of the map. The
// strings are borrowed from the codebook.
void names_place(const names *n, uint32_t at, place_row *out);
// Its number at GeoNames; of a division, which has none, its own.
uint32_t names_place_id(const names *n, uint32_t at);
// The number of a place of the map.
static inline uint32_t names_map_place(const names *n, uint32_t at) {
  return n->places.n + at;
}

// Rows by id, or NO_ROW.
uint32_t names_country(const names *n, str id);
uint32_t names_org(const names *n, str id);
uint32_t names_role(const names *n, str form);
uint32_t names_sector(const names *n, str id); // bit number

// May an organisation be called by this word (its own generic nouns)?
bool names_generic(const names *n, uint32_t org, uint32_t word);

const pronoun_row *names_pronoun(const names *n, uint32_t word); // or NULL

#endif
