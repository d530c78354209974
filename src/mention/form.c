#include "mention/form.h"
#include "base/utf8.h"

// Bytes and words of the longest form of a table; longer ones never match.
enum { LONGEST = 48, MOST_WORDS = 4 };

const str *forms_lower(article *a) {
  str *low = arena_new(a->m, str, a->tokens.n + 1);
  for (uint32_t t = 0; t < a->tokens.n; t++)
    low[t] = utf8_lower(a->m, token_text(a, t));
  return low;
}

form_scan forms_scan(article *a, const str *low, const form_table *t) {
  uint64_t *kinds = arena_new(a->m, uint64_t, a->tokens.n + 1);
  for (uint32_t i = 0; i < a->tokens.n; i++)
    kinds[i] = form_kinds(t, low[i]);
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
