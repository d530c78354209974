// Subtrees, and which tokens head a phrase that refers to something.

#include "mention/actor.h"

// Writes the subtree of root behind its dependents, as token_yield walks it.
static void walk_tree(finder *f, uint32_t root, const sentence *s) {
  const article *a = f->a;
  uint32_t t = root, steps = 4 * (s->end - s->first);
  while (steps--) {
    while (a->tokens.at[t].child != NO_TOKEN && steps)
      t = a->tokens.at[t].child, steps--;
    for (;;) {
      f->order[f->n_order++] = t;
      if (t == root)
        return;
      if (a->tokens.at[t].next != NO_TOKEN)
        break;
      t = a->tokens.at[t].head;
    }
    t = a->tokens.at[t].next;
  }
}

static void widen(finder *f, const sentence *s, uint32_t from) {
  for (uint32_t i = from; i < f->n_order; i++) {
    uint32_t t = f->order[i], head = f->a->tokens.at[t].head;
    if (head == NO_TOKEN || head < s->first || head >= s->end)
      continue;
    if (f->lo[t] < f->lo[head])
      f->lo[head] = f->lo[t];
    if (f->hi[t] > f->hi[head])
      f->hi[head] = f->hi[t];
  }
}

void find_trees(finder *f) {
  article *a = f->a;
  uint32_t n = a->tokens.n;
  f->lo = arena_raw(a->m, n * sizeof(uint32_t));
  f->hi = arena_raw(a->m, n * sizeof(uint32_t));
  f->order = arena_raw(a->m, n * sizeof(uint32_t));
  for (uint32_t t = 0; t < n; t++)
    f->lo[t] = f->hi[t] = t;
  for (uint32_t i = 0; i < a->sentences.n; i++) {
    const sentence *s = &a->sentences.at[i];
    uint32_t from = f->n_order;
    for (uint32_t t = s->first; t < s->end; t++)
      if (!s->parsed)
        f->order[f->n_order++] = t;
      else if (a->tokens.at[t].head == NO_TOKEN)
        walk_tree(f, t, s);
    if (s->parsed)
      widen(f, s, from);
  }
}

bool is_clause(deprel rel) {
  switch (rel) {
  case REL_CASE:
  case REL_CC:
  case REL_CC_PRECONJ:
  case REL_CONJ:
  case REL_PUNCT:
  case REL_MARK:
  case REL_COP:
  case REL_AUX:
  case REL_AUX_PASS:
  case REL_NSUBJ:
  case REL_NSUBJ_PASS:
  case REL_NSUBJ_OUTER:
  case REL_CSUBJ:
  case REL_CSUBJ_PASS:
  case REL_CSUBJ_OUTER:
  case REL_EXPL:
  case REL_PARATAXIS:
  case REL_DISCOURSE:
  case REL_VOCATIVE:
  case REL_ADVCL:
  case REL_ADVCL_RELCL:
  case REL_DISLOCATED:
  case REL_ORPHAN:
  case REL_LIST:
  case REL_CCOMP:
    return true;
  default:
    return false;
  }
}

// Relations in which words of any class stand for somebody ("the wounded").
static bool is_argument(deprel rel) {
  switch (rel) {
  case REL_NSUBJ:
  case REL_NSUBJ_PASS:
  case REL_NSUBJ_OUTER:
  case REL_OBJ:
  case REL_IOBJ:
  case REL_OBL:
  case REL_OBL_AGENT:
  case REL_NMOD:
    return true;
  default:
    return false;
  }
}

static bool is_outside(deprel rel) {
  return rel == REL_FIXED || rel == REL_GOESWITH || rel == REL_CASE ||
         rel == REL_MARK || rel == REL_CC || rel == REL_ADVMOD ||
         rel == REL_DISCOURSE || rel == REL_EXPL || rel == REL_REPARANDUM;
}

static bool is_inner(deprel rel) {
  return rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_FLAT ||
         rel == REL_FLAT_FOREIGN || rel == REL_NMOD_DESC || rel == REL_DET;
}

// Roles name nobody inside another phrase ("police officers"), names do.
static bool is_actor_name(sense_kind k) {
  return k != SENSE_ROLE;
}

// Is the hit a title whose name follows at once ("President | Vucic")?
static bool is_title(const finder *f, const name_hit *h) {
  const article *a = f->a;
  if (h->is.kind != SENSE_ROLE || h->end >= a->tokens.n)
    return false;
  const token *behind = &a->tokens.at[h->end];
  uint32_t next = f->hit_of[h->end];
  if (behind->upos != UPOS_PROPN)
    return false;
  if (next != NO_HIT) {
    uint8_t kind = f->hits.at[next].is.kind;
    if (kind == SENSE_PERSON || kind == SENSE_SURNAME)
      return true;
  }
  const token *top = &a->tokens.at[h->top];
  return top->deprel == REL_NMOD_DESC ||
         ((top->deprel == REL_COMPOUND || top->deprel == REL_FLAT) &&
          top->head == h->end);
}

static bool is_nominal(const finder *f, uint32_t t) {
  const token *w = &f->a->tokens.at[t];
  switch ((upos)w->upos) {
  case UPOS_NOUN:
  case UPOS_PROPN:
    return !is_inner(w->deprel);
  case UPOS_PRON: {
    uint32_t type = feat_get(w->feats, FEAT_PRONTYPE);
    // ORDER in ud.h: Art, Dem, Ind, Int, Neg, Prs, Rcp, Rel, Tot, Emp
    return type != 4 && type != 8 && w->deprel != REL_DET;
  }
  case UPOS_PUNCT:
  case UPOS_ADP:
  case UPOS_SCONJ:
  case UPOS_CCONJ:
  case UPOS_VERB:
  case UPOS_ADV:
    return false;
  default:
    return is_argument(w->deprel);
  }
}

static bool is_head(const finder *f, uint32_t t, bool parsed) {
  const token *w = &f->a->tokens.at[t];
  if (f->hit_of[t] != NO_HIT) {
    const name_hit *h = &f->hits.at[f->hit_of[t]];
    if (h->top != t)
      return false;
    bool modifier = h->is.kind == SENSE_ROLE &&
                    f->n->roles.at[h->is.row].type == ROLE_MODIFIER;
    if (is_title(f, h) || (modifier && w->upos != UPOS_NOUN))
      return false;
    if (is_actor_name(h->is.kind) || !parsed)
      return true;
  }
  if (!parsed)
    return w->upos == UPOS_PRON && names_pronoun(f->n, f->form[t]) != NULL;
  return !is_outside(w->deprel) && is_nominal(f, t);
}

// Words that never begin a phrase, wherever the parser hung them.
static bool is_edge(upos u) {
  return u == UPOS_PUNCT || u == UPOS_ADP || u == UPOS_CCONJ || u == UPOS_SCONJ;
}

// The words of a phrase: the head's dependents that are no clauses.
static void phrase_span(const finder *f, uint32_t head, uint32_t *first,
                        uint32_t *last) {
  const article *a = f->a;
  *first = *last = head;
  for (uint32_t c = a->tokens.at[head].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    if (is_clause(a->tokens.at[c].deprel))
      continue;
    if (f->lo[c] < *first)
      *first = f->lo[c];
    if (f->hi[c] > *last)
      *last = f->hi[c];
  }
  while (*first < head && is_edge((upos)a->tokens.at[*first].upos))
    ++*first;
  while (*last > head && a->tokens.at[*last].upos == UPOS_PUNCT)
    --*last;
}

// The proper nouns around a head that no hit covers.
static void name_run(const finder *f, uint32_t head, uint32_t *first,
                     uint32_t *last) {
  const article *a = f->a;
  *first = *last = head;
  while (*first > 0 && a->tokens.at[*first - 1].upos == UPOS_PROPN &&
         f->hit_of[*first - 1] == NO_HIT &&
         a->tokens.at[*first - 1].head == head)
    --*first;
  while (*last + 1 < a->tokens.n &&
         a->tokens.at[*last + 1].upos == UPOS_PROPN &&
         f->hit_of[*last + 1] == NO_HIT && a->tokens.at[*last + 1].head == head)
    ++*last;
}

static void set_name(finder *f, mention *m, uint32_t first, uint32_t last) {
  const article *a = f->a;
  uint32_t h = f->hit_of[m->head];
  if (h != NO_HIT && f->hits.at[h].is.kind != SENSE_ROLE) {
    first = f->hits.at[h].first;
    last = f->hits.at[h].end - 1;
  } else if (a->tokens.at[m->head].upos == UPOS_PROPN && h == NO_HIT) {
    name_run(f, m->head, &first, &last);
  } else {
    while (first < m->head && a->tokens.at[first].upos == UPOS_DET)
      first++;
  }
  m->name = (span){a->tokens.at[first].at.beg, a->tokens.at[last].at.end};
}

static void add_mention(finder *f, uint32_t t, uint32_t s, bool parsed) {
  article *a = f->a;
  const token *w = &a->tokens.at[t];
  uint32_t first = t, last = t, h = f->hit_of[t];
  bool inner = parsed && is_inner(w->deprel);
  if (parsed && !inner)
    phrase_span(f, t, &first, &last);
  if (h != NO_HIT) {
    const name_hit *hit = &f->hits.at[h];
    first = hit->first < first ? hit->first : first;
    last = hit->end > last + 1 ? hit->end - 1 : last;
  }
  a->mention_of[t] = a->mentions.n;
  mention *m = vec_push(a->m, &a->mentions);
  *m = (mention){.at = {a->tokens.at[first].at.beg, a->tokens.at[last].at.end},
                 .head = t,
                 .sentence = s,
                 .entity = NO_ENTITY,
                 .antecedent = NO_MENTION,
                 .who = no_codes(),
                 .type = MENTION_OBJECT,
                 .by = BY_NONE,
                 .plural = feat_get(w->feats, FEAT_NUMBER) == NUMBER_PLUR};
  set_name(f, m, first, last);
  *vec_push(a->m, &f->how) = inner ? HOW_MODIFIER : 0;
}

void find_phrases(finder *f) {
  article *a = f->a;
  a->mention_of = arena_raw(a->m, a->tokens.n * sizeof(uint32_t));
  memset(a->mention_of, 0xFF, a->tokens.n * sizeof(uint32_t)); // NO_MENTION
  for (uint32_t s = 0; s < a->sentences.n; s++)
    for (uint32_t t = a->sentences.at[s].first; t < a->sentences.at[s].end; t++)
      if (is_head(f, t, a->sentences.at[s].parsed))
        add_mention(f, t, s, a->sentences.at[s].parsed);
}
