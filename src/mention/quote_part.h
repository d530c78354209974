#ifndef MENTION_QUOTE_PART_H
#define MENTION_QUOTE_PART_H

// What the files that find quotes share; for no one else.

#include "codebook/codebook.h"
#include "mention/form.h"

enum {
  QUOTE_RUNS = 4,  // pieces of quote.content
  SCARE_WORDS = 4, // marks around fewer words, without a cue, quote nobody
};

// Tokens [first, end).
typedef struct {
  uint32_t first, end;
} run;

// Tokens between a pair of quotation marks, over paragraphs where each opens
// with a mark again.
typedef struct {
  run in;         // marks excluded
  uint32_t owner; // drafts that took it, or NO_QUOTE
} mark_pair;

// A quote while it is put together.
typedef struct {
  run runs[QUOTE_RUNS];
  uint32_t n_runs;
  uint32_t cue;     // token, or NO_TOKEN
  run cue_words;    // empty where none
  uint32_t speaker; // its head token, or NO_TOKEN
  bool denied;
  bool carried; // its speaker is that of the quote before
  bool topic;   // what is spoken of
} draft;

typedef VEC(uint32_t) draft_list;

typedef struct {
  article *a;
  const codebook *cb;
  form_scan words;   // speech.tsv by form
  uint64_t *lemma;   // by token: kinds of its lemma
  uint32_t *pair_of; // by token: 1 + mark pair that it is inside of, 0 none
  uint32_t *lo, *hi; // by token: first and last token of its subtree
  VEC(mark_pair) pairs;
  VEC(draft) drafts;
  uint32_t *draft_at; // by token: 1 + first draft that it is the cue of
  uint32_t *block_at; // by block of tokens: where its drafts begin in blocks
  uint32_t *blocks;
  VEC(uint32_t) free_cues; // by place: verbs of saying outside of marks
} quoter;

// What a cue speaks of without saying it ("criticised the law"); false where
// that is nothing.
bool quote_topic(const quoter *q, uint32_t cue, run *out);

// Pairs the marks; fills pairs, pair_of and TOKEN_IN_QUOTES.
void quote_marks(quoter *q);

// Finds the sources that headlines name; fills drafts.
void quote_headlines(quoter *q);

// Finds what words of saying govern; fills drafts.
void quote_cues(quoter *q);

// Brings the pairs and the drafts so far together; fills pairs' owners.
void quote_own_pairs(quoter *q);

// Adds a draft once the pairs have owners, and gives its index.
uint32_t quote_draft(quoter *q, draft d);

// The draft of a cue, or NO_QUOTE.
uint32_t quote_draft_of(const quoter *q, uint32_t cue);

// The subject (or the agent of a passive) of a cue, or NO_TOKEN.
uint32_t quote_subject(const quoter *q, uint32_t cue);

// The same, but never in quotation marks that the cue is outside of; where the
// tree has none, the name that stands beside the cue.
uint32_t quote_speaker(const quoter *q, uint32_t cue);

// The words of a name before the cue, back to a mark or the sentence's start.
run quote_name_before(const quoter *q, uint32_t cue);

// The words of a name right behind a cue that follows a mark.
run quote_name_behind(const quoter *q, uint32_t cue);

// The cue right behind the marks around `in` ("“C,” X said"), or NO_TOKEN.
uint32_t quote_cue_behind(const quoter *q, run in);

// The same right before the marks ("X said, “C”").
uint32_t quote_cue_before(const quoter *q, run in);

// What stands before and behind a clause of saying between marks ("C, X said."
// · "C1, X said, C2"); false where the cue is in none.
bool quote_tail(const quoter *q, uint32_t cue, run *before, run *behind);

// The head of the name that is signed under the marks around `in` with a dash,
// or NO_TOKEN.
uint32_t quote_signed(const quoter *q, run in);

// Adds tokens [first, end) without the marks at its ends as a piece.
void draft_add(const quoter *q, draft *d, uint32_t first, uint32_t end);

// Is the token a cue of the kind, by its lemma and word class?
bool quote_is_cue(const quoter *q, uint32_t t, speech_kind kind);

// A verb that says, adds or denies.
bool quote_is_said(const quoter *q, uint32_t t);

// Tokens that are no punctuation.
uint32_t quote_words(const quoter *q, run r);

// Is the token in the run? NO_TOKEN is in none.
bool quote_holds(run r, uint32_t t);

// A dash of any length, alone.
bool quote_is_dash(const quoter *q, uint32_t t);

// Punctuation and nothing else.
bool quote_is_mark(const quoter *q, uint32_t t);

#endif
