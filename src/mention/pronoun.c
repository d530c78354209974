// Pronouns of the third person: the mention before that agrees and stands out.

#include "mention/entity.h"

bool is_subject(const article *a, uint32_t t) {
  // Conjuncts of a subject are subjects; chains are short.
  for (int steps = 0; steps < 8; steps++) {
    deprel rel = (deprel)a->tokens.at[t].deprel;
    if (rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == REL_NSUBJ_OUTER)
      return true;
    if (rel != REL_CONJ || a->tokens.at[t].head == NO_TOKEN)
      return false;
    t = a->tokens.at[t].head;
  }
  return false;
}

// Are both arguments of one predicate ("Vucic called him")?
bool same_clause(const finder *f, uint32_t i, uint32_t j) {
  const token *x = &f->a->tokens.at[f->a->mentions.at[i].head];
  const token *y = &f->a->tokens.at[f->a->mentions.at[j].head];
  return x->head != NO_TOKEN && x->head == y->head;
}

// The subject that a joined verb or an infinitive takes from the verb above
// ("Vucic met X and thanked him"): is it entity e?
static bool shares_subject(const article *a, uint32_t verb, uint32_t e) {
  uint8_t rel = a->tokens.at[verb].deprel;
  uint32_t up = a->tokens.at[verb].head;
  if ((rel != REL_CONJ && rel != REL_XCOMP) || up == NO_TOKEN ||
      token_child(a, verb, REL_NSUBJ) != NO_TOKEN ||
      token_child(a, verb, REL_NSUBJ_PASS) != NO_TOKEN)
    return false;
  uint32_t who = token_child(a, up, REL_NSUBJ);
  uint32_t m = who == NO_TOKEN ? NO_MENTION : a->mention_of[who];
  // "asked X to help him": the infinitive's subject is the object
  bool own = rel == REL_CONJ || token_child(a, up, REL_OBJ) == NO_TOKEN;
  return own && m != NO_MENTION && a->mentions.at[m].entity == e;
}

bool co_argument(const finder *f, uint32_t i, uint32_t e) {
  const article *a = f->a;
  uint32_t head = a->tokens.at[a->mentions.at[i].head].head;
  if (head == NO_TOKEN)
    return false;
  if (shares_subject(a, head, e))
    return true;
  for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint32_t m = a->mention_of[c];
    if (m != NO_MENTION && m != i && a->mentions.at[m].entity == e &&
        a->tokens.at[c].deprel != REL_NMOD_POSS)
      return true;
  }
  return false;
}

// Weight of a grammatical function, after Lappin and Leass (1994): subjects
// before objects before the rest.
static int function_weight(const article *a, uint32_t t) {
  if (is_subject(a, t))
    return 40;
  switch ((deprel)a->tokens.at[t].deprel) {
  case REL_ROOT:
    return 30;
  case REL_OBJ:
    return 25;
  case REL_IOBJ:
  case REL_OBL_AGENT:
    return 22;
  case REL_NMOD_POSS:
    return 18;
  case REL_OBL:
  case REL_APPOS:
    return 15;
  default:
    return 10;
  }
}

int salience(const finder *f, uint32_t i, uint32_t j) {
  // Tenths of the weight that are left after 0, 1, 2 … sentences.
  static const int decay[] = {10, 6, 4, 3, 2, 1};
  const article *a = f->a;
  const mention *m = &a->mentions.at[j];
  uint32_t distance = a->mentions.at[i].sentence - m->sentence;
  if (distance > 5)
    return 0;
  int w = function_weight(a, m->head);
  if (f->how.at[j] & (HOW_NAMED | HOW_UNKNOWN))
    w += 12;
  if (is_subject(a, a->mentions.at[i].head) && is_subject(a, m->head))
    w += 10;
  uint32_t count = a->entities.at[m->entity].count;
  w += (int)(count < 4 ? count : 4) * 3;
  return w * decay[distance];
}

static bool is_body(const mention *m) {
  return m->type == MENTION_ORGANIZATION || m->type == MENTION_PLACE;
}

static bool agrees(const finder *f, const pronoun_row *p, uint32_t j) {
  const mention *m = &f->a->mentions.at[j];
  const entity *e = &f->a->entities.at[m->entity];
  if (f->how.at[j] & HOW_MODIFIER)
    return false;
  const pronoun_row *q =
      f->how.at[j] & HOW_PRONOUN ? names_pronoun(f->n, f->form[m->head]) : NULL;
  if (q && q->person < 3)
    return false;
  if (m->type == MENTION_TIME)
    return false;
  if (p->plural)
    return m->plural || e->plural || m->n_members ||
           (m->type == MENTION_ORGANIZATION && m->actor);
  // "The United States … its": a land by name is one, whatever its form.
  bool many = m->plural && !(m->by == BY_NAME && is_body(m));
  if (many || m->n_members)
    return false;
  if (p->gender == GENDER_NEUT)
    return e->type != MENTION_PERSON;
  return e->type == MENTION_PERSON && (!e->gender || e->gender == p->gender);
}

// May i, owned or not, mean j? A possessive is never its own owner, a reflexive
// always means its subject.
static bool may_bind(const finder *f, uint32_t i, uint32_t j,
                     const pronoun_row *p) {
  const article *a = f->a;
  uint32_t head = a->tokens.at[a->mentions.at[i].head].head;
  if (p->kind == PRONOUN_POSSESSIVE)
    return head != a->mentions.at[j].head;
  if (p->kind == PRONOUN_REFLEXIVE)
    return same_clause(f, i, j) && is_subject(a, a->mentions.at[j].head);
  return !co_argument(f, i, a->mentions.at[j].entity);
}

uint32_t pronoun_find(const finder *f, uint32_t i, const pronoun_row *p,
                      uint32_t not_entity) {
  const article *a = f->a;
  uint32_t best = NO_MENTION;
  int most = 0;
  for (uint32_t j = i, left = LOOK_BACK; j-- > 0 && left--;) {
    const mention *m = &a->mentions.at[j];
    if (m->entity == NO_ENTITY || m->entity == not_entity ||
        !may_bind(f, i, j, p) || !agrees(f, p, j))
      continue;
    int w = salience(f, i, j);
    if (w && p->plural && (m->plural || m->n_members))
      w += 80;
    if (w && !p->plural && p->gender == GENDER_NEUT && is_body(m) &&
        has_side(&m->who))
      w += 60;
    if (w > most) {
      most = w;
      best = j;
    }
  }
  return best;
}
