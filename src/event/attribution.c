#include "event/attribution.h"
#include "mention/quote.h"

// Speakers within speakers that a reader can follow; more come from quotation
// marks that were never closed.
enum { MAX_CHAIN = 4 };

static bool holds(const quote *q, uint32_t t) {
  return t >= q->first && t < q->end && t != q->cue_token;
}

static bool has_speaker(const quote *q) {
  return q->speaker != NO_MENTION || q->speaker_at.end > q->speaker_at.beg;
}

static span content_span(const quote *q) {
  if (!q->n_content)
    return (span){0, 0};
  return (span){q->content[0].beg, q->content[q->n_content - 1].end};
}

// Is the event what the reported words say, though its trigger is the word of
// saying ("said the attack was unacceptable")? Then it has a speaker. Words
// that act by themselves ("demanded that") report an act.
static bool speaks_of(const article *a, const codebook *cb, const event *e,
                      const quote *q) {
  if (!grammar_is(&cb->grammar, &cb->words, a->frames.at[e->frame].lex,
                  WORD_STATE))
    return false;
  for (uint32_t i = 0; i < e->recipients.n; i++) {
    uint32_t m = a->lists.at[e->recipients.first + i];
    uint32_t head = a->mentions.at[m].head;
    if (head >= q->first && head < q->end)
      return true;
  }
  return false;
}

// "threatened to bomb": the bombing is what the act is about, not a report.
static bool is_aim(const article *a, const event *e, const quote *q) {
  if (e->content_of == NO_EVENT || q->kind != QUOTE_INDIRECT)
    return false;
  return a->events.at[e->content_of].frame == q->cue_frame && !q->denied &&
         a->frames.at[e->frame].flags & FRAME_INFINITIVE;
}

// Does the quote give the event one more speaker?
static bool tells(const article *a, const codebook *cb, const event *e,
                  const quote *q) {
  if (q->topic || !has_speaker(q) || is_aim(a, e, q))
    return false;
  return q->cue_frame != NO_FRAME && q->cue_frame == e->frame
             ? speaks_of(a, cb, e, q)
             : holds(q, e->trigger);
}

// The quotes around an event, outermost (longest) first.
static uint32_t chain_of(const article *a, const codebook *cb, const event *e,
                         uint32_t chain[MAX_CHAIN]) {
  uint32_t n = 0, end = a->sentences.at[e->sentence].end;
  for (uint32_t i = quotes_near(a, e->trigger);
       i < a->quotes.n && a->quotes.at[i].first < end; i++) {
    const quote *q = &a->quotes.at[i];
    if (!tells(a, cb, e, q))
      continue;
    uint32_t at = n < MAX_CHAIN ? n : MAX_CHAIN - 1;
    while (at &&
           a->quotes.at[chain[at - 1]].end - a->quotes.at[chain[at - 1]].first <
               q->end - q->first) {
      chain[at] = chain[at - 1];
      at--;
    }
    if (n < MAX_CHAIN)
      n++;
    if (at < MAX_CHAIN)
      chain[at] = i;
  }
  return n;
}

static void add_speech(article *a, event *e, speech s) {
  if (!e->speeches.n)
    e->speeches.first = a->speeches.n;
  *vec_push(a->m, &a->speeches) = s;
  e->speeches.n++;
}

static bool same_speaker(const article *a, uint32_t x, uint32_t y) {
  return x != NO_MENTION && y != NO_MENTION &&
         a->mentions.at[x].entity == a->mentions.at[y].entity;
}

static void add_quotes(article *a, const codebook *cb, event *e) {
  uint32_t chain[MAX_CHAIN];
  uint32_t n = chain_of(a, cb, e, chain);
  uint32_t before = NO_MENTION;
  for (uint32_t i = 0; i < n; i++) {
    const quote *q = &a->quotes.at[chain[i]];
    // A quotation inside the reported clause of the same speaker is one link.
    if (i && same_speaker(a, before, q->speaker)) {
      speech *last = &a->speeches.at[a->speeches.n - 1];
      last->kind = last->kind == q->kind ? q->kind : QUOTE_MIXED;
      last->denied |= q->denied;
      continue;
    }
    before = q->speaker;
    add_speech(a, e,
               (speech){.speaker = q->speaker,
                        .speaker_at = q->speaker_at,
                        .verb = q->cue_token,
                        .at = content_span(q),
                        .kind = q->kind,
                        .denied = q->denied});
  }
}

// "Kyiv accused Moscow of shelling Kherson": the shelling is Kyiv's claim.
static void add_accuser(article *a, event *e) {
  const event *outer = &a->events.at[e->content_of];
  bool denied = e->effect == EFFECT_DENIED;
  if ((e->effect != EFFECT_CLAIMED && !denied) || !outer->actors.n)
    return;
  uint32_t speaker = a->lists.at[outer->actors.first];
  for (uint32_t i = 0; i < e->speeches.n; i++)
    if (same_speaker(a, a->speeches.at[e->speeches.first + i].speaker, speaker))
      return;
  add_speech(a, e,
             (speech){.speaker = speaker,
                      .verb = outer->trigger,
                      .at = e->at,
                      .kind = QUOTE_INDIRECT,
                      .denied = denied});
}

void attribution_find(article *a, const codebook *cb) {
  for (uint32_t i = 0; i < a->events.n; i++) {
    event *e = &a->events.at[i];
    add_quotes(a, cb, e);
    if (e->content_of != NO_EVENT)
      add_accuser(a, e);
    bool marked = a->tokens.at[e->trigger].flags & TOKEN_IN_QUOTES;
    bool quoted = false;
    for (uint32_t s = 0; s < e->speeches.n; s++)
      quoted |= a->speeches.at[e->speeches.first + s].kind != QUOTE_INDIRECT;
    e->scare = marked && !quoted;
  }
}
