#ifndef PARSE_FRAME_BUILD_H
#define PARSE_FRAME_BUILD_H

// What the files frame*.c share while the frames of a sentence are built.

#include "parse/frame.h"

// What the verb above lends a noun: nothing; its subject and phrases, as a
// light verb; the same where its subject is acted upon ("suffered an attack");
// its subject ("announced sanctions"); its object as subject ("accused X of
// …").
typedef enum {
  CARRY_NONE,
  CARRY_LIGHT,
  CARRY_UNDERGO,
  CARRY_SUBJECT,
  CARRY_OBJECT
} carry_kind;

// What is known of a frame beside the record.
typedef struct {
  uint32_t head;      // token that heads its clause: for a copula not its pred
  uint32_t subject;   // token of the surface subject, or NO_TOKEN
  uint32_t object;    // token of the first object, or NO_TOKEN
  uint32_t gap;       // noun that a clause below misses, or NO_TOKEN
  uint32_t future;    // frame of "going" in "going to visit", or NO_FRAME
  uint32_t future_of; // the other way: frame of "visit", or NO_FRAME
  uint32_t carrier;   // noun: frame of the verb that lends it its roles
  carry_kind carry;   // what that verb lends
  bool built;
} frame_info;

typedef struct {
  article *a;
  const codebook *cb;
  uint32_t sentence;
  VEC(uint32_t) order;  // tokens of the sentence, governors first
  uint32_t *clause_of;  // [tokens.n] frame of the clause that a token heads
  VEC(frame_info) info; // [frames.n]
  bool mended;          // an arc of the sentence has moved
} builder;

// Hangs some arcs anew (frame_mend.c).
void mend_tree(builder *b);
// Hangs token t anew.
void arc_move(builder *b, uint32_t t, uint32_t head, deprel rel);
// The same for words around a verb of saying (frame_said.c).
void mend_said(builder *b, uint32_t t);
// Takes the city at the very beginning off the sentence (frame_dateline.c).
void drop_dateline(builder *b, const sentence *in);
// Finds main verbs that the tree hides, and their subjects (frame_raise.c).
void raise_hidden_verb(builder *b);
void name_first_word(builder *b);

// Words (frame_word.c)
bool word_is(const builder *b, uint32_t lex, word_class c);
bool token_is(const builder *b, uint32_t t, word_class c);
// Is "verb preposition" (tokens, the second may be NO_TOKEN) in the class?
bool pair_is(const builder *b, uint32_t verb, uint32_t prep, word_class c);
// The id of "rule out" if the lexicon has it, else that of "rule".
uint32_t pair_lex(const builder *b, uint32_t first, uint32_t second);
bool is_nominal(const builder *b, uint32_t t);
bool is_ing(const builder *b, uint32_t t);
// The preposition or marker of a phrase, or NO_TOKEN.
uint32_t case_of(const builder *b, uint32_t t);
// The noun that a relative pronoun stands for; t itself if it is none. *limit
// becomes the clause's verb: what follows it is no part of the noun.
uint32_t antecedent(const builder *b, uint32_t t, uint32_t *limit);
// The noun inside "a series of strikes", else t.
uint32_t noun_within(const builder *b, uint32_t t);
// The token that negates the clause or noun phrase t by itself, or NO_TOKEN.
uint32_t negation_at(const builder *b, uint32_t t);
uint32_t frame_at(const builder *b, uint32_t t); // clause's, else noun's

// Mending (frame_particle.c): one token's arc, before frames are read.
void bind_particle(builder *b, uint32_t t); // t is not the sentence's first
void free_partitive(builder *b, uint32_t t);
void split_objects(builder *b, uint32_t t);
void free_name(builder *b, uint32_t t);

// Roles (frame_role.c). Each adds to frame f, the one being built.
void role_open(builder *b, uint32_t f);
void role_put(builder *b, uint32_t f, role r);
// All conjuncts of the filler, a relative pronoun replaced by its antecedent.
void role_fill(builder *b, uint32_t f, role r);
void role_clauses(builder *b, uint32_t f, uint32_t t);
// A subject in the sense of the surface: what a passive is about is its OBJ.
void role_subject(builder *b, uint32_t f, uint32_t t, uint8_t flags);
bool has_role(const builder *b, uint32_t f, role_kind kind);
// Prepositional phrases of token t.
void role_phrases(builder *b, uint32_t f, uint32_t t, uint8_t flags);

// Clauses (frame_verb.c, frame_share.c) and nouns (frame_noun.c)
void verb_build(builder *b, uint32_t f);
void verb_share(builder *b, uint32_t f); // subjects and objects from elsewhere
// The clause that a verb of saying loosely goes with, or NO_TOKEN.
uint32_t loose_speech(const builder *b, uint32_t f);
bool is_complement(const builder *b, uint32_t t); // an advcl or acl that is one
void noun_build(builder *b, uint32_t f);
void verb_carry(builder *b, uint32_t f); // finds the nouns that f carries

// Parents of all frames from `first` on (frame_hang.c).
void frames_hang(builder *b, uint32_t first);

#endif
