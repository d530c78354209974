#ifndef ARTICLE_MENTION_H
#define ARTICLE_MENTION_H

// What the text refers to: people and bodies, days, places, amounts, speech.

#include "article/frame.h"
#include "base/date.h"

#define NO_MENTION UINT32_MAX
#define NO_ENTITY  UINT32_MAX
#define NO_QUOTE   UINT32_MAX
#define NO_ROW     UINT32_MAX // no row of a codebook table

// ORDER MENTION_TYPE: names in article.c
typedef enum {
  MENTION_PERSON,
  MENTION_ORGANIZATION,
  MENTION_PLACE,
  MENTION_EVENT,
  MENTION_TIME,
  MENTION_OBJECT,
  MENTION_ABSTRACT,
  MENTION_ANIMAL,
  MENTION_PLANT,
  MENTION_SUBSTANCE,
  N_MENTION_TYPE
} mention_type;

// ORDER MENTION_BY: names in article.c
typedef enum {
  BY_NAME,
  BY_TITLE,
  BY_ROLE,
  BY_PRONOUN,
  BY_METONYM,
  BY_DEMONYM,
  BY_IMPLIED,
  BY_NONE,
  N_MENTION_BY
} mention_by;

// Whom a mention stands for, as rows of codebook tables (codebook/names.h).
typedef struct {
  uint32_t country; // row of countries, NO_ROW
  uint32_t org;     // row of organisations, NO_ROW
  uint32_t person;  // row of people, NO_ROW
  uint32_t role;    // row of roles, NO_ROW
  uint32_t group;   // row of ethnic and religious groups, NO_ROW
  uint32_t region;  // row of regions, NO_ROW ("the West", "the Balkans")
  uint32_t sectors; // bit set over the sectors of codebook/names.h
} actor_codes;

typedef struct {
  span at;       // the whole noun phrase, article included
  span name;     // the words that name it, or the phrase without article
  uint32_t head; // token
  uint32_t sentence;
  uint32_t entity;     // cluster within the article
  uint32_t antecedent; // mention that gave it its meaning, or NO_MENTION
  uint32_t first_member, n_members; // "both sides": slice of article.lists
                                    // with the mentions that it stands for
  actor_codes who;                  // resolved: own words, or the entity's
  mention_type type;
  mention_by by;
  bool actor; // has a code, so that it can act or be acted upon
  bool known; // false: country or sector was guessed from context
  bool plural;
} mention;

// A run of words that names a person, a place or an organisation.
typedef struct {
  span at;
  uint32_t first, end; // tokens
  mention_type type;
} name_span;

// A group of mentions of one thing, numbered by first mention.
typedef struct {
  uint32_t first; // mention
  uint32_t best;  // mention with the fullest name
  uint32_t count;
  actor_codes who; // everything the article and the codebook say
  mention_type type;
  uint8_t gender; // ud.h GENDER_…, 0 unknown
  bool plural;
} entity;

// A time expression. Days are inclusive calendar days.
typedef enum { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET } timex_type;
typedef enum {
  PRECISION_DAY,
  PRECISION_WEEK,
  PRECISION_MONTH,
  PRECISION_QUARTER,
  PRECISION_YEAR,
  PRECISION_RANGE,
  PRECISION_OPEN,
  N_PRECISION
} date_precision;

typedef struct {
  span at;
  uint32_t first, end; // tokens
  timex_type type;
  date_precision precision;
  day beg, last;  // NO_DAY where open or unknown ("since 1999": last NO_DAY)
  char value[24]; // TIMEX3 value, NUL-terminated
} timex;

typedef struct {
  span at;
  uint32_t head;    // token
  uint32_t place;   // row of places, or NO_ROW
  uint32_t country; // row of countries, or NO_ROW
  bool dateline;
} place_mention;

typedef enum { QUOTE_DIRECT, QUOTE_INDIRECT, QUOTE_MIXED } quote_kind;

typedef struct {
  span content[4]; // pieces, in text order; marks excluded
  uint32_t n_content;
  uint32_t first, end; // tokens from the first piece's to the last's
  span cue;            // words of saying, empty where none
  span speaker_at;     // words that stand for the speaker, empty where none
  uint32_t cue_token, cue_frame; // NO_TOKEN, NO_FRAME
  uint32_t speaker;              // mention, or NO_MENTION
  quote_kind kind;
  bool denied; // the cue denies the content
  bool topic;  // content is what is spoken of, not what is said
} quote;

#define NO_HIGH (-1.0) // counts are never negative

typedef struct {
  span at;
  uint32_t first, end;     // tokens
  uint32_t head;           // token of what is counted, or NO_TOKEN
  double value, low, high; // high NO_HIGH: no upper end
  uint32_t unit;           // lexicon id of the unit's lemma, or NO_WORD
  uint32_t of;             // row of the codebook's quantity classes, or NO_ROW
} quantity;

#endif
