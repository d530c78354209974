// Finds the best pattern of each frame, then makes events and rejects of them.
//
// A pattern may ask for the event in its complement, so frames are asked for on
// demand and remembered: each is matched once, and a chain of complements is
// followed only as deep as frames of one sentence go.

#include "event/match.h"
#include "event/discard.h"
#include "event/emit.h"
#include "event/match_loose.h"
#include "parse/frame.h"

// Complements within complements that a reader can follow ("said it would
// consider asking to join"); beyond it a damaged tree is more likely.
enum { MAX_CHAIN = 6 };

uint32_t sector_bits(const codebook *cb, const char *ids) {
  uint32_t bits = 0;
  for (str rest = str_of(ids); rest.p;) {
    uint32_t bit = names_sector(&cb->names, str_cut(&rest, ' '));
    if (bit < 32)
      bits |= 1u << bit;
  }
  return bits;
}

// Does a mention say who it is, beyond that it bears arms? "Norland sent a
// warship": the ship is Norland's own, and no one's but the sender's.
static bool says_who(const matcher *m, uint32_t at) {
  const actor_codes *who = &m->a->mentions.at[at].who;
  return who->country != NO_ROW || who->region != NO_ROW ||
         who->org != NO_ROW || who->person != NO_ROW || who->group != NO_ROW ||
         (who->sectors & ~m->force_sectors);
}

static bool has_side(const matcher *m, const parties *who) {
  for (uint32_t i = 0; i < who->n; i++)
    if (says_who(m, who->at[i]))
      return true;
  return false;
}

// Parts that are there; sides that are named; how specific the words are.
static bool longer(const matcher *m, uint32_t x, const attempt *ax, uint32_t y,
                   const attempt *ay) {
  const rules *r = &m->cb->rules;
  const rule_pattern *p = &r->patterns.at[x], *q = &r->patterns.at[y];
  uint32_t px = p->required + ax->optional, py = q->required + ay->optional;
  int sx = (ax->actors.n > 0) + has_side(m, &ax->recipients);
  int sy = (ay->actors.n > 0) + has_side(m, &ay->recipients);
  if (px != py)
    return px > py;
  if (sx != sy)
    return sx > sy;
  if (p->weight != q->weight)
    return p->weight > q->weight;
  return x < y;
}

// Is it a line for the verb with its particle? "called up reservists" is no
// kind of calling.
static bool names_particle(const matcher *m, uint32_t f, uint32_t pattern) {
  const rules *r = &m->cb->rules;
  const frame *x = &m->a->frames.at[f];
  const rule_pattern *p = &r->patterns.at[pattern];
  if (x->particle == NO_TOKEN || m->a->tokens.at[x->pred].lex == x->lex)
    return true; // none, or none that makes another word of it
  for (uint32_t i = 0; i < p->parts.n; i++)
    if (word_passes(m, m->a->tokens.at[x->particle].lex,
                    r->parts.at[p->parts.first + i].preps))
      return true;
  return false;
}

// Loose lines name what stands beside the verb themselves.
static bool suits_particle(const matcher *m, uint32_t word, const rule_entry *e,
                           uint32_t f) {
  const frame *x = &m->a->frames.at[f];
  return word == x->lex || x->kind != FRAME_VERB ||
         m->cb->rules.patterns.at[e->pattern].loose ||
         names_particle(m, f, e->pattern);
}

// Tries the patterns filed under a word on frame f, for frame `into`.
static void try_word(matcher *m, uint32_t word, uint8_t on, uint32_t f,
                     frame_match *into) {
  const rules *r = &m->cb->rules;
  rule_slice s = rules_of(r, word);
  for (uint32_t i = 0; i < s.n; i++) {
    const rule_entry *e = &r->entries.at[s.first + i];
    uint32_t at = e->pattern;
    attempt now;
    if (!(e->on & on) || e->discard || !loose_beside(m, e, f))
      continue;
    into->trigger = true;
    if (!match_possible(m, e) || !suits_particle(m, word, e, f))
      continue;
    fit got = match_pattern(m, &r->patterns.at[at], f, &now);
    if (got != FITS) {
      if (got > into->why)
        into->why = (uint8_t)got;
      continue;
    }
    if (into->pattern != NO_VALUE &&
        !longer(m, at, &now, into->pattern, into->found))
      continue;
    if (!into->found)
      into->found = arena_raw(m->a->m, sizeof now);
    *into->found = now;
    into->pattern = at;
    into->on = f;
  }
}

// Does a loose line begin with the word?
static bool lists_form(const rules *r, uint32_t form) {
  rule_slice s = rules_of(r, form);
  for (uint32_t i = 0; i < s.n; i++)
    if (r->patterns.at[r->entries.at[s.first + i].pattern].loose)
      return true;
  return false;
}

// Where loose lines list a form ("left"), its lemma's lines are not meant.
static void try_verb(matcher *m, uint32_t lemma, uint32_t f,
                     frame_match *into) {
  const frame *x = &m->a->frames.at[f];
  uint32_t form = loose_form(m, x->pred);
  bool listed =
      form != lemma && form != x->lex && lists_form(&m->cb->rules, form);
  if (listed)
    try_word(m, form, ON_VERB, f, into);
  if (listed && into->trigger)
    return;
  try_word(m, x->lex, ON_VERB, f, into);
  if (lemma != x->lex)
    try_word(m, lemma, ON_VERB, f, into);
}

static void try_frame(matcher *m, uint32_t f, frame_match *into) {
  const frame *x = &m->a->frames.at[f];
  uint32_t lemma = m->a->tokens.at[x->pred].lex;
  switch (x->kind) {
  case FRAME_NOUN:
    try_word(m, x->lex, ON_NOUN, f, into);
    if (lemma != x->lex)
      try_word(m, lemma, ON_NOUN, f, into);
    try_word(m, x->verb_lex, ON_DERIVED, f, into);
    break;
  case FRAME_ADJ:
    try_word(m, x->lex, ON_ADJ, f, into);
    break;
  default:
    try_verb(m, lemma, f, into);
  }
}

static uint32_t frame_of_light(const matcher *m, const frame *x) {
  return x->light == NO_TOKEN ? NO_FRAME : m->a->frame_of[x->light];
}

const frame_match *match_frame(matcher *m, uint32_t f) {
  frame_match *into = &m->of[f];
  if (into->state)
    return into; // known; or being asked, and then as good as none
  into->state = 1;
  try_frame(m, f, into);
  // "held talks": one trigger, told by the verb's line or by the noun's.
  uint32_t light = frame_of_light(m, &m->a->frames.at[f]);
  if (light != NO_FRAME && light != f)
    try_frame(m, light, into);
  if (into->pattern != NO_VALUE)
    match_complete(
        m, into->on,
        m->cb->rules.all.at[m->cb->rules.patterns.at[into->pattern].rule].type,
        into->found);
  into->state = 2;
  return into;
}

typedef struct {
  uint32_t *out;
  uint32_t n, room;
} frame_list;

static void put_frame(frame_list *l, uint32_t f) {
  for (uint32_t i = 0; i < l->n; i++)
    if (l->out[i] == f)
      return;
  if (l->n < l->room)
    l->out[l->n++] = f;
}

static void put_contents(matcher *m, uint32_t c, int depth, frame_list *l) {
  const article *a = m->a;
  c = frame_content(a, c);
  if (depth == MAX_CHAIN || m->of[c].state == 1)
    return;
  const frame *x = &a->frames.at[c];
  bool found = match_frame(m, c)->pattern != NO_VALUE;
  if (found)
    put_frame(l, c);
  for (uint32_t i = 0; !found && i < x->n_roles; i++) {
    const role *y = &a->roles.at[x->first_role + i];
    bool below = y->kind == ROLE_COMP || y->kind == ROLE_OBJ;
    if (below && y->frame != NO_FRAME && y->frame != c && y->frame > c)
      put_contents(m, y->frame, depth + 1, l);
  }
  // What is joined to it: "threatened to bomb and invade".
  for (uint32_t f = c + 1;
       f < a->frames.n && a->frames.at[f].sentence == x->sentence; f++)
    if (a->frames.at[f].parent == c && a->frames.at[f].hang == HANG_CONJ)
      put_contents(m, f, depth + 1, l);
}

uint32_t match_contents(matcher *m, uint32_t c, uint32_t *out, uint32_t room) {
  frame_list l = {out, 0, room};
  put_contents(m, c, 0, &l);
  return l.n;
}

static void start(matcher *m, article *a, const codebook *cb) {
  *m = (matcher){.a = a, .cb = cb};
  // PLOVER's sectors: who bears arms, who serves a state, who does neither.
  m->force_sectors = sector_bits(cb, "MIL COP REB PRM UAF SPY");
  m->official_sectors = sector_bits(cb, "GOV LEG JUD MIL COP SPY");
  m->civilian_sectors = sector_bits(cb, "CVL REF AGR BUS EDU JRN LAB MED SOC");
  public_start(m);
  m->word_in = arena_new(a->m, uint32_t, cb->words.words.n + 1);
  m->class_in = arena_new(a->m, uint32_t, cb->words.class_names.n + 1);
  m->of = arena_new(a->m, frame_match, a->frames.n + 1);
  for (uint32_t f = 0; f < a->frames.n; f++)
    m->of[f] = (frame_match){
        .pattern = NO_VALUE, .on = f, .event = NO_EVENT, .why = MISFIT};
  loose_open(m);
}

void events_match(article *a, const codebook *cb) {
  matcher m;
  if (!a->frames.n || !a->mention_of)
    return;
  start(&m, a, cb);
  discards dropped;
  discards_open(&dropped, &m);
  for (uint32_t f = 0, end; f < a->frames.n; f = end) {
    uint32_t s = a->frames.at[f].sentence;
    match_enter(&m, s);
    for (end = f; end < a->frames.n && a->frames.at[end].sentence == s; end++)
      if (frame_content(a, end) == end)
        match_frame(&m, end);
    discards_find(&dropped, &m, f, end);
  }
  events_emit(&m, &dropped);
}
