#include "event/propose.h"
#include "event/factuality.h"
#include "event/pair.h"

// Frames of one sentence that are asked about, and parties of one frame: a list
// of twelve countries is one event for each of them at most.
enum { MAX_ASKED = 24, MAX_OTHERS = 4, MAX_DEPTH = 3 };

typedef struct {
  pair p;
  uint32_t frame;
  uint32_t actor, recipient; // mentions
  uint32_t type;             // row of types
  uint32_t score;            // of TYPER_ONE
} proposal;

typedef struct {
  article *a;
  const codebook *cb;
  const typer *t;
  uint32_t press; // bit of those who write the papers
  bool *settled;  // [frames.n] rules have decided, or it has its proposal
  proposal found[MAX_ASKED];
  uint32_t n;
} proposer;

static bool same_who(const article *a, uint32_t x, uint32_t y) {
  const actor_codes *p = &a->mentions.at[x].who, *q = &a->mentions.at[y].who;
  return a->mentions.at[x].entity == a->mentions.at[y].entity ||
         (p->country == q->country && p->org == q->org &&
          p->person == q->person && p->sectors == q->sectors &&
          p->group == q->group && p->region == q->region);
}

// The actor that a token names or whose it is: "X", "X's troops", "troops of
// X". NO_MENTION where there is none.
static uint32_t actor_in(const article *a, uint32_t t, int depth) {
  uint32_t m = a->mention_of[t];
  if (m != NO_MENTION && a->mentions.at[m].actor)
    return m;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN && depth < MAX_DEPTH;
       c = a->tokens.at[c].next)
    switch (a->tokens.at[c].deprel) {
    case REL_NMOD:
    case REL_NMOD_POSS:
    case REL_AMOD:
    case REL_COMPOUND:
      m = actor_in(a, c, depth + 1);
      if (m != NO_MENTION)
        return m;
      break;
    default:
      break;
    }
  return NO_MENTION;
}

static bool lists(const article *a, list who, uint32_t m) {
  for (uint32_t i = 0; i < who.n; i++)
    if (same_who(a, a->lists.at[who.first + i], m))
      return true;
  return false;
}

// Does an event of the sentence tell something of the two already?
static bool told(const article *a, uint32_t s, uint32_t x, uint32_t y) {
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    if (e->sentence == s &&
        (lists(a, e->actors, x) || lists(a, e->recipients, x)) &&
        (lists(a, e->actors, y) || lists(a, e->recipients, y)))
      return true;
  }
  return false;
}

// The likeliest type, or NO_TYPE where none is likely enough.
static void ask(proposer *w, proposal *p) {
  typer_input seen;
  uint32_t scores[TYPER_CLASSES], best = 0;
  pair_features(w->a, w->cb, w->t, p->p, &seen);
  typer_score(w->t, &seen, scores);
  for (uint32_t c = 1; c < w->t->size.classes; c++)
    if (scores[c] > scores[best])
      best = c;
  p->score = scores[best];
  p->type = scheme_type(&w->cb->rules.scheme, w->t->names[best]);
  if (p->score < w->t->size.least || p->type == NO_VALUE)
    p->type = NO_TYPE;
  else
    p->type = pair_fold(w->a, w->cb, p->p, p->type);
}

// Keeps the best proposal for each two parties.
static void keep(proposer *w, const proposal *p) {
  for (uint32_t i = 0; i < w->n; i++) {
    proposal *q = &w->found[i];
    if ((same_who(w->a, q->actor, p->actor) &&
         same_who(w->a, q->recipient, p->recipient)) ||
        (same_who(w->a, q->actor, p->recipient) &&
         same_who(w->a, q->recipient, p->actor))) {
      if (p->score > q->score)
        *q = *p;
      return;
    }
  }
  if (w->n < MAX_ASKED)
    w->found[w->n++] = *p;
}

// "residents told reporters": who is told for the paper is no party.
static bool tells_press(const proposer *w, uint32_t f, uint32_t other) {
  const actor_codes *who = &w->a->mentions.at[other].who;
  return w->press && who->sectors == w->press && who->country == NO_ROW &&
         grammar_is(&w->cb->grammar, &w->cb->words, w->a->frames.at[f].lex,
                    WORD_SAY);
}

static void try_party(proposer *w, uint32_t f, uint32_t actor, uint32_t t) {
  const article *a = w->a;
  uint32_t other = actor_in(a, t, 0);
  if (other == NO_MENTION || same_who(a, actor, other) ||
      tells_press(w, f, other) ||
      told(a, a->frames.at[f].sentence, actor, other))
    return;
  proposal p = {.frame = f, .actor = actor, .recipient = other};
  p.p = (pair){a->mentions.at[actor].head, a->mentions.at[other].head};
  ask(w, &p);
  if (p.type != NO_TYPE)
    keep(w, &p);
}

static void try_frame(proposer *w, uint32_t f) {
  const article *a = w->a;
  const frame *x = &a->frames.at[f];
  uint32_t actor = NO_MENTION, asked = 0;
  for (uint32_t i = 0; i < x->n_roles && actor == NO_MENTION; i++) {
    const role *y = &a->roles.at[x->first_role + i];
    if (y->kind == ROLE_SUBJ && y->token != NO_TOKEN)
      actor = actor_in(a, y->token, MAX_DEPTH);
  }
  for (uint32_t i = 0; actor != NO_MENTION && i < x->n_roles; i++) {
    const role *y = &a->roles.at[x->first_role + i];
    bool other = y->kind == ROLE_OBJ || y->kind == ROLE_IOBJ ||
                 y->kind == ROLE_PREP || y->kind == ROLE_PRED;
    if (other && y->token != NO_TOKEN && asked++ < MAX_OTHERS)
      try_party(w, f, actor, y->token);
  }
}

static list put_one(article *a, uint32_t m) {
  *vec_push(a->m, &a->lists) = m;
  return (list){a->lists.n - 1, 1};
}

// What is only said (quads 1 and 3) holds its tense and negation in its type:
// a promise is AGREE and was made.
static factuality fact_of(const proposer *w, const proposal *p) {
  factuality fact = factuality_of_frame(w->a, w->cb, p->frame);
  bool words = w->cb->rules.scheme.types.at[p->type].quad % 2;
  return words && fact != FACT_HYPOTHETICAL ? FACT_ACTUAL : fact;
}

static void add_event(proposer *w, const proposal *p) {
  article *a = w->a;
  const scheme *s = &w->cb->rules.scheme;
  const frame *x = &a->frames.at[p->frame];
  span at = a->tokens.at[x->pred].at;
  span sides[2] = {a->mentions.at[p->actor].at,
                   a->mentions.at[p->recipient].at};
  for (int i = 0; i < 2; i++) {
    at.beg = sides[i].beg < at.beg ? sides[i].beg : at.beg;
    at.end = sides[i].end > at.end ? sides[i].end : at.end;
  }
  uint32_t code = scheme_code(s, s->types.at[p->type].code);
  event e = {.frame = p->frame,
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
  e.actors = put_one(a, p->actor);
  e.recipients = put_one(a, p->recipient);
  *vec_push(a->m, &a->events) = e;
  w->settled[p->frame] = true;
}

// Frames that rules have decided: events, and rejects for a reason that holds
// whatever the type. A trigger whose parts merely did not fit stays open.
static void mark_settled(proposer *w) {
  article *a = w->a;
  w->settled = arena_new(a->m, bool, a->frames.n + 1);
  for (uint32_t i = 0; i < a->events.n; i++)
    w->settled[a->events.at[i].frame] = true;
  for (uint32_t i = 0; i < a->rejects.n; i++)
    if (a->rejects.at[i].reason != REJECT_NO_FIT &&
        a->rejects.at[i].reason != REJECT_NO_RECIPIENT)
      w->settled[a->rejects.at[i].frame] = true;
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

static void drop_rejects(proposer *w, const bool *proposed) {
  article *a = w->a;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < a->rejects.n; i++)
    if (!proposed[a->rejects.at[i].frame])
      a->rejects.at[kept++] = a->rejects.at[i];
  a->rejects.n = kept;
}

void events_propose(article *a, const codebook *cb, const typer *t) {
  // What the model learnt goes with our rules; a codebook whose rules know no
  // types has no use for it.
  if (!t || !a->frames.n || !a->mention_of || !cb->rules.typed)
    return;
  uint32_t press = names_sector(&cb->names, S("JRN"));
  proposer w = {.a = a, .cb = cb, .t = t};
  w.press = press < MAX_SECTORS ? 1u << press : 0;
  mark_settled(&w);
  const bool *away = discarded_sentences(a);
  bool *proposed = arena_new(a->m, bool, a->frames.n + 1);
  for (uint32_t f = 0, end; f < a->frames.n; f = end) {
    uint32_t s = a->frames.at[f].sentence;
    w.n = 0;
    for (end = f; end < a->frames.n && a->frames.at[end].sentence == s; end++)
      if (!w.settled[end] && !away[s])
        try_frame(&w, end);
    for (uint32_t i = 0; i < w.n; i++) {
      add_event(&w, &w.found[i]);
      proposed[w.found[i].frame] = true;
    }
  }
  drop_rejects(&w, proposed);
}
