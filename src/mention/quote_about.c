// What somebody speaks of, where his words are not told: the object, the
// infinitive or the phrase of "criticised the law", "wants to go", "called for
// calm".

#include "mention/quote_part.h"

static const deprel topics[] = {REL_XCOMP, REL_CCOMP, REL_OBJ};

// A phrase with a preposition right behind the cue: "called [for] calm".
static uint32_t phrase_behind(const quoter *q, uint32_t cue) {
  const article *a = q->a;
  uint32_t c = token_child(a, cue, REL_OBL);
  return c != NO_TOKEN && c > cue && q->lo[c] == cue + 1 &&
                 a->tokens.at[cue + 1].upos == UPOS_ADP
             ? c
             : NO_TOKEN;
}

bool quote_topic(const quoter *q, uint32_t cue, run *out) {
  const article *a = q->a;
  *out = (run){UINT32_MAX, 0};
  for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
    uint32_t c = token_child(a, cue, topics[i]);
    if (c == NO_TOKEN || c < cue)
      continue;
    if (q->lo[c] < out->first)
      out->first = q->lo[c];
    if (q->hi[c] + 1 > out->end)
      out->end = q->hi[c] + 1;
  }
  uint32_t phrase = phrase_behind(q, cue);
  if (out->end == 0 && phrase != NO_TOKEN)
    *out = (run){q->lo[phrase] + 1, q->hi[phrase] + 1};
  return out->end > out->first && out->first > cue;
}
