// Speakers by the order of the words, where the tree has lost them:
//
//   “C,” X said · “C,” said X   right behind the closing mark
//   C, X said. · C, said X.     a clause that ends the sentence
//   “C” - X                     a name signed under a quotation

#include "mention/quote_part.h"

enum {
  NEAR_WORDS = 20, // a speaker with title and apposition; longer is no speaker
  ADVERBS = 3,     // "has also repeatedly said": words between name and cue
  SIGNED_WORDS = 12,
  TAIL_WORDS = 250, // the parser's longest piece (parse/net.h)
};

static uint8_t tag_of(const quoter *q, uint32_t t) {
  return q->a->tokens.at[t].upos;
}

static bool is_nominal(const quoter *q, uint32_t t) {
  uint8_t u = tag_of(q, t);
  return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON;
}

// May the word stand between a quotation and the cue behind it?
static bool in_name(const quoter *q, uint32_t t) {
  uint8_t u = tag_of(q, t);
  return is_nominal(q, t) || u == UPOS_DET || u == UPOS_ADJ || u == UPOS_NUM ||
         u == UPOS_PART || u == UPOS_ADP || u == UPOS_CCONJ;
}

static bool opens_name(const quoter *q, uint32_t t) {
  uint8_t u = tag_of(q, t);
  return u != UPOS_ADP && u != UPOS_CCONJ && u != UPOS_PART;
}

bool quote_is_said(const quoter *q, uint32_t t) {
  return quote_is_cue(q, t, SPEECH_VERB) || quote_is_cue(q, t, SPEECH_ADD) ||
         quote_is_cue(q, t, SPEECH_DENY);
}

// Is t part of another word's name: "[panel] chairman", "[Serbian] president"?
static bool describes(const quoter *q, run r, uint32_t t) {
  const token *x = &q->a->tokens.at[t];
  return quote_holds(r, x->head) &&
         (x->deprel == REL_COMPOUND || x->deprel == REL_AMOD ||
          x->deprel == REL_NMOD || x->deprel == REL_NMOD_POSS ||
          x->deprel == REL_NMOD_DESC);
}

// The head of the first phrase in tokens [r), or its last noun, or NO_TOKEN.
// The "panel" of "panel chairman Holt" is no phrase of its own.
static uint32_t head_in(const quoter *q, run r) {
  const article *a = q->a;
  uint32_t noun = NO_TOKEN;
  for (uint32_t t = r.first; t < r.end; t++) {
    uint32_t m = a->mention_of[t];
    uint32_t head = m == NO_MENTION ? NO_TOKEN : a->mentions.at[m].head;
    if (quote_holds(r, head) && !describes(q, r, head))
      return head;
    if (is_nominal(q, t))
      noun = t;
  }
  return noun;
}

run quote_name_before(const quoter *q, uint32_t cue) {
  uint32_t first = q->a->sentences.at[sentence_of(q->a, cue)].first;
  uint32_t end = cue;
  for (uint32_t i = 0;
       i < ADVERBS && end > first &&
       (tag_of(q, end - 1) == UPOS_AUX || tag_of(q, end - 1) == UPOS_ADV);
       i++)
    end--;
  uint32_t beg = end;
  while (beg > first && end - beg < NEAR_WORDS && in_name(q, beg - 1))
    beg--;
  bool open = beg == first || quote_is_mark(q, beg - 1);
  return open && beg < end && opens_name(q, beg) ? (run){beg, end}
                                                 : (run){end, end};
}

run quote_name_behind(const quoter *q, uint32_t cue) {
  uint32_t end = q->a->sentences.at[sentence_of(q->a, cue)].end;
  uint32_t beg = cue + 1, t = beg;
  while (t < end && t - beg < NEAR_WORDS && in_name(q, t))
    t++;
  bool opens = cue > 0 && quote_is_mark(q, cue - 1) && beg < end &&
               tag_of(q, beg) != UPOS_ADP;
  return opens ? (run){beg, t} : (run){beg, beg};
}

// "Holt, a historian who was there, recalled": the name that opens a sentence.
static uint32_t opening_name(const quoter *q, uint32_t cue) {
  uint32_t first = q->a->sentences.at[sentence_of(q->a, cue)].first, t = first;
  while (t < cue && t - first < NEAR_WORDS && in_name(q, t))
    t++;
  return t < cue && quote_is_mark(q, t) && tag_of(q, first) != UPOS_ADP
             ? head_in(q, (run){first, t})
             : NO_TOKEN;
}

uint32_t quote_speaker(const quoter *q, uint32_t cue) {
  uint32_t s = quote_subject(q, cue);
  run name = quote_name_before(q, cue);
  // "The difference now, he told me, is …": the tree likes the first noun.
  bool first = q->a->sentences.at[sentence_of(q->a, cue)].first == name.first;
  uint32_t near = head_in(q, name);
  if (s != NO_TOKEN && q->pair_of[s] == q->pair_of[cue] &&
      (first || near == NO_TOKEN))
    return s;
  if (near == NO_TOKEN)
    near = head_in(q, quote_name_behind(q, cue));
  if (near == NO_TOKEN &&
      feat_get(q->a->tokens.at[cue].feats, FEAT_VERBFORM) == VERBFORM_FIN)
    near = opening_name(q, cue);
  return near == NO_TOKEN || q->pair_of[near] != q->pair_of[cue] ? NO_TOKEN
                                                                 : near;
}

uint32_t quote_cue_before(const quoter *q, run in) {
  uint32_t s = sentence_of(q->a, in.first), first = q->a->sentences.at[s].first;
  if (in.first < first + 3)
    return NO_TOKEN;
  uint32_t t = in.first - 2; // before the opening mark
  if (quote_is_mark(q, t))
    t--;
  return t > first && quote_is_said(q, t) && !q->pair_of[t] ? t : NO_TOKEN;
}

uint32_t quote_cue_behind(const quoter *q, run in) {
  const article *a = q->a;
  uint32_t first = in.end + 1; // behind the closing mark
  if (first >= a->tokens.n || !quote_is_mark(q, in.end))
    return NO_TOKEN;
  uint32_t s = sentence_of(a, first);
  const sentence *at = &a->sentences.at[s];
  if (at->first == first && at->paragraph)
    return NO_TOKEN;
  if (quote_is_mark(q, first))
    first++;
  if (first >= at->end || !opens_name(q, first))
    return NO_TOKEN;
  for (uint32_t t = first; t < at->end && t < first + NEAR_WORDS; t++) {
    if (q->pair_of[t])
      return NO_TOKEN;
    if (quote_is_said(q, t)) {
      bool named = t > first ? head_in(q, (run){first, t}) != NO_TOKEN
                             : head_in(q, quote_name_behind(q, t)) != NO_TOKEN;
      return named ? t : NO_TOKEN;
    }
    bool may = in_name(q, t) || tag_of(q, t) == UPOS_ADV ||
               tag_of(q, t) == UPOS_AUX || quote_is_mark(q, t);
    if (!may || (quote_is_mark(q, t - 1) && !opens_name(q, t)))
      return NO_TOKEN;
  }
  return NO_TOKEN;
}

bool quote_tail(const quoter *q, uint32_t cue, run *before, run *behind) {
  const sentence *in = &q->a->sentences.at[sentence_of(q->a, cue)];
  if (in->end - in->first > TAIL_WORDS)
    return false;
  run name = quote_name_before(q, cue);
  bool named = name.first < name.end && name.first > in->first;
  if (!named)
    name = quote_name_behind(q, cue);
  if (name.first >= name.end || head_in(q, name) == NO_TOKEN)
    return false;
  uint32_t first = named ? name.first : cue;
  if (first <= in->first + 1 || !quote_is_mark(q, first - 1))
    return false;
  // "X fell, Y reported a loss" tells of two things.
  if (named && (token_child(q->a, cue, REL_OBJ) != NO_TOKEN ||
                token_child(q->a, cue, REL_CC) != NO_TOKEN))
    return false;
  *before = (run){in->first, first - 1};
  uint32_t end = named ? cue + 1 : name.end;
  while (end < in->end && !quote_is_mark(q, end))
    end++;
  *behind = (run){end, in->end};
  return true;
}

bool quote_is_dash(const quoter *q, uint32_t t) {
  static const char *const dashes[] = {"-", "--", "–", "—", "―"};
  str w = token_text(q->a, t);
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (str_eq(w, str_of(dashes[i])))
      return true;
  return false;
}

uint32_t quote_signed(const quoter *q, run in) {
  const article *a = q->a;
  uint32_t t = in.end + 1;
  if (t + 1 >= a->tokens.n || !quote_is_mark(q, in.end) || !quote_is_dash(q, t))
    return NO_TOKEN;
  const sentence *at = &a->sentences.at[sentence_of(a, t + 1)];
  uint32_t end = at->end;
  if (end - t > SIGNED_WORDS)
    return NO_TOKEN;
  for (uint32_t i = t + 1; i < end; i++)
    if (tag_of(q, i) == UPOS_VERB || q->pair_of[i])
      return NO_TOKEN;
  return tag_of(q, t + 1) == UPOS_PROPN || tag_of(q, t + 1) == UPOS_DET
             ? head_in(q, (run){t + 1, end})
             : NO_TOKEN;
}
