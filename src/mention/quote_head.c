// Headlines that name their source beside a mark:
//
//   X: C · C: X · C - X
//
// A line without a stop at its end that is a paragraph of its own is taken for
// a headline too.

#include "mention/quote_part.h"

enum { SOURCE_WORDS = 8 }; // a source with its office; longer is a clause

static bool is_headline(const article *a, uint32_t s) {
  const sentence *in = &a->sentences.at[s];
  bool alone = s + 1 == a->sentences.n || a->sentences.at[s + 1].paragraph ||
               a->sentences.at[s + 1].title != in->title;
  if (!alone || in->first == in->end)
    return false;
  str last = token_text(a, in->end - 1);
  bool stops = str_eq(last, S(".")) || str_eq(last, S("!")) ||
               str_eq(last, S("?")) || str_eq(last, S(":"));
  return in->title || (!stops && (s == 0 || in->paragraph));
}

// The head of the party that a few words without a verb name, or NO_TOKEN.
static uint32_t source_in(const quoter *q, run r) {
  const article *a = q->a;
  uint32_t head = NO_TOKEN;
  if (r.first >= r.end || r.end - r.first > SOURCE_WORDS)
    return NO_TOKEN;
  for (uint32_t t = r.first; t < r.end; t++) {
    uint32_t m = a->mention_of[t];
    if (a->tokens.at[t].upos == UPOS_VERB)
      return NO_TOKEN;
    if (m != NO_MENTION && a->mentions.at[m].actor &&
        a->mentions.at[m].head >= r.first && a->mentions.at[m].head < r.end)
      head = a->mentions.at[m].head;
  }
  return head;
}

static void add(quoter *q, uint32_t mark, uint32_t speaker, run content) {
  draft d = {
      .cue = NO_TOKEN, .cue_words = {mark, mark + 1}, .speaker = speaker};
  draft_add(q, &d, content.first, content.end);
  if (d.n_runs)
    *vec_push(q->a->m, &q->drafts) = d;
}

static bool take_mark(quoter *q, const sentence *in, uint32_t t) {
  run before = {in->first, t}, behind = {t + 1, in->end};
  bool colon = str_eq(token_text(q->a, t), S(":"));
  if (!colon && !quote_is_dash(q, t))
    return false;
  uint32_t source = colon ? source_in(q, before) : NO_TOKEN;
  run content = behind;
  if (source == NO_TOKEN) {
    source = source_in(q, behind);
    content = before;
  }
  if (source == NO_TOKEN || content.end < content.first + 2)
    return false;
  add(q, t, source, content);
  return true;
}

void quote_headlines(quoter *q) {
  for (uint32_t s = 0; s < q->a->sentences.n; s++) {
    const sentence *in = &q->a->sentences.at[s];
    bool taken = !is_headline(q->a, s);
    for (uint32_t t = in->first + 1; !taken && t + 1 < in->end; t++)
      taken = !q->pair_of[t] && take_mark(q, in, t);
  }
}
