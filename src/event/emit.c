// Matches become events; triggers without one become rejects.
//
// Two frames may tell one event: a verb and the noun that its rule names
// ("[imposed] sanctions"), a deed and the clause that spells it out ("attacked
// Sudland, killing ten"). The fuller one is kept, the other is a reject.

#include "event/emit.h"
#include "codebook/compose.h"
#include "parse/frame.h"

static const rules *rules_in(const matcher *m) {
  return &m->cb->rules;
}

static list put_list(article *a, const parties *who) {
  list l = {a->lists.n, who->n};
  for (uint32_t i = 0; i < who->n; i++)
    *vec_push(a->m, &a->lists) = who->at[i];
  return l;
}

static void widen(span *s, span with) {
  if (with.beg < s->beg)
    s->beg = with.beg;
  if (with.end > s->end)
    s->end = with.end;
}

static void widen_to(const article *a, span *s, const parties *who,
                     const sentence *in) {
  for (uint32_t i = 0; i < who->n; i++) {
    span at = a->mentions.at[who->at[i]].at;
    if (at.beg >= in->at.beg && at.end <= in->at.end)
      widen(s, at);
  }
}

// The words it was read from: predicate, parties, words that the rule names.
static span words_of(const matcher *m, uint32_t f, const attempt *found) {
  const article *a = m->a;
  const frame *x = &a->frames.at[f];
  const sentence *in = &a->sentences.at[x->sentence];
  span s = a->tokens.at[x->pred].at;
  if (x->light != NO_TOKEN)
    widen(&s, a->tokens.at[x->light].at);
  widen_to(a, &s, &found->actors, in);
  widen_to(a, &s, &found->recipients, in);
  for (uint32_t i = 0; i < found->n_used; i++)
    widen(&s, a->tokens.at[found->used[i]].at);
  return s;
}

// What a code says beside its number, where it is of the event's own type.
static void add_code(const matcher *m, event *e) {
  const rules *r = rules_in(m);
  if (e->cameo == NO_ROW)
    return;
  const cameo_code *c = &r->scheme.codes.at[e->cameo];
  e->contexts |= c->contexts;
  if (c->type == e->type)
    e->modes |= c->modes;
}

// The same event told from the other side: "pair 043".
static void make_pair(matcher *m, const event *first, uint32_t code) {
  event e = *first;
  e.actors = first->recipients;
  e.recipients = first->actors;
  e.cameo = code;
  e.cameo_mirror = NO_ROW;
  add_code(m, &e);
  *vec_push(m->a->m, &m->a->events) = e;
}

static void make_event(matcher *m, uint32_t f) {
  article *a = m->a;
  const rules *r = rules_in(m);
  const frame_match *found = &m->of[f];
  const rule *u = &r->all.at[r->patterns.at[found->pattern].rule];
  const frame *x = &a->frames.at[f];
  event e = {.frame = f,
             .sentence = x->sentence,
             .trigger = x->pred,
             .rule = r->patterns.at[found->pattern].rule,
             .pattern = found->pattern,
             .type = u->type,
             .cameo = u->cameo,
             .cameo_mirror = u->mirror,
             .modes = u->modes,
             .contexts = u->contexts,
             .date = NO_ROW,
             .beg = NO_DAY,
             .last = NO_DAY,
             .date_from = DATE_NONE,
             .precision = PRECISION_OPEN,
             .at = words_of(m, f, found->found),
             .content_of = NO_EVENT,
             .confidence = u->confidence};
  e.actors = put_list(a, &found->found->actors);
  e.recipients = put_list(a, &found->found->recipients);
  if (found->found->code != NO_VALUE)
    e.cameo = found->found->code;
  add_code(m, &e);
  m->of[f].event = a->events.n;
  if (!u->uncoded)
    *vec_push(a->m, &a->events) = e;
  if (u->pair != NO_VALUE)
    make_pair(m, &e, u->pair);
}

static void make_reject(matcher *m, uint32_t f, uint32_t by, uint32_t reason) {
  article *a = m->a;
  const frame *x = &a->frames.at[f];
  span s = a->tokens.at[x->pred].at;
  if (x->light != NO_TOKEN)
    widen(&s, a->tokens.at[x->light].at);
  *vec_push(a->m, &a->rejects) = (reject){.frame = f,
                                          .rule = by,
                                          .sentence = x->sentence,
                                          .trigger = x->pred,
                                          .at = s,
                                          .reason = reason};
}

static reject_reason reason_of(const frame_match *found) {
  switch (found->why) {
  case LACKS_ACTOR:
    return REJECT_NO_ACTOR;
  case LACKS_RECIPIENT:
    return REJECT_NO_RECIPIENT;
  case ONE_PARTY:
    return REJECT_SAME_PARTY;
  default:
    return REJECT_NO_FIT;
  }
}

// Told within told: as deep as match_contents goes (match.c, MAX_CHAIN).
enum { MAX_TOLD = 6 };

// A rule that only keeps other rules from coding.
static bool is_uncoded(const matcher *m, const frame_match *x) {
  const rules *r = rules_in(m);
  const rule *u = &r->all.at[r->patterns.at[x->pattern].rule];
  return u->uncoded && u->pair == NO_VALUE;
}

// Is every party of x one of y?
static bool among(const article *a, const parties *x, const parties *y) {
  for (uint32_t i = 0; i < x->n; i++) {
    bool there = false;
    for (uint32_t k = 0; k < y->n; k++)
      there |= same_party(a, x->at[i], y->at[k]);
    if (!there)
      return false;
  }
  return true;
}

// Does frame f tell nothing that frame g does not?
static bool told_by(const matcher *m, uint32_t f, uint32_t g) {
  const rules *r = rules_in(m);
  const frame_match *x = &m->of[f], *y = &m->of[g];
  if (y->pattern == NO_VALUE)
    return false;
  const rule *u = &r->all.at[r->patterns.at[x->pattern].rule];
  const rule *v = &r->all.at[r->patterns.at[y->pattern].rule];
  return u->type == v->type && (u->type != NO_TYPE || u->cameo == v->cameo) &&
         among(m->a, &x->found->actors, &y->found->actors) &&
         among(m->a, &x->found->recipients, &y->found->recipients);
}

static uint32_t told(const matcher *m, uint32_t f) {
  const frame_match *x = &m->of[f];
  return x->found->actors.n + x->found->recipients.n;
}

// Frames that spell out what another frame tells: joined by a participle, a
// relative clause, or as its argument.
static bool spells_out(const frame *x) {
  return x->hang == HANG_ADVERB || x->hang == HANG_ARGUMENT ||
         x->hang == HANG_RELATIVE || x->hang == HANG_CONJ;
}

// A loose line makes one event of its verb and of what it holds.
static void drop_composed(matcher *m, uint32_t f, bool *gone) {
  enum { ROOM = 8 }; // as match_contents is asked elsewhere
  uint32_t below[ROOM], n;
  const frame_match *x = &m->of[f];
  if (x->found->content == NO_FRAME || is_uncoded(m, x))
    return;
  n = match_contents(m, x->found->content, below, ROOM);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t c = below[i], deep = 0; c != NO_FRAME && deep < MAX_TOLD;
         deep++) {
      gone[c] |= c != f;
      c = m->of[c].pattern == NO_VALUE ? NO_FRAME : m->of[c].found->content;
    }
}

// What only circumstances tell ("after Norland attacked"), where loose lines
// code the clause that has them: TABARI and PETRARCH read one chain of verbs.
static bool is_aside(const matcher *m, uint32_t f) {
  const frame *x = &m->a->frames.at[f];
  return x->hang == HANG_ADVERB && x->parent != NO_FRAME &&
         m->of[x->parent].pattern != NO_VALUE &&
         !is_uncoded(m, &m->of[x->parent]);
}

// Marks matches that another frame tells as fully or better.
static void drop_told(matcher *m, bool *gone) {
  const article *a = m->a;
  for (uint32_t f = 0; f < a->frames.n; f++) {
    const frame_match *x = &m->of[f];
    for (uint32_t i = 0; x->pattern != NO_VALUE && i < x->found->n_used; i++) {
      uint32_t used = a->frame_of[x->found->used[i]];
      if (used != NO_FRAME && used != f)
        gone[used] = true;
    }
    if (x->pattern == NO_VALUE || !rules_in(m)->patterns.at[x->pattern].loose)
      continue;
    drop_composed(m, f, gone);
    gone[f] |= is_aside(m, f);
  }
  for (uint32_t f = 0; f < a->frames.n; f++) {
    uint32_t up = a->frames.at[f].parent;
    if (m->of[f].pattern == NO_VALUE || gone[f] || up == NO_FRAME || gone[up] ||
        m->of[up].pattern == NO_VALUE || !spells_out(&a->frames.at[f]))
      continue;
    if (told_by(m, f, up))
      gone[f] = true;
    else if (told_by(m, up, f) && told(m, f) > told(m, up))
      gone[up] = true;
  }
}

// The event of `inner`'s code: a code of the outer type by content.tsv.
static uint32_t content_code_of(const matcher *m, const rule *outer,
                                const event *inner) {
  return compose_content(rules_in(m), outer->type, outer->root,
                         inner ? inner->type : NO_TYPE,
                         inner ? inner->cameo : NO_ROW, true);
}

static void link_contents(matcher *m, uint32_t f) {
  enum { ROOM = 8 }; // events of one complement; more are not linked
  article *a = m->a;
  const frame_match *found = &m->of[f];
  uint32_t frames[ROOM], n = 0;
  const event *first = NULL;
  if (found->found->content != NO_FRAME)
    n = match_contents(m, found->found->content, frames, ROOM);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = m->of[frames[i]].event;
    if (at == NO_EVENT || at == found->event ||
        a->events.at[at].content_of != NO_EVENT)
      continue;
    a->events.at[at].content_of = found->event;
    a->events.at[at].effect = (uint8_t)found->found->effect;
    if (!first)
      first = &a->events.at[at];
  }
  event *e = &a->events.at[found->event];
  const rule *u = &rules_in(m)->all.at[e->rule];
  uint32_t code =
      u->from_content ? content_code_of(m, u, first) : (uint32_t)NO_VALUE;
  if (code == NO_VALUE)
    return;
  e->cameo = code;
  add_code(m, e);
}

void events_emit(matcher *m, const discards *dropped) {
  article *a = m->a;
  const rules *r = rules_in(m);
  bool *gone = arena_new(a->m, bool, a->frames.n + 1);
  drop_told(m, gone);
  for (uint32_t f = 0; f < a->frames.n; f++) {
    const frame_match *found = &m->of[f];
    if (!found->trigger)
      continue;
    uint32_t discard = discards_rule(dropped, a, f);
    uint32_t by = found->pattern == NO_VALUE
                      ? NO_RULE
                      : r->patterns.at[found->pattern].rule;
    if (discard != NO_RULE)
      make_reject(m, f, discard, r->all.at[discard].reason);
    else if (gone[f])
      make_reject(m, f, by, REJECT_TOLD);
    else if (found->pattern == NO_VALUE)
      make_reject(m, f, by, reason_of(found));
    else if (is_uncoded(m, found))
      make_reject(m, f, by, REJECT_UNCODED);
    else if (!is_public(m, r->all.at[by].type, found->found))
      make_reject(m, f, by, REJECT_PRIVATE);
    else
      make_event(m, f);
  }
  // From the last: what stands inside stands behind, and its code comes first.
  for (uint32_t f = a->frames.n; f-- > 0;)
    if (m->of[f].event != NO_EVENT)
      link_contents(m, f);
}
