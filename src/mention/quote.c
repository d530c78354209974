// Brings quotation marks and cues together, and writes article.quotes.

#include "mention/quote.h"
#include "mention/quote_part.h"
#include <stdlib.h>

enum {
  // Four pieces of at most 600 tokens between marks (quote_mark.c).
  QUOTE_REACH = 2400,
  SCARE_WORDS = 4,   // marks around fewer words, without a cue, quote nobody
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

static bool meets(run x, run y) {
  return x.first < y.end && y.first < x.end;
}

static uint32_t words_in(const quoter *q, run r) {
  uint32_t n = 0;
  for (uint32_t t = r.first; t < r.end; t++)
    n += !quote_is_mark(q, t);
  return n;
}

static bool holds(run r, uint32_t t) {
  return t >= r.first && t < r.end;
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
    bool hit = d->cue != NO_TOKEN && wide.n_runs && holds(wide.runs[0], d->cue);
    if (wide.n_runs && !hit)
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

// The draft of a cue, or NO_QUOTE.
static uint32_t draft_of(const quoter *q, uint32_t cue) {
  for (uint32_t i = 0; i < q->drafts.n; i++)
    if (q->drafts.at[i].cue == cue)
      return i;
  return NO_QUOTE;
}

// Ends what other cues before the marks are thought to govern at the marks.
static void cut_others(quoter *q, uint32_t mine, run in) {
  for (uint32_t i = 0; i < q->drafts.n; i++) {
    draft *d = &q->drafts.at[i];
    if (i == mine || d->cue == NO_TOKEN || d->cue >= in.first)
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
  if (cue == NO_TOKEN && words_in(q, in) >= SCARE_WORDS)
    cue = quote_cue_before(q, in);
  if (cue == NO_TOKEN)
    return false;
  uint32_t at = draft_of(q, cue);
  if (at == NO_QUOTE) {
    at = q->drafts.n;
    *vec_push(q->a->m, &q->drafts) =
        (draft){.cue = cue,
                .cue_words = {cue, cue + 1},
                .speaker = quote_speaker(q, cue),
                .denied = q->lemma[cue] >> SPEECH_DENY & 1};
  }
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

// Gives a pair of marks to the draft whose content it meets, the smallest one.
static void own_pair(quoter *q, uint32_t p) {
  mark_pair *pair = &q->pairs.at[p];
  uint32_t best = NO_QUOTE, size = UINT32_MAX;
  for (uint32_t i = 0; i < q->drafts.n; i++) {
    const draft *d = &q->drafts.at[i];
    bool cue_inside =
        d->cue != NO_TOKEN && d->cue >= pair->in.first && d->cue < pair->in.end;
    uint32_t all = 0;
    bool met = false;
    for (uint32_t k = 0; k < d->n_runs; k++) {
      met |= meets(d->runs[k], pair->in);
      all += d->runs[k].end - d->runs[k].first;
    }
    if (met && !cue_inside && all < size) {
      best = i;
      size = all;
    }
  }
  pair->owner = best;
  if (best == NO_QUOTE)
    return;
  stretch(q, &q->drafts.at[best], pair->in);
}

// A verb of saying with a subject in tokens [first, end), outside of marks and
// without content of its own; the nearest to `near`.
static uint32_t free_cue(const quoter *q, run in, uint32_t near) {
  uint32_t best = NO_TOKEN, distance = UINT32_MAX;
  for (uint32_t t = in.first; t < in.end; t++) {
    if (q->pair_of[t] ||
        (!quote_is_cue(q, t, SPEECH_VERB) && !quote_is_cue(q, t, SPEECH_ADD) &&
         !quote_is_cue(q, t, SPEECH_DENY)))
      continue;
    uint32_t far = t > near ? t - near : near - t;
    if (far < distance && quote_speaker(q, t) != NO_TOKEN) {
      best = t;
      distance = far;
    }
  }
  return best;
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

// Has the cue content of its own already?
static bool governs(const quoter *q, uint32_t cue) {
  return draft_of(q, cue) != NO_QUOTE;
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
  return cue != NO_TOKEN && governs(q, cue) ? NO_TOKEN : cue;
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
  if (words_in(q, pair->in) < SCARE_WORDS && !alone &&
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
  pair->owner = q->drafts.n;
  *vec_push(q->a->m, &q->drafts) = d;
}

// The quote that draft i goes on with: one with a speaker that ends in the same
// sentence or the one before, the nearest; or NO_QUOTE.
static uint32_t carried_from(const quoter *q, uint32_t i) {
  const draft *d = &q->drafts.at[i];
  uint32_t s = sentence_of(q->a, d->runs[0].first), best = NO_QUOTE;
  for (uint32_t k = 0; k < q->drafts.n; k++) {
    const draft *b = &q->drafts.at[k];
    if (b->speaker == NO_TOKEN || !b->n_runs ||
        b->runs[0].first >= d->runs[0].first || !q->pair_of[b->runs[0].first])
      continue;
    uint32_t last = b->runs[b->n_runs - 1].end - 1;
    if (b->cue != NO_TOKEN && b->cue > last)
      last = b->cue;
    uint32_t e = sentence_of(q->a, last);
    if (e <= s && e + 1 >= s &&
        (best == NO_QUOTE ||
         b->runs[0].first > q->drafts.at[best].runs[0].first))
      best = k;
  }
  return best;
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
static void carry_speakers(quoter *q) {
  for (uint32_t i = 0; i < q->drafts.n; i++) {
    draft *d = &q->drafts.at[i];
    uint32_t from = d->carried ? carried_from(q, i) : NO_QUOTE;
    if (from == NO_QUOTE) {
      if (d->carried)
        d->speaker = continued_by(q, d);
      continue;
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
  if (!before && !holds(name, d->speaker))
    return;
  draft kept = {0};
  for (uint32_t k = 0; k < d->n_runs; k++) {
    run all = d->runs[k];
    if (!holds(all, d->speaker)) {
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
  uint32_t lo = 0, hi = a->quotes.n;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (a->quotes.at[mid].first < from)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

void quotes_find(article *a, const codebook *cb) {
  quoter q = {.a = a, .cb = cb};
  q.words = forms_scan(a, forms_lower(a), &cb->forms.speech);
  q.lemma = arena_new(a->m, uint64_t, a->tokens.n + 1);
  q.pair_of = arena_new(a->m, uint32_t, a->tokens.n + 1);
  for (uint32_t t = 0; t < a->tokens.n; t++)
    q.lemma[t] = form_kinds(&cb->forms.speech, token_lemma(a, t));
  find_yields(&q);
  quote_marks(&q);
  quote_cues(&q);
  quote_headlines(&q);
  for (uint32_t p = 0; p < q.pairs.n; p++)
    if (!own_touching(&q, p))
      own_pair(&q, p);
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
