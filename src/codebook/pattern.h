#ifndef CODEBOOK_PATTERN_H
#define CODEBOOK_PATTERN_H

// The compiled form of a frame line: which words may stand in which place.
// Everything is a slice of a column of `rules`, so that it can be printed.

#include "codebook/grammar.h"

// One way to say which words may stand somewhere; a slice of them is an
// alternation, true when one of them is.
typedef enum {
  TEST_WORD,   // id: lexicon word
  TEST_CLASS,  // id: lexicon class
  TEST_KIND,   // id: entity_kind
  TEST_PHRASE, // id: index into rules.phrases
  TEST_RUN,    // id: index into rules.runs; only in loose lines
} test_kind;
typedef struct {
  test_kind kind;
  uint32_t id;
} word_test;

typedef struct {
  uint32_t first, n; // slice of rules.tests, mods or phrase words
} rule_slice;

// Kinds of who or what, asked of a mention. ORDER ENTITY_KIND: rule_word.c
typedef enum {
  KIND_ACTOR,    // anyone who can act
  KIND_COUNTRY,  // a state as a whole
  KIND_FORCE,    // soldiers, police, armed groups
  KIND_OFFICIAL, // who serves a government
  KIND_PERSON,
  KIND_ORGANIZATION,
  KIND_CIVILIAN, // people without office or arms
  KIND_PLACE,
  KIND_MONEY,
  N_ENTITY_KIND
} entity_kind;

// A noun phrase of several words, "state of emergency": the words before its
// head, the head, and the head of what follows a preposition.
typedef struct {
  uint32_t head, prep, tail; // lexicon words; NO_VALUE where there is none
  rule_slice before;         // slice of rules.phrase_words
} rule_phrase;

// Words that stand side by side as they are written, "peace process"; of a
// predicate of several words, which of them is the verb.
typedef struct {
  rule_slice words; // of rules.phrase_words
  uint32_t verb;
} rule_run;

// One step of a loose line along the words of the clause.
typedef enum { STEP_WORDS, STEP_ACTOR, STEP_RECIPIENT } rule_step_kind;
typedef struct {
  rule_step_kind kind;
  rule_slice words; // STEP_WORDS: the alternation
} rule_step;

// A word beside a head: "joint" in "joint <exercise>", "(joint)", "!joint".
typedef struct {
  rule_slice words;
  bool optional, forbidden;
} rule_mod;

typedef enum {
  PLACE_SUBJ,
  PLACE_OBJ,
  PLACE_IOBJ,
  PLACE_PREP,
  PLACE_COMP,     // a complement: {TYPE}, {*}
  PLACE_PARTICLE, // "out" of "rule out"
  PLACE_BESIDE,   // anywhere beside the predicate; only for !x and (x)
} part_place;
typedef enum {
  FILL_ANY,
  FILL_ACTOR,
  FILL_RECIPIENT,
  FILL_BOTH,
  FILL_CONTENT,
} part_fill;
typedef enum {
  INTRO_ANY,
  INTRO_TO,
  INTRO_THAT,
  INTRO_ING,
  INTRO_IMPERATIVE,
  INTRO_PREP
} intro;

typedef struct {
  part_place place;
  part_fill fill;
  bool optional, forbidden;
  rule_slice preps;  // words that may introduce it (PLACE_PREP, a particle)
  rule_slice heads;  // what its head may be; n 0: anything
  rule_slice mods;   // slice of rules.mods; PLACE_COMP: words of its clause
  bool bare;         // PLACE_PREP: the preposition may be missing
  bool inside;       // [x of RECIPIENT]: the slot is its owner
  uint8_t intros;    // PLACE_COMP: bits 1 << intro
  uint32_t contents; // FILL_CONTENT: bits 1 << event type; all for {*}
  bool shared;       // {TYPE RECIPIENT}: its recipient is the event's too
  bool by,
      by_must; // {RECIPIENT TYPE}: who does it is the recipient; RECIPIENT?
  word_effect effect; // "as negated": what the content gets
} rule_part;

// Frames that a pattern reads. ON_DERIVED: nouns through the verb that they are
// derived from; ON_NOUN: nouns of that very lemma ("noun" lines).
enum { ON_VERB = 1, ON_NOUN = 2, ON_ADJ = 4, ON_DERIVED = 8 };

typedef struct {
  uint32_t rule, line;      // rule; line of the file
  rule_slice parts;         // slice of rules.parts
  rule_slice mods;          // of the predicate (noun lines)
  bool loose;               // a line of words in their order, before and after
  rule_slice before, after; // loose: slices of rules.steps, from the predicate
                            // outwards
  bool both;                // loose: BOTH
  uint8_t on;               // ON_…: kinds of frames
  bool discard;             // of a DISCARD rule
  uint16_t required;        // parts that must be there, the predicate included
  uint16_t weight; // how specific its words are; higher wins among equals
} rule_pattern;

#endif
