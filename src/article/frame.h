#ifndef ARTICLE_FRAME_H
#define ARTICLE_FRAME_H

// Frames: predicates with their arguments in one normal form.
//
// Whatever the wording (active, passive, relative clause, control verb, light
// verb, derived noun, coordination), the one who acts is SUBJ and what is acted
// upon is OBJ. A rule matches frames, so it covers all wordings at once.

#include "base/str.h"

#define NO_FRAME UINT32_MAX

typedef struct {
  uint32_t beg, end;
} span;

typedef enum {
  ROLE_SUBJ, // who acts: subject, by-agent, possessor of a derived noun
  ROLE_OBJ,  // what is acted upon: object, passive subject, "of" of a noun
  ROLE_IOBJ, // indirect object; a rule's "to X" takes it too
  ROLE_PREP, // with its preposition
  ROLE_COMP, // a clause or infinitive that it governs
  ROLE_MOD,  // words before a noun predicate: adjective, compound, demonym
  ROLE_PRED, // for a copula: what the subject is said to be
} role_kind;

enum {
  ROLE_SHARED = 1,    // reached through control, a relative clause or
                      // coordination, not a direct dependent
  ROLE_FROM_NOUN = 2, // hangs on the noun of a light verb ("held talks with")
};

typedef struct {
  role_kind kind;
  uint32_t token; // head of what fills it; coordinated fillers are roles each
  uint32_t mark;  // token of the preposition or marker, or NO_TOKEN
  uint32_t prep;  // lexicon id of that preposition or marker, or NO_WORD;
                  // "in spite of" counts under its first word
  uint32_t frame; // frame that the filler heads, or NO_FRAME
  uint8_t flags;  // ROLE_…
} role;

typedef enum { FRAME_VERB, FRAME_NOUN, FRAME_ADJ } frame_kind;
typedef enum {
  TENSE_NONE,
  TENSE_OF_PAST,
  TENSE_OF_NOW,
  TENSE_FUTURE
} frame_tense;

// How a frame hangs on its parent.
typedef enum {
  HANG_ROOT,     // on nothing
  HANG_COMP,     // complement: "agreed to cancel", "said that it cancelled"
  HANG_RELATIVE, // relative or participle clause of an argument of the parent
  HANG_ADVERB,   // adverbial clause; marker says which: if, after, to …
  HANG_CONJ,     // coordinated with the parent
  HANG_ARGUMENT, // a noun predicate that is an argument of the parent
  HANG_PARATAX,  // loose: "…, the ministry said"
} frame_hang;

enum {
  FRAME_PASSIVE = 1,
  FRAME_PERFECT = 2,     // have + participle
  FRAME_PROGRESSIVE = 4, // be + -ing
  FRAME_NEGATED = 8,     // not, never, no as determiner of subject or object
  FRAME_QUESTION = 16,
  FRAME_IMPERATIVE = 32,
  FRAME_INFINITIVE = 64,
  FRAME_PARTICIPLE = 128, // -ing or -ed form without auxiliary
  FRAME_LIGHT = 256,      // the verb carries no meaning; noun is the predicate
};

typedef struct {
  uint32_t pred;     // token of the predicate
  uint32_t light;    // token of the light verb above a noun, or NO_TOKEN
  uint32_t lex;      // lexicon id of the predicate's lemma (with its particle
                     // where the lexicon has it), or NO_WORD
  uint32_t verb_lex; // for a noun: lexicon id of the verb it is derived from,
                     // or NO_WORD; for a verb: the same as lex
  uint32_t particle; // token of "out" in "rule out", or NO_TOKEN
  uint32_t modal;    // token of the modal auxiliary, or NO_TOKEN
  uint32_t negation; // token that negates, or NO_TOKEN
  uint32_t parent;   // frame above, or NO_FRAME
  uint32_t marker;   // token that introduces the clause, or NO_TOKEN
  uint32_t sentence;
  uint32_t first_role, n_roles; // slice of article.roles
  frame_kind kind;
  frame_tense tense;
  frame_hang hang;
  uint16_t flags; // FRAME_…
} frame;

#endif
