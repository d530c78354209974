#ifndef EVENT_MATCH_PART_H
#define EVENT_MATCH_PART_H

// What the files match*.c share: one pattern tried on one frame.

#include "article/article.h"
#include "codebook/codebook.h"

// Parties of one side of an event. The longest lists in the news name the
// members of a body one by one; beyond this they are cut.
enum { MAX_PARTIES = 32 };
typedef struct {
  uint32_t at[MAX_PARTIES]; // mentions
  uint32_t n;
} parties;

// Tokens that may fill a place of a frame; longer coordinations are cut.
enum { MAX_TOKENS = 32 };
typedef struct {
  uint32_t at[MAX_TOKENS];
  uint32_t n;
} tokens;

enum { MAX_USED = 16 }; // words a pattern may name; a line has fewer parts

typedef struct {
  parties actors, recipients;
  uint32_t content; // frame of the complement, or NO_FRAME
  word_effect effect;
  bool shared;             // the complement's recipient is the event's too
  uint32_t used[MAX_USED]; // heads that the pattern names
  uint32_t n_used;
  uint32_t optional; // parts that are there without having to
  bool both;         // everybody is an actor
  uint32_t code;     // of a loose line with its content, or NO_VALUE
} attempt;

typedef enum { FITS, MISFIT, LACKS_ACTOR, LACKS_RECIPIENT, ONE_PARTY } fit;

// What matching knows of a frame; filled when first asked for.
typedef struct {
  uint32_t pattern; // that won, or NO_VALUE
  uint32_t on;      // frame that it was tried on: this, or its light verb
  attempt *found;
  uint8_t state;  // 0 not asked, 1 being asked, 2 known
  uint8_t why;    // fit, where no pattern won
  bool trigger;   // some rule lists the predicate
  uint32_t event; // index of article.events, or NO_EVENT
} frame_match;

typedef struct {
  article *a;
  const codebook *cb;
  frame_match *of; // [frames.n]
  // The sentence that is matched now: words and classes that stand in it bear
  // its number, so that most patterns are put aside without looking at roles.
  uint32_t *word_in, *class_in; // [lexicon], number + 1
  uint32_t now;
  struct loose_clause *clause; // match_loose.c; NULL: no rule is loose
  uint32_t force_sectors, official_sectors, civilian_sectors;
  uint32_t public_sectors, trade_sectors; // public.c
} matcher;

// Tries one pattern on frame f.
fit match_pattern(matcher *m, const rule_pattern *p, uint32_t f, attempt *out);

// Whom the act points at, where the line that fits names no recipient.
void match_complete(matcher *m, uint32_t f, uint32_t type, attempt *found);

// Does the clause of frame c have the words that stand in the part's braces?
bool match_clause(matcher *m, const rule_part *part, uint32_t c, attempt *out);

// Notes that a word stands in the sentence that is matched now.
void match_mark(matcher *m, uint32_t lex);

// Moves to sentence s; matching stays within one.
void match_enter(matcher *m, uint32_t s);

// Do the words that the pattern asks for stand in the sentence at all?
bool match_possible(const matcher *m, const rule_entry *e);
bool tests_possible(const matcher *m, rule_slice tests);

// The best pattern for frame f, among rules that code. Asks for complements
// first; a frame that waits for itself gets none.
const frame_match *match_frame(matcher *m, uint32_t f);

// The frames that hold what frame c tells: c if a rule fits it, else those
// below, and what is joined to it. At most `room`.
uint32_t match_contents(matcher *m, uint32_t c, uint32_t *out, uint32_t room);

// Words (match_word.c)
bool word_passes(const matcher *m, uint32_t lex, rule_slice tests);
bool head_passes(const matcher *m, uint32_t t, rule_slice tests);
bool mods_pass(const matcher *m, uint32_t t, rule_slice mods,
               uint32_t *optional);
// Does a word beside the predicate or its object pass?
bool beside_passes(const matcher *m, uint32_t f, rule_slice tests);
bool lemma_is(const matcher *m, uint32_t t, word_class c);

// Places (match_place.c): tokens that may fill a part of the pattern, without
// phrases of words that the attempt has used.
void place_tokens(const matcher *m, uint32_t f, const rule_part *part,
                  const attempt *taken, tokens *out);
void place_locatives(const matcher *m, uint32_t f, tokens *out);
// Tokens upon which frame f acts whatever its rule: indirect object, object,
// or phrases with to, for, with, against.
void place_upon(const matcher *m, uint32_t f, part_place place, tokens *out);
// Tokens of phrases that point at somebody, whatever the rule: "halted fire
// [at X]", "lifted its veto [on X]".
void place_pointed(const matcher *m, uint32_t f, const attempt *taken,
                   tokens *out);

// Bit set of the sectors with these ids, a space between two.
uint32_t sector_bits(const codebook *cb, const char *ids);

// Deeds of private people among themselves (public.c).
void public_start(matcher *m);
bool is_public(const matcher *m, uint32_t type, const attempt *found);

// Who (match_who.c): the actors that a noun phrase stands for.
void who_of(const matcher *m, uint32_t t, bool acted_upon, parties *out);
bool same_party(const article *a, uint32_t x, uint32_t y);

#endif
