// One pattern on one frame: each part in turn, the cheap tests first.

#include "event/match_loose.h"

#include "parse/frame.h"

typedef struct {
  matcher *m;
  const rule_pattern *p;
  uint32_t f;
  attempt *out;
} trial;

static const frame *in(const trial *t) {
  return &t->m->a->frames.at[t->f];
}

static void use(attempt *out, uint32_t t) {
  if (out->n_used < MAX_USED)
    out->used[out->n_used++] = t;
}

// Keeps the tokens that pass the part's words.
static void keep_passing(const trial *t, const rule_part *part, tokens *c) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->n; i++) {
    uint32_t optional = 0;
    if (!head_passes(t->m, c->at[i], part->heads) ||
        !mods_pass(t->m, c->at[i], part->mods, &optional))
      continue;
    t->out->optional += optional;
    if (part->heads.n)
      use(t->out, c->at[i]);
    c->at[n++] = c->at[i];
  }
  c->n = n;
}

static void fill(const trial *t, const tokens *c, bool acted_upon,
                 parties *out) {
  for (uint32_t i = 0; i < c->n; i++)
    who_of(t->m, c->at[i], acted_upon, out);
}

// "equipment to help Sudland", "a report accusing Sudland": who gives or makes
// it does what it is for, and says what it says.
static void fill_givers(const trial *t, uint32_t thing, parties *out) {
  const article *a = t->m->a;
  const frame *x = in(t);
  if (!(x->flags & FRAME_INFINITIVE) && x->hang != HANG_COMP &&
      !lemma_is(t->m, thing, WORD_AUTHORED))
    return;
  for (uint32_t f = t->f; f-- > 0 && a->frames.at[f].sentence == x->sentence;) {
    const frame *above = &a->frames.at[f];
    bool given = false;
    for (uint32_t i = 0; i < above->n_roles; i++) {
      const role *y = &a->roles.at[above->first_role + i];
      given |= y->kind == ROLE_OBJ && y->token == thing;
    }
    for (uint32_t i = 0; given && i < above->n_roles; i++) {
      const role *y = &a->roles.at[above->first_role + i];
      if (y->kind == ROLE_SUBJ && y->token != thing)
        who_of(t->m, y->token, false, out);
    }
  }
}

// "Norland said it would sign", the pronoun not resolved: who speaks.
static void fill_speaker(const trial *t, uint32_t pronoun, parties *out) {
  const article *a = t->m->a;
  uint32_t up = in(t)->parent;
  if (a->tokens.at[pronoun].upos != UPOS_PRON || up == NO_FRAME ||
      in(t)->hang != HANG_COMP ||
      !grammar_is(&t->m->cb->grammar, &t->m->cb->words, a->frames.at[up].lex,
                  WORD_SAY))
    return;
  const frame *said = &a->frames.at[up];
  for (uint32_t i = 0; i < said->n_roles; i++) {
    const role *x = &a->roles.at[said->first_role + i];
    if (x->kind == ROLE_SUBJ)
      who_of(t->m, x->token, false, out);
  }
}

static fit fill_actor(trial *t, const rule_part *part, const tokens *c) {
  parties *out = &t->out->actors;
  fill(t, c, false, out);
  if (!out->n && part->place == PLACE_SUBJ && in(t)->kind != FRAME_NOUN)
    for (uint32_t i = 0; i < c->n && !out->n; i++) {
      fill_givers(t, c->at[i], out);
      fill_speaker(t, c->at[i], out);
    }
  return out->n ? FITS : LACKS_ACTOR;
}

// Nobody acts upon the land he is of by acting in it.
static bool is_own_land(const trial *t, uint32_t place) {
  const article *a = t->m->a;
  for (uint32_t i = 0; i < t->out->actors.n; i++) {
    uint32_t land = a->mentions.at[t->out->actors.at[i]].who.country;
    if (land != NO_ROW && land == a->mentions.at[place].who.country)
      return true;
  }
  return false;
}

static fit fill_recipient(trial *t, const rule_part *part, const tokens *c) {
  parties *out = &t->out->recipients;
  fill(t, c, true, out);
  // "killed ten people in Sudland": nobody by name, but somewhere.
  if (!out->n && c->n && part->place == PLACE_OBJ) {
    tokens where;
    parties lands = {.n = 0};
    place_locatives(t->m, t->f, &where);
    fill(t, &where, true, &lands);
    for (uint32_t i = 0; i < lands.n; i++)
      if (!is_own_land(t, lands.at[i]))
        out->at[out->n++] = lands.at[i];
  }
  return out->n ? FITS : LACKS_RECIPIENT;
}

static fit fill_slot(trial *t, const rule_part *part, const tokens *c) {
  attempt *out = t->out;
  switch (part->fill) {
  case FILL_ACTOR:
    return fill_actor(t, part, c);
  case FILL_RECIPIENT:
    return fill_recipient(t, part, c);
  case FILL_BOTH:
    out->both = true;
    fill(t, c, false, &out->actors);
    return out->actors.n ? FITS : LACKS_ACTOR;
  default:
    return c->n ? FITS : MISFIT;
  }
}

static bool particle_there(const trial *t, const rule_part *part) {
  const article *a = t->m->a;
  uint32_t pred = in(t)->pred;
  for (uint32_t c = a->tokens.at[pred].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint8_t rel = a->tokens.at[c].deprel;
    if ((rel == REL_COMPOUND_PRT || rel == REL_ADVMOD || rel == REL_CASE) &&
        word_passes(t->m, a->tokens.at[c].lex, part->preps))
      return true;
  }
  return false;
}

// Does the way in which a complement is introduced suit the rule?
static bool introduced(const trial *t, const rule_part *part, const role *x) {
  const frame *c = &t->m->a->frames.at[x->frame];
  bool marked = x->mark != NO_TOKEN;
  bool prep = marked && word_passes(t->m, x->prep, part->preps);
  uint8_t ways = part->intros;
  if (x->kind != ROLE_COMP)
    return ways & 1 << INTRO_ANY ? x->kind == ROLE_OBJ
                                 : ways & 1 << INTRO_PREP && prep;
  if (ways & 1 << INTRO_ANY || (ways & 1 << INTRO_PREP && prep))
    return true;
  if (c->flags & FRAME_INFINITIVE)
    return ways & 1 << INTRO_TO;
  if (c->flags & FRAME_PARTICIPLE)
    return ways & 1 << INTRO_ING;
  if (c->flags & FRAME_IMPERATIVE && ways & 1 << INTRO_IMPERATIVE)
    return true;
  return ways & 1 << INTRO_THAT &&
         (!marked || lemma_is(t->m, x->mark, WORD_THAT));
}

static bool content_suits(const trial *t, const rule_part *part, uint32_t c) {
  enum { ROOM = 8 }; // as in match_contents: what a rule may link
  uint32_t frames[ROOM];
  if (part->contents == UINT32_MAX)
    return true;
  uint32_t n = match_contents(t->m, c, frames, ROOM);
  for (uint32_t i = 0; i < n; i++) {
    const frame_match *found = match_frame(t->m, frames[i]);
    if (found->pattern == NO_VALUE)
      continue;
    const rules *r = &t->m->cb->rules;
    uint32_t type = r->all.at[r->patterns.at[found->pattern].rule].type;
    if (type != NO_TYPE && part->contents >> type & 1)
      return true;
  }
  return false;
}

// A bare object is a complement only where it tells an event itself.
static bool object_tells(const trial *t, const role *x) {
  uint32_t frames[1];
  return x->kind == ROLE_COMP || match_contents(t->m, x->frame, frames, 1) > 0;
}

// "agreed to lend a billion to Sudland": whoever the complement acts upon,
// where no rule says so. Several who agree do it among themselves.
static void share_roles(trial *t, uint32_t c) {
  static const part_place places[] = {PLACE_IOBJ, PLACE_OBJ, PLACE_PREP};
  bool alone = t->out->actors.n < 2;
  for (int i = 0; alone && i < 3 && !t->out->recipients.n; i++) {
    tokens upon;
    place_upon(t->m, c, places[i], &upon);
    fill(t, &upon, true, &t->out->recipients);
  }
}

// "threatened to attack Sudland": Sudland is threatened, too.
static void share_recipient(trial *t, uint32_t c) {
  uint32_t inner[1];
  if (t->out->recipients.n)
    return;
  if (match_contents(t->m, c, inner, 1)) {
    const frame_match *found = match_frame(t->m, inner[0]);
    if (found->pattern != NO_VALUE)
      t->out->recipients = found->found->recipients;
  }
  share_roles(t, frame_content(t->m->a, c));
}

// Does the clause of frame c have this word: its modal, its negation, its
// predicate, what a copula says, or what the clause acts upon ("face war")?
static bool clause_has(const trial *t, uint32_t c, rule_slice words) {
  const article *a = t->m->a;
  const frame *x = &a->frames.at[c];
  uint32_t said[] = {x->modal, x->negation, x->pred};
  for (int i = 0; i < 3; i++)
    if (said[i] != NO_TOKEN && head_passes(t->m, said[i], words))
      return true;
  if (word_passes(t->m, x->lex, words))
    return true;
  for (uint32_t i = 0; i < x->n_roles; i++) {
    const role *y = &a->roles.at[x->first_role + i];
    if ((y->kind == ROLE_PRED || y->kind == ROLE_OBJ) &&
        head_passes(t->m, y->token, words))
      return true;
  }
  return false;
}

static bool clause_passes(const trial *t, const rule_part *part, uint32_t c) {
  const rules *r = &t->m->cb->rules;
  for (uint32_t i = 0; i < part->mods.n; i++) {
    const rule_mod *mod = &r->mods.at[part->mods.first + i];
    bool there = clause_has(t, c, mod->words);
    if (mod->optional)
      t->out->optional += there;
    else if (there == mod->forbidden)
      return false;
  }
  return true;
}

bool match_clause(matcher *m, const rule_part *part, uint32_t c, attempt *out) {
  trial t = {m, NULL, c, out};
  return clause_passes(&t, part, c);
}

// "demanded that Sudland withdraw": who is to do it is who is asked.
static bool ask_subject(trial *t, const rule_part *part, uint32_t c) {
  rule_part subject = {.place = PLACE_SUBJ};
  tokens who;
  if (!part->by || t->out->recipients.n)
    return true;
  place_tokens(t->m, c, &subject, t->out, &who);
  fill(t, &who, true, &t->out->recipients);
  return t->out->recipients.n || !part->by_must;
}

static fit match_content(trial *t, const rule_part *part) {
  for (uint32_t i = 0; i < in(t)->n_roles; i++) {
    const role *x = &t->m->a->roles.at[in(t)->first_role + i];
    if (x->frame == NO_FRAME || x->frame == t->f || !introduced(t, part, x) ||
        !object_tells(t, x) || !clause_passes(t, part, x->frame) ||
        !content_suits(t, part, x->frame))
      continue;
    if (!ask_subject(t, part, x->frame))
      return LACKS_RECIPIENT;
    t->out->content = x->frame;
    t->out->effect = part->effect;
    if (part->shared)
      share_recipient(t, x->frame);
    return FITS;
  }
  return MISFIT;
}

static fit try_part(trial *t, const rule_part *part) {
  tokens c;
  switch (part->place) {
  case PLACE_PARTICLE:
    return particle_there(t, part) ? FITS : MISFIT;
  case PLACE_BESIDE:
    return beside_passes(t->m, t->f, part->heads) ? FITS : MISFIT;
  case PLACE_COMP:
    return match_content(t, part);
  default:
    place_tokens(t->m, t->f, part, t->out, &c);
    keep_passing(t, part, &c);
    if (part->heads.n && !c.n)
      return MISFIT;
    if (!c.n && part->place == PLACE_PREP)
      return MISFIT;
    return fill_slot(t, part, &c);
  }
}

// Everyone acts: two who differ, or one that stands for several. Where there
// must be two sides, marines of one land are one.
static bool is_several(const matcher *m, const parties *who, bool two_sides) {
  if (who->n != 1)
    return who->n > 1;
  const mention *w = &m->a->mentions.at[who->at[0]];
  return w->plural && (!two_sides || w->who.country == NO_ROW);
}

static bool needs_recipient(const matcher *m, uint32_t type) {
  return type != NO_TYPE &&
         m->cb->rules.scheme.types.at[type].recipient == RECIPIENT_REQUIRED;
}

// A party cannot do it to itself; what is left must be enough for the type.
static fit settle(trial *t, const rule *u) {
  attempt *out = t->out;
  const article *a = t->m->a;
  uint32_t n = 0, before = out->recipients.n;
  bool needs = needs_recipient(t->m, u->type);
  if (out->both && !is_several(t->m, &out->actors, needs))
    return ONE_PARTY;
  for (uint32_t i = 0; i < before; i++) {
    bool actor = false;
    for (uint32_t k = 0; k < out->actors.n; k++)
      actor |= same_party(a, out->actors.at[k], out->recipients.at[i]);
    if (!actor)
      out->recipients.at[n++] = out->recipients.at[i];
  }
  out->recipients.n = n;
  if (before && !n)
    return ONE_PARTY;
  return needs && !n && !out->both ? LACKS_RECIPIENT : FITS;
}

fit match_pattern(matcher *m, const rule_pattern *p, uint32_t f, attempt *out) {
  trial t = {m, p, f, out};
  const rules *r = &m->cb->rules;
  out->actors.n = out->recipients.n = out->n_used = out->optional = 0;
  out->content = NO_FRAME;
  out->effect = EFFECT_NONE;
  out->both = false;
  out->code = NO_VALUE;
  if (p->loose)
    return match_loose(m, p, f, out);
  if (!mods_pass(m, in(&t)->pred, p->mods, &out->optional))
    return MISFIT;
  fit worst = FITS;
  for (uint32_t i = 0; i < p->parts.n; i++) {
    const rule_part *part = &r->parts.at[p->parts.first + i];
    fit got = try_part(&t, part);
    if (part->forbidden ? got == FITS : got == MISFIT && !part->optional)
      return MISFIT;
    if (part->forbidden)
      continue;
    if (part->optional)
      out->optional += got == FITS;
    else if (got != FITS && worst == FITS)
      worst = got;
  }
  return worst != FITS ? worst : settle(&t, &r->all.at[p->rule]);
}

// Adds to the recipients whoever is no actor.
static void add_others(trial *t, const parties *who, bool abroad) {
  const article *a = t->m->a;
  attempt *out = t->out;
  for (uint32_t i = 0; i < who->n && out->recipients.n < MAX_PARTIES; i++) {
    const mention *w = &a->mentions.at[who->at[i]];
    bool own = abroad && (w->who.country == NO_ROW || w->who.sectors);
    for (uint32_t k = 0; k < out->actors.n; k++) {
      const mention *x = &a->mentions.at[out->actors.at[k]];
      own |= same_party(a, out->actors.at[k], who->at[i]) ||
             (abroad &&
              (x->who.country == NO_ROW || x->who.country == w->who.country));
    }
    if (!own)
      out->recipients.at[out->recipients.n++] = who->at[i];
  }
}

void match_complete(matcher *m, uint32_t f, uint32_t type, attempt *found) {
  trial t = {m, NULL, f, found};
  tokens at;
  parties who = {.n = 0};
  if (found->recipients.n || found->both)
    return;
  place_pointed(m, f, found, &at);
  fill(&t, &at, false, &who);
  add_others(&t, &who, false);
  if (found->recipients.n || !found->actors.n || type == NO_TYPE ||
      m->cb->rules.scheme.types.at[type].quad != 4)
    return;
  place_locatives(m, f, &at);
  fill(&t, &at, true, &who);
  add_others(&t, &who, true);
}
