#ifndef CODEBOOK_NAMES_ROW_H
#define CODEBOOK_NAMES_ROW_H

// The rows of the tables of names. Columns that point at other tables hold row
// numbers or NO_ROW; strings are borrowed from the codebook's files.

#include "article/mention.h"
#include "base/date.h"

enum { MAX_SECTORS = 32 }; // bits of actor_codes.sectors; PLOVER has 24

typedef struct {
  str id, cameo; // PLOVER's sector; CAMEO's letters for it
  str icews;     // what ICEWS would write
} sector_row;

typedef struct {
  str id, cameo, name; // ISO alpha-3 or KOS; CAMEO's letters; English name
  str groups;          // ids of the organisations it is a member of
  bool disputed;       // other states call it a province of theirs
  str fips, cow;       // FIPS 10-4; Correlates of War number; empty: none
  str icews;           // its name there, empty: as ours
} country_row;

typedef enum {
  ORG_IGO,
  ORG_BODY, // ministry, parliament, court of one state
  ORG_FORCE,
  ORG_PARTY,
  ORG_ARMED,
  ORG_NGO,
  ORG_MEDIA,
  ORG_COMPANY,
  N_ORG_KIND
} org_kind;

typedef struct {
  str id, code, name;
  uint32_t sectors, country, parent;
  uint32_t next;                     // row of the same id, or NO_ROW
  uint32_t first_generic, n_generic; // slice of names.generics: word numbers
  day from, to;                      // NO_DAY where open
  uint8_t kind;                      // org_kind
} org_row;

// One row an office held.
typedef struct {
  str id, name;
  uint32_t country, org, role, sectors;
  uint32_t next; // row of the same id, or NO_ROW
  day from, to;  // NO_DAY where open
} person_row;

// ORDER ROLE_TYPE: names in names_load.c
typedef enum {
  ROLE_PERSON,
  ROLE_FORCE,
  ROLE_GROUP,
  ROLE_BODY,
  ROLE_MODIFIER, // changes what the role behind it means
  N_ROLE_TYPE
} role_type;

// ORDER ROLE_FLAG: names in names_load.c
enum {
  ROLE_OFFICE = 1,      // one holder a state: president, foreign minister
  ROLE_TITLE = 2,       // may stand before a name
  ROLE_ABBR = 4,        // stands before a name only
  ROLE_SPOKES = 8,      // speaks for those it belongs to
  ROLE_CROWD = 16,      // many people who act together
  ROLE_ARMED = 32,      // carries weapons
  ROLE_COLLECTIVE = 64, // plural without an ending
  ROLE_FORMER = 128,    // modifiers: the office is not held now
  ROLE_HOLDER = 256,    // it is
  ROLE_FUTURE = 512,    // it is not yet
  ROLE_UNCERTAIN = 1024,
  ROLE_GIVES_SECTOR = 2048, // its sector counts beside the role's
};
enum { N_ROLE_FLAG = 12 };

typedef struct {
  str form;      // English lemma
  uint32_t same; // row whose office it is too ("minister of foreign affairs":
                 // foreign minister); its own row otherwise
  uint32_t sectors;
  uint8_t type;   // role_type
  uint16_t flags; // ROLE_…
  str code; // letters of an imported dictionary, "~GOV" behind those of whom
            // it belongs to, "NGO~" before them; else empty
} role_row;

typedef struct {
  str form, code;   // CAMEO's letters
  uint32_t country; // or NO_ROW
  bool religion;    // else ethnic
} group_row;

typedef struct {
  str form, code;   // CAMEO-like letters of several states (WST), else empty
  uint32_t country; // state it is part of, or NO_ROW
  uint32_t sectors;
  bool coded;   // an actor of en/actors.tsv: the code is all of it
  day from, to; // coded: NO_DAY where open
} region_row;

typedef struct {
  str name, admin1, kind;
  uint32_t country, geonameid, population;
  int32_t lat, lon; // 1e-5 degrees
} place_row;

// Words with a duty in finding actors: en/words/reference.tsv says which.
// ORDER DUTY: names in names_words.c
enum {
  DUTY_LOCATIVE = 1 << 0,  // preposition after which a city is just a place
  DUTY_PAIR = 1 << 1,      // both, two: makes a pair of what follows
  DUTY_SIDE = 1 << 2,      // what two parties are called: sides, countries
  DUTY_LEADER = 1 << 3,    // what two people are called: leaders, presidents
  DUTY_COUNTRY = 1 << 4,   // "the country"
  DUTY_REGION = 1 << 5,    // "the province"
  DUTY_CITY = 1 << 6,      // "the city"
  DUTY_PERSON = 1 << 7,    // "the visitor"
  DUTY_PEOPLE = 1 << 8,    // "the group" of people
  DUTY_IGO = 1 << 9,       // "the bloc": any organisation of that kind
  DUTY_ARMED = 1 << 10,    // "the militia"
  DUTY_PARTY = 1 << 11,    // "the party"
  DUTY_COMPANY = 1 << 12,  // "the company"
  DUTY_MALE = 1 << 13,     // king, John
  DUTY_FEMALE = 1 << 14,   // queen, Maria
  DUTY_HOME = 1 << 15,     // belongs to the article's state where nothing else
                           // is said: government, army, police
  DUTY_OTHER = 1 << 16,    // not the one just named
  DUTY_MEMBER = 1 << 17,   // "NATO member states" are not NATO
  DUTY_DEFINITE = 1 << 18, // the, this, that
  DUTY_EMPTY = 1 << 19,    // "part of", "dozens of": what follows counts
  DUTY_EVENT = 1 << 20,    // types of mentions that are nobody
  DUTY_TIME = 1 << 21,
  DUTY_SUBSTANCE = 1 << 22,
  DUTY_ANIMAL = 1 << 23,
  DUTY_PLANT = 1 << 24,
  DUTY_THING = 1 << 25,
  DUTY_OWNER = 1 << 26, // prepositions that say whose somebody is: of, for
};
enum { N_DUTY = 27 };

#endif
