#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

// One document as a reader found it in a file, and what the file says of it.

#include "base/arena.h"
#include "ingest/detect.h"
#include "ingest/place.h"

// What a container may know of a document. The first seven are the keys of
// JSON lines and the columns of a table, in this order.
typedef enum {
  FIELD_TEXT, // its bytes
  FIELD_ID,
  FIELD_TITLE,
  FIELD_PUBLISHED,
  FIELD_URL,
  FIELD_OUTLET,
  FIELD_LANGUAGE,
  FIELD_BYLINE,
  FIELD_SECTION,
  FIELD_FETCHED, // when an archive took the page
  FIELD_CHARSET, // that the server named
  N_FIELDS
} record_field;

enum { N_COLUMNS = FIELD_LANGUAGE + 1 };

// The name of a field as JSON lines write it.
str record_field_name(record_field f);

// A copy in m without the line ends and indentation of the file's layout: runs
// of ASCII white space are one blank, and none stands at the ends.
str record_one_line(arena *m, str s);

// All slices are the reader's and live until its next call.
typedef struct {
  input_kind kind; // of one document: never a container, never INPUT_AUTO
  str field[N_FIELDS];
  str member;    // name within an archive; p == NULL: none
  uint32_t line; // in the file, 0 where lines do not matter
  place place;   // in the file
} record;

#endif
