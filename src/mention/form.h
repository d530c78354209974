#ifndef MENTION_FORM_H
#define MENTION_FORM_H

// An article's words looked up in one of the codebook's form tables.

#include "article/article.h"
#include "codebook/form_table.h"

typedef struct {
  const article *a;
  const form_table *table;
  const str *low;        // by token: its form in lower case
  const uint64_t *kinds; // by token: kinds of that form
} form_scan;

// Lower-case forms of all tokens, shared by scans. In the article's arena.
const str *forms_lower(article *a);

// Looks every token up. In the article's arena. Linear.
form_scan forms_scan(article *a, const str *low, const form_table *t);

// How many tokens from `at` on (before `end`) are a form of this kind, the
// longest first; 0 for none. *row (may be NULL) is its row.
uint32_t form_match(const form_scan *f, uint32_t at, uint32_t end,
                    uint32_t kind, const form_row **row);

// The same for any kind: *kinds gets those of the longest form.
uint32_t form_longest(const form_scan *f, uint32_t at, uint32_t end,
                      uint64_t *kinds);

// Is the single token of the kind?
static inline bool form_is(const form_scan *f, uint32_t at, uint32_t kind) {
  return f->kinds[at] >> kind & 1;
}

// The row of a single token, NULL when it is not of the kind.
const form_row *form_at(const form_scan *f, uint32_t at, uint32_t kind);

#endif
