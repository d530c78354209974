#ifndef CODEBOOK_RULE_WORD_H
#define CODEBOOK_RULE_WORD_H

// The words of a frame line as numbers: alternations as tests, and a predicate
// of several words as the structures that it may have.

#include "codebook/rule_line.h"

// Classes that the compiler itself asks for; looked up once a file, since
// reading rules adds words but no members of classes.
typedef struct {
  uint32_t article, preposition, particle;
} rule_classes;

typedef struct {
  rules *r;
  lexicon *x;
  cursor *c;
  const rule_line *line;
  uint32_t rule;
  const rule_classes *classes;
  // Tests of the alternations that were compiled for another structure of the
  // predicate, by their first alternative; n 0: not yet.
  rule_slice done[LINE_ALTS];
  uint16_t done_weight[LINE_ALTS];
  uint8_t prep[LINE_ALTS]; // is the alternative a preposition? prep_answer
} compiler;

// One structure of a predicate: "take into custody" is the word "take" with
// "into custody" beside it; "arrive in" binds what comes next to "in".
typedef struct {
  uint32_t key;        // lexicon word under which the pattern is filed
  uint32_t particle;   // "out", or NO_VALUE
  uint32_t object;     // "siege" of "lay siege to", or NO_VALUE
  uint32_t prep, tail; // "into", "custody", or NO_VALUE
  uint32_t bind;       // "in" of "arrive in", or NO_VALUE
} pred_form;

enum {
  PRED_FORMS = 4
}; // structures of one phrase: particle (filed under two
   // words), preposition, "out of"

// Is every word of the item a plain preposition?
bool item_is_prep(compiler *m, const line_item *item);

// The item's alternation as a slice of rules.tests. Unknown classes are
// reported. weight (may be NULL) grows by how specific the words are.
rule_slice item_tests(compiler *m, const line_item *item, uint16_t *weight);

// A slice of one test for one word.
rule_slice word_tests(compiler *m, uint32_t word);

// A slice of rules.mods for items that stand before a head.
rule_slice item_mods(compiler *m, const line_item *items, uint32_t n,
                     uint16_t *required, uint16_t *weight);

// The structures of a verb of one or several words; their number.
uint32_t verb_forms(compiler *m, str words, pred_form out[PRED_FORMS]);

// Words that stand side by side as an index of rules.runs; "+" before one marks
// the verb.
uint32_t word_run(compiler *m, str words);

// A noun phrase of several words as an index of rules.phrases; `words` lives as
// long as the rules.
uint32_t noun_phrase(compiler *m, str words);

str entity_kind_name(entity_kind k);

#endif
