#ifndef STORE_QUERY_H
#define STORE_QUERY_H

// The query language: text -> terms -> SQL with parameters. docs/query.md is
// its manual; the command line, the API and the exports use it alike.
//
//   query q;
//   if (query_parse(&q, m, S("actor:SRB type:AGREE after:2023-11"), &err)) …
//
// A mistake is reported with the words it is about: err->text, and the bytes
// q.wrong of the text.

#include "article/frame.h"
#include "base/date.h"
#include "base/error.h"
#include "base/vec.h"

// ORDER QUERY_KEY: keys in query_key.c
typedef enum {
  KEY_ACTOR,
  KEY_RECIPIENT,
  KEY_PARTY,
  KEY_TYPE,
  KEY_MODE,
  KEY_CONTEXT,
  KEY_CAMEO,
  KEY_QUAD,
  KEY_FACTUALITY,
  KEY_BACKGROUND,
  KEY_COUNTRY,
  KEY_PLACE,
  KEY_SAID_BY,
  KEY_KIND,
  KEY_RULE,
  KEY_OUTLET,
  KEY_DOC,
  KEY_STORY,
  KEY_HAPPENING,
  KEY_ID,
  KEY_AFTER,
  KEY_BEFORE,
  KEY_ON,
  KEY_DATE_PRECISION,
  KEY_SCORE,
  KEY_SOURCES,
  KEY_CONFIDENCE,
  KEY_REVIEW,
  KEY_KNOWN,
  KEY_RUN,
  KEY_SUPERSEDED,
  KEY_ALL,
  N_QUERY_KEY,
  KEY_WORDS = N_QUERY_KEY // full text, which has no key
} query_key;

typedef struct {
  str text;
  bool quoted;
  bool prefix;    // "explo*": words that begin so
  day beg, end;   // of keys of days: [beg, end)
  int64_t number; // of keys of numbers, in the unit of the column
} query_value;

typedef struct {
  query_key key;
  bool negated;
  char compare; // '=', '<', '>'; '=' where the key has no other
  VEC(query_value) values;
  span at; // bytes of the text
} query_term;

typedef struct {
  str text;
  VEC(query_term) terms;
  span wrong; // after an error: the words it is about
} query;

// Most terms and values of a query: more than people write, few enough for
// SQLite's limit of parameters.
enum { QUERY_TERMS = 64, QUERY_VALUES = 256 };

// Reads a query; its strings are borrowed from `text` or live in m. An empty
// text asks for everything. DGM_EFORMAT: a mistake, at out->wrong.
dgm_status query_parse(query *out, arena *m, str text, dgm_error *err);

// A key for help and suggestions: its name, what it means, an example.
typedef struct {
  const char *name, *means, *example;
} query_key_about;
const query_key_about *query_keys(uint32_t *n);

// The key of this name, or KEY_WORDS.
query_key query_key_named(str name);

#endif
