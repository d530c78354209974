#include "event/propose.h"
#include "event/complete.h"
#include "event/factuality.h"
#include "event/match_part.h"
#include "event/pair.h"

// Parties of one sentence that are paired, and proposals for it: a list of
// twelve countries is one event for each of them at most.
enum { MAX_PAIRED = 7, MAX_FOUND = 8 };

typedef struct {
  candidate who;
  uint32_t type;  // row of types
  uint32_t score; // of TYPER_ONE
} proposal;

typedef struct {
  article *a;
  const codebook *cb;
  uint32_t press;      // bit of those who write the papers
  const bool *settled; // [frames.n] rules have decided
  candidates *out;
} finder;

typedef struct {
  article *a;
  const codebook *cb;
  const typer *t;
  proposal found[MAX_FOUND]; // of one sentence
  uint32_t n;
} proposer;

// Does an event of the sentence tell something of the two already?
static bool told(const article *a, uint32_t s, uint32_t x, uint32_t y) {
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    if (e->sentence == s &&
        (is_among(a, e->actors, x) || is_among(a, e->recipients, x)) &&
        (is_among(a, e->actors, y) || is_among(a, e->recipients, y)))
      return true;
  }
  return false;
}

// "residents told reporters": who is told for the paper is no party.
static bool tells_press(const finder *w, uint32_t f, uint32_t other) {
  const actor_codes *who = &w->a->mentions.at[other].who;
  return w->press && who->sectors == w->press && who->country == NO_ROW &&
         grammar_is(&w->cb->grammar, &w->cb->words, w->a->frames.at[f].lex,
                    WORD_SAY);
}

pair candidate_pair(const article *a, candidate c) {
  return (pair){a->mentions.at[c.actor].head, a->mentions.at[c.recipient].head};
}

static bool overlap(span x, span y) {
  return x.beg < y.end && y.beg < x.end;
}

// Of "Norland's fleet" and "Norland" in it the longer.
static uint32_t parties_of(const article *a, const sentence *s,
                           uint32_t out[MAX_PAIRED]) {
  uint32_t n = 0;
  for (uint32_t t = s->first; t < s->end && n < MAX_PAIRED; t++) {
    uint32_t m = a->mention_of[t];
    if (m == NO_MENTION || !a->mentions.at[m].actor)
      continue;
    const mention *x = &a->mentions.at[m];
    const mention *last = n ? &a->mentions.at[out[n - 1]] : NULL;
    if (!last || !overlap(x->at, last->at))
      out[n++] = m;
    else if (x->at.end - x->at.beg > last->at.end - last->at.beg)
      out[n - 1] = m;
  }
  return n;
}

// A land named after its police is where they act, in neither order a party:
// "Norland's police searched houses all over Norland".
static bool at_home(const article *a, candidate c) {
  return acts_at_home(a, c.actor, c.recipient) ||
         (acts_at_home(a, c.recipient, c.actor) &&
          a->mentions.at[c.recipient].at.beg < a->mentions.at[c.actor].at.beg);
}

static void try_pair(finder *w, uint32_t s, candidate c) {
  article *a = w->a;
  const mention *x = &a->mentions.at[c.actor],
                *y = &a->mentions.at[c.recipient];
  if (same_party(a, c.actor, c.recipient) || overlap(x->at, y->at) ||
      at_home(a, c) || told(a, s, c.actor, c.recipient))
    return;
  c.frame = pair_frame(a, w->cb, candidate_pair(a, c));
  if (c.frame != NO_FRAME && !w->settled[c.frame] &&
      !tells_press(w, c.frame, c.recipient))
    *vec_push(a->m, w->out) = c;
}

static void try_sentence(finder *w, uint32_t s) {
  uint32_t who[MAX_PAIRED];
  uint32_t n = parties_of(w->a, &w->a->sentences.at[s], who);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < n; k++)
      if (i != k)
        try_pair(w, s, (candidate){.actor = who[i], .recipient = who[k]});
}

// Frames that rules have decided: events, and rejects for a reason that holds
// whatever the type. A trigger whose parts merely did not fit stays open.
static bool *settled_frames(const article *a) {
  bool *out = arena_new(a->m, bool, a->frames.n + 1);
  for (uint32_t i = 0; i < a->events.n; i++)
    out[a->events.at[i].frame] = true;
  for (uint32_t i = 0; i < a->rejects.n; i++)
    if (a->rejects.at[i].reason != REJECT_NO_FIT &&
        a->rejects.at[i].reason != REJECT_NO_RECIPIENT)
      out[a->rejects.at[i].frame] = true;
  return out;
}

// A sentence that a rule discards is about something else altogether; so is a
// text that is not about public affairs.
static bool *discarded_sentences(const article *a) {
  bool *out = arena_new(a->m, bool, a->sentences.n + 1);
  for (uint32_t i = 0; i < a->rejects.n; i++)
    if (a->rejects.at[i].reason >= N_REJECT_REASON)
      out[a->rejects.at[i].sentence] = true;
  for (uint32_t s = 0; s < a->sentences.n; s++)
    out[s] |= a->sentences.at[s].everyday;
  return out;
}

void events_candidates(article *a, const codebook *cb, candidates *out) {
  // What the model learnt goes with our rules; a codebook whose rules know no
  // types has no use for it.
  if (!a->frames.n || !a->mention_of || !cb->rules.typed)
    return;
  uint32_t press = names_sector(&cb->names, S("JRN"));
  finder w = {.a = a, .cb = cb, .settled = settled_frames(a), .out = out};
  w.press = press < MAX_SECTORS ? 1u << press : 0;
  const bool *away = discarded_sentences(a);
  for (uint32_t s = 0; s < a->sentences.n; s++)
    if (!away[s])
      try_sentence(&w, s);
}

// Has a rule found a deed of this type in the sentence, done by the actor or in
// his land's name? "Kenya is to send troops to the border" tells one.
static bool found_of_type(const article *a, uint32_t s, uint32_t type,
                          uint32_t actor) {
  uint32_t land = a->mentions.at[actor].who.country;
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    if (e->sentence != s || e->type != type)
      continue;
    for (uint32_t k = 0; k < e->actors.n; k++) {
      uint32_t m = a->lists.at[e->actors.first + k];
      if (same_party(a, m, actor) ||
          (land != NO_ROW && a->mentions.at[m].who.country == land))
        return true;
    }
  }
  return false;
}

// The likeliest type, or NO_TYPE where none is likely enough.
static void ask(const proposer *w, proposal *p) {
  typer_input seen;
  uint32_t scores[TYPER_CLASSES], best = 0;
  pair who = candidate_pair(w->a, p->who);
  pair_features(w->a, w->cb, w->t, who, &seen);
  typer_score(w->t, &seen, scores);
  for (uint32_t c = 1; c < w->t->size.classes; c++)
    if (scores[c] > scores[best])
      best = c;
  p->score = scores[best];
  p->type = scheme_type(&w->cb->rules.scheme, w->t->names[best]);
  if (p->score < w->t->least[best] || p->type == NO_VALUE)
    p->type = NO_TYPE;
  else
    p->type = pair_fold(w->a, w->cb, who, p->type);
  if (found_of_type(w->a, w->a->frames.at[p->who.frame].sentence, p->type,
                    p->who.actor))
    p->type = NO_TYPE;
}

// Keeps the best proposal for each two parties.
static void keep(proposer *w, const proposal *p) {
  for (uint32_t i = 0; i < w->n; i++) {
    candidate *q = &w->found[i].who;
    if ((same_party(w->a, q->actor, p->who.actor) &&
         same_party(w->a, q->recipient, p->who.recipient)) ||
        (same_party(w->a, q->actor, p->who.recipient) &&
         same_party(w->a, q->recipient, p->who.actor))) {
      if (p->score > w->found[i].score)
        w->found[i] = *p;
      return;
    }
  }
  if (w->n < MAX_FOUND)
    w->found[w->n++] = *p;
}

static list put_one(article *a, uint32_t m) {
  *vec_push(a->m, &a->lists) = m;
  return (list){a->lists.n - 1, 1};
}

// What is only said (quads 1 and 3) holds its tense and negation in its type:
// a promise is AGREE and was made.
static factuality fact_of(const proposer *w, const proposal *p) {
  factuality fact = factuality_of_frame(w->a, w->cb, p->who.frame);
  bool words = w->cb->rules.scheme.types.at[p->type].quad % 2;
  return words && fact != FACT_HYPOTHETICAL ? FACT_ACTUAL : fact;
}

static void add_event(proposer *w, const proposal *p) {
  article *a = w->a;
  const scheme *s = &w->cb->rules.scheme;
  const frame *x = &a->frames.at[p->who.frame];
  span at = a->tokens.at[x->pred].at;
  span sides[2] = {a->mentions.at[p->who.actor].at,
                   a->mentions.at[p->who.recipient].at};
  for (int i = 0; i < 2; i++) {
    at.beg = sides[i].beg < at.beg ? sides[i].beg : at.beg;
    at.end = sides[i].end > at.end ? sides[i].end : at.end;
  }
  uint32_t code = scheme_code(s, s->types.at[p->type].code);
  event e = {.frame = p->who.frame,
             .sentence = x->sentence,
             .trigger = x->pred,
             .rule = NO_RULE,
             .pattern = NO_VALUE,
             .type = p->type,
             .cameo = code == NO_VALUE ? NO_ROW : code,
             .cameo_mirror = NO_ROW,
             .date = NO_ROW,
             .beg = NO_DAY,
             .last = NO_DAY,
             .date_from = DATE_NONE,
             .precision = PRECISION_OPEN,
             .fact = fact_of(w, p),
             .at = at,
             .content_of = NO_EVENT,
             .confidence = (double)p->score / TYPER_ONE};
  e.actors = put_one(a, p->who.actor);
  e.recipients = put_one(a, p->who.recipient);
  *vec_push(a->m, &a->events) = e;
}

static void drop_rejects(article *a, const bool *proposed) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < a->rejects.n; i++)
    if (!proposed[a->rejects.at[i].frame])
      a->rejects.at[kept++] = a->rejects.at[i];
  a->rejects.n = kept;
}

void events_propose(article *a, const codebook *cb, const typer *t) {
  candidates asked = {0};
  if (t)
    events_candidates(a, cb, &asked);
  if (!asked.n)
    return;
  proposer w = {.a = a, .cb = cb, .t = t};
  bool *proposed = arena_new(a->m, bool, a->frames.n + 1);
  for (uint32_t i = 0, end; i < asked.n; i = end) {
    uint32_t s = a->frames.at[asked.at[i].frame].sentence;
    w.n = 0;
    for (end = i;
         end < asked.n && a->frames.at[asked.at[end].frame].sentence == s;
         end++) {
      proposal p = {.who = asked.at[end]};
      ask(&w, &p);
      if (p.type != NO_TYPE)
        keep(&w, &p);
    }
    for (uint32_t k = 0; k < w.n; k++) {
      add_event(&w, &w.found[k]);
      proposed[w.found[k].who.frame] = true;
    }
  }
  drop_rejects(a, proposed);
}
