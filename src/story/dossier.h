#ifndef STORY_DOSSIER_H
#define STORY_DOSSIER_H

// What copies and stories need to know of a document, and nothing else: made of
// a finished article on any thread, small, and the same after a trip through
// bytes. Whoever keeps dossiers can build every grouping again.

#include "article/article.h"
#include "base/buf.h"
#include "base/error.h"
#include "codebook/codebook.h"
#include "model/model.h"
#include "story/gram.h"

// ORDER TRAIT_KIND: weights in story.c
typedef enum {
  TRAIT_NAME,  // a word of a name
  TRAIT_WORD,  // the lemma of another content word
  TRAIT_PLACE, // a place of the gazetteer
  TRAIT_DEED,  // type and parties of an event
  N_TRAIT_KIND
} trait_kind;

// Something that reports of one happening have in common.
typedef struct {
  uint32_t key;    // hash of kind and content
  uint16_t common; // share of documents, in 65536ths, in which a text of the
                   // language has it
  uint8_t kind;    // trait_kind
  uint8_t weight;  // 1 in the body, more in title and lead
} trait;

enum {
  TRAITS_MOST = 64, // of a document: title and lead say what happened
  PARTIES_MOST = 6, // of an event on one side; more are a list of guests
  SPOTS_MOST = 6,   // places of an event
  WEIGHT_MOST = 6,  // of a trait: more mentions say nothing more
};

// An event, as far as reports of it can be compared.
typedef struct {
  char id[32];   // of the record, hex
  uint32_t type; // hash of PLOVER's type, else of the CAMEO root
  uint32_t actors[PARTIES_MOST], recipients[PARTIES_MOST]; // hashes
  uint32_t spots[SPOTS_MOST];     // geonameids of its places
  uint32_t countries[SPOTS_MOST]; // hashes of the countries of its places
  uint8_t n_actors, n_recipients, n_spots, n_countries;
  uint8_t background; // told as past to the report's story
  day beg, last;      // NO_DAY: open
} deed;

typedef struct {
  str id;
  uint64_t outlet; // hash of the outlet or of the URL's host; 0: unknown
  day published;
  gram_list grams;
  VEC(trait) traits; // heaviest first
  VEC(deed) deeds;   // in text order
} dossier;

// Reads a cleaned article; `coded` says that its events are there. All memory
// is the article's arena; the id is borrowed. Cannot fail.
void dossier_make(dossier *out, article *a, const codebook *cb, const model *m,
                  bool coded);

// Appends the dossier as bytes, the same on every machine.
void dossier_write(buf *out, const dossier *d);

// Reads what dossier_write wrote from the front of *bytes and cuts it off; the
// id is borrowed, lists are in m. DGM_EFORMAT where the bytes are none.
dgm_status dossier_read(dossier *out, arena *m, str *bytes, dgm_error *err);

#endif
