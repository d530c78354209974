// Filling the roles of one frame. A frame's roles are one slice, so they are
// all added while it is being built.

#include "parse/frame_build.h"

enum {
  // Roles a frame may have. Over UD English EWT and GUM (train) no frame has
  // more than 19; more come from long lists read as one clause.
  MAX_ROLES = 48,
  // Conjuncts of conjuncts: UD hangs all of them on the first, so that deeper
  // chains are rare and come from nested lists.
  CONJ_DEPTH = 3,
};

void role_open(builder *b, uint32_t f) {
  b->a->frames.at[f].first_role = b->a->roles.n;
  b->a->frames.at[f].n_roles = 0;
}

static bool is_there(const builder *b, const frame *f, const role *r) {
  for (uint32_t i = 0; i < f->n_roles; i++) {
    const role *old = &b->a->roles.at[f->first_role + i];
    if (old->token == r->token &&
        (old->kind == r->kind || old->kind == ROLE_SUBJ ||
         old->kind == ROLE_OBJ))
      return true;
  }
  return false;
}

void role_put(builder *b, uint32_t f, role r) {
  frame *to = &b->a->frames.at[f];
  if (to->n_roles == MAX_ROLES || r.token == to->pred || is_there(b, to, &r))
    return;
  r.prep = r.mark == NO_TOKEN ? NO_WORD : b->a->tokens.at[r.mark].lex;
  r.frame = NO_FRAME;
  *vec_push(b->a->m, &b->a->roles) = r;
  to->n_roles++;
}

// "a series of strikes and raids": the series is not what is launched.
static void put_conjuncts(builder *b, uint32_t f, role r, uint32_t limit,
                          int depth) {
  uint32_t first = r.token, mark = r.mark;
  uint32_t inner = noun_within(b, first);
  if (depth == CONJ_DEPTH)
    return;
  if (inner == first) {
    role_put(b, f, r);
  } else {
    r.token = inner;
    put_conjuncts(b, f, r, limit, depth + 1);
  }
  for (uint32_t c = b->a->tokens.at[first].child; c != NO_TOKEN && c < limit;
       c = b->a->tokens.at[c].next) {
    if (b->a->tokens.at[c].deprel != REL_CONJ || !is_nominal(b, c) ||
        negation_at(b, c) != NO_TOKEN)
      continue;
    uint32_t own = case_of(b, c);
    r.token = c;
    r.mark = own == NO_TOKEN || r.kind != ROLE_PREP ? mark : own;
    put_conjuncts(b, f, r, limit, depth + 1);
  }
}

void role_fill(builder *b, uint32_t f, role r) {
  uint32_t limit;
  uint32_t noun = antecedent(b, r.token, &limit);
  if (noun != r.token)
    r.flags |= ROLE_SHARED;
  r.token = noun;
  put_conjuncts(b, f, r, limit, 0);
}

bool has_role(const builder *b, uint32_t f, role_kind kind) {
  const frame *at = &b->a->frames.at[f];
  for (uint32_t i = 0; i < at->n_roles; i++)
    if (b->a->roles.at[at->first_role + i].kind == kind)
      return true;
  return false;
}

void role_subject(builder *b, uint32_t f, uint32_t t, uint8_t flags) {
  uint32_t limit;
  role r = {.kind = ROLE_SUBJ, .token = t, .mark = NO_TOKEN, .flags = flags};
  frame_info *info = &b->info.at[f];
  if (b->a->frames.at[f].flags & FRAME_PASSIVE) {
    bool given = token_child(b->a, info->head, REL_OBJ) != NO_TOKEN;
    r.kind = given ? ROLE_IOBJ : ROLE_OBJ;
  }
  info->subject = antecedent(b, t, &limit);
  if (r.kind == ROLE_OBJ && info->object == NO_TOKEN)
    info->object = info->subject;
  role_fill(b, f, r);
}

// "of" ties nouns together, so it is a role only where a verb or an adjective
// governs it: "accused X of fraud".
void role_phrases(builder *b, uint32_t f, uint32_t t, uint8_t flags) {
  bool governs_of = t == b->a->frames.at[f].pred;
  for (uint32_t c = b->a->tokens.at[t].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    uint8_t rel = b->a->tokens.at[c].deprel;
    if (rel != REL_NMOD && rel != REL_OBL)
      continue;
    uint32_t mark = case_of(b, c);
    if (mark != NO_TOKEN && (governs_of || !token_is(b, mark, WORD_OF)))
      role_fill(b, f, (role){ROLE_PREP, c, mark, 0, 0, flags});
  }
}

static uint32_t marker_of(const builder *b, uint32_t t) {
  return token_child(b->a, t, REL_MARK);
}

// "ruled out sending troops": nothing stands between verb and -ing form but a
// particle. The tree may have an adverbial clause.
static bool follows_closely(const builder *b, uint32_t t) {
  enum { WITH_PARTICLE = 2 };
  uint32_t g = b->a->tokens.at[t].head;
  return g < t && t - g <= WITH_PARTICLE && is_ing(b, t) &&
         b->a->tokens.at[g].upos == UPOS_VERB &&
         (t - g == 1 || token_child(b->a, g, REL_COMPOUND_PRT) == t - 1);
}

// Does the verb control an infinitive, by itself or through a phrase: "called
// on X to stop"?
static bool controls(const builder *b, uint32_t verb) {
  if (token_is(b, verb, WORD_OBJECT_CONTROL) ||
      token_is(b, verb, WORD_SUBJECT_CONTROL))
    return true;
  for (uint32_t c = b->a->tokens.at[verb].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next)
    if (b->a->tokens.at[c].deprel == REL_OBL &&
        pair_is(b, verb, case_of(b, c), WORD_OBJECT_CONTROL))
      return true;
  return false;
}

// Is t, an advcl or acl, governed rather than loose? "accused Moscow of
// shelling", "the decision to leave", "ordered troops in the north to fire"
// where the tree has an adverbial clause.
bool is_complement(const builder *b, uint32_t t) {
  const token *at = &b->a->tokens.at[t];
  uint32_t mark = marker_of(b, t);
  if (at->head == NO_TOKEN)
    return false;
  if (mark == NO_TOKEN)
    return at->deprel == REL_ADVCL && follows_closely(b, t);
  if (at->deprel == REL_ACL)
    return token_is(b, mark, WORD_TO) || token_is(b, mark, WORD_THAT) ||
           token_is(b, mark, WORD_COMPLEMENT_MARK);
  if (at->deprel != REL_ADVCL)
    return false;
  if (token_is(b, mark, WORD_TO))
    return controls(b, at->head);
  return token_is(b, mark, WORD_COMPLEMENT_MARK) &&
         (is_ing(b, t) || at->upos != UPOS_VERB);
}

static void put_clauses(builder *b, uint32_t f, uint32_t c) {
  role r = {.kind = ROLE_COMP, .token = c, .mark = marker_of(b, c)};
  bool verbal = b->clause_of[c] != NO_FRAME;
  if (b->a->tokens.at[c].deprel == REL_XCOMP && !verbal) {
    r.kind = ROLE_PRED;
    role_fill(b, f, r);
    return;
  }
  role_put(b, f, r);
  for (uint32_t d = b->a->tokens.at[c].child; d != NO_TOKEN;
       d = b->a->tokens.at[d].next) {
    if (b->a->tokens.at[d].deprel != REL_CONJ || b->clause_of[d] == NO_FRAME)
      continue;
    uint32_t own = marker_of(b, d);
    role_put(b, f,
             (role){ROLE_COMP, d, own == NO_TOKEN ? r.mark : own, 0, 0, 0});
  }
}

void role_clauses(builder *b, uint32_t f, uint32_t t) {
  for (uint32_t c = b->a->tokens.at[t].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    uint8_t rel = b->a->tokens.at[c].deprel;
    if (rel == REL_CCOMP || rel == REL_XCOMP ||
        ((rel == REL_ACL || rel == REL_ADVCL) && is_complement(b, c)))
      put_clauses(b, f, c);
  }
}
