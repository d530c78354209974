// Which quotation a pair of marks belongs to: the one whose cue touches the
// marks, else the smallest whose content they meet.
//
// A pair is compared with the drafts near it alone: those with content in its
// own blocks of tokens. Taking a pair in makes a content no larger than that
// pair, and pairs never overlap, so blocks that are filled once stay right.

#include "mention/quote_part.h"

enum { BLOCK = 32 }; // tokens; about a sentence: the drafts of one or two

bool quote_holds(run r, uint32_t t) {
  return t != NO_TOKEN && t >= r.first && t < r.end;
}

uint32_t quote_draft_of(const quoter *q, uint32_t cue) {
  return q->draft_at[cue] ? q->draft_at[cue] - 1 : NO_QUOTE;
}

// Remembers the first draft of a cue.
static void note_cue(quoter *q, uint32_t i) {
  uint32_t cue = q->drafts.at[i].cue;
  if (cue != NO_TOKEN && !q->draft_at[cue])
    q->draft_at[cue] = i + 1;
}

uint32_t quote_draft(quoter *q, draft d) {
  *vec_push(q->a->m, &q->drafts) = d;
  note_cue(q, q->drafts.n - 1);
  return q->drafts.n - 1;
}

// Counts the drafts of each block (at[b + 1]), or lists them behind at[b].
static void each_block(quoter *q, uint32_t *into) {
  for (uint32_t i = 0; i < q->drafts.n; i++)
    for (uint32_t k = 0; k < q->drafts.at[i].n_runs; k++) {
      run r = q->drafts.at[i].runs[k];
      for (uint32_t b = r.first / BLOCK; b <= (r.end - 1) / BLOCK; b++)
        if (into)
          into[q->block_at[b]++] = i;
        else
          q->block_at[b + 1]++;
    }
}

static void index_drafts(quoter *q) {
  uint32_t n = q->a->tokens.n / BLOCK + 1;
  q->block_at = arena_new(q->a->m, uint32_t, n + 1);
  for (uint32_t i = 0; i < q->drafts.n; i++)
    note_cue(q, i);
  each_block(q, NULL);
  for (uint32_t b = 0; b < n; b++)
    q->block_at[b + 1] += q->block_at[b];
  q->blocks = arena_new(q->a->m, uint32_t, q->block_at[n] + 1);
  each_block(q, q->blocks);
  for (uint32_t b = n; b > 0; b--) // listing moved each start to its end
    q->block_at[b] = q->block_at[b - 1];
  q->block_at[0] = 0;
}

// The drafts of the blocks that r is in: blocks[.first] to blocks[.end - 1],
// some of them more than once.
static run drafts_near(const quoter *q, run r) {
  return (run){q->block_at[r.first / BLOCK],
               q->block_at[(r.end - 1) / BLOCK + 1]};
}

static bool meets(run x, run y) {
  return x.first < y.end && y.first < x.end;
}

// The sentences of a quotation before and behind the one that the cue governs
// are its content too.
static void stretch(const quoter *q, draft *d, run in) {
  for (uint32_t k = 0; k < d->n_runs; k++) {
    if (!meets(d->runs[k], in))
      continue;
    draft wide = {0};
    uint32_t first = in.first < d->runs[k].first ? in.first : d->runs[k].first;
    uint32_t end = in.end > d->runs[k].end ? in.end : d->runs[k].end;
    draft_add(q, &wide, first, end);
    if (wide.n_runs && !quote_holds(wide.runs[0], d->cue))
      d->runs[k] = wide.runs[0];
  }
}

// Puts a piece before the first that begins behind it.
static void add_piece(const quoter *q, draft *d, run in) {
  draft_add(q, d, in.first, in.end);
  for (uint32_t k = d->n_runs; k-- > 1;)
    if (d->runs[k].first < d->runs[k - 1].first) {
      run later = d->runs[k - 1];
      d->runs[k - 1] = d->runs[k];
      d->runs[k] = later;
    }
}

// Ends what other cues before the marks are thought to govern at the marks.
static void cut_others(quoter *q, uint32_t mine, run in) {
  run near = drafts_near(q, (run){in.first, in.first + 1});
  for (uint32_t i = near.first; i < near.end; i++) {
    draft *d = &q->drafts.at[q->blocks[i]];
    if (q->blocks[i] == mine || d->cue == NO_TOKEN || d->cue >= in.first)
      continue;
    for (uint32_t k = 0; k < d->n_runs; k++) {
      run all = d->runs[k];
      if (all.first >= in.first || all.end <= in.first)
        continue;
      draft kept = {0};
      draft_add(q, &kept, all.first, in.first);
      if (kept.n_runs)
        d->runs[k] = kept.runs[0];
    }
  }
}

// “C,” X said · X said, “C”: the cue that touches the marks is theirs, whatever
// the tree has.
static bool own_touching(quoter *q, uint32_t p) {
  run in = q->pairs.at[p].in;
  uint32_t cue = quote_cue_behind(q, in);
  if (cue == NO_TOKEN && quote_words(q, in) >= SCARE_WORDS)
    cue = quote_cue_before(q, in);
  if (cue == NO_TOKEN)
    return false;
  uint32_t at = quote_draft_of(q, cue);
  if (at == NO_QUOTE)
    at = quote_draft(q, (draft){.cue = cue,
                                .cue_words = {cue, cue + 1},
                                .speaker = quote_speaker(q, cue),
                                .denied = q->lemma[cue] >> SPEECH_DENY & 1});
  draft *d = &q->drafts.at[at];
  q->pairs.at[p].owner = at;
  stretch(q, d, in);
  bool met = false;
  for (uint32_t k = 0; k < d->n_runs; k++)
    met |= meets(d->runs[k], in);
  if (!met)
    add_piece(q, d, in);
  cut_others(q, at, in);
  return true;
}

// Tokens of a draft that meets the pair without having its cue inside of it;
// 0 where it does not.
static uint32_t met_size(const draft *d, run in) {
  uint32_t all = 0;
  bool met = false;
  for (uint32_t k = 0; k < d->n_runs; k++) {
    met |= meets(d->runs[k], in);
    all += d->runs[k].end - d->runs[k].first;
  }
  return met && !quote_holds(in, d->cue) ? all : 0;
}

// Gives a pair of marks to the draft whose content it meets, the smallest one.
static void own_pair(quoter *q, uint32_t p) {
  mark_pair *pair = &q->pairs.at[p];
  uint32_t best = NO_QUOTE, size = UINT32_MAX;
  run near = drafts_near(q, pair->in);
  for (uint32_t n = near.first; n < near.end; n++) {
    uint32_t i = q->blocks[n], all = met_size(&q->drafts.at[i], pair->in);
    if (all && (all < size || (all == size && i < best))) {
      best = i;
      size = all;
    }
  }
  pair->owner = best;
  if (best != NO_QUOTE)
    stretch(q, &q->drafts.at[best], pair->in);
}

void quote_own_pairs(quoter *q) {
  index_drafts(q);
  for (uint32_t p = 0; p < q->pairs.n; p++)
    if (!own_touching(q, p))
      own_pair(q, p);
}
