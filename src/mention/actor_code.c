// What a phrase says by its own words: the row of its name, or a role with the
// country, organisation or group to which its modifiers and owners tie it.

#include "mention/actor.h"

bool has_side(const actor_codes *who) {
  return who->country != NO_ROW || who->org != NO_ROW || who->region != NO_ROW;
}

void take_side(actor_codes *who, const actor_codes *owner, bool spokes) {
  if (!has_side(who)) {
    who->country = owner->country;
    who->org = owner->org;
    who->region = owner->region;
  }
  if (who->group == NO_ROW)
    who->group = owner->group;
  if (spokes || !who->sectors)
    who->sectors = owner->sectors;
  else if (owner->person == NO_ROW)
    who->sectors |= owner->sectors;
}

static uint32_t sector_bit(const finder *f, str id) {
  uint32_t bit = names_sector(f->n, id);
  return bit == NO_ROW ? 0 : 1u << bit;
}

// A person of the codebook on the article's day. An office that is over makes
// one of the elite, whatever the text calls him.
static void person_codes(const finder *f, uint32_t person, actor_codes *who) {
  uint32_t row = names_person_on(f->n, person, f->today);
  const person_row *p = &f->n->people.at[row];
  bool over = f->today != NO_DAY && p->to != NO_DAY && p->to < f->today;
  bool early = f->today != NO_DAY && p->from != NO_DAY && p->from > f->today;
  who->person = row;
  who->country = p->country;
  who->org = over || early ? NO_ROW : p->org;
  who->role = over || early ? NO_ROW : p->role;
  who->sectors = over ? sector_bit(f, S("ELI")) : early ? 0 : p->sectors;
}

static void org_codes(const finder *f, uint32_t org, actor_codes *who) {
  uint32_t row = names_org_on(f->n, org, f->today);
  who->org = row;
  who->country = f->n->orgs.at[row].country;
  who->sectors = f->n->orgs.at[row].sectors;
}

static void region_codes(const finder *f, uint32_t region, actor_codes *who) {
  who->region = region;
  who->country = f->n->regions.at[region].country;
  who->sectors = f->n->regions.at[region].sectors;
}

static void role_codes(const finder *f, uint32_t role_row_, actor_codes *who) {
  who->role = role_row_;
  who->sectors = f->n->roles.at[role_row_].sectors;
}

// The codes of the sense itself.
static actor_codes sense_codes(const finder *f, const sense *is) {
  actor_codes who = no_codes();
  switch ((sense_kind)is->kind) {
  case SENSE_COUNTRY:
  case SENSE_ADJ:
  case SENSE_PEOPLE:
  case SENSE_CAPITAL:
    who.country = is->row;
    break;
  case SENSE_SEAT:
    who.country = is->row;
    who.sectors = is->sector ? 1u << (is->sector - 1) : 0;
    break;
  case SENSE_PERSON:
  case SENSE_SURNAME:
    person_codes(f, is->row, &who);
    break;
  case SENSE_REGION:
  case SENSE_REGION_ADJ:
    region_codes(f, is->row, &who);
    break;
  case SENSE_GROUP:
    who.group = is->row;
    who.country = f->n->groups.at[is->row].country;
    break;
  case SENSE_ROLE:
    role_codes(f, is->row, &who);
    break;
  case SENSE_PLACE:
    who.country = f->n->places.at[is->row].country;
    break;
  default: // the name, adjective or people of an organisation
    org_codes(f, is->row, &who);
  }
  return who;
}

static const role_row *role_of(const finder *f, const name_hit *h) {
  return h->is.kind == SENSE_ROLE ? &f->n->roles.at[h->is.row] : NULL;
}

// The preposition or possessive that ties token c to its head.
static uint32_t case_of(const article *a, uint32_t c) {
  return token_child(a, c, REL_CASE);
}

bool is_locative(const finder *f, uint32_t head) {
  const article *a = f->a;
  uint32_t mark = case_of(a, head);
  for (; mark != NO_TOKEN; mark = a->tokens.at[mark].next)
    if (a->tokens.at[mark].deprel == REL_CASE &&
        (token_duty(f, mark) & DUTY_LOCATIVE))
      return true;
  return head && a->tokens.at[head - 1].upos == UPOS_ADP &&
         (token_duty(f, head - 1) & DUTY_LOCATIVE);
}

// How a dependent is tied to the head of its phrase.
typedef enum { TIE_NONE, TIE_WORD, TIE_OWNER, TIE_PLACE } tie;

static tie tie_of(const finder *f, uint32_t c) {
  const article *a = f->a;
  switch ((deprel)a->tokens.at[c].deprel) {
  case REL_AMOD:
  case REL_COMPOUND:
  case REL_FLAT:
  case REL_NMOD_DESC:
  case REL_NMOD_POSS:
  case REL_NMOD_UNMARKED:
    return TIE_WORD;
  case REL_NMOD:
  case REL_OBL: {
    uint32_t mark = case_of(a, c);
    if (mark == NO_TOKEN)
      return TIE_WORD;
    uint32_t duty = token_duty(f, mark);
    return duty & DUTY_OWNER      ? TIE_OWNER
           : duty & DUTY_LOCATIVE ? TIE_PLACE
                                  : TIE_NONE;
  }
  default:
    return TIE_NONE;
  }
}

// What a dependent says: its mention's codes, or those of its own name.
static bool codes_of(const finder *f, uint32_t c, actor_codes *out) {
  uint32_t m = f->a->mention_of[c], h = f->hit_of[c];
  if (m != NO_MENTION && f->a->mentions.at[m].head == c)
    *out = f->a->mentions.at[m].who;
  else if (h != NO_HIT)
    *out = sense_codes(f, &f->hits.at[h].is);
  else
    return false;
  return true;
}

// A hit that ends where `first` begins, a possessive mark apart.
static uint32_t hit_before(const finder *f, uint32_t first) {
  const article *a = f->a;
  uint32_t at = first;
  if (at && a->tokens.at[at - 1].upos == UPOS_PART)
    at--;
  if (!at || f->hit_of[at - 1] == NO_HIT)
    return NO_HIT;
  uint32_t s = f->hits.at[f->hit_of[at - 1]].end;
  return s == at ? f->hit_of[at - 1] : NO_HIT;
}

// Words before a role that change it: former, acting, opposition.
static void modify(const finder *f, const role_row *by, actor_codes *who,
                   uint8_t *how) {
  if (by->flags & (ROLE_FORMER | ROLE_FUTURE)) {
    *how |= HOW_FORMER;
    who->sectors = by->sectors ? by->sectors : sector_bit(f, S("ELI"));
  }
  if (by->flags & ROLE_GIVES_SECTOR)
    who->sectors |= by->sectors;
}

// Longest chain of names before a role that is followed ("former US State
// Department Iran envoy" has four).
enum { MAX_CHAIN = 5 };

static void take_chain(const finder *f, const name_hit *h, bool spokes,
                       actor_codes *who, uint8_t *how) {
  uint32_t first = h->first;
  for (int i = 0; i < MAX_CHAIN; i++) {
    uint32_t g = hit_before(f, first);
    if (g == NO_HIT)
      return;
    const name_hit *before = &f->hits.at[g];
    uint8_t kind = before->is.kind;
    const role_row *role_before = role_of(f, before);
    if (role_before && role_before->type == ROLE_MODIFIER) {
      modify(f, role_before, who, how);
    } else {
      actor_codes owner = sense_codes(f, &before->is);
      if (kind == SENSE_PERSON || kind == SENSE_SURNAME) // "Bush officials"
        owner.sectors = 0;
      take_side(who, &owner, spokes && owner.sectors);
    }
    first = before->first;
  }
}

// Ties from the strongest to the weakest, so that "the US envoy in Kosovo" is
// American.
static void take_dependents(const finder *f, uint32_t top, bool spokes,
                            actor_codes *who, uint8_t *how) {
  const article *a = f->a;
  for (tie want = TIE_WORD; want <= TIE_PLACE; want++)
    for (uint32_t c = a->tokens.at[top].child; c != NO_TOKEN;
         c = a->tokens.at[c].next) {
      actor_codes owner;
      if (f->hit_of[c] != NO_HIT && f->hit_of[c] == f->hit_of[top])
        continue;
      if (tie_of(f, c) != want || !codes_of(f, c, &owner))
        continue;
      const role_row *r =
          f->hit_of[c] == NO_HIT ? NULL : role_of(f, &f->hits.at[f->hit_of[c]]);
      if (r && r->type == ROLE_MODIFIER) {
        modify(f, r, who, how);
        continue;
      }
      if (want == TIE_PLACE)
        owner.sectors = 0;
      take_side(who, &owner, spokes && owner.sectors);
    }
}

// "The Ministry of Health of Ethiopia": the state may hang on the first owner.
// Three levels hold "the head of the office of the ministry of Norland".
static void take_deeper(const finder *f, uint32_t top, actor_codes *who,
                        uint8_t *how) {
  const article *a = f->a;
  for (int level = 0; level < 3 && !has_side(who); level++) {
    uint32_t c = a->tokens.at[top].child;
    while (c != NO_TOKEN && tie_of(f, c) != TIE_OWNER)
      c = a->tokens.at[c].next;
    if (c == NO_TOKEN)
      return;
    actor_codes owner = no_codes();
    take_dependents(f, c, false, &owner, how);
    owner.sectors = 0;
    take_side(who, &owner, false);
    top = c;
  }
}

// The codes of a role with all that belongs to it.
static actor_codes compose_role(const finder *f, const name_hit *h,
                                uint8_t *how) {
  actor_codes who = sense_codes(f, &h->is);
  bool spokes = f->n->roles.at[h->is.row].flags & ROLE_SPOKES;
  take_chain(f, h, spokes, &who, how);
  take_dependents(f, h->top, spokes, &who, how);
  take_deeper(f, h->top, &who, how);
  *how |= HOW_ROLE | (has_side(&who) ? HOW_OWNED : 0);
  // "a military bloc", "both sides" are nobody's until the text says whose.
  if (!has_side(&who) && (token_duty(f, h->top) & DUTY_IGO))
    who.sectors = 0;
  return who;
}

bool is_indefinite(const finder *f, uint32_t head) {
  const article *a = f->a;
  uint32_t det = token_child(a, head, REL_DET);
  return det != NO_TOKEN && !(token_duty(f, det) & DUTY_DEFINITE);
}

void find_holder(finder *f, mention *m, uint8_t how) {
  actor_codes *who = &m->who;
  if (who->role == NO_ROW || who->person != NO_ROW || m->plural ||
      (how & HOW_FORMER) || !has_side(who))
    return;
  const role_row *r = &f->n->roles.at[who->role];
  if (!(r->flags & ROLE_OFFICE) || is_indefinite(f, m->head))
    return;
  uint32_t row = names_holder(f->n, who->country, NO_ROW, who->role, f->today);
  if (who->org != NO_ROW)
    row = names_holder(f->n, who->country, who->org, who->role, f->today);
  if (row == NO_ROW || !names_in_office(f->n, row, f->today))
    return;
  uint32_t said = who->role;
  person_codes(f, row, who);
  who->role = said;
}

// The role whose words stand before a name, or hang on it as its title.
static uint32_t title_hit(const finder *f, uint32_t head, uint32_t first) {
  const article *a = f->a;
  uint32_t h = hit_before(f, first);
  if (h != NO_HIT && role_of(f, &f->hits.at[h]) && f->hits.at[h].end == first)
    return h;
  for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    deprel rel = (deprel)a->tokens.at[c].deprel;
    uint32_t g = f->hit_of[c];
    if (g != NO_HIT && f->hits.at[g].top == c && role_of(f, &f->hits.at[g]) &&
        (rel == REL_NMOD_DESC || rel == REL_COMPOUND || rel == REL_FLAT))
      return g;
  }
  return NO_HIT;
}

// The phrase begins where its title's own names begin, even if the parser hung
// those elsewhere.
static void widen_to_title(const finder *f, mention *m, const name_hit *title) {
  uint32_t first = title->first;
  for (int i = 0; i < MAX_CHAIN; i++) {
    uint32_t g = hit_before(f, first);
    if (g == NO_HIT || f->hits.at[g].is.kind == SENSE_PERSON ||
        f->hits.at[g].is.kind == SENSE_SURNAME)
      break;
    first = f->hits.at[g].first;
  }
  uint32_t beg = f->a->tokens.at[first].at.beg;
  if (beg < m->at.beg)
    m->at.beg = beg;
}

// "Serbian President Aleksandar Vucic": the title's words count for the role,
// and for everything where the name is unknown.
static void take_title(finder *f, mention *m, uint32_t title, uint8_t *how) {
  const name_hit *h = &f->hits.at[title];
  uint8_t said = 0;
  actor_codes who = compose_role(f, h, &said);
  if (f->n->roles.at[h->is.row].type == ROLE_MODIFIER)
    return;
  bool courtesy = (f->n->roles.at[h->is.row].flags & ROLE_ABBR) && !who.sectors;
  if (m->who.person == NO_ROW) {
    if (courtesy)
      who.role = NO_ROW;
    m->who = who;
    m->by = BY_TITLE;
    *how |= said;
  } else if (said & HOW_FORMER) {
    if (!names_in_office(f->n, m->who.person, f->today))
      m->who.sectors = who.sectors;
  } else if (!(f->n->roles.at[h->is.row].flags & ROLE_ABBR)) {
    m->who.role = who.role;
    if (who.sectors && !m->who.sectors)
      m->who.sectors = who.sectors;
  }
  widen_to_title(f, m, h);
  for (uint32_t t = h->first; t < h->end; t++)
    if (f->a->mention_of[t] == NO_MENTION)
      f->a->mention_of[t] = (uint32_t)(m - f->a->mentions.at);
}

static bool is_coded(const finder *f, const sense *is) {
  return is->kind == SENSE_REGION && f->n->regions.at[is->row].coded;
}

// "Bree Prime Minister Romendacil" in a dictionary that knows Romendacil as one
// of Bree: the title's letters count, and its side where it has one.
static void take_coded_title(finder *f, mention *m, uint32_t title) {
  const name_hit *h = &f->hits.at[title];
  uint8_t said = 0;
  if (!f->n->roles.at[h->is.row].code.len)
    return;
  actor_codes who = compose_role(f, h, &said);
  if (has_side(&who))
    m->who = who;
  else
    m->who.role = who.role;
  widen_to_title(f, m, h);
}

static mention_type role_mention_type(const finder *f, uint32_t role_row_) {
  uint8_t type = f->n->roles.at[role_row_].type;
  return type == ROLE_FORCE || type == ROLE_BODY ? MENTION_ORGANIZATION
                                                 : MENTION_PERSON;
}

// Country names and capitals: a place after "in", else whoever governs there.
static void name_state(finder *f, mention *m, const sense *is) {
  bool place = is_locative(f, m->head);
  m->type = place ? MENTION_PLACE : MENTION_ORGANIZATION;
  m->by = BY_NAME;
  if (place || is->kind == SENSE_COUNTRY || is->kind == SENSE_REGION)
    return;
  m->by = BY_METONYM;
  if (is->kind == SENSE_CAPITAL)
    m->who.sectors |= sector_bit(f, S("GOV"));
}

static void compose_named(finder *f, mention *m, const name_hit *h,
                          uint8_t *how) {
  m->who = sense_codes(f, &h->is);
  *how |= HOW_NAMED;
  switch ((sense_kind)h->is.kind) {
  case SENSE_PERSON:
  case SENSE_SURNAME:
    m->type = MENTION_PERSON;
    m->by = BY_NAME;
    break;
  case SENSE_ORG:
  case SENSE_ORG_ADJ:
    m->type = MENTION_ORGANIZATION;
    m->by = h->is.flags & SENSE_SEATED ? BY_METONYM : BY_NAME;
    break;
  case SENSE_COUNTRY:
  case SENSE_CAPITAL:
  case SENSE_SEAT:
  case SENSE_REGION:
    name_state(f, m, &h->is);
    break;
  case SENSE_PLACE:
    m->type = MENTION_PLACE;
    m->by = BY_NAME;
    break;
  default:
    m->by = BY_DEMONYM;
    m->type = *how & HOW_MODIFIER ? MENTION_PLACE : MENTION_PERSON;
    if (h->is.kind == SENSE_GROUP || h->is.kind == SENSE_ORG_PEOPLE)
      take_dependents(f, h->top, false, &m->who, how);
    break;
  }
}

// A noun that is nobody by itself takes over whom it belongs to: "part of the
// army", "NATO member states", "the Serbian side".
static void compose_common(finder *f, mention *m, uint8_t *how) {
  uint32_t duty = token_duty(f, m->head);
  uint32_t takes = DUTY_EMPTY | DUTY_MEMBER | DUTY_SIDE | DUTY_COUNTRY;
  static const struct {
    uint32_t duty;
    mention_type type;
  } types[] = {
      {DUTY_PERSON | DUTY_LEADER, MENTION_PERSON},
      {DUTY_EVENT, MENTION_EVENT},
      {DUTY_TIME, MENTION_TIME},
      {DUTY_SUBSTANCE, MENTION_SUBSTANCE},
      {DUTY_ANIMAL, MENTION_ANIMAL},
      {DUTY_PLANT, MENTION_PLANT},
      {DUTY_COUNTRY | DUTY_REGION | DUTY_CITY, MENTION_PLACE},
      {DUTY_IGO | DUTY_ARMED | DUTY_PARTY | DUTY_COMPANY, MENTION_ORGANIZATION},
      {DUTY_THING, MENTION_OBJECT}};
  m->type = MENTION_ABSTRACT;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (duty & types[i].duty) {
      m->type = types[i].type;
      break;
    }
  if (!(duty & takes))
    return;
  take_dependents(f, m->head, true, &m->who, how);
  if (has_side(&m->who) || m->who.sectors) {
    m->by = BY_ROLE;
    m->type = MENTION_ORGANIZATION;
    *how |= HOW_OWNED;
  }
}

// A proper name that the codebook does not know: a person when a title, a first
// name or a second name says so.
static void compose_unknown(finder *f, mention *m, uint32_t first,
                            uint8_t *how) {
  const article *a = f->a;
  *how |= HOW_UNKNOWN;
  uint32_t title = title_hit(f, m->head, first);
  uint32_t duty = token_duty(f, first);
  bool first_name = duty & (DUTY_MALE | DUTY_FEMALE);
  bool flat = token_child(a, m->head, REL_FLAT) != NO_TOKEN;
  bool place = !first_name && is_locative(f, m->head);
  m->by = BY_NAME;
  m->type = place                ? MENTION_PLACE
            : first_name || flat ? MENTION_PERSON
                                 : MENTION_ORGANIZATION;
  m->known = false;
  if (title == NO_HIT) {
    if (m->type == MENTION_PERSON) // "John Bell of Ireland"
      take_dependents(f, m->head, false, &m->who, how);
    m->who.sectors = 0;
    return;
  }
  take_title(f, m, title, how);
  m->type = MENTION_PERSON;
}

static uint32_t token_at(const finder *f, uint32_t byte, uint32_t near_) {
  while (near_ && f->a->tokens.at[near_].at.beg > byte)
    near_--;
  return near_;
}

static void compose(finder *f, uint32_t i) {
  article *a = f->a;
  mention *m = &a->mentions.at[i];
  uint8_t *how = &f->how.at[i];
  uint32_t h = f->hit_of[m->head];
  m->known = true;
  if (names_pronoun(f->n, f->form[m->head]) &&
      a->tokens.at[m->head].upos != UPOS_PROPN) {
    *how |= HOW_PRONOUN;
    m->by = BY_PRONOUN;
  } else if (h == NO_HIT) {
    if (a->tokens.at[m->head].upos == UPOS_PROPN)
      compose_unknown(f, m, token_at(f, m->name.beg, m->head), how);
    else
      compose_common(f, m, how);
  } else if (role_of(f, &f->hits.at[h])) {
    m->who = compose_role(f, &f->hits.at[h], how);
    m->by = BY_ROLE;
    m->type = role_mention_type(f, f->hits.at[h].is.row);
    find_holder(f, m, *how);
  } else {
    compose_named(f, m, &f->hits.at[h], how);
    bool coded = is_coded(f, &f->hits.at[h].is);
    uint32_t title = coded || (m->type == MENTION_PERSON && m->by == BY_NAME)
                         ? title_hit(f, m->head, f->hits.at[h].first)
                         : NO_HIT;
    if (title != NO_HIT && coded)
      take_coded_title(f, m, title);
    else if (title != NO_HIT)
      take_title(f, m, title, how);
  }
  for (uint32_t t = h == NO_HIT ? m->head : f->hits.at[h].first;
       h != NO_HIT && t < f->hits.at[h].end; t++)
    if (a->mention_of[t] == NO_MENTION)
      a->mention_of[t] = i;
}

void compose_mentions(finder *f) {
  for (uint32_t i = 0; i < f->n_order; i++) {
    uint32_t m = f->a->mention_of[f->order[i]];
    if (m != NO_MENTION && f->a->mentions.at[m].head == f->order[i])
      compose(f, m);
  }
}
