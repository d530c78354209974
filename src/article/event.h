#ifndef ARTICLE_EVENT_H
#define ARTICLE_EVENT_H

// Events as the event stage finds them, and what was not coded and why.

#include "article/mention.h"

#define NO_EVENT UINT32_MAX

// ORDER FACTUALITY, ORDER QUOTE_KIND, ORDER DATE_SOURCE: names in article.c
typedef enum {
  FACT_ACTUAL,
  FACT_PLANNED,
  FACT_HYPOTHETICAL,
  FACT_NEGATED,
  N_FACTUALITY
} factuality;
typedef enum { DATE_TEXT, DATE_REPORT, DATE_NONE } date_source;

// A slice of article.lists.
typedef struct {
  uint32_t first, n;
} list;

typedef struct {
  uint32_t frame; // that was matched
  uint32_t sentence;
  uint32_t trigger;             // token
  uint32_t rule;                // index of the codebook's rules, or NO_ROW
  uint32_t pattern;             // of the codebook's rules, that fitted
  uint32_t type;                // row of the codebook's event types, or NO_ROW
  uint32_t cameo, cameo_mirror; // rows of the codebook's CAMEO codes, or NO_ROW
  uint32_t modes;               // bit set over the type's modes
  uint64_t contexts;            // bit set over the codebook's contexts
  list actors, recipients;      // mentions
  list places;                  // place mentions where it happened
  list mentioned;               // others of its sentence
  list quantities;
  uint32_t date; // timex, or NO_ROW
  day beg, last; // the event's days, NO_DAY open
  date_source date_from;
  date_precision precision;
  factuality fact;
  bool background, scare;
  span at;             // words from which it was read
  list speeches;       // slice of article.speeches, outermost first
  uint32_t content_of; // event, or NO_EVENT
  uint8_t effect;      // what its rule says of that content ("as planned"):
                       // a word_effect of codebook/grammar.h, 0 for nothing
  double confidence;
} event;

// One link of an attribution chain.
typedef struct {
  uint32_t speaker; // mention, or NO_MENTION
  span speaker_at;  // words that stand for a speaker without a mention
  uint32_t verb;    // token of saying, or NO_TOKEN
  span at;          // the words that are attributed
  quote_kind kind;
  bool denied;
} speech;

typedef struct {
  uint32_t from, to; // events
} event_link;

// A trigger that did not become an event.
typedef struct {
  uint32_t frame, rule, sentence, trigger;
  span at;
  uint32_t reason; // index of the codebook's reject reasons
} reject;

#endif
