#ifndef TESTS_CASE_H
#define TESTS_CASE_H

// Test cases as data: files that anyone can edit.
//
//   # comment
//   == name of the case
//   key: value
//   text: the input ("\n" is a line end)
//   ----
//   expected lines
//
// DRAGOMAN_BLESS=1 rewrites the expected lines of all cases that fail.

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

typedef struct {
  str name, head, expected; // head: the lines of keys and values
  uint32_t line;            // of the name
} test_case;

// The value of a key in the case's head, with "\n" made line ends; "" when
// there is none.
str case_value(arena *m, const test_case *c, const char *key);

// Runs every case of a file: `answer` appends lines to out, which must be the
// expected ones. Prints each difference; returns how many cases failed, and
// counts cases into *n.
uint32_t cases_run(const char *path, arena *m, uint32_t *n,
                   void (*answer)(buf *out, arena *m, const test_case *c,
                                  void *context),
                   void *context);

#endif
