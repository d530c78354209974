// Features of the path and of the frames.

#include "event/pair_part.h"

// What hangs on a predicate and changes it: object, particle, negation, …
static void see_children(pair_view *v, uint32_t t, char kind) {
  const article *a = v->a;
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    switch (a->tokens.at[c].deprel) {
    case REL_PUNCT:
    case REL_DET:
    case REL_CC:
    case REL_CASE:
      continue;
    default:
      pair_put3(v, kind, pair_word(v, t), pair_relation(v, c), pair_word(v, c));
      pair_put3(v, kind, S("*"), pair_relation(v, c), pair_word(v, c));
    }
  }
}

// How a party's branch hangs on where they meet: relation and preposition.
static str branch(const pair_view *v, int side, uint32_t *prep) {
  uint32_t top = v->n_way[side] ? v->way[side][0] : NO_TOKEN;
  *prep = pair_case(v, top);
  return v->n_way[side] ? pair_relation(v, top) : S("self");
}

static void see_meet(pair_view *v) {
  uint32_t prep[2];
  str word = pair_word(v, v->meet);
  str rel[2] = {branch(v, 0, &prep[0]), branch(v, 1, &prep[1])};
  pair_put3(v, 'p', word, S(""), S(""));
  pair_put3(v, 'p', word, rel[0], S("A"));
  pair_put3(v, 'p', word, rel[1], pair_word(v, prep[1]));
  pair_put3(v, 'q', rel[0], rel[1], pair_word(v, prep[1]));
  pair_text k;
  pair_begin(&k, 'p');
  pair_add(&k, word);
  for (int side = 0; side < 2; side++) {
    pair_add(&k, rel[side]);
    pair_add(&k, pair_word(v, prep[side]));
  }
  pair_put(v, &k);
  see_children(v, v->meet, 'c');
}

static void see_above(pair_view *v) {
  const article *a = v->a;
  uint32_t t = v->meet;
  for (int step = 0; step < 3 && t != NO_TOKEN; step++) {
    uint32_t up = a->tokens.at[t].head;
    if (up == NO_TOKEN)
      break;
    pair_put3(v, 'u', pair_word(v, up), pair_relation(v, t),
              pair_word(v, v->meet));
    pair_put3(v, 'u', pair_word(v, up), pair_relation(v, t), S("*"));
    t = up;
  }
}

void pair_see_path(pair_view *v) {
  if (v->meet == NO_TOKEN)
    return;
  see_meet(v);
  see_above(v);
  for (int side = 0; side < 2; side++) {
    pair_text k;
    pair_begin(&k, side ? 'r' : 'a');
    for (uint32_t i = 0; i < v->n_way[side]; i++) {
      uint32_t t = v->way[side][i];
      pair_add(&k, pair_relation(v, t));
      // The last but where they meet is the party itself or inside it.
      if (t == v->p.actor || t == v->p.recipient)
        break;
      pair_put3(v, side ? 'R' : 'A', pair_word(v, t), pair_relation(v, t),
                pair_word(v, pair_case(v, t)));
      pair_put3(v, side ? 'R' : 'A', pair_word(v, t), pair_word(v, v->meet),
                S(""));
      see_children(v, t, 'C');
    }
    pair_put(v, &k);
  }
}

// Does the party stand in the phrase of token t, no clause between?
static bool in_phrase(const article *a, uint32_t party, uint32_t t) {
  for (int step = 0; party != NO_TOKEN && step < 5; step++) {
    if (party == t)
      return true;
    switch (a->tokens.at[party].deprel) {
    case REL_NMOD:
    case REL_NMOD_POSS:
    case REL_COMPOUND:
    case REL_AMOD:
    case REL_APPOS:
    case REL_CONJ:
    case REL_FLAT:
      party = a->tokens.at[party].head;
      break;
    default:
      return false;
    }
  }
  return false;
}

static const role *role_of(const pair_view *v, const frame *x, uint32_t party) {
  for (uint32_t i = 0; i < x->n_roles; i++) {
    const role *y = &v->a->roles.at[x->first_role + i];
    if (y->token != NO_TOKEN && in_phrase(v->a, party, y->token))
      return y;
  }
  return NULL;
}

static str role_text(const pair_view *v, const role *y, pair_text *k) {
  static const char *const kinds[] = {"subj", "obj", "iobj", "prep",
                                      "comp", "mod", "pred"};
  pair_begin(k, 'x');
  if (!y)
    return S("none");
  pair_add(k, str_of(kinds[y->kind]));
  if (y->kind == ROLE_PREP && y->mark != NO_TOKEN)
    pair_add(k, pair_word(v, y->mark));
  return (str){k->p, k->len};
}

// Voice, tense, modal, negation, as one word.
static str mood_of(const pair_view *v, const frame *x, pair_text *k) {
  static const char *const tenses[] = {"-", "past", "now", "future"};
  pair_begin(k, 'm');
  pair_add(k, str_of(tenses[x->tense]));
  pair_add(k, pair_word(v, x->modal));
  pair_add(k, x->flags & FRAME_NEGATED ? S("not") : S("-"));
  pair_add(k, x->flags & FRAME_INFINITIVE ? S("inf") : S("-"));
  pair_add(k, x->marker == NO_TOKEN ? S("-") : pair_word(v, x->marker));
  return (str){k->p, k->len};
}

static void see_frame(pair_view *v, uint32_t f) {
  const article *a = v->a;
  const frame *x = &a->frames.at[f];
  const role *actor = role_of(v, x, v->p.actor);
  const role *other = role_of(v, x, v->p.recipient);
  if (!actor && !other)
    return;
  pair_text k[3];
  str word = pair_word(v, x->pred), who = role_text(v, actor, &k[0]),
      whom = role_text(v, other, &k[1]), mood = mood_of(v, x, &k[2]);
  bool both = actor && other;
  pair_put3(v, both ? 'F' : 'f', word, who, whom);
  pair_put3(v, both ? 'F' : 'f', word, S(""), S(""));
  pair_put3(v, both ? 'F' : 'f', who, whom, S(""));
  pair_put3(v, both ? 'M' : 'm', word, mood, S(""));
  pair_put3(v, both ? 'M' : 'm', mood, S(""), S(""));
  if (x->particle != NO_TOKEN)
    pair_put3(v, 'f', word, pair_word(v, x->particle), S("prt"));
  for (uint32_t i = 0; i < x->n_roles; i++) {
    const role *y = &a->roles.at[x->first_role + i];
    if (y == actor || y == other || y->token == NO_TOKEN)
      continue;
    pair_put3(v, 'o', word, role_text(v, y, &k[2]), pair_word(v, y->token));
  }
  if (x->parent != NO_FRAME)
    pair_put3(v, 'h', word, pair_word(v, a->frames.at[x->parent].pred),
              both ? S("pair") : S(""));
}

void pair_see_frames(pair_view *v) {
  const article *a = v->a;
  for (uint32_t f = 0; f < a->frames.n; f++)
    if (a->frames.at[f].sentence == v->sentence)
      see_frame(v, f);
}
