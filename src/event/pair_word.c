// Features of the rules' events and of the words; mean vectors.

#include "event/pair_part.h"

static bool overlaps(const pair_view *v, list who, uint32_t party) {
  if (party == NO_TOKEN)
    return false;
  span at = v->a->tokens.at[party].at;
  for (uint32_t i = 0; i < who.n; i++) {
    const mention *m = &v->a->mentions.at[v->a->lists.at[who.first + i]];
    if (m->at.beg < at.end && at.beg < m->at.end)
      return true;
  }
  return false;
}

// What a rule's event says of the pair: 2 both parties in their places, x the
// other way round, 1 the actor alone, 0 none of them.
static str told_of(const pair_view *v, const event *e) {
  uint32_t actor = v->p.actor, other = v->p.recipient;
  bool both = overlaps(v, e->actors, actor) && overlaps(v, e->actors, other);
  if (both || (overlaps(v, e->actors, actor) &&
               (other == NO_TOKEN || overlaps(v, e->recipients, other))))
    return S("2");
  if (overlaps(v, e->actors, other) && overlaps(v, e->recipients, actor))
    return S("x");
  return overlaps(v, e->actors, actor) ? S("1") : S("0");
}

void pair_see_rules(pair_view *v) {
  static const char *const facts[] = {"actual", "planned", "hypothetical",
                                      "negated"};
  const article *a = v->a;
  bool any = false;
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    if (e->sentence != v->sentence || e->type == NO_ROW)
      continue;
    str type = v->cb->rules.scheme.types.at[e->type].name;
    str told = told_of(v, e);
    str level = e->content_of == NO_EVENT ? S("top") : S("content");
    pair_put3(v, 'T', type, told, level);
    pair_put3(v, 'T', type, told, str_of(facts[e->fact]));
    pair_put3(v, 'T', type, S(""), S(""));
    any |= told.p[0] == '2';
  }
  pair_put3(v, 'T', any ? S("some") : S("none"), S(""), S(""));
}

static bool has_content(const token *x) {
  switch (x->upos) {
  case UPOS_NOUN:
  case UPOS_VERB:
  case UPOS_ADJ:
  case UPOS_ADV:
    return true;
  default:
    return false;
  }
}

static void see_party(pair_view *v, uint32_t t, char kind) {
  const article *a = v->a;
  uint32_t m = t == NO_TOKEN || !a->mention_of ? NO_MENTION : a->mention_of[t];
  if (m == NO_MENTION) {
    pair_put3(v, kind, t == NO_TOKEN ? S("absent") : S("unread"), S(""), S(""));
    return;
  }
  const mention *x = &a->mentions.at[m];
  pair_text k;
  pair_begin(&k, kind);
  k.p[k.len++] = (char)('a' + x->type);
  k.p[k.len++] = x->who.country == NO_ROW ? '-' : 'c';
  k.p[k.len++] = x->who.org == NO_ROW ? '-' : 'o';
  pair_put(v, &k);
  for (uint32_t bit = 0; bit < 32; bit++)
    if (x->who.sectors >> bit & 1) {
      pair_begin(&k, kind);
      k.p[k.len++] = (char)('A' + bit);
      pair_put(v, &k);
    }
}

void pair_see_words(pair_view *v) {
  const article *a = v->a;
  str before = S("^");
  see_party(v, v->p.actor, '1');
  see_party(v, v->p.recipient, '2');
  for (uint32_t t = v->first; t < v->end; t++) {
    const token *x = &a->tokens.at[t];
    bool between = t > v->from && t < v->to;
    str word = pair_word(v, t);
    if (has_content(x) || x->upos == UPOS_AUX || x->upos == UPOS_PART)
      pair_put3(v, between ? 'b' : 'w', word, S(""), S(""));
    if (has_content(x))
      pair_put3(v, 'w', word, S(""), S(""));
    if (between && x->upos != UPOS_PUNCT && x->upos != UPOS_DET) {
      pair_put3(v, 'B', before, word, S(""));
      before = word;
    }
  }
  pair_put3(v, 'B', before, S("$"), S(""));
  pair_put3(v, 'd', v->p.actor < v->p.recipient ? S("before") : S("after"),
            S(""), S(""));
}

typedef struct {
  int32_t sum[TYPER_WIDTH];
  int32_t n;
} mean;

static void add_word(const pair_view *v, mean *into, uint32_t t) {
  char low[48];
  str lemma = token_lemma(v->a, t);
  if (lemma.len > sizeof low)
    return;
  for (uint32_t i = 0; i < lemma.len; i++)
    low[i] = (char)(lemma.p[i] >= 'A' && lemma.p[i] <= 'Z' ? lemma.p[i] + 32
                                                           : lemma.p[i]);
  uint32_t row = typer_word(v->typer, (str){low, lemma.len});
  if (row == NO_ROW_OF_WORD)
    return;
  const int8_t *x = v->typer->rows + (size_t)row * v->typer->size.width;
  for (uint32_t d = 0; d < v->typer->size.width; d++)
    into->sum[d] += x[d];
  into->n++;
}

static void add_content(const pair_view *v, mean *into, uint32_t t) {
  if (t != NO_TOKEN && t != v->p.actor && t != v->p.recipient &&
      has_content(&v->a->tokens.at[t]))
    add_word(v, into, t);
}

static void add_children(const pair_view *v, mean *into, uint32_t t) {
  if (t == NO_TOKEN)
    return;
  for (uint32_t c = v->a->tokens.at[t].child; c != NO_TOKEN;
       c = v->a->tokens.at[c].next)
    add_content(v, into, c);
}

static void add_phrase(const pair_view *v, mean *into, uint32_t t) {
  uint32_t first, last;
  if (t == NO_TOKEN)
    return;
  token_yield(v->a, t, &first, &last);
  for (uint32_t i = first; i <= last && i - first < 12; i++)
    if (has_content(&v->a->tokens.at[i]) ||
        v->a->tokens.at[i].upos == UPOS_PROPN)
      add_word(v, into, i);
}

// Predicates of frames that have both parties, or only the actor.
static void add_frames(const pair_view *v, mean *both, mean *alone) {
  const article *a = v->a;
  for (uint32_t f = 0; f < a->frames.n; f++) {
    const frame *x = &a->frames.at[f];
    bool actor = false, other = false;
    for (uint32_t i = 0; i < x->n_roles && x->sentence == v->sentence; i++) {
      uint32_t t = a->roles.at[x->first_role + i].token;
      actor |= t == v->p.actor && t != NO_TOKEN;
      other |= t == v->p.recipient && t != NO_TOKEN;
    }
    if (actor || other)
      add_word(v, actor && other ? both : alone, x->pred);
  }
}

// ORDER TYPER_SLOTS: training sees them only as numbers.
void pair_see_vectors(pair_view *v) {
  const article *a = v->a;
  mean m[TYPER_SLOTS] = {0};
  add_content(v, &m[0], v->meet);
  add_children(v, &m[1], v->meet);
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < v->n_way[side]; i++) {
      add_content(v, &m[2 + side], v->way[side][i]);
      add_children(v, &m[4], v->way[side][i]);
    }
  uint32_t up = v->meet == NO_TOKEN ? NO_TOKEN : a->tokens.at[v->meet].head;
  for (int step = 0; step < 3 && up != NO_TOKEN; step++) {
    add_content(v, &m[5], up);
    up = a->tokens.at[up].head;
  }
  for (uint32_t t = v->first; t < v->end; t++)
    add_content(v, &m[t > v->from && t < v->to ? 6 : 7], t);
  add_phrase(v, &m[8], v->p.actor);
  add_phrase(v, &m[9], v->p.recipient);
  add_frames(v, &m[10], &m[5]);
  for (uint32_t s = 0; s < TYPER_SLOTS; s++)
    for (uint32_t d = 0; m[s].n && d < v->typer->size.width; d++)
      v->out->slots[s][d] = (int8_t)(m[s].sum[d] / m[s].n);
}
