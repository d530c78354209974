// Brings quotation marks and cues together, and writes article.quotes.

#include "mention/quote.h"
#include "mention/quote_part.h"
#include <stdlib.h>

enum {
  // Four pieces of at most 600 tokens between marks (quote_mark.c).
  QUOTE_REACH = 2400,
  CUE_SENTENCE = 14, // "The president said on Monday.": a sentence that only
                     // says who spoke has at most this many tokens
};

// Yields of all subtrees. Dependents reach their heads within as many rounds as
// the tree is deep; damaged trees stop at the sentence's length.
static void find_yields(quoter *q) {
  article *a = q->a;
  uint32_t n = a->tokens.n;
  q->lo = arena_new(a->m, uint32_t, n + 1);
  q->hi = arena_new(a->m, uint32_t, n + 1);
  for (uint32_t t = 0; t < n; t++)
    q->lo[t] = q->hi[t] = t;
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    const sentence *in = &a->sentences.at[s];
    bool moved = in->parsed;
    for (uint32_t round = in->first; moved && round < in->end; round++) {
      moved = false;
      for (uint32_t t = in->first; t < in->end; t++) {
        uint32_t h = a->tokens.at[t].head;
        if (h == NO_TOKEN || h < in->first || h >= in->end)
          continue;
        moved |= q->lo[t] < q->lo[h] || q->hi[t] > q->hi[h];
        q->lo[h] = q->lo[t] < q->lo[h] ? q->lo[t] : q->lo[h];
        q->hi[h] = q->hi[t] > q->hi[h] ? q->hi[t] : q->hi[h];
      }
    }
  }
}

uint32_t quote_words(const quoter *q, run r) {
  uint32_t n = 0;
  for (uint32_t t = r.first; t < r.end; t++)
    n += !quote_is_mark(q, t);
  return n;
}

// Verbs of saying with a subject, outside of marks.
static void find_free_cues(quoter *q) {
  for (uint32_t t = 0; t < q->a->tokens.n; t++)
    if (!q->pair_of[t] && quote_is_said(q, t) &&
        quote_speaker(q, t) != NO_TOKEN)
      *vec_push(q->a->m, &q->free_cues) = t;
}

// The one of these in tokens [first, end) that is the nearest to `near`.
static uint32_t free_cue(const quoter *q, run in, uint32_t near) {
  uint32_t i =
      vec_find(q->free_cues.at, q->free_cues.n, sizeof(uint32_t), 0, near);
  uint32_t left = i ? q->free_cues.at[i - 1] : NO_TOKEN;
  uint32_t right = i < q->free_cues.n ? q->free_cues.at[i] : NO_TOKEN;
  bool has_left = quote_holds(in, left), has_right = quote_holds(in, right);
  if (has_left && has_right)
    return right - near < near - left ? right : left;
  return has_left ? left : has_right ? right : NO_TOKEN;
}

static run sentence_run(const quoter *q, uint32_t s) {
  if (s >= q->a->sentences.n)
    return (run){0, 0};
  return (run){q->a->sentences.at[s].first, q->a->sentences.at[s].end};
}

static bool ends_with_colon(const quoter *q, uint32_t s) {
  run in = sentence_run(q, s);
  return in.end > in.first && str_eq(token_text(q->a, in.end - 1), S(":"));
}

// A cue around the pair: in its first or last sentence, in a short sentence
// behind it, or before a colon.
static uint32_t cue_around(const quoter *q, run in) {
  uint32_t s = sentence_of(q->a, in.first), e = sentence_of(q->a, in.end - 1);
  uint32_t cue = free_cue(q, sentence_run(q, e), in.end);
  if (cue == NO_TOKEN && s != e)
    cue = free_cue(q, sentence_run(q, s), in.first);
  if (cue != NO_TOKEN)
    return cue;
  if (s && ends_with_colon(q, s - 1))
    cue = free_cue(q, sentence_run(q, s - 1), in.first);
  run next = sentence_run(q, e + 1);
  bool alone = next.end > next.first && next.end - next.first <= CUE_SENTENCE &&
               !q->a->sentences.at[e + 1].paragraph;
  for (uint32_t t = next.first; alone && t < next.end; t++)
    alone = !q->pair_of[t];
  if (cue == NO_TOKEN && alone)
    cue = free_cue(q, next, next.first);
  // One with content of its own has no need of more.
  return cue != NO_TOKEN && quote_draft_of(q, cue) != NO_QUOTE ? NO_TOKEN : cue;
}

// Marks that no content met: a quotation of their own.
static void take_pair(quoter *q, uint32_t p) {
  mark_pair *pair = &q->pairs.at[p];
  uint32_t cue = cue_around(q, pair->in);
  bool whole = pair->in.end > pair->in.first &&
               sentence_of(q->a, pair->in.end - 1) != NO_SENTENCE &&
               quote_is_mark(q, pair->in.end - 1);
  uint32_t s = sentence_of(q->a, pair->in.first);
  bool alone = whole && pair->in.first <= q->a->sentences.at[s].first + 1;
  if (quote_words(q, pair->in) < SCARE_WORDS && !alone &&
      (cue == NO_TOKEN || !whole))
    return;
  if (cue == NO_TOKEN && !whole)
    return;
  uint32_t name = cue == NO_TOKEN ? quote_signed(q, pair->in) : NO_TOKEN;
  draft d = {.cue = cue, .speaker = name};
  draft_add(q, &d, pair->in.first, pair->in.end);
  if (!d.n_runs)
    return;
  if (cue != NO_TOKEN) {
    d.cue_words = (run){cue, cue + 1};
    d.speaker = quote_speaker(q, cue);
    d.denied = q->lemma[cue] >> SPEECH_DENY & 1;
  }
  d.carried = cue == NO_TOKEN && name == NO_TOKEN;
  pair->owner = quote_draft(q, d);
}

// Does quote b end in the sentence where d begins, or in the one before?
static bool ends_near(const quoter *q, const draft *b, const draft *d) {
  uint32_t last = b->runs[b->n_runs - 1].end - 1;
  if (b->cue != NO_TOKEN && b->cue > last)
    last = b->cue;
  uint32_t e = sentence_of(q->a, last), s = sentence_of(q->a, d->runs[0].first);
  return e <= s && e + 1 >= s;
}

// The quote that draft d goes on with: the nearest before it that has a speaker
// and ends near it, or NO_QUOTE. `spoken` are quotes with a speaker by place.
static uint32_t carried_from(const quoter *q, const draft *d,
                             const draft_list *spoken) {
  uint32_t first = d->runs[0].first;
  for (uint32_t k = spoken->n; k-- > 0;) {
    const draft *b = &q->drafts.at[spoken->at[k]];
    if (b->runs[0].first + QUOTE_REACH < first)
      break;
    if (b->runs[0].first < first && ends_near(q, b, d))
      return spoken->at[k];
  }
  return NO_QUOTE;
}

// A quotation that goes on in the next paragraph is its speaker's: the speaker
// of the quote that begins right behind its end, or NO_TOKEN.
static uint32_t continued_by(const quoter *q, const draft *d) {
  uint32_t pair = q->pair_of[d->runs[0].first];
  if (!pair || pair >= q->pairs.n ||
      q->pairs.at[pair].in.first != q->pairs.at[pair - 1].in.end + 1)
    return NO_TOKEN;
  uint32_t owner = q->pairs.at[pair].owner;
  return owner == NO_QUOTE ? NO_TOKEN : q->drafts.at[owner].speaker;
}

// A quotation without a cue goes on with the one before it: as one more piece
// of it where there is room, else as a quote with the same speaker.
static void carry_speaker(quoter *q, draft *d, const draft_list *spoken) {
  uint32_t from = carried_from(q, d, spoken);
  if (from == NO_QUOTE) {
    d->speaker = continued_by(q, d);
    return;
  }
  draft *b = &q->drafts.at[from];
  bool near = sentence_of(q->a, d->runs[0].first) <=
              sentence_of(q->a, b->runs[b->n_runs - 1].end - 1) + 1;
  d->speaker = b->speaker;
  if (near && b->n_runs < QUOTE_RUNS) {
    b->runs[b->n_runs++] = d->runs[0];
    d->n_runs = 0;
  }
}

typedef struct {
  uint32_t first, draft;
} placed;

// By place; of those that begin together the first found comes last, where a
// search backwards meets it first.
static int by_first(const void *x, const void *y) {
  const placed *a = x, *b = y;
  if (a->first != b->first)
    return a->first < b->first ? -1 : 1;
  return (a->draft < b->draft) - (a->draft > b->draft);
}

static void carry_speakers(quoter *q) {
  placed *order = arena_new(q->a->m, placed, q->drafts.n + 1);
  draft_list spoken = {0};
  for (uint32_t i = 0; i < q->drafts.n; i++)
    order[i] = (placed){q->drafts.at[i].runs[0].first, i};
  qsort(order, q->drafts.n, sizeof *order, by_first);
  for (uint32_t k = 0; k < q->drafts.n; k++) {
    draft *d = &q->drafts.at[order[k].draft];
    if (d->carried)
      carry_speaker(q, d, &spoken);
    if (d->speaker != NO_TOKEN && d->n_runs && q->pair_of[d->runs[0].first])
      *vec_push(q->a->m, &spoken) = order[k].draft;
  }
}

// A piece that takes in an opening mark takes the closing one too.
static void close_marks(const quoter *q, draft *d) {
  for (uint32_t k = 0; k < d->n_runs; k++) {
    uint32_t last = d->runs[k].end - 1, pair = q->pair_of[last];
    if (pair && q->pairs.at[pair - 1].in.end == d->runs[k].end &&
        q->pairs.at[pair - 1].in.first > d->runs[k].first)
      d->runs[k].end++;
  }
}

// Nobody says his own name with the rest: a tree that puts the speaker into the
// clause is set right.
static void cut_speaker(const quoter *q, draft *d) {
  if (d->speaker == NO_TOKEN || d->cue == NO_TOKEN)
    return;
  bool before = d->speaker < d->cue;
  run name = quote_name_behind(q, d->cue);
  run hole = before ? (run){q->lo[d->speaker], d->cue_words.end}
                    : (run){d->cue_words.first, name.end};
  if (!before && !quote_holds(name, d->speaker))
    return;
  draft kept = {0};
  for (uint32_t k = 0; k < d->n_runs; k++) {
    run all = d->runs[k];
    if (!quote_holds(all, d->speaker)) {
      draft_add(q, &kept, all.first, all.end);
      continue;
    }
    draft_add(q, &kept, all.first, hole.first);
    draft_add(q, &kept, hole.end, all.end);
  }
  for (uint32_t k = 0; k < kept.n_runs; k++)
    d->runs[k] = kept.runs[k];
  d->n_runs = kept.n_runs;
}

static quote_kind kind_of(const quoter *q, const draft *d) {
  uint32_t inside = 0, all = 0;
  for (uint32_t k = 0; k < d->n_runs; k++)
    for (uint32_t t = d->runs[k].first; t < d->runs[k].end; t++) {
      if (quote_is_mark(q, t))
        continue;
      all++;
      inside += q->pair_of[t] != 0;
    }
  return !inside ? QUOTE_INDIRECT : inside == all ? QUOTE_DIRECT : QUOTE_MIXED;
}

static span tokens_span(const article *a, run r) {
  if (r.end <= r.first)
    return (span){0, 0};
  return (span){a->tokens.at[r.first].at.beg, a->tokens.at[r.end - 1].at.end};
}

// Where the words that stand for the speaker end at the latest: before clauses
// that describe it ("a man who was there"), its cue, and what it says.
static uint32_t speaker_end(const quoter *q, const draft *d) {
  const article *a = q->a;
  uint32_t end = q->hi[d->speaker] + 1;
  for (uint32_t c = a->tokens.at[d->speaker].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (q->lo[c] > d->speaker && q->lo[c] < end &&
        (a->tokens.at[c].deprel == REL_ACL ||
         a->tokens.at[c].deprel == REL_ACL_RELCL))
      end = q->lo[c];
  if (d->cue != NO_TOKEN && d->cue > d->speaker && d->cue < end)
    end = d->cue_words.first;
  for (uint32_t k = 0; k < d->n_runs; k++)
    if (d->runs[k].first > d->speaker && d->runs[k].first < end)
      end = d->runs[k].first;
  while (end > d->speaker + 1 && quote_is_mark(q, end - 1))
    end--;
  return end;
}

// The words that stand for a speaker: its mention's, else its own subtree, as
// far as they are no one else's.
static span speaker_span(const quoter *q, const draft *d) {
  article *a = q->a;
  uint32_t m = a->mention_of[d->speaker];
  span at = tokens_span(a, (run){q->lo[d->speaker], speaker_end(q, d)});
  if (m == NO_MENTION)
    return at;
  span whole = a->mentions.at[m].at;
  if (whole.end > at.end && whole.beg < at.end)
    whole.end = at.end;
  return whole;
}

static void write_quote(quoter *q, const draft *d) {
  article *a = q->a;
  quote *out = vec_push(a->m, &a->quotes);
  *out =
      (quote){.n_content = d->n_runs,
              .first = d->runs[0].first,
              .end = d->runs[d->n_runs - 1].end,
              .cue = tokens_span(a, d->cue_words),
              .cue_token = d->cue,
              .cue_frame = d->cue == NO_TOKEN ? NO_FRAME : a->frame_of[d->cue],
              .speaker = NO_MENTION,
              .kind = kind_of(q, d),
              .denied = d->denied};
  out->topic = d->topic && out->kind != QUOTE_DIRECT;
  for (uint32_t k = 0; k < d->n_runs; k++)
    out->content[k] = tokens_span(a, d->runs[k]);
  if (d->speaker == NO_TOKEN)
    return;
  out->speaker = a->mention_of[d->speaker];
  out->speaker_at = speaker_span(q, d);
}

static int by_place(const void *x, const void *y) {
  const quote *a = x, *b = y;
  if (a->first != b->first)
    return a->first < b->first ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;
  return (a->cue_token > b->cue_token) - (a->cue_token < b->cue_token);
}

uint32_t quotes_near(const article *a, uint32_t t) {
  uint32_t from = t > QUOTE_REACH ? t - QUOTE_REACH : 0;
  return vec_find(a->quotes.at, a->quotes.n, sizeof(quote),
                  offsetof(quote, first), from);
}

void quotes_find(article *a, const codebook *cb) {
  quoter q = {.a = a, .cb = cb};
  q.words = forms_scan(a, forms_lower(a), &cb->forms.speech);
  q.lemma = arena_new(a->m, uint64_t, a->tokens.n + 1);
  q.pair_of = arena_new(a->m, uint32_t, a->tokens.n + 1);
  q.draft_at = arena_new(a->m, uint32_t, a->tokens.n + 1);
  for (uint32_t t = 0; t < a->tokens.n; t++)
    q.lemma[t] = form_kinds(&cb->forms.speech, token_lemma(a, t));
  find_yields(&q);
  quote_marks(&q);
  quote_cues(&q);
  quote_headlines(&q);
  quote_own_pairs(&q);
  find_free_cues(&q);
  for (uint32_t p = 0; p < q.pairs.n; p++)
    if (q.pairs.at[p].owner == NO_QUOTE)
      take_pair(&q, p);
  carry_speakers(&q);
  for (uint32_t i = 0; i < q.drafts.n; i++) {
    cut_speaker(&q, &q.drafts.at[i]);
    close_marks(&q, &q.drafts.at[i]);
    if (q.drafts.at[i].n_runs)
      write_quote(&q, &q.drafts.at[i]);
  }
  if (a->quotes.n)
    qsort(a->quotes.at, a->quotes.n, sizeof *a->quotes.at, by_place);
}
