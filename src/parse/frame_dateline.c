// "CITY (Agency) -- A court has ruled": the city at the very beginning is no
// subject. It is hung on the verb, as nothing in particular.
//
// Texts that come sentence by sentence bring their datelines along; in articles
// the cleaner has taken them off.

#include "parse/frame_build.h"

enum {
  DATELINE = 14, // tokens that one takes at most, with its date and agency
  STEPS = 3,     // "CITY, Country (Agency) -- Who": who <- Country <- CITY
};

static token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

static void hang(builder *b, uint32_t t, uint32_t head, deprel rel) {
  at(b, t)->head = head;
  at(b, t)->deprel = (uint8_t)rel;
  b->mended = true;
}

static bool is_dash(str s) {
  return str_eq(s, S("-")) || str_eq(s, S("--")) || str_eq(s, S("–")) ||
         str_eq(s, S("—"));
}

static bool has_small(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (s.p[i] >= 'a' && s.p[i] <= 'z')
      return true;
  return false;
}

// The dash that ends a dateline, or NO_TOKEN. A colon does so only behind
// capitals: else it is somebody's words that follow.
static uint32_t dateline_end(const builder *b, const sentence *in) {
  bool small = has_small(token_text(b->a, in->first));
  if (small && at(b, in->first)->upos != UPOS_PROPN)
    return NO_TOKEN;
  for (uint32_t t = in->first + 1; t < in->end && t < in->first + DATELINE;
       t++) {
    str text = token_text(b->a, t);
    if (at(b, t)->upos == UPOS_VERB || at(b, t)->upos == UPOS_AUX)
      return NO_TOKEN;
    if (is_dash(text))
      return t;
    if (str_eq(text, S(":")))
      return small ? NO_TOKEN : t;
    small |= has_small(text);
  }
  return NO_TOKEN;
}

// The word of the dateline that hangs on what follows.
static uint32_t dateline_top(const builder *b, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++) {
    uint32_t head = at(b, t)->head;
    if (at(b, t)->upos != UPOS_PUNCT && (head == NO_TOKEN || head > end))
      return t;
  }
  return NO_TOKEN;
}

static bool is_subject(const builder *b, uint32_t t) {
  return at(b, t)->deprel == REL_NSUBJ || at(b, t)->deprel == REL_NSUBJ_PASS;
}

static bool has_other_subject(const builder *b, uint32_t top, uint32_t end) {
  for (uint32_t c = at(b, at(b, top)->head)->child; c != NO_TOKEN;
       c = at(b, c)->next)
    if (c > end && c != top && is_subject(b, c))
      return true;
  return false;
}

// Does t hang on top, perhaps by way of the country between them?
static bool hangs_on(const builder *b, uint32_t t, uint32_t top) {
  for (int i = 0; i < STEPS && t != top && t != NO_TOKEN; i++) {
    uint8_t rel = at(b, t)->deprel;
    t = rel == REL_APPOS || rel == REL_DEP || rel == REL_PARATAXIS ||
                rel == REL_LIST
            ? at(b, t)->head
            : NO_TOKEN;
  }
  return t == top;
}

// What the tree calls an apposition of the city, right behind the dash and
// without a second one ("Norland -- the larger one -- has won").
static uint32_t apposition(const builder *b, uint32_t top, uint32_t end) {
  uint32_t verb = at(b, top)->head, first, last;
  for (uint32_t t = end + 1; t < verb; t++)
    if (is_dash(token_text(b->a, t)))
      return NO_TOKEN;
  for (uint32_t t = end + 1; t < verb && t <= end + DATELINE; t++) {
    if (!is_nominal(b, t) || !hangs_on(b, t, top))
      continue;
    token_yield(b->a, t, &first, &last);
    if (first == end || first == end + 1)
      return t;
  }
  return NO_TOKEN;
}

void drop_dateline(builder *b, const sentence *in) {
  uint32_t end = dateline_end(b, in);
  uint32_t top = end == NO_TOKEN ? NO_TOKEN : dateline_top(b, in->first, end);
  if (top == NO_TOKEN || at(b, top)->head == NO_TOKEN || !is_subject(b, top))
    return;
  uint32_t verb = at(b, top)->head;
  if (!has_other_subject(b, top, end)) {
    uint32_t t = apposition(b, top, end);
    if (t == NO_TOKEN)
      return;
    hang(b, t, verb, (deprel)at(b, top)->deprel);
  }
  hang(b, top, verb, REL_DEP);
}
