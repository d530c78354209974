// What stands between two parties: the path of the tree, the frames, the words.

#include "event/pair.h"
#include "base/hash.h"
#include "event/factuality.h"
#include "event/pair_part.h"

enum {
  MAX_WORD = 40,  // bytes of a word in a feature
  MAX_CLIMB = 64, // steps up a tree; deeper ones are damaged
};

void pair_begin(pair_text *k, char kind) {
  k->len = 0;
  k->p[k->len++] = kind;
}

void pair_add(pair_text *k, str s) {
  if (s.len > MAX_WORD)
    s.len = MAX_WORD;
  if (k->len + s.len + 1 > sizeof k->p)
    return;
  k->p[k->len++] = '\x1f';
  for (uint32_t i = 0; i < s.len; i++)
    k->p[k->len++] =
        (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
}

// A feature counts once, as it does in training.
void pair_put(pair_view *v, const pair_text *k) {
  typer_input *out = v->out;
  uint32_t feature = (uint32_t)hash64((str){k->p, k->len});
  uint32_t slot = feature % PAIR_SLOTS;
  for (; v->seen[slot]; slot = (slot + 1) % PAIR_SLOTS)
    if (out->features[v->seen[slot] - 1] == feature)
      return;
  if (out->n_features == TYPER_FEATURES)
    return;
  out->features[out->n_features++] = feature;
  v->seen[slot] = (uint16_t)out->n_features;
}

void pair_put3(pair_view *v, char kind, str x, str y, str z) {
  pair_text k;
  pair_begin(&k, kind);
  pair_add(&k, x);
  pair_add(&k, y);
  pair_add(&k, z);
  pair_put(v, &k);
}

str pair_word(const pair_view *v, uint32_t t) {
  if (t == NO_TOKEN)
    return S("-");
  return v->a->tokens.at[t].upos == UPOS_PROPN ? S("NAME")
                                               : token_lemma(v->a, t);
}

str pair_relation(const pair_view *v, uint32_t t) {
  return t == NO_TOKEN ? S("-") : deprel_name(v->a->tokens.at[t].deprel);
}

uint32_t pair_case(const pair_view *v, uint32_t t) {
  return t == NO_TOKEN ? NO_TOKEN : token_child(v->a, t, REL_CASE);
}

uint32_t pair_head(const article *a, span at) {
  uint32_t best = NO_TOKEN;
  for (uint32_t t = 0; t < a->tokens.n; t++) {
    const token *x = &a->tokens.at[t];
    if (x->at.end <= at.beg || x->at.beg >= at.end || x->upos == UPOS_PUNCT)
      continue;
    bool outside = x->head == NO_TOKEN ||
                   a->tokens.at[x->head].at.end <= at.beg ||
                   a->tokens.at[x->head].at.beg >= at.end;
    if (best == NO_TOKEN || outside)
      best = t;
    if (outside)
      break;
  }
  return best;
}

// From t up to the root, t first; returns their number.
static uint32_t climb(const article *a, uint32_t t, uint32_t out[MAX_CLIMB]) {
  uint32_t n = 0;
  for (; t != NO_TOKEN && n < MAX_CLIMB; t = a->tokens.at[t].head)
    out[n++] = t;
  return n;
}

// Sets v->meet and the two ways to it.
static void find_path(pair_view *v, pair p) {
  uint32_t up[2][MAX_CLIMB], n[2];
  n[0] = climb(v->a, p.actor, up[0]);
  n[1] = climb(v->a, p.recipient, up[1]);
  uint32_t x = n[0], y = n[1];
  while (x && y && up[0][x - 1] == up[1][y - 1])
    x--, y--;
  // Both lack what they share; one party alone goes up to its root.
  bool met = n[0] && n[1] && x < n[0];
  v->meet = met    ? up[0][x]
            : n[0] ? up[0][n[0] - 1]
            : n[1] ? up[1][n[1] - 1]
                   : NO_TOKEN;
  if (!met)
    x = n[0] ? n[0] - 1 : 0, y = n[1] && !n[0] ? n[1] - 1 : n[1];
  for (int i = 0; i < 2; i++) {
    uint32_t len = i ? y : x;
    v->n_way[i] = len < PAIR_WAY ? len : PAIR_WAY;
    // The nearest to where they meet are kept.
    for (uint32_t k = 0; k < v->n_way[i]; k++)
      v->way[i][k] = up[i][len - 1 - k];
  }
}

static void open_view(pair_view *v, pair p) {
  const article *a = v->a;
  uint32_t any = p.actor != NO_TOKEN ? p.actor : p.recipient;
  uint32_t other = p.recipient != NO_TOKEN ? p.recipient : any;
  v->sentence = sentence_of(a, any);
  const sentence *s = &a->sentences.at[v->sentence];
  v->first = s->first;
  v->end = s->end;
  v->from = any < other ? any : other;
  v->to = any < other ? other : any;
  if (v->to >= v->end)
    v->to = v->end - 1;
  if (v->from < v->first)
    v->from = v->first;
}

// The frame of the word where the two meet, or of the nearest above it.
static uint32_t frame_where_met(const article *a, uint32_t t) {
  for (int step = 0; t != NO_TOKEN && step < MAX_CLIMB; step++) {
    if (a->frame_of[t] != NO_FRAME)
      return a->frame_of[t];
    t = a->tokens.at[t].head;
  }
  return NO_FRAME;
}

static bool only_says(const article *a, const codebook *cb, uint32_t f) {
  return grammar_is(&cb->grammar, &cb->words, a->frames.at[f].lex, WORD_SAY);
}

uint32_t pair_frame(const article *a, const codebook *cb, pair p) {
  pair_view v = {.a = a, .p = p};
  find_path(&v, p);
  uint32_t f = frame_where_met(a, v.meet);
  // The last of the way is the recipient itself.
  for (uint32_t i = 0; f != NO_FRAME && i + 1 < v.n_way[1]; i++) {
    uint32_t below = a->frame_of[v.way[1][i]];
    if (!only_says(a, cb, f))
      break;
    if (below != NO_FRAME)
      f = below;
  }
  return f;
}

uint32_t pair_fold(const article *a, const codebook *cb, pair p,
                   uint32_t type) {
  pair_view v = {.a = a, .cb = cb, .p = p};
  const scheme *s = &cb->rules.scheme;
  if ((p.actor == NO_TOKEN && p.recipient == NO_TOKEN) || !a->frames.n)
    return type;
  find_path(&v, p);
  uint32_t f = frame_where_met(a, v.meet);
  if (f == NO_FRAME || a->frames.at[f].kind == FRAME_NOUN ||
      a->frames.at[f].hang == HANG_ADVERB)
    return type;
  factuality fact = factuality_of_frame(a, cb, f);
  const event_type *t = &s->types.at[type];
  str to = fact == FACT_PLANNED ? t->future : (str){NULL, 0};
  uint32_t row = to.len ? scheme_type(s, to) : NO_VALUE;
  return row == NO_VALUE ? type : row;
}

void pair_features(const article *a, const codebook *cb, const typer *t, pair p,
                   typer_input *out) {
  uint16_t seen[PAIR_SLOTS] = {0};
  pair_view v = {
      .a = a, .cb = cb, .typer = t, .p = p, .out = out, .seen = seen};
  *out = (typer_input){0};
  if ((p.actor == NO_TOKEN && p.recipient == NO_TOKEN) || !a->tokens.n)
    return;
  open_view(&v, p);
  find_path(&v, p);
  pair_see_path(&v);
  pair_see_frames(&v);
  pair_see_rules(&v);
  pair_see_lexicon(&v);
  pair_see_words(&v);
  pair_see_vectors(&v);
}
