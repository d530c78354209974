// Nouns as predicates: "their attack on X", "the cancellation of drills by Y",
// and the verbs that only carry them: "held talks", "came under attack".

#include "parse/frame_build.h"

static const token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

// Gives noun t its carrier, once.
static void carry(builder *b, uint32_t f, uint32_t t, carry_kind how) {
  uint32_t noun = b->a->frame_of[t];
  if (noun == NO_FRAME || b->a->frames.at[noun].kind != FRAME_NOUN ||
      b->info.at[noun].carrier != NO_FRAME || b->info.at[noun].built)
    return;
  b->info.at[noun].carrier = f;
  b->info.at[noun].carry = how;
  if (how == CARRY_LIGHT || how == CARRY_UNDERGO) {
    b->a->frames.at[noun].light = b->a->frames.at[f].pred;
    b->a->frames.at[f].flags |= FRAME_LIGHT;
  }
}

// Is the verb of the class, by itself or with the role's preposition?
static bool carries(const builder *b, const frame *f, const role *r,
                    word_class c) {
  if (r->kind == ROLE_OBJ)
    return word_is(b, f->lex, c);
  return (r->kind == ROLE_PREP || r->kind == ROLE_PRED) &&
         pair_is(b, f->pred, r->mark, c);
}

void verb_carry(builder *b, uint32_t f) {
  const frame *in = &b->a->frames.at[f];
  bool calls = token_child(b->a, b->info.at[f].head, REL_XCOMP) != NO_TOKEN;
  for (uint32_t i = 0; i < in->n_roles; i++) {
    role r = b->a->roles.at[in->first_role + i];
    if (r.flags & ROLE_FROM_NOUN || b->a->frame_of[r.token] == NO_FRAME)
      continue;
    if (carries(b, in, &r, WORD_LIGHT_PASSIVE))
      carry(b, f, r.token, CARRY_UNDERGO);
    else if (!calls && carries(b, in, &r, WORD_LIGHT_VERB))
      carry(b, f, r.token, CARRY_LIGHT);
    else if (carries(b, in, &r, WORD_NOUN_CONTROL))
      carry(b, f, r.token, CARRY_SUBJECT);
    else if (r.kind == ROLE_PREP &&
             pair_is(b, in->pred, r.mark, WORD_OBJECT_COMPLEMENT))
      carry(b, f, r.token, CARRY_OBJECT);
  }
}

// What the phrases and words of a noun say before they become roles.
typedef struct {
  uint32_t owner, agent; // nmod:poss; "by": tokens
  bool clause;           // governs an infinitive or a clause
} noun_words;

static noun_words read_noun(const builder *b, uint32_t t) {
  noun_words out = {NO_TOKEN, NO_TOKEN, false};
  for (uint32_t c = at(b, t)->child; c != NO_TOKEN; c = at(b, c)->next) {
    switch (at(b, c)->deprel) {
    case REL_NMOD_POSS:
      out.owner = c;
      break;
    case REL_NMOD:
    case REL_OBL:
    case REL_OBL_AGENT:
      if (token_is(b, case_of(b, c), WORD_BY))
        out.agent = c;
      break;
    case REL_ACL:
    case REL_CCOMP:
      out.clause |= at(b, c)->deprel == REL_CCOMP || is_complement(b, c);
      break;
    default:
      break;
    }
  }
  return out;
}

// "of X" is what is acted upon, unless the noun governs a clause: "the decision
// of X to leave". A verb that carries the noun may lend it another subject.
static void put_phrase(builder *b, uint32_t f, uint32_t c,
                       const noun_words *words, uint8_t flags) {
  uint32_t mark = case_of(b, c);
  role r = {.kind = ROLE_PREP, .token = c, .mark = mark, .flags = flags};
  if (mark == NO_TOKEN)
    return;
  if (c == words->agent)
    r.kind = ROLE_SUBJ;
  else if (token_is(b, mark, WORD_OF))
    r.kind = words->clause && words->owner == NO_TOKEN ? ROLE_SUBJ : ROLE_OBJ;
  else if (b->info.at[f].carry == CARRY_UNDERGO && !has_role(b, f, ROLE_SUBJ) &&
           token_is(b, mark, WORD_FROM))
    r.kind = ROLE_SUBJ;
  role_fill(b, f, r);
}

static void put_noun_words(builder *b, uint32_t f, uint32_t t,
                           const noun_words *words, uint8_t flags) {
  for (uint32_t c = at(b, t)->child; c != NO_TOKEN; c = at(b, c)->next) {
    switch (at(b, c)->deprel) {
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_NMOD_DESC:
      role_fill(b, f, (role){ROLE_MOD, c, NO_TOKEN, 0, 0, flags});
      break;
    case REL_NMOD:
    case REL_OBL:
    case REL_OBL_AGENT:
      put_phrase(b, f, c, words, flags);
      break;
    default:
      break;
    }
  }
}

// A role of the light verb as one of its noun: "held [talks] in X with Y".
// False for what the noun does not take over.
static bool lend(const builder *b, uint32_t f, role *r) {
  bool undergoes = b->info.at[f].carry == CARRY_UNDERGO;
  uint32_t noun = b->a->frames.at[f].pred;
  if (r->flags & ROLE_FROM_NOUN || r->token == noun)
    return false;
  switch (r->kind) {
  case ROLE_SUBJ:
    r->kind = undergoes ? ROLE_OBJ : ROLE_SUBJ;
    r->mark = NO_TOKEN;
    return true;
  case ROLE_PREP:
    if (undergoes &&
        (word_is(b, r->prep, WORD_FROM) || word_is(b, r->prep, WORD_BY)))
      r->kind = ROLE_SUBJ;
    return true;
  case ROLE_IOBJ:
  case ROLE_COMP:
    return true;
  default:
    return false;
  }
}

static void borrow_light(builder *b, uint32_t f, uint32_t from) {
  const frame *verb = &b->a->frames.at[from];
  for (uint32_t i = 0; i < verb->n_roles; i++) {
    role r = b->a->roles.at[verb->first_role + i];
    if (lend(b, f, &r))
      role_put(b, f, r);
  }
}

// "cancelled drills with X", "threatened an attack": who does it is who says
// so; what follows the noun may be the noun's.
static void borrow_subject(builder *b, uint32_t f, uint32_t from) {
  const frame *verb = &b->a->frames.at[from];
  bool acts = has_role(b, f, ROLE_SUBJ);
  for (uint32_t i = 0; i < verb->n_roles; i++) {
    role r = b->a->roles.at[verb->first_role + i];
    bool follows = r.kind == ROLE_PREP && r.token > b->a->frames.at[f].pred;
    if (r.flags & ROLE_FROM_NOUN ||
        !(follows || (r.kind == ROLE_SUBJ && !acts)))
      continue;
    if (r.kind == ROLE_SUBJ)
      r.mark = NO_TOKEN;
    r.flags |= ROLE_SHARED;
    role_put(b, f, r);
  }
}

static void borrow(builder *b, uint32_t f) {
  const frame_info *info = &b->info.at[f];
  if (info->carry == CARRY_SUBJECT)
    borrow_subject(b, f, info->carrier);
  else if (info->carry == CARRY_OBJECT && !has_role(b, f, ROLE_SUBJ) &&
           b->info.at[info->carrier].object != NO_TOKEN)
    role_fill(b, f,
              (role){ROLE_SUBJ, b->info.at[info->carrier].object, NO_TOKEN, 0,
                     0, ROLE_SHARED});
}

static void put_owner(builder *b, uint32_t f, const noun_words *words,
                      uint8_t flags) {
  if (words->owner == NO_TOKEN ||
      (has_role(b, f, ROLE_SUBJ) && b->info.at[f].carry == CARRY_LIGHT &&
       b->a->frames.at[f].light != NO_TOKEN))
    return;
  role_kind kind = words->agent == NO_TOKEN ? ROLE_SUBJ : ROLE_OBJ;
  role_fill(b, f, (role){kind, words->owner, NO_TOKEN, 0, 0, flags});
}

// "an attack on a ship by X": the tree may hang X on the ship.
static void put_inner_agent(builder *b, uint32_t f) {
  const frame *in = &b->a->frames.at[f];
  uint32_t n = in->n_roles;
  for (uint32_t i = 0; i < n && !has_role(b, f, ROLE_SUBJ); i++) {
    role r = b->a->roles.at[in->first_role + i];
    if (r.kind != ROLE_PREP || !word_is(b, r.prep, WORD_NOUN_OBJECT) ||
        at(b, r.token)->head != in->pred)
      continue;
    for (uint32_t c = at(b, r.token)->child; c != NO_TOKEN; c = at(b, c)->next)
      if (at(b, c)->deprel == REL_NMOD && token_is(b, case_of(b, c), WORD_BY)) {
        role_fill(b, f,
                  (role){ROLE_SUBJ, c, case_of(b, c), 0, 0, ROLE_FROM_NOUN});
        break;
      }
  }
}

// "the cancellation of drills by X with Y": the tree may hang all that follows
// on the drills.
static void put_inner_phrases(builder *b, uint32_t f) {
  uint32_t n = b->a->frames.at[f].n_roles;
  for (uint32_t i = 0; i < n; i++) {
    role r = b->a->roles.at[b->a->frames.at[f].first_role + i];
    if (r.kind == ROLE_OBJ && at(b, r.token)->head == b->a->frames.at[f].pred)
      role_phrases(b, f, r.token, ROLE_FROM_NOUN);
  }
  const frame *in = &b->a->frames.at[f];
  bool acts = has_role(b, f, ROLE_SUBJ);
  for (uint32_t i = n; i < in->n_roles; i++) {
    role *r = &b->a->roles.at[in->first_role + i];
    if (!acts && word_is(b, r->prep, WORD_BY))
      r->kind = ROLE_SUBJ;
  }
}

// "attacks and raids on X by Y": as with verbs, what follows is of both.
static void share_nouns(builder *b, uint32_t f) {
  uint32_t t = b->a->frames.at[f].pred, g = at(b, t)->head;
  if (at(b, t)->deprel == REL_CONJ && g != NO_TOKEN && g < t) {
    uint32_t above = b->a->frame_of[g];
    noun_words words = read_noun(b, g);
    if (above == NO_FRAME || b->a->frames.at[above].kind != FRAME_NOUN)
      return;
    if (words.owner != NO_TOKEN && !has_role(b, f, ROLE_SUBJ))
      role_fill(b, f,
                (role){ROLE_SUBJ, words.owner, NO_TOKEN, 0, 0, ROLE_SHARED});
    for (uint32_t c = at(b, g)->child; c != NO_TOKEN; c = at(b, c)->next)
      if (at(b, c)->deprel == REL_NMOD && c > t)
        put_phrase(b, f, c, &words, ROLE_SHARED);
  }
  uint32_t next = token_child(b->a, t, REL_CONJ);
  if (next != t + 2 || b->a->frame_of[next] == NO_FRAME ||
      has_role(b, f, ROLE_PREP) || has_role(b, f, ROLE_OBJ))
    return;
  noun_words words = read_noun(b, next);
  for (uint32_t c = at(b, next)->child; c != NO_TOKEN; c = at(b, c)->next)
    if (at(b, c)->deprel == REL_NMOD)
      put_phrase(b, f, c, &words, ROLE_SHARED);
}

// A clause of the noun itself, "the talks held in X", has no place in the
// sentence to lend.
static void copy_clause(builder *b, uint32_t f, uint32_t verb) {
  frame *to = &b->a->frames.at[f];
  const frame *from = &b->a->frames.at[verb];
  uint16_t not_own = FRAME_LIGHT | FRAME_PASSIVE;
  if (at(b, b->info.at[verb].head)->head == to->pred)
    not_own |= FRAME_INFINITIVE | FRAME_PARTICIPLE;
  to->flags |= from->flags & (uint16_t)~not_own;
  to->tense = from->tense;
  to->modal = from->modal;
  if (to->negation == NO_TOKEN)
    to->negation = from->negation;
}

static uint32_t first_subject(const builder *b, uint32_t f) {
  const frame *in = &b->a->frames.at[f];
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (b->a->roles.at[in->first_role + i].kind == ROLE_SUBJ)
      return b->a->roles.at[in->first_role + i].token;
  return NO_TOKEN;
}

// "calls from X": whose they are.
static bool comes_from(const builder *b, uint32_t f) {
  const frame *in = &b->a->frames.at[f];
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *r = &b->a->roles.at[in->first_role + i];
    if (r->kind == ROLE_PREP && word_is(b, r->prep, WORD_FROM))
      return true;
  }
  return false;
}

// "Norland is the largest donor to X": what a copula or "remain" says of
// somebody. "After a meeting with X, the premier said": who took part.
static void take_subject(builder *b, uint32_t f, uint32_t t) {
  uint32_t g = at(b, t)->head, clause = b->clause_of[t];
  uint8_t rel = at(b, t)->deprel;
  if (has_role(b, f, ROLE_SUBJ) || b->info.at[f].carrier != NO_FRAME ||
      comes_from(b, f))
    return;
  if (clause == NO_FRAME && g != NO_TOKEN &&
      (rel == REL_XCOMP || (rel == REL_OBL && case_of(b, t) != NO_TOKEN &&
                            token_is(b, t, WORD_SUBJECT_NOUN))))
    clause = b->clause_of[g];
  if (clause == NO_FRAME || clause == f ||
      b->info.at[clause].subject == NO_TOKEN)
    return;
  role_fill(b, f,
            (role){ROLE_SUBJ, b->info.at[clause].subject, NO_TOKEN, 0, 0,
                   ROLE_SHARED});
}

void noun_build(builder *b, uint32_t f) {
  frame *in = &b->a->frames.at[f];
  uint32_t t = in->pred, carrier = b->info.at[f].carrier;
  bool light = in->light != NO_TOKEN;
  noun_words words = read_noun(b, t);
  uint8_t flags = light ? ROLE_FROM_NOUN : 0;
  in->negation = negation_at(b, t);
  if (in->negation != NO_TOKEN)
    in->flags |= FRAME_NEGATED;
  role_open(b, f);
  if (light) {
    borrow_light(b, f, carrier);
    copy_clause(b, f, carrier);
  }
  put_owner(b, f, &words, flags);
  put_noun_words(b, f, t, &words, flags);
  borrow(b, f);
  share_nouns(b, f);
  put_inner_phrases(b, f);
  put_inner_agent(b, f);
  take_subject(b, f, t);
  b->info.at[f].subject = first_subject(b, f);
  role_clauses(b, f, t);
}
