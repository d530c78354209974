#include "mention/form.h"
#include "base/utf8.h"

// Bytes and words of the longest form of a table; longer ones never match.
enum { LONGEST = 48, MOST_WORDS = 4 };

const str *forms_lower(article *a) {
  const str *words = article_words(a);
  str *low = arena_new(a->m, str, a->tokens.n + 1);
  str *of = arena_raw(a->m, (a->words.n + 1) * sizeof *of);
  for (uint32_t w = 0; w < a->words.n; w++)
    of[w] = utf8_lower(a->m, words[w]);
  for (uint32_t t = 0; t < a->tokens.n; t++)
    low[t] = of[a->word_of[t]];
  return low;
}

form_scan forms_scan(article *a, const str *low, const form_table *t) {
  article_words(a);
  uint64_t *kinds = arena_raw(a->m, (a->tokens.n + 1) * sizeof *kinds);
  uint64_t *of = arena_new(a->m, uint64_t, a->words.n + 1);
  str *asked = arena_new(a->m, str, a->words.n + 1);
  for (uint32_t i = 0; i < a->tokens.n; i++) {
    uint32_t w = a->word_of[i];
    if (asked[w].p != low[i].p || asked[w].len != low[i].len) {
      asked[w] = low[i]; // not always: a form may be read as a part of itself
      of[w] = form_kinds(t, low[i]);
    }
    kinds[i] = of[w];
  }
  return (form_scan){a, t, low, kinds};
}

const form_row *form_at(const form_scan *f, uint32_t at, uint32_t kind) {
  return form_is(f, at, kind) ? form_find(f->table, f->low[at], kind) : NULL;
}

// The longest run of tokens from `at` on whose form has a kind of `mask`; its
// text goes to *form, whose bytes are room's or a token's.
static uint32_t longest(const form_scan *f, uint32_t at, uint32_t end,
                        uint64_t mask, char room[LONGEST], str *form) {
  uint32_t len = 0, n = 0;
  if (at >= end)
    return 0;
  if (f->kinds[at] & FORM_BEGINS)
    for (uint32_t k = 0; k < MOST_WORDS && at + k < end; k++) {
      str word = f->low[at + k];
      if (len + word.len + 1 > LONGEST)
        break;
      if (k)
        room[len++] = ' ';
      memcpy(room + len, word.p, word.len);
      len += word.len;
      if (form_kinds(f->table, (str){room, len}) & mask) {
        *form = (str){room, len};
        n = k + 1;
      }
    }
  if (!n && f->kinds[at] & mask) {
    *form = f->low[at];
    n = 1;
  }
  return n;
}

uint32_t form_match(const form_scan *f, uint32_t at, uint32_t end,
                    uint32_t kind, const form_row **row) {
  char room[LONGEST];
  str form;
  uint32_t n = longest(f, at, end, UINT64_C(1) << kind, room, &form);
  if (n && row)
    *row = form_find(f->table, form, kind);
  return n;
}

uint32_t form_longest(const form_scan *f, uint32_t at, uint32_t end,
                      uint64_t *kinds) {
  char room[LONGEST];
  str form;
  uint32_t n = longest(f, at, end, ~FORM_BEGINS, room, &form);
  *kinds = n ? form_kinds(f->table, form) & ~FORM_BEGINS : 0;
  return n;
}
