#ifndef CODEBOOK_NAMES_PHRASE_H
#define CODEBOOK_NAMES_PHRASE_H

// Phrases: sequences of words that name something, longest match first.
//
// A word is folded (lower case, no diacritics), loses its full stops ("U.S." is
// "us") and is cut at hyphens and apostrophes, so that the pieces of a table's
// form and of the text's tokens meet whatever the tokeniser did. A node of the
// tree of words holds the senses of the phrase that ends there; one phrase may
// have many (Georgia, a surname shared by two ministers).

#include "base/map.h"
#include "base/vec.h"

#define NO_PIECE    UINT32_MAX // a word that begins or continues no phrase
#define PHRASE_ROOT 0u

// Longest word that can be part of a name, in bytes; the longest in the data
// has 31. Longer words match nothing.
#define PIECE_MAX 64

typedef enum {
  SENSE_COUNTRY,    // name of a state
  SENSE_ADJ,        // its adjective
  SENSE_PEOPLE,     // its people
  SENSE_CAPITAL,    // city that stands for its government
  SENSE_SEAT,       // building or street that stands for a body
  SENSE_ORG,        // name, acronym or alias of an organisation
  SENSE_ORG_ADJ,    // "Houthi" drones
  SENSE_ORG_PEOPLE, // a "Houthi"
  SENSE_PERSON,     // full name or alias
  SENSE_SURNAME,    // surname alone
  SENSE_REGION,     // part of a state, or several states
  SENSE_REGION_ADJ, // "Western"
  SENSE_GROUP,      // ethnic or religious group
  SENSE_ROLE,       // office, occupation, kind of force or body
  SENSE_PLACE,      // row of places
  N_SENSE
} sense_kind;

enum {
  SENSE_CAPS = 1,   // an acronym: counts only in capitals
  SENSE_PROPER = 2, // a name: counts only with a capital
  SENSE_PLURAL = 4, // the form is a plural ("Frenchmen")
  SENSE_SEATED = 8, // a city that stands for the body which sits there, where
                    // it acts or is acted upon
};

typedef struct {
  uint8_t kind;    // sense_kind
  uint8_t flags;   // SENSE_…
  uint16_t sector; // of a seat: its sector's bit number + 1, else 0
  uint32_t row;    // of the table that kind names
} sense;

typedef struct {
  uint32_t first, n; // slice of phrases.senses
} phrase_node;

typedef struct {
  uint32_t node, next; // of a sense: its node, the next sense there
  sense is;
} phrase_entry;

typedef struct {
  map words;
  uint64_t *edges; // open addressing: node << 32 | word, plus one; 0 is free
  uint32_t *targets;
  uint32_t n_edges, mask;
  bool stems;             // some phrase has one: "argentin*"
  VEC(phrase_node) nodes; // while loading, first is the last entry, n the count
  VEC(phrase_entry) entries;
  VEC(sense) senses; // by node, in the order of adding, after phrases_close
} phrases;

// Loading: gives the phrase `form` one more sense. Forms without a letter or
// digit are left out. SENSE_CAPS and SENSE_PROPER are read off the form.
void phrases_add(phrases *p, arena *m, str form, sense is);
void phrases_close(phrases *p, arena *m); // call once, after loading

// The next piece of a folded word, written to out (PIECE_MAX bytes) without its
// full stops; false at the end of *rest.
bool piece_next(str *rest, char *out, uint32_t *len);

// Is the byte one that cuts a word into pieces?
bool piece_cut(char c);

// Loading: the number of a folded piece, which is new or not.
uint32_t phrases_add_word(phrases *p, arena *m, str piece);

// Number of a piece, or NO_PIECE.
uint32_t phrases_word(const phrases *p, str piece);

// Number of the longest stem, "argentin*", that the piece begins with, or
// NO_PIECE. Asks nothing where no phrase has a stem.
uint32_t phrases_stem(const phrases *p, str piece);

// The node behind `node` along a word, or NO_VALUE. Constant time.
uint32_t phrases_step(const phrases *p, uint32_t node, uint32_t word);

static inline const sense *phrases_at(const phrases *p, uint32_t node,
                                      uint32_t *n) {
  *n = p->nodes.at[node].n;
  return p->senses.at + p->nodes.at[node].first;
}

// The node of a whole phrase, or NO_VALUE; for loading and tests.
uint32_t phrases_find(const phrases *p, arena *m, str form);

#endif
