#ifndef CODEBOOK_RULE_H
#define CODEBOOK_RULE_H

// Rules: from frames to event types. docs/codebook.md is the language's manual.
//
// A frame line is compiled into patterns, one for each structural alternative
// ("<take into custody>" and "arrest" are two), and a pattern is filed under
// the words that its predicate may be. A frame tests only the patterns filed
// under its own predicate, so matching does not slow down with more rules.

#include "codebook/compose_row.h"
#include "codebook/form_table.h"
#include "codebook/grammar.h"
#include "codebook/pattern.h"
#include "codebook/scheme.h"

#define NO_RULE UINT32_MAX

typedef enum { SCOPE_FRAME, SCOPE_SENTENCE, SCOPE_DOCUMENT } discard_scope;

typedef struct {
  uint32_t rule;
  rule_slice words; // slice of rules.needs: all must stand in the sentence
} rule_words;

typedef struct {
  str name;               // "COOPERATE/joint-exercise"
  uint32_t type;          // row of scheme.types, or NO_TYPE
  uint32_t modes;         // bits of the type
  uint64_t contexts;      // bits
  uint32_t cameo, mirror; // rows of scheme.codes, or NO_VALUE
  uint32_t pair;     // code of a second event, its sides exchanged, or NO_VALUE
  bool uncoded;      // "cameo none": no first event
  str root;          // beginning of the code that from_content may take
  bool from_content; // the code follows the content: world/content.tsv
  bool discard, off;
  discard_scope scope;
  uint32_t reason;   // reject reason of a discard
  double confidence; // measured precision, 0 to 1
  const char *path;
  uint32_t replaced_by;  // rule of a later folder, or NO_RULE
  uint32_t line, folder; // where its head stands; 0 ours, 1… overlays
  uint32_t first_example, n_examples;
  uint32_t first_pattern, n_patterns;
} rule;

typedef struct {
  uint32_t rule, line;
  const char *path;
  str text, expected; // the sentence; what stands behind "=>"
  bool must;          // "+": must code; "-": must not be this rule
} rule_example;

// A real name that the runner of examples reads for an invented one.
typedef struct {
  str invented, id, real, real_id;
} rule_standin;

// A pattern under a word of its predicate, with what most often rules it out,
// so that the pattern itself need not be fetched.
typedef struct {
  uint32_t word, pattern;
  word_test key; // a word or class that must stand in the sentence, else
                 // TEST_KIND
  uint32_t run;  // of a predicate of several words in a loose line: index of
                 // rules.runs, else NO_VALUE
  uint8_t on;    // of the pattern
  bool discard;
} rule_entry;

typedef struct {
  arena *m;
  scheme scheme;
  VEC(rule) all;
  map by_name;
  VEC(rule_pattern) patterns;
  VEC(rule_part) parts;
  VEC(rule_mod) mods;
  VEC(word_test) tests;
  VEC(rule_phrase) phrases;
  map phrase_by_words; // while loading: as it is written, its index
  VEC(rule_run) runs;
  VEC(rule_step) steps;
  VEC(uint32_t) phrase_words;
  VEC(rule_example) examples;
  VEC(rule_standin) standins;
  VEC(content_code) contents;
  VEC(compose_rank) ranks;
  VEC(rule_words) words;   // "words" lines
  rule_slice *class_tests; // by class: its tests, n 0 before the first use
  rule_slice *class_runs;  // the same for loose lines
  bool *class_used;        // by class: some rule names it
  bool loose;              // some rule in force has a loose line
  bool typed;              // some rule in force knows a type
  VEC(rule_slice) needs;   // their alternations
  VEC(rule_entry) entries; // by word, pattern
  uint32_t n_words;        // of the lexicon at rules_close
  uint32_t *first_entry;   // by word: where its entries begin; words.n + 1
  form_table contexts;     // kinds: contexts of the scheme, CONTEXT_NONE
  VEC(str) reasons;        // ORDER REJECT_REASON first, then of discards
} rules;

// ORDER REJECT_REASON: names in rule.c; reject.reason below N_REJECT_REASON.
typedef enum {
  REJECT_NO_FIT,       // no line of the predicate's rules fits
  REJECT_NO_ACTOR,     // nobody with a code acts
  REJECT_NO_RECIPIENT, // nobody with a code is acted upon, and must be
  REJECT_SAME_PARTY,   // one party where two must be
  REJECT_TOLD,         // another frame of the sentence tells the same event
  REJECT_UNCODED,      // its rule says that it is no event
  REJECT_PRIVATE,      // nobody of public life takes part
  REJECT_EVERYDAY,     // its text is not about public affairs
  N_REJECT_REASON
} reject_reason;

// The kind of forms that speak of no context, whatever their words do: the last
// that a form table holds, so contexts stay below it.
enum { CONTEXT_NONE = 62 };

enum { RULE_FILE_RANKS = 9 }; // kinds of files that rules_read takes

// Loading. rules_read takes world/contexts|events|cameo|content.tsv,
// words/contexts|standins.tsv, *.rules, confidence.tsv and world/compose.tsv,
// in this order.
void rules_read(rules *r, lexicon *x, const source_file *file, uint32_t folder,
                reporter *errors);
// Place of a file in that order, NO_VALUE for files of other modules.
uint32_t rules_rank(str name);
// Number of a reject reason; adds a new one.
uint32_t rules_reason(rules *r, str name);
void rules_init(rules *r, arena *m);
void rules_close(rules *r, lexicon *x);

// The rule in force under a name ("CONSULT/visit"), or NO_RULE.
uint32_t rules_find(const rules *r, str name);

// Patterns filed under a word, as a slice of entries; none for NO_WORD.
rule_slice rules_of(const rules *r, uint32_t word);

// Is the word the predicate of some rule's line, so that a noun deserves a
// frame? Linear in the word's patterns.
bool rules_is_trigger(const rules *r, uint32_t word);

#endif
