// Which mentions mean the same: names by their rows or words, roles by role and
// side, the rest by description and pronoun.

#include "mention/entity.h"
#include "base/utf8.h"

enum { KEY_BYTES = 16 };

static str key_of(char out[KEY_BYTES], char kind, uint32_t x, uint32_t y,
                  uint32_t z) {
  memset(out, 0, KEY_BYTES);
  out[0] = kind;
  memcpy(out + 4, &x, 4);
  memcpy(out + 8, &y, 4);
  memcpy(out + 12, &z, 4);
  return (str){out, KEY_BYTES};
}

static uint32_t find(const finder *f, str key) {
  uint32_t slot = map_get(&f->clusters->by_key, key);
  return slot == NO_VALUE ? NO_ENTITY : f->clusters->slots.at[slot];
}

static void set(finder *f, str key, uint32_t e) {
  clusters *c = f->clusters;
  uint32_t slot = map_get(&c->by_key, key);
  if (slot == NO_VALUE) {
    slot = c->slots.n;
    map_put(&c->by_key, f->a->m, arena_copy(f->a->m, key), slot);
    vec_push(f->a->m, &c->slots);
  }
  c->slots.at[slot] = e;
}

uint32_t key_find(const finder *f, char kind, uint32_t x, uint32_t y,
                  uint32_t z) {
  char bytes[KEY_BYTES];
  return find(f, key_of(bytes, kind, x, y, z));
}

void key_set(finder *f, char kind, uint32_t x, uint32_t y, uint32_t z,
             uint32_t e) {
  char bytes[KEY_BYTES];
  set(f, key_of(bytes, kind, x, y, z), e);
}

// Longest name that is remembered, in bytes.
enum { TEXT_KEY = 120 };

static str text_key(char out[TEXT_KEY + 1], char kind, str text) {
  if (text.len > TEXT_KEY)
    text.len = TEXT_KEY;
  out[0] = kind;
  memcpy(out + 1, text.p, text.len);
  return (str){out, text.len + 1};
}

uint32_t text_find(const finder *f, char kind, str text) {
  char bytes[TEXT_KEY + 1];
  return find(f, text_key(bytes, kind, text));
}

void text_set(finder *f, char kind, str text, uint32_t e) {
  char bytes[TEXT_KEY + 1];
  set(f, text_key(bytes, kind, text), e);
}

// Fills what `to` lacks from `from`.
static void merge(actor_codes *to, const actor_codes *from) {
  bool side = has_side(to);
  if (!side) {
    to->country = from->country;
    to->org = from->org;
    to->region = from->region;
  }
  if (to->person == NO_ROW)
    to->person = from->person;
  if (to->role == NO_ROW)
    to->role = from->role;
  if (to->group == NO_ROW)
    to->group = from->group;
  if (!to->sectors)
    to->sectors = from->sectors;
}

static uint8_t gender_of(const finder *f, const mention *m) {
  if (m->type != MENTION_PERSON)
    return 0;
  uint32_t duty = token_duty(f, m->head);
  for (uint32_t c = f->a->tokens.at[m->head].child; c != NO_TOKEN;
       c = f->a->tokens.at[c].next)
    if (f->a->tokens.at[c].deprel == REL_NMOD_DESC ||
        f->a->tokens.at[c].deprel == REL_COMPOUND)
      duty |= token_duty(f, c);
  bool male = duty & DUTY_MALE, female = duty & DUTY_FEMALE;
  return male == female ? 0 : male ? GENDER_MASC : GENDER_FEM;
}

uint32_t entity_new(finder *f, uint32_t i) {
  article *a = f->a;
  mention *m = &a->mentions.at[i];
  *vec_push(a->m, &a->entities) = (entity){.first = i,
                                           .best = i,
                                           .count = 1,
                                           .who = m->who,
                                           .type = m->type,
                                           .gender = gender_of(f, m),
                                           .plural = m->plural};
  *vec_push(a->m, &f->clusters->last) = i;
  m->entity = a->entities.n - 1;
  return m->entity;
}

// A name in full says more than a surname, a name more than a description.
static int name_rank(const finder *f, uint32_t i) {
  const mention *m = &f->a->mentions.at[i];
  if (m->by == BY_PRONOUN)
    return 0;
  uint8_t how = f->how.at[i];
  int rank = how & (HOW_NAMED | HOW_UNKNOWN) ? 1000 : 0;
  if (how & HOW_MODIFIER)
    rank -= 500;
  uint32_t len = m->name.end - m->name.beg;
  return rank + (int)(len < 200 ? len : 200);
}

void entity_join(finder *f, uint32_t i, uint32_t e) {
  article *a = f->a;
  mention *m = &a->mentions.at[i];
  entity *to = &a->entities.at[e];
  uint8_t gender = gender_of(f, m);
  if (m->antecedent == NO_MENTION && m->by != BY_NAME)
    m->antecedent = to->best;
  merge(&m->who, &to->who);
  merge(&to->who, &m->who);
  if (!to->gender)
    to->gender = gender;
  to->count++;
  if (name_rank(f, i) > name_rank(f, to->best))
    to->best = i;
  f->clusters->last.at[e] = i;
  m->entity = e;
}

// Letters of the keys of names; one letter a table.
static char key_kind(const sense *is) {
  switch ((sense_kind)is->kind) {
  case SENSE_COUNTRY:
  case SENSE_ADJ:
    return 'c';
  case SENSE_PEOPLE:
    return 'e';
  case SENSE_CAPITAL:
    return 'k';
  case SENSE_SEAT:
    return 's';
  case SENSE_ORG:
  case SENSE_ORG_ADJ:
  case SENSE_ORG_PEOPLE:
    return 'o';
  case SENSE_REGION:
  case SENSE_REGION_ADJ:
    return 'r';
  case SENSE_GROUP:
    return 'g';
  default:
    return 'l';
  }
}

// The first row of the same person or organisation, which stands for all.
static uint32_t person_key(const finder *f, uint32_t row) {
  return map_get(&f->n->person_by_id, f->n->people.at[row].id);
}

static uint32_t org_key(const finder *f, uint32_t row) {
  return map_get(&f->n->org_by_id, f->n->orgs.at[row].id);
}

// The last word of a name, folded.
static str last_word(const finder *f, span name) {
  str s = article_at(f->a, name);
  uint32_t beg = s.len;
  while (beg && s.p[beg - 1] != ' ' && s.p[beg - 1] != '\n')
    beg--;
  return utf8_fold(f->a->m, str_slice(s, beg, s.len));
}

static uint32_t join_or_new(finder *f, uint32_t i, uint32_t e) {
  if (e == NO_ENTITY)
    return entity_new(f, i);
  entity_join(f, i, e);
  return e;
}

static void link_person(finder *f, uint32_t i) {
  const mention *m = &f->a->mentions.at[i];
  uint32_t key = person_key(f, m->who.person);
  uint32_t e = join_or_new(f, i, key_find(f, 'p', key, 0, 0));
  key_set(f, 'p', key, 0, 0, e);
  if (f->how.at[i] & HOW_NAMED)
    text_set(f, 'w', last_word(f, m->name), e);
}

static void link_named(finder *f, uint32_t i) {
  const mention *m = &f->a->mentions.at[i];
  const name_hit *h = &f->hits.at[f->hit_of[m->head]];
  if (m->who.person != NO_ROW) {
    link_person(f, i);
    return;
  }
  char kind = key_kind(&h->is);
  uint32_t x = kind == 's' || kind == 'l' ? h->node : h->is.row;
  if (kind == 'o')
    x = org_key(f, h->is.row);
  // A people is not one of it, nor a government the city it sits in.
  uint32_t y = h->is.kind == SENSE_ORG_PEOPLE || kind == 'g' ? m->plural : 0;
  if (kind == 'k')
    y = m->by == BY_METONYM;
  // Serbs in Kosovo are not all Serbs.
  uint32_t z = h->is.kind == SENSE_GROUP ? m->who.country : 0;
  key_set(f, kind, x, y, z, join_or_new(f, i, key_find(f, kind, x, y, z)));
}

static bool one_word(str s) {
  return str_find(s, S(" ")) == UINT32_MAX;
}

// The initials of a name's capital words, folded; empty under three.
static str initials(const finder *f, str s) {
  char *out = arena_raw(f->a->m, s.len + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.len; i++)
    if ((!i || s.p[i - 1] == ' ' || s.p[i - 1] == '-') && s.p[i] >= 'A' &&
        s.p[i] <= 'Z')
      out[n++] = (char)(s.p[i] | 32);
  return (str){out, n > 2 ? n : 0};
}

// An entity that an unknown name means: by the same words, a surname of one
// named in full before, or the acronym of a longer name.
static uint32_t find_unknown(const finder *f, uint32_t i) {
  const mention *m = &f->a->mentions.at[i];
  str fold = utf8_fold(f->a->m, article_at(f->a, m->name));
  uint32_t e = text_find(f, 'n', fold);
  if (e == NO_ENTITY && one_word(fold))
    e = text_find(f, 'w', fold);
  if (e == NO_ENTITY && one_word(fold))
    e = text_find(f, 'a', fold);
  if (e == NO_ENTITY && !(f->how.at[i] & HOW_MODIFIER) &&
      is_definite(f, m->head))
    e = describe_find(f, i);
  return e;
}

// A phrase without preposition behind a comma.
static bool is_loose(const finder *f, uint32_t t) {
  const article *a = f->a;
  uint32_t first = f->lo[t];
  bool comma = a->tokens.at[first].upos == UPOS_PUNCT ||
               (first && a->tokens.at[first - 1].upos == UPOS_PUNCT);
  return comma && token_child(a, t, REL_CASE) == NO_TOKEN &&
         token_child(a, t, REL_CC) == NO_TOKEN;
}

// The mention that an apposition may stand beside: the one it hangs on, or one
// above it, since "the spokesman for the group, X" is easily read as the group.
static uint32_t apposed_to(const finder *f, uint32_t i) {
  const article *a = f->a;
  const mention *m = &a->mentions.at[i];
  uint32_t t = m->head;
  for (int level = 0; level < 3 && a->tokens.at[t].head != NO_TOKEN; level++) {
    deprel rel = (deprel)a->tokens.at[t].deprel;
    bool beside = rel == REL_APPOS || (rel == REL_NMOD && is_loose(f, t));
    if (level ? rel != REL_NMOD : !beside)
      return NO_MENTION;
    t = a->tokens.at[t].head;
    uint32_t other = a->mention_of[t];
    if (other == NO_MENTION || other == i)
      return NO_MENTION;
    const mention *o = &a->mentions.at[other];
    if (o->plural == m->plural && o->entity != NO_ENTITY &&
        (o->type == MENTION_PERSON) == (m->type == MENTION_PERSON))
      return other;
  }
  return NO_MENTION;
}

// An apposition is the same as what it stands beside, unless both are names of
// the codebook.
static uint32_t apposed(const finder *f, uint32_t i) {
  uint32_t other = apposed_to(f, i);
  if (other == NO_MENTION || (f->how.at[i] & f->how.at[other] & HOW_NAMED))
    return NO_ENTITY;
  return f->a->mentions.at[other].entity;
}

static void link_unknown(finder *f, uint32_t i) {
  mention *m = &f->a->mentions.at[i];
  str name = article_at(f->a, m->name), acronym = initials(f, name);
  uint32_t e = apposed(f, i);
  if (e == NO_ENTITY)
    e = find_unknown(f, i);
  if (e != NO_ENTITY && f->a->entities.at[e].type == MENTION_PERSON)
    m->type = MENTION_PERSON;
  e = join_or_new(f, i, e);
  text_set(f, 'n', utf8_fold(f->a->m, name), e);
  if (m->type == MENTION_PERSON)
    text_set(f, 'w', last_word(f, m->name), e);
  if (acronym.len)
    text_set(f, 'a', acronym, e);
}

// Owners whose meaning is known only now: "its army", "leader of the bloc".
static void take_owners(finder *f, uint32_t i, int depth) {
  article *a = f->a;
  uint32_t head = a->mentions.at[i].head;
  bool spokes = f->n->roles.at[a->mentions.at[i].who.role].flags & ROLE_SPOKES;
  for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint32_t owner = a->mention_of[c];
    if (owner == NO_MENTION || owner == i || a->mentions.at[owner].head != c)
      continue;
    deprel rel = (deprel)a->tokens.at[c].deprel;
    uint32_t mark = token_child(a, c, REL_CASE);
    bool of = rel == REL_NMOD && mark != NO_TOKEN &&
              (token_duty(f, mark) & DUTY_OWNER);
    if (rel != REL_NMOD_POSS && !of)
      continue;
    link_mention(f, owner, depth - 1);
    const actor_codes *who = &a->mentions.at[owner].who;
    if (has_side(who) && !has_side(&a->mentions.at[i].who)) {
      take_side(&a->mentions.at[i].who, who, spokes && who->sectors);
      f->how.at[i] |= HOW_OWNED;
    }
  }
}

// The second of two coordinated roles shares what the first says.
static void take_conjunct(finder *f, uint32_t i) {
  article *a = f->a;
  mention *m = &a->mentions.at[i];
  const token *w = &a->tokens.at[m->head];
  if (w->deprel != REL_CONJ || w->head == NO_TOKEN || has_side(&m->who))
    return;
  uint32_t first = a->mention_of[w->head];
  if (first == NO_MENTION || !(f->how.at[first] & HOW_OWNED))
    return;
  m->who.country = a->mentions.at[first].who.country;
  m->who.org = a->mentions.at[first].who.org;
  f->how.at[i] |= HOW_OWNED;
}

// The country that a role belongs to when the text does not say: the last one
// of the sentence, that of the dateline, or the one the article names most.
static uint32_t likely_country(const finder *f, uint32_t i) {
  const article *a = f->a;
  uint32_t own = a->mentions.at[i].sentence;
  for (uint32_t j = i; j-- > 0 && a->mentions.at[j].sentence == own;)
    if (a->mentions.at[j].known && a->mentions.at[j].who.country != NO_ROW)
      return a->mentions.at[j].who.country;
  for (uint32_t j = 0; j < i && a->mentions.at[j].at.end <= a->dateline.end;
       j++)
    if (a->mentions.at[j].at.beg >= a->dateline.beg &&
        a->mentions.at[j].who.country != NO_ROW)
      return a->mentions.at[j].who.country;
  return f->home != NO_ROW && f->seen[f->home] > 1 ? f->home : NO_ROW;
}

// A guess for roles of a state: police, the government, protesters.
static void guess_side(finder *f, uint32_t i) {
  mention *m = &f->a->mentions.at[i];
  const role_row *r = &f->n->roles.at[m->who.role];
  bool office = (r->flags & ROLE_OFFICE) && !m->plural;
  bool state =
      office || (r->flags & ROLE_CROWD) || (token_duty(f, m->head) & DUTY_HOME);
  bool counted = token_child(f->a, m->head, REL_NUMMOD) != NO_TOKEN;
  if (has_side(&m->who) || !state || counted || is_indefinite(f, m->head))
    return;
  m->who.country = likely_country(f, i);
  m->known = m->who.country == NO_ROW;
}

// "The union" is NATO and no union.
static void become(mention *m, const entity *e) {
  m->who = e->who;
  m->type = e->type;
}

static void link_role(finder *f, uint32_t i, int depth) {
  article *a = f->a;
  mention *m = &a->mentions.at[i];
  uint8_t how = f->how.at[i];
  if (!has_side(&m->who) && depth > 0)
    take_owners(f, i, depth);
  take_conjunct(f, i);
  find_holder(f, m, how);
  uint32_t e = apposed(f, i);
  if (m->who.person != NO_ROW && e == NO_ENTITY) {
    link_person(f, i);
    return;
  }
  if (e == NO_ENTITY && !(how & HOW_FORMER))
    e = describe_find(f, i);
  if (e != NO_ENTITY) {
    const actor_codes *who = &a->entities.at[e].who;
    if (who->org != NO_ROW && who->person == NO_ROW && who->role == NO_ROW)
      become(m, &a->entities.at[e]);
    entity_join(f, i, e);
    return;
  }
  guess_side(f, i);
  find_holder(f, m, how);
  if (m->who.person != NO_ROW) {
    link_person(f, i);
    return;
  }
  uint32_t role_key = f->n->roles.at[m->who.role].same;
  bool same = is_definite(f, m->head) ||
              f->n->roles.at[m->who.role].type != ROLE_PERSON;
  e = same ? key_find(f, 'R', role_key, m->who.country, m->who.org) : NO_ENTITY;
  e = join_or_new(f, i, e);
  key_set(f, 'R', role_key, m->who.country, m->who.org, e);
}

static void link_pronoun(finder *f, uint32_t i) {
  mention *m = &f->a->mentions.at[i];
  const pronoun_row *p = names_pronoun(f->n, f->form[m->head]);
  if (p->kind == PRONOUN_BOTH) {
    if (!pair_find(f, i))
      entity_new(f, i);
    return;
  }
  m->plural = p->plural;
  m->type = p->gender == GENDER_NEUT ? MENTION_OBJECT : MENTION_PERSON;
  if (p->person < 3) { // the narrator and his reader, one of each a number
    uint32_t e = key_find(f, 'i', p->person, p->plural, 0);
    key_set(f, 'i', p->person, p->plural, 0, join_or_new(f, i, e));
    return;
  }
  uint32_t found = pronoun_find(f, i, p, NO_ENTITY);
  if (found == NO_MENTION) {
    entity_new(f, i);
    return;
  }
  m->antecedent = found;
  m->type = f->a->mentions.at[found].type;
  m->first_member = f->a->mentions.at[found].first_member;
  m->n_members = f->a->mentions.at[found].n_members;
  uint32_t e = f->a->mentions.at[found].entity;
  if (p->gender != GENDER_NEUT && !f->a->entities.at[e].gender)
    f->a->entities.at[e].gender = p->gender;
  entity_join(f, i, e);
}

// Nouns are remembered by number and lemma, for "the soldiers" later on.
static void link_common(finder *f, uint32_t i) {
  const mention *m = &f->a->mentions.at[i];
  uint32_t e = join_or_new(f, i, describe_find(f, i));
  text_set(f, m->plural ? 'M' : 'm', token_lemma(f->a, m->head), e);
}

void link_mention(finder *f, uint32_t i, int depth) {
  mention *m = &f->a->mentions.at[i];
  uint8_t how = f->how.at[i];
  if (how & HOW_DONE)
    return;
  f->how.at[i] |= HOW_DONE;
  if (how & HOW_PRONOUN) {
    link_pronoun(f, i);
  } else if (how & HOW_NAMED) {
    link_named(f, i);
  } else if ((how & HOW_ROLE) && !(how & HOW_UNKNOWN)) {
    if (!m->plural || !pair_find(f, i))
      link_role(f, i, depth);
  } else if (how & HOW_UNKNOWN) {
    link_unknown(f, i);
  } else {
    uint32_t e = apposed(f, i);
    if (e != NO_ENTITY)
      entity_join(f, i, e);
    else if (!m->plural || !pair_find(f, i))
      link_common(f, i);
  }
}

// "Police arrested Ricardo Bello": somebody with a first name of whom nothing
// is said is a private person, perhaps of the land that is spoken of.
static void guess_private(finder *f, uint32_t i, uint32_t civilian) {
  const article *a = f->a;
  const mention *m = &a->mentions.at[i];
  if (!(f->how.at[i] & HOW_UNKNOWN) || m->type != MENTION_PERSON ||
      m->entity == NO_ENTITY || m->plural)
    return;
  uint32_t first = m->head;
  while (first && a->tokens.at[first - 1].at.beg >= m->name.beg)
    first--;
  entity *e = &f->a->entities.at[m->entity];
  bool single = first == m->head && a->tokens.at[first].at.end >= m->name.end;
  if (single || names_coded(f->n, &e->who) ||
      !(token_duty(f, first) & (DUTY_MALE | DUTY_FEMALE)))
    return;
  e->who.sectors |= 1u << civilian;
  e->who.country = likely_country(f, i);
}

// A name that a role stands beside is that role's: both ways.
static void share_codes(finder *f) {
  article *a = f->a;
  uint32_t civilian = names_sector(f->n, S("CVL"));
  for (uint32_t i = 0; civilian < MAX_SECTORS && i < a->mentions.n; i++)
    guess_private(f, i, civilian);
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    mention *m = &a->mentions.at[i];
    if (m->entity != NO_ENTITY && (f->how.at[i] & HOW_UNKNOWN))
      merge(&m->who, &a->entities.at[m->entity].who);
    m->actor = m->n_members > 0 || names_coded(f->n, &m->who);
  }
}

void link_mentions(finder *f) {
  clusters c = {0};
  f->clusters = &c;
  // Owners of owners: "the spokesman of its leader's office" has three.
  for (uint32_t i = 0; i < f->a->mentions.n; i++)
    link_mention(f, i, 3);
  share_codes(f);
  share_roles(f);
  f->clusters = NULL;
}
