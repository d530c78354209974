#ifndef CODEBOOK_GRAMMAR_H
#define CODEBOOK_GRAMMAR_H

// What the engine itself asks about words. The words stand in the tables of
// <language>/words/; here are only the names of the questions.
//
// A new question: one line in word_class, its name in grammar.c, its words in
// words/classes.tsv. A class without words answers no.

#include "codebook/lexicon.h"
#include "codebook/table.h"

// ORDER WORD_CLASS: names in grammar.c
typedef enum {
  WORD_LIGHT_VERB,      // hold, stage, carry out: the noun is the predicate
  WORD_LIGHT_PASSIVE,   // come under, suffer: the subject is acted upon
  WORD_SAY,             // say, tell, announce: what follows is somebody's words
  WORD_SAY_NOUN,        // statement, claim: the same as nouns
  WORD_DENY,            // deny: the words are denied
  WORD_SUBJECT_CONTROL, // decide: its subject does what the infinitive says
  WORD_OBJECT_CONTROL,  // order, urge: its object does
  WORD_NEGATOR,         // not, never
  WORD_NEGATIVE_DET,    // no, neither: negates what it determines
  WORD_FUTURE_AUX,      // will, shall
  WORD_FUTURE_WORD,     // go, set, due, about (be going to, be set to)
  WORD_MODAL,           // may, could, should
  WORD_BE,              // be
  WORD_HAVE,            // have
  WORD_CONDITIONAL,     // if, unless: the clause need not be so
  WORD_TO,              // to: infinitive marker, preposition of the receiver
  WORD_OF,              // of: ties an owner to what is owned
  WORD_BY,              // by: the one who acts, in passives and after nouns
  WORD_THAT,            // that: introduces what is said
  WORD_IN,              // in, inside: place of a noun phrase
  WORD_FROM,            // from: origin
  WORD_BETWEEN,         // between, among: all that follow take part
  WORD_WITH,            // with, alongside: the other one takes part
  WORD_RECIPROCAL,      // each other, one another: subjects act upon each other
  WORD_PARTITIVE,       // group, number, dozens: "of" names who they are
  WORD_STANCE,          // adverbs of doubt: allegedly, reportedly
  WORD_NOUN_OBJECT,     // on, against, of: what an act is upon ("attack on")
  WORD_PREPOSITION,     // all prepositions: they bind what follows in a rule
  WORD_PARTICLE,        // out, up: part of the verb ("rule out")
  WORD_ARTICLE,         // the, a: skipped in a rule's line
  WORD_GENERIC_PERSON,  // people, man, leader: descriptions without a role
  WORD_PAST_ADVERB,     // previously, formerly: past to the story told
  WORD_RETELLING,       // anniversary, memoir: what it holds is no news
  WORD_COMPLEMENT_MARK, // of, from, for: before an -ing form they govern it
  WORD_NOUN_CONTROL,    // cancel, announce: its subject does its noun object
  WORD_OBJECT_COMPLEMENT, // accuse of: what follows is what the object does
  WORD_SUBJECT_NOUN,      // meeting, visit: in a phrase of a clause, its
                          // subject takes part ("after talks with X, Y said")
  WORD_STATE,             // say, state, add: tells without acting
  WORD_OCCUR,             // happen, take: "the attack did not happen"
  WORD_AFTER,             // after: its clause is earlier
  WORD_AUTHORED,          // report, bill: what it says or does, its author does
  WORD_PHRASE_NOUN,       // behalf: with its prepositions one preposition
  WORD_AGAINST,           // against: what an act is upon, never its agent's own
  WORD_SHARED,            // border, row: "with" names the other side
  WORD_POINTING,          // against, on: whom an act points at
  WORD_BARE_PARTICLE,     // off, back: hardly ever a preposition
  WORD_AUTHORING,         // draft, impose: what is drafted is its author's
  N_WORD_CLASS
} word_class;

// What a word does to the clause or noun below it: words/effects.tsv.
// ORDER WORD_EFFECT: names in grammar.c
typedef enum {
  EFFECT_NONE,
  EFFECT_ACTUAL,       // begin, manage: it happens
  EFFECT_PLANNED,      // plan, want
  EFFECT_HYPOTHETICAL, // may, could, fear
  EFFECT_NEGATED,      // fail, avoid, cancel
  EFFECT_CLAIMED,      // claim, allege
  EFFECT_DENIED,       // deny
  N_WORD_EFFECT
} word_effect;

// ORDER WORD_USE: names in grammar.c
typedef enum {
  USE_VERB,
  USE_NOUN,
  USE_ADJ,
  USE_AUX,
  USE_MARKER,
  USE_ADVERB,
  N_WORD_USE
} word_use;

typedef struct {
  uint32_t word;
  word_use use;
  word_effect effect;
} effect_row;

// A number that a word stands for: words/values.tsv ("month march 3").
typedef struct {
  uint32_t class_id, word;
  int32_t value;
} value_row;

// How much a word speaks of public affairs: words/topic.tsv.
typedef struct {
  uint32_t word;
  int16_t weight; // hundredths
} topic_row;

typedef struct {
  uint32_t classes[N_WORD_CLASS]; // lexicon class, or NO_CLASS
  VEC(effect_row) effects;        // by word, after grammar_close
  VEC(value_row) values;          // by word, class
  VEC(topic_row) topics;          // by word
} grammar_words;

// Is the file a table of words/ that grammar_read takes?
bool grammar_reads(str name);
// Loading: reads those of the files into lexicon and grammar.
void grammar_read(grammar_words *g, lexicon *x, const source_file *files,
                  uint32_t n, reporter *errors);
// After all tables: sorts, and resolves the classes above.
void grammar_close(grammar_words *g, lexicon *x);

// Is the word of the class? lex may be NO_WORD.
static inline bool grammar_is(const grammar_words *g, const lexicon *x,
                              uint32_t lex, word_class c) {
  return lexicon_in(x, lex, g->classes[c]);
}

// EFFECT_NONE for words without a row. Logarithmic.
// The row of a word that tells the topic, or NULL.
const topic_row *grammar_topic(const grammar_words *g, uint32_t lex);
word_effect grammar_effect(const grammar_words *g, uint32_t lex, word_use use);

// The value of a word in a class ("month", "march"); false where none.
bool grammar_value(const grammar_words *g, uint32_t class_id, uint32_t lex,
                   int32_t *out);

str word_effect_name(word_effect e);
word_effect word_effect_find(str name); // EFFECT_NONE when there is none

#endif
