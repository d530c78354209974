// Descriptions: "the bloc", "the country", "the visitor", "the ministry",
// "both sides". A definite phrase means something named shortly before.

#include "mention/entity.h"

typedef struct {
  uint32_t i;         // the description
  uint32_t duty;      // of its head
  uint32_t word;      // its head's lemma as a word of names
  const role_row *is; // its role, or NULL
} description;

// The last word of a role: "foreign ministry" is "the ministry".
static str role_head(str form) {
  uint32_t beg = form.len;
  while (beg && form.p[beg - 1] != ' ')
    beg--;
  return str_slice(form, beg, form.len);
}

static bool is_short_for(const role_row *shorter, const role_row *full) {
  return str_find(shorter->form, S(" ")) == UINT32_MAX
             ? str_eq(shorter->form, role_head(full->form))
             : str_eq(shorter->form, full->form);
}

// Does nothing that both say differ?
static bool same_side(const actor_codes *x, const actor_codes *y) {
  if (x->org != NO_ROW && y->org != NO_ROW && x->org != y->org)
    return false;
  return x->country == NO_ROW || y->country == NO_ROW ||
         x->country == y->country;
}

// Points for a noun that an organisation may be called by: its own noun counts
// more than that of its kind.
static int org_points(const finder *f, const description *d, uint32_t org) {
  // ORDER ORG_KIND
  static const uint32_t kinds[N_ORG_KIND] = {
      DUTY_IGO,   0,        DUTY_ARMED,   DUTY_PARTY,
      DUTY_ARMED, DUTY_IGO, DUTY_COMPANY, DUTY_COMPANY};
  uint32_t first = map_get(&f->n->org_by_id, f->n->orgs.at[org].id);
  if (names_generic(f->n, first, d->word))
    return 60;
  if (f->n->orgs.at[org].parent != NO_ROW)
    return 0; // "the union" is NATO, not one of its missions
  return d->duty & kinds[f->n->orgs.at[org].kind] ? 30 : 0;
}

// A part of a state, or what other states call one.
static bool is_province(const finder *f, const actor_codes *who) {
  if (who->region != NO_ROW)
    return f->n->regions.at[who->region].code.len == 0;
  return who->country != NO_ROW && f->n->countries.at[who->country].disputed;
}

// How well mention j fits the description; 0: not at all.
static int fit(const finder *f, const description *d, uint32_t j) {
  const article *a = f->a;
  const mention *m = &a->mentions.at[j], *of = &a->mentions.at[d->i];
  const entity *e = &a->entities.at[m->entity];
  bool named = f->how.at[e->best] & (HOW_NAMED | HOW_UNKNOWN);
  if (d->is) {
    if (e->who.role == NO_ROW || e->plural != of->plural ||
        !same_side(&of->who, &e->who))
      return 0;
    return is_short_for(d->is, &f->n->roles.at[e->who.role]) ? 60 : 0;
  }
  if (e->who.org != NO_ROW && e->who.person == NO_ROW && named &&
      e->type != MENTION_PERSON)
    return same_side(&of->who, &e->who) ? org_points(f, d, e->who.org) : 0;
  if (e->type == MENTION_PERSON && (d->duty & DUTY_PERSON) && !e->plural)
    return named || e->who.role != NO_ROW ? 40 : 0;
  if (!named || e->who.org != NO_ROW || e->type == MENTION_PERSON)
    return 0;
  if (f->how.at[j] & HOW_MODIFIER)
    return 0;
  bool region = is_province(f, &e->who);
  if ((d->duty & DUTY_REGION) && region)
    return 50;
  if ((d->duty & DUTY_COUNTRY) && !region && e->who.country != NO_ROW)
    return 30;
  return 0;
}

static uint32_t search(const finder *f, const description *d) {
  const article *a = f->a;
  uint32_t best = NO_MENTION;
  int most = 0;
  for (uint32_t j = d->i, left = LOOK_BACK; j-- > 0 && left--;) {
    const mention *m = &a->mentions.at[j];
    if (m->entity == NO_ENTITY || m->n_members ||
        co_argument(f, d->i, m->entity))
      continue;
    int points = fit(f, d, j), near_ = points ? salience(f, d->i, j) : 0;
    if (!points || (!near_ && a->mentions.at[d->i].plural))
      continue;
    int w = points * 8 + 2 * near_;
    if (w > most) {
      most = w;
      best = j;
    }
  }
  return best == NO_MENTION ? NO_ENTITY : a->mentions.at[best].entity;
}

// A noun that stood there before, with "the": the soldiers, the deal.
static uint32_t same_noun(const finder *f, const description *d) {
  const article *a = f->a;
  const mention *m = &a->mentions.at[d->i];
  if (!is_definite(f, m->head) || m->type == MENTION_TIME)
    return NO_ENTITY;
  uint32_t e = text_find(f, m->plural ? 'M' : 'm', token_lemma(a, m->head));
  bool same = e != NO_ENTITY && same_side(&m->who, &a->entities.at[e].who);
  return same ? e : NO_ENTITY;
}

uint32_t describe_find(const finder *f, uint32_t i) {
  const article *a = f->a;
  const mention *m = &a->mentions.at[i];
  description d = {
      .i = i, .duty = token_duty(f, m->head), .word = f->lemma[m->head]};
  uint8_t how = f->how.at[i];
  if ((how & HOW_ROLE) && !(how & HOW_UNKNOWN))
    d.is = &f->n->roles.at[m->who.role];
  uint32_t e = NO_ENTITY;
  if (is_definite(f, m->head)) {
    if (!(how & HOW_OWNED) || (d.duty & DUTY_REGION))
      e = search(f, &d);
    if (e == NO_ENTITY && d.is) {
      d.is = NULL; // "the group", "the visitor" may be a role too
      e = search(f, &d);
    }
  }
  if (e == NO_ENTITY && !(how & (HOW_ROLE | HOW_UNKNOWN)))
    e = same_noun(f, &d);
  return e;
}

// A country or organisation as one number, 0 for none.
static uint64_t side_of(const actor_codes *who) {
  if (who->country != NO_ROW)
    return who->country + 1;
  return who->org != NO_ROW ? ((uint64_t)1 << 32) + who->org : 0;
}

static bool has_pair_word(const finder *f, uint32_t head) {
  const article *a = f->a;
  uint32_t h = f->hit_of[head];
  for (uint32_t t = h == NO_HIT ? head : f->hits.at[h].first; t < head; t++)
    if (token_duty(f, t) & DUTY_PAIR)
      return true;
  for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if ((a->tokens.at[c].deprel == REL_DET ||
         a->tokens.at[c].deprel == REL_NUMMOD ||
         a->tokens.at[c].deprel == REL_DET_PREDET ||
         a->tokens.at[c].deprel == REL_CC_PRECONJ) &&
        (token_duty(f, c) & DUTY_PAIR))
      return true;
  return false;
}

// The side of the subject of the clause that i stands in: whoever urges both
// sides is neither.
static uint64_t urging_side(const finder *f, uint32_t i) {
  const article *a = f->a;
  uint32_t head = a->tokens.at[a->mentions.at[i].head].head;
  for (int steps = 0; head != NO_TOKEN && steps < 6; steps++) {
    for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
         c = a->tokens.at[c].next)
      if (is_subject(a, c) && a->mention_of[c] != NO_MENTION &&
          a->mention_of[c] < i)
        return side_of(&a->mentions.at[a->mention_of[c]].who);
    head = a->tokens.at[head].head;
  }
  return 0;
}

static bool may_be_side(const finder *f, uint32_t j, bool people) {
  const mention *m = &f->a->mentions.at[j];
  uint32_t h = f->hit_of[m->head];
  if (m->entity == NO_ENTITY || m->n_members)
    return false;
  if (h != NO_HIT && m->type == MENTION_PLACE &&
      (f->hits.at[h].is.kind == SENSE_CAPITAL ||
       f->hits.at[h].is.kind == SENSE_PLACE))
    return false; // where they met
  if (people)
    return m->type == MENTION_PERSON && !m->plural;
  return m->known && side_of(&m->who) != 0;
}

// Lists the two, or those of an earlier pair.
static void set_members(finder *f, uint32_t i, const uint32_t found[2]) {
  article *a = f->a;
  mention *m = &a->mentions.at[i];
  m->first_member = a->lists.n;
  m->n_members = 2;
  *vec_push(a->m, &a->lists) = found[1];
  *vec_push(a->m, &a->lists) = found[0];
  m->antecedent = found[1];
}

// The two latest persons, or sides other than not_side, before mention i; with
// fewer it returns how many there are. A pair that is met first is the answer.
static uint32_t last_two(finder *f, uint32_t i, bool people, uint64_t not_side,
                         uint32_t found[2]) {
  const article *a = f->a;
  uint64_t first = 0;
  uint32_t n = 0;
  for (uint32_t j = i, left = LOOK_BACK; j-- > 0 && left-- && n < 2;) {
    const mention *m = &a->mentions.at[j];
    if (m->n_members == 2 && !n && (m->type == MENTION_PERSON) == people) {
      found[1] = a->lists.at[m->first_member];
      found[0] = a->lists.at[m->first_member + 1];
      return 2;
    }
    uint64_t side = !may_be_side(f, j, people) ? 0
                    : people                   ? m->entity + (uint64_t)1
                                               : side_of(&m->who);
    if (!side || side == not_side || side == first)
      continue;
    first = side;
    found[n++] = j;
  }
  return n;
}

bool pair_find(finder *f, uint32_t i) {
  mention *m = &f->a->mentions.at[i];
  uint32_t duty = token_duty(f, m->head), found[2];
  bool pronoun = f->how.at[i] & HOW_PRONOUN;
  bool people = !pronoun && (duty & DUTY_LEADER);
  if (!pronoun && (!(duty & (DUTY_SIDE | DUTY_LEADER)) ||
                   !has_pair_word(f, m->head) || has_side(&m->who)))
    return false;
  uint64_t not_side = people ? 0 : urging_side(f, i);
  if (last_two(f, i, people, not_side, found) < 2)
    return false;
  set_members(f, i, found);
  m->plural = true;
  m->by = pronoun ? BY_PRONOUN : BY_ROLE;
  m->type = people ? MENTION_PERSON : MENTION_ORGANIZATION;
  entity_new(f, i);
  return true;
}
