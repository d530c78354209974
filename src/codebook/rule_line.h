#ifndef CODEBOOK_RULE_LINE_H
#define CODEBOOK_RULE_LINE_H

// A frame line as it is written: a row of items, not yet compiled.

#include "codebook/cursor.h"
#include "codebook/rule.h"

// Longest line of the codebook has 12 items and 40 alternatives.
enum { LINE_ITEMS = 32, LINE_ALTS = 200 };

typedef struct {
  str text;    // "hold", "begin", "rule out", folded
  uint32_t at; // byte of the line
  bool angle;  // was written in <>
} line_alt;

typedef enum {
  ITEM_SLOT,    // ACTOR, RECIPIENT, BOTH
  ITEM_WORDS,   // a|<b>|<c d>
  ITEM_NOUN,    // [senior <official> of RECIPIENT], [<war>]
  ITEM_CONTENT, // {TYPE}, {*}
  ITEM_STAR,    // *
} item_kind;

typedef struct {
  item_kind kind;
  uint32_t at; // byte of the line
  bool optional, forbidden;
  part_fill fill;             // slot; of ITEM_NOUN: its owner, or FILL_ANY
  uint32_t first, n;          // alternatives in line.alts
  uint32_t first_mod, n_mods; // ITEM_NOUN, ITEM_CONTENT: items in line.mods
  uint32_t contents;          // ITEM_CONTENT: bits of event types
  bool shared;                // ITEM_CONTENT: {TYPE RECIPIENT}
  bool by, by_optional; // ITEM_CONTENT: {RECIPIENT TYPE}, {RECIPIENT? …}
  word_effect effect;   // ITEM_CONTENT: "as …"
} line_item;

typedef enum {
  LINE_ANY,
  LINE_VERB,
  LINE_NOUN,
  LINE_ADJ,
  LINE_WORDS,
  LINE_LOOSE
} line_use;

typedef struct {
  line_use use; // prefix "verb", "noun", "adj", "words", "loose"
  line_item items[LINE_ITEMS];
  uint32_t n_items;
  line_item mods[LINE_ITEMS];
  uint32_t n_mods;
  line_alt alts[LINE_ALTS];
  uint32_t n_alts;
} rule_line;

// Reads the rest of the cursor's line; false with an error reported.
bool rule_line_read(rule_line *out, cursor *c, const rules *r,
                    const lexicon *x);

#endif
