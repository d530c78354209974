#ifndef MENTION_ACTOR_H
#define MENTION_ACTOR_H

// What the files that find mentions share; for no one else.

#include "mention/mention.h"

#define NO_HIT UINT32_MAX

// A name, role or region of the codebook that stands in the text.
typedef struct {
  uint32_t first, end; // tokens
  uint32_t top;        // the token of it that hangs highest in the tree
  uint32_t node;       // of the phrases
  sense is;            // the sense chosen among the node's
  bool lemma;          // met by a lemma: the text has another form, a plural
} name_hit;

typedef struct finder {
  article *a;
  const codebook *cb;
  const names *n;
  day today;        // day whose offices count, or NO_DAY
  uint32_t *form;   // [tokens] word number of the form, NO_PIECE
  uint32_t *lemma;  // [tokens] word number of the lemma, NO_PIECE
  uint32_t *hit_of; // [tokens] hit that the token belongs to, NO_HIT
  uint32_t *lo;     // [tokens] first token of the subtree
  uint32_t *hi;     // [tokens] last token of the subtree
  uint32_t *order;  // [n_order] tokens, dependents before their heads
  uint32_t n_order;
  uint32_t *seen; // [countries] how often the article names each
  uint32_t home;  // the country it names most, or NO_ROW
  VEC(name_hit) hits;
  VEC(uint8_t) how; // by mention: HOW_…
  struct clusters *clusters;
} finder;

// How a mention came to its codes.
enum {
  HOW_NAMED = 1,   // by a name of the codebook at its head
  HOW_ROLE = 2,    // by a role; its country may still be missing
  HOW_FORMER = 4,  // the office is not held now
  HOW_UNKNOWN = 8, // a proper name that the codebook does not know
  HOW_PRONOUN = 16,
  HOW_DONE = 32,     // has its entity
  HOW_MODIFIER = 64, // adjective or compound inside another mention
  HOW_OWNED = 128,   // country or organisation comes from the phrase itself
};

// actor_hit.c: words, hits, senses, seen, home.
void find_hits(finder *f);
// Duties of a token's form or lemma.
uint32_t token_duty(const finder *f, uint32_t t);

// actor_tree.c: subtrees, and which tokens head mentions.
void find_trees(finder *f);
void find_phrases(finder *f);
bool is_clause(deprel rel); // a dependent that is no part of the noun phrase

// actor_code.c: what each phrase says by its own words.
void compose_mentions(finder *f);
// Takes over the owner's country or organisation where `who` has none yet, and
// its sectors where `spokes` or where `who` has none of its own.
void take_side(actor_codes *who, const actor_codes *owner, bool spokes);
bool has_side(const actor_codes *who); // a country, organisation or region
// Looks up who holds the role that m has, once its side is known.
void find_holder(finder *f, mention *m, uint8_t how);
bool is_indefinite(const finder *f, uint32_t head); // a, any, no, …
// Does a locative preposition govern the phrase?
bool is_locative(const finder *f, uint32_t head);

// entity.c: clusters.
void link_mentions(finder *f);

#endif
