// What a clause takes from around it: subjects of infinitives, participles and
// coordinated verbs, the gap of a relative clause, shared objects, quotations.
//
// Governors are built first, so what a clause inherits from is complete.

#include "parse/frame_build.h"

static const token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

static uint32_t first_filler(const builder *b, uint32_t f, role_kind kind) {
  const frame *in = &b->a->frames.at[f];
  for (uint32_t i = 0; i < in->n_roles; i++)
    if (b->a->roles.at[in->first_role + i].kind == kind)
      return b->a->roles.at[in->first_role + i].token;
  return NO_TOKEN;
}

// "called on both sides to stop": the phrase that the class says controls.
static uint32_t controlling_phrase(const builder *b, uint32_t g) {
  const frame *in = &b->a->frames.at[g];
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *r = &b->a->roles.at[in->first_role + i];
    if (r->kind == ROLE_PREP &&
        pair_is(b, in->pred, r->mark, WORD_OBJECT_CONTROL))
      return r->token;
  }
  return NO_TOKEN;
}

// Who does what the infinitive under frame g says.
static uint32_t controller(const builder *b, uint32_t g) {
  const frame *in = &b->a->frames.at[g];
  const frame_info *info = &b->info.at[g];
  if (in->kind != FRAME_VERB || in->flags & (FRAME_PASSIVE | FRAME_LIGHT))
    return info->subject;
  uint32_t object = first_filler(b, g, ROLE_IOBJ);
  if (info->object != NO_TOKEN)
    object = info->object;
  if (object != NO_TOKEN && !word_is(b, in->lex, WORD_SUBJECT_CONTROL))
    return object;
  uint32_t phrase = controlling_phrase(b, g);
  return phrase == NO_TOKEN ? info->subject : phrase;
}

// An adverbial clause without tense: "Speaking in X, …", "…, killing 12". What
// follows a passive is what its agent did: "was hit by rockets, killing 12".
static uint32_t adverbial_subject(const builder *b, uint32_t f, uint32_t g) {
  const frame *in = &b->a->frames.at[f], *above = &b->a->frames.at[g];
  uint32_t head = b->info.at[f].head;
  if (is_complement(b, head))
    return controller(b, g);
  bool loose = in->flags & FRAME_PARTICIPLE && !(in->flags & FRAME_PASSIVE) &&
               token_child(b->a, head, REL_MARK) == NO_TOKEN &&
               head > above->pred;
  if (loose && above->flags & FRAME_PASSIVE)
    return first_filler(b, g, ROLE_SUBJ);
  return b->info.at[g].subject;
}

// "rejected a call to leave": who is asked is who rejects, if not named.
static uint32_t asked_by_noun(const builder *b, uint32_t noun) {
  const frame *in = &b->a->frames.at[noun];
  uint32_t object = first_filler(b, noun, ROLE_OBJ);
  uint32_t verb = at(b, in->pred)->deprel == REL_OBJ
                      ? b->clause_of[at(b, in->pred)->head]
                      : NO_FRAME;
  if (object != NO_TOKEN)
    return object;
  if (verb == NO_FRAME || b->info.at[verb].subject == b->info.at[noun].subject)
    return NO_TOKEN;
  return b->info.at[verb].subject;
}

// A clause of noun g. The infinitive of a noun that governs one ("decision to
// leave") has the noun's own subject; else the noun itself acts.
static uint32_t noun_clause_subject(const builder *b, uint32_t head,
                                    uint32_t g) {
  uint32_t above = b->a->frame_of[g];
  bool governed = above != NO_FRAME && is_complement(b, head);
  if (!governed)
    return g;
  const frame *in = &b->a->frames.at[above];
  uint32_t subject = b->info.at[above].subject;
  bool to = token_is(b, token_child(b->a, head, REL_MARK), WORD_TO);
  if (to && word_is(b, in->verb_lex, WORD_OBJECT_CONTROL) &&
      !word_is(b, in->verb_lex, WORD_SUBJECT_CONTROL))
    return asked_by_noun(b, above);
  bool plain =
      to && in->verb_lex == NO_WORD &&
      grammar_effect(&b->cb->grammar, in->lex, USE_NOUN) == EFFECT_NONE;
  return subject == NO_TOKEN && plain ? g : subject;
}

static uint32_t inherited_subject(const builder *b, uint32_t f) {
  uint32_t head = b->info.at[f].head, g = at(b, head)->head;
  const frame *in = &b->a->frames.at[f];
  if (g == NO_TOKEN || token_child(b->a, head, REL_EXPL) != NO_TOKEN)
    return NO_TOKEN;
  uint32_t above = frame_at(b, g);
  switch (at(b, head)->deprel) {
  case REL_ACL:
    return in->tense == TENSE_NONE || !is_complement(b, head)
               ? noun_clause_subject(b, head, g)
               : NO_TOKEN;
  case REL_CONJ:
    return b->clause_of[g] == NO_FRAME || in->flags & FRAME_IMPERATIVE
               ? NO_TOKEN
               : b->info.at[b->clause_of[g]].subject;
  case REL_XCOMP:
    return above == NO_FRAME ? NO_TOKEN : controller(b, above);
  case REL_CCOMP:
    return above == NO_FRAME || in->tense != TENSE_NONE ? NO_TOKEN
                                                        : controller(b, above);
  case REL_ADVCL:
    return b->clause_of[g] == NO_FRAME || in->tense != TENSE_NONE
               ? NO_TOKEN
               : adverbial_subject(b, f, b->clause_of[g]);
  default:
    return NO_TOKEN;
  }
}

static void share_subject(builder *b, uint32_t f) {
  uint32_t head = b->info.at[f].head;
  if (b->info.at[f].subject != NO_TOKEN)
    return;
  uint32_t called = token_child(b->a, head, REL_VOCATIVE);
  uint32_t subject = b->a->frames.at[f].flags & FRAME_IMPERATIVE
                         ? called
                         : inherited_subject(b, f);
  if (subject == NO_TOKEN)
    return;
  // a passive with its agent already has who acts; this is what it is about
  role_subject(b, f, subject, subject == called ? 0 : ROLE_SHARED);
}

// Does a relative pronoun of this clause stand between its noun and its verb?
static bool has_relative_pronoun(const builder *b, uint32_t head) {
  uint32_t limit;
  for (uint32_t t = at(b, head)->head + 1; t < head; t++)
    if (antecedent(b, t, &limit) != t && limit == head)
      return true;
  return false;
}

// "the village they fled from": the preposition that has lost its noun.
static uint32_t stranded(const builder *b, uint32_t head) {
  for (uint32_t c = at(b, head)->child; c != NO_TOKEN; c = at(b, c)->next)
    if (at(b, c)->upos == UPOS_ADP && at(b, c)->child == NO_TOKEN && c > head &&
        at(b, c)->deprel != REL_COMPOUND_PRT && at(b, c)->deprel != REL_MARK)
      return c;
  return NO_TOKEN;
}

static bool governs_clause(const builder *b, uint32_t head) {
  return token_child(b->a, head, REL_XCOMP) != NO_TOKEN ||
         token_child(b->a, head, REL_CCOMP) != NO_TOKEN;
}

// Puts the noun of a relative clause without pronoun where the clause misses
// something; a clause below takes it when this one governs one.
static void place_gap(builder *b, uint32_t f, uint32_t noun) {
  frame_info *info = &b->info.at[f];
  uint32_t prep = stranded(b, info->head);
  if (info->subject == NO_TOKEN)
    role_subject(b, f, noun, ROLE_SHARED);
  else if (prep != NO_TOKEN)
    role_fill(b, f, (role){ROLE_PREP, noun, prep, 0, 0, ROLE_SHARED});
  else if (governs_clause(b, info->head))
    info->gap = noun;
  else if (!(b->a->frames.at[f].flags & FRAME_PASSIVE) &&
           info->object == NO_TOKEN) {
    info->object = noun;
    role_put(b, f, (role){ROLE_OBJ, noun, NO_TOKEN, 0, 0, ROLE_SHARED});
  }
}

static void fill_gap(builder *b, uint32_t f) {
  uint32_t head = b->info.at[f].head, g = at(b, head)->head;
  if (g == NO_TOKEN)
    return;
  uint8_t rel = at(b, head)->deprel;
  if (rel == REL_ACL_RELCL && g < head && !has_relative_pronoun(b, head))
    place_gap(b, f, g);
  uint32_t above = b->clause_of[g];
  if ((rel == REL_XCOMP || rel == REL_CCOMP) && above != NO_FRAME &&
      b->info.at[above].gap != NO_TOKEN)
    place_gap(b, f, b->info.at[above].gap);
}

static void share_object(builder *b, uint32_t f, uint32_t from,
                         uint32_t after) {
  uint32_t object = token_child(b->a, from, REL_OBJ);
  if (object == NO_TOKEN || object < after ||
      b->a->frames.at[f].kind != FRAME_VERB ||
      b->info.at[f].object != NO_TOKEN ||
      b->a->frames.at[f].flags & FRAME_PASSIVE)
    return;
  b->info.at[f].object = object;
  role_fill(b, f, (role){ROLE_OBJ, object, NO_TOKEN, 0, 0, ROLE_SHARED});
}

// "attacked and destroyed the base near X": what follows both verbs is
// of both, whichever of them the tree hangs it on.
static void share_with_conjuncts(builder *b, uint32_t f) {
  uint32_t head = b->info.at[f].head, g = at(b, head)->head;
  if (at(b, head)->deprel == REL_CONJ && g != NO_TOKEN && g < head) {
    share_object(b, f, g, head);
    for (uint32_t c = at(b, g)->child; c != NO_TOKEN; c = at(b, c)->next) {
      uint32_t mark =
          at(b, c)->deprel == REL_OBL && c > head ? case_of(b, c) : NO_TOKEN;
      if (mark != NO_TOKEN)
        role_fill(b, f, (role){ROLE_PREP, c, mark, 0, 0, ROLE_SHARED});
    }
  }
  uint32_t next = token_child(b->a, head, REL_CONJ);
  if (next == head + 2 && token_child(b->a, next, REL_NSUBJ) == NO_TOKEN &&
      b->clause_of[next] != NO_FRAME)
    share_object(b, f, next, next);
}

// Phrases that hang on an object: whether "on X" in "imposed sanctions on X"
// hangs on the verb or the noun is often a matter of taste.
static void put_object_phrases(builder *b, uint32_t f) {
  uint32_t n = b->a->frames.at[f].n_roles;
  for (uint32_t i = 0; i < n; i++) {
    role r = b->a->roles.at[b->a->frames.at[f].first_role + i];
    if (r.kind == ROLE_OBJ)
      role_phrases(b, f, r.token, ROLE_FROM_NOUN);
  }
}

// The phrase with "by" of a passive that has no other agent, also where the
// tree hangs it on the object.
static void find_agent(builder *b, uint32_t f) {
  const frame *in = &b->a->frames.at[f];
  if (!(in->flags & FRAME_PASSIVE) || has_role(b, f, ROLE_SUBJ))
    return;
  for (uint32_t i = 0; i < in->n_roles; i++) {
    role *r = &b->a->roles.at[in->first_role + i];
    if (r->kind == ROLE_PREP && word_is(b, r->prep, WORD_BY))
      r->kind = ROLE_SUBJ;
  }
}

// Is something said already? "said so", but not "told reporters".
static bool has_said(const builder *b, uint32_t f) {
  return b->info.at[f].object != NO_TOKEN &&
         !word_is(b, b->a->frames.at[f].lex, WORD_OBJECT_CONTROL);
}

// In basic UD the words of "…, he said" may hang below the words quoted.
uint32_t loose_speech(const builder *b, uint32_t f) {
  uint32_t head = b->info.at[f].head;
  if (!word_is(b, b->a->frames.at[f].lex, WORD_SAY) ||
      b->a->frames.at[f].kind != FRAME_VERB || has_said(b, f) ||
      token_child(b->a, head, REL_CCOMP) != NO_TOKEN)
    return NO_TOKEN;
  if (at(b, head)->deprel == REL_PARATAXIS && at(b, head)->head != NO_TOKEN &&
      frame_at(b, at(b, head)->head) != NO_FRAME)
    return at(b, head)->head;
  uint32_t below = token_child(b->a, head, REL_PARATAXIS);
  return below != NO_TOKEN && b->clause_of[below] != NO_FRAME ? below
                                                              : NO_TOKEN;
}

void verb_share(builder *b, uint32_t f) {
  frame_info *info = &b->info.at[f];
  uint32_t pred = b->a->frames.at[f].pred, head = info->head;
  share_subject(b, f);
  fill_gap(b, f);
  share_with_conjuncts(b, f);
  if (pred != head)
    role_fill(b, f, (role){ROLE_PRED, head, case_of(b, head), 0, 0, 0});
  role_phrases(b, f, head, 0);
  put_object_phrases(b, f);
  find_agent(b, f);
  role_clauses(b, f, head);
  uint32_t quoted = loose_speech(b, f);
  if (quoted != NO_TOKEN)
    role_put(b, f, (role){ROLE_COMP, quoted, NO_TOKEN, 0, 0, 0});
  verb_carry(b, f);
}
