#ifndef INGEST_JSON_H
#define INGEST_JSON_H

// JSON, read in one pass where it stands: no tree, no copy of plain strings.
//
//   json j = json_open(text);
//   str key;
//   if (json_enter(&j, '{'))
//     while (json_key(&j, m, &key))
//       str_eq(key, S("text")) ? json_string(&j, m, &out) : json_skip(&j);
//
// The first mistake sticks: after it every call returns false, and `wrong` says
// what it was and `at` where. The text must be valid UTF-8.

#include "base/arena.h"

// Deepest nesting that is walked; articles' metadata have at most 8 levels.
#define JSON_DEPTH 64

typedef struct {
  str s;
  uint32_t at;
  uint32_t depth;    // open objects and arrays
  bool fresh;        // nothing stands yet behind the last bracket
  const char *wrong; // NULL while all is well
} json;

static inline json json_open(str s) {
  return (json){.s = s};
}

// What comes next: { [ " t f n 0 (a number), or 0 at the end and for anything
// else.
char json_peek(json *j);

// Steps into an object '{' or array '['.
bool json_enter(json *j, char bracket);

// The next key of the object that was entered, escapes decoded in m; false
// behind its end.
bool json_key(json *j, arena *m, str *key);

// Is there another value in the array that was entered? False behind its end.
bool json_more(json *j);

// Reads a string; borrowed unless it has escapes.
bool json_string(json *j, arena *m, str *out);

// Reads a number as it is written.
bool json_number(json *j, str *out);

// Steps over any value. Linear, nested at most JSON_DEPTH deep.
bool json_skip(json *j);

// Does only white space follow?
bool json_end(json *j);

#endif
