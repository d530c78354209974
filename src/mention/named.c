// Names that the parser's model found, made to agree with the codebook, with
// the map and with each other.

#include "base/map.h"
#include "base/utf8.h"
#include "mention/mention.h"

enum {
  REPEATED_WORDS = 5,        // longest name that is looked for again
  REPEATED_BYTES = 3,        // shortest: initials are words elsewhere
  TYPES = MENTION_PLACE + 1, // of names: persons, bodies and places
};

// How often some words were a name of each type.
typedef struct {
  uint32_t of[TYPES];
} votes;

// By token: where a name that begins there ends, 0 for none, and its type;
// whether a name has the token.
typedef struct {
  article *a;
  const codebook *cb;
  uint32_t *end;
  mention_type *type;
  bool *taken;
  map known; // names and parts of persons' names -> their row of `votes`
  VEC(votes) votes;
} namer;

static void put(namer *n, uint32_t first, uint32_t end, mention_type type) {
  n->end[first] = end;
  n->type[first] = type;
  for (uint32_t t = first; t < end; t++)
    n->taken[t] = true;
}

static bool is_free(const namer *n, uint32_t first, uint32_t end) {
  for (uint32_t t = first; t < end; t++)
    if (n->taken[t])
      return false;
  return true;
}

// What joins a name to the next words is no part of it ("Jenkins of").
static bool joins(const article *a, uint32_t t) {
  uint8_t kind = a->tokens.at[t].upos;
  return kind == UPOS_ADP || kind == UPOS_CCONJ || kind == UPOS_PUNCT;
}

static void open_names(namer *n, article *a, const codebook *cb) {
  uint32_t tokens = a->tokens.n + 1;
  *n = (namer){.a = a, .cb = cb};
  n->end = arena_new(a->m, uint32_t, tokens);
  n->type = arena_new(a->m, mention_type, tokens);
  n->taken = arena_new(a->m, bool, tokens);
  for (uint32_t i = 0; i < a->names.n; i++) {
    const name_span *s = &a->names.at[i];
    uint32_t first = s->first, end = s->end;
    while (end - first > 1 && joins(a, end - 1))
      end--;
    while (end - first > 1 && joins(a, first))
      first++;
    put(n, first, end, s->type);
  }
}

// The tokens of a span that has token `inside`.
static void tokens_of(const article *a, span at, uint32_t inside,
                      uint32_t *first, uint32_t *end) {
  *first = inside;
  while (*first && a->tokens.at[*first - 1].at.beg >= at.beg)
    --*first;
  *end = inside + 1;
  while (*end < a->tokens.n && a->tokens.at[*end].at.end <= at.end)
    ++*end;
}

// What the map knows at these words is a place, unless it is part of a name.
static void add_places(namer *n) {
  const article *a = n->a;
  for (uint32_t i = 0; i < a->places.n; i++) {
    const place_mention *p = &a->places.at[i];
    uint32_t first, end;
    tokens_of(a, p->at, p->head, &first, &end);
    if (p->place == NO_ROW && p->country == NO_ROW)
      continue;
    if (n->end[first] == end || is_free(n, first, end))
      put(n, first, end, MENTION_PLACE);
  }
}

// A name that the codebook knows for that of a body is one.
static void set_bodies(namer *n) {
  const article *a = n->a;
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    const mention *m = &a->mentions.at[i];
    uint32_t first, end;
    if (m->by != BY_NAME || m->type != MENTION_ORGANIZATION ||
        m->who.org == NO_ROW)
      continue;
    tokens_of(a, m->name, m->head, &first, &end);
    if (n->end[first] == end)
      n->type[first] = MENTION_ORGANIZATION;
  }
}

static bool is_capital(str word) {
  uint32_t at = 0;
  return cp_is_upper(utf8_next(word, &at));
}

static bool is_word(const namer *n, uint32_t t, word_class c) {
  return grammar_is(&n->cb->grammar, &n->cb->words, n->a->tokens.at[t].lex, c);
}

// Where the capital words from token t on end.
static uint32_t capitals_end(const namer *n, uint32_t t, uint32_t end) {
  const article *a = n->a;
  while (t < end && a->tokens.at[t].upos == UPOS_PROPN &&
         is_capital(token_text(a, t)))
    t++;
  return t;
}

// A body's name goes on behind "of": the Bank of Norland.
static void join_of(namer *n, uint32_t first, uint32_t sentence_end) {
  uint32_t of = n->end[first];
  if (of + 1 >= sentence_end || !is_word(n, of, WORD_OF))
    return;
  uint32_t next = of + 1 + is_word(n, of + 1, WORD_ARTICLE);
  if (next >= sentence_end || (n->end[next] && n->type[next] == MENTION_PERSON))
    return;
  uint32_t end =
      n->end[next] ? n->end[next] : capitals_end(n, next, sentence_end);
  if (end == next)
    return;
  for (uint32_t t = next; t < end; t++)
    n->end[t] = 0;
  put(n, first, end, MENTION_ORGANIZATION);
}

static void join_names(namer *n) {
  const article *a = n->a;
  for (uint32_t s = 0; s < a->sentences.n; s++)
    for (uint32_t t = a->sentences.at[s].first; t < a->sentences.at[s].end; t++)
      if (n->end[t] && n->type[t] == MENTION_ORGANIZATION)
        join_of(n, t, a->sentences.at[s].end);
}

static str words_of(const article *a, uint32_t first, uint32_t end) {
  return article_at(
      a, (span){a->tokens.at[first].at.beg, a->tokens.at[end - 1].at.end});
}

static void vote(namer *n, uint32_t first, uint32_t end, mention_type type) {
  str words = words_of(n->a, first, end);
  if (words.len < REPEATED_BYTES || !is_capital(words))
    return;
  uint32_t row = map_put(&n->known, n->a->m, words, n->votes.n);
  if (row == NO_VALUE) {
    row = n->votes.n;
    vec_push(n->a->m, &n->votes);
  }
  n->votes.at[row].of[type]++;
}

// Whoever is named in full is meant by each part elsewhere.
static void count_votes(namer *n) {
  for (uint32_t t = 0; t < n->a->tokens.n; t++) {
    uint32_t end = n->end[t];
    if (!end)
      continue;
    vote(n, t, end, n->type[t]);
    if (end > t + 1 && n->type[t] == MENTION_PERSON) {
      vote(n, t, t + 1, MENTION_PERSON);
      vote(n, end - 1, end, MENTION_PERSON);
    }
  }
}

// The type that these words were most often, or NO_VALUE.
static uint32_t remembered(const namer *n, uint32_t first, uint32_t end) {
  uint32_t row = map_get(&n->known, words_of(n->a, first, end));
  if (row == NO_VALUE)
    return NO_VALUE;
  const uint32_t *of = n->votes.at[row].of;
  uint32_t best = MENTION_PERSON;
  for (uint32_t type = 1; type < TYPES; type++)
    if (of[type] > of[best])
      best = type;
  return best;
}

// The same words are the same name all over the article; longest first.
static void repeat_at(namer *n, uint32_t t, uint32_t sentence_end) {
  uint32_t most = sentence_end - t;
  if (most > REPEATED_WORDS)
    most = REPEATED_WORDS;
  for (uint32_t words = most; words > 0; words--) {
    uint32_t type = NO_VALUE;
    if (n->end[t] == t + words || is_free(n, t, t + words))
      type = remembered(n, t, t + words);
    if (type != NO_VALUE) {
      put(n, t, t + words, (mention_type)type);
      return;
    }
  }
}

static void close_names(const namer *n) {
  article *a = n->a;
  a->names.n = 0;
  for (uint32_t t = 0; t < a->tokens.n; t++)
    if (n->end[t])
      *vec_push(a->m, &a->names) = (name_span){
          {a->tokens.at[t].at.beg, a->tokens.at[n->end[t] - 1].at.end},
          t,
          n->end[t],
          n->type[t]};
}

void names_settle(article *a, const codebook *cb) {
  namer n;
  open_names(&n, a, cb);
  join_names(&n);
  add_places(&n);
  set_bodies(&n);
  count_votes(&n);
  for (uint32_t s = 0; s < a->sentences.n; s++)
    for (uint32_t t = a->sentences.at[s].first; t < a->sentences.at[s].end; t++)
      repeat_at(&n, t, a->sentences.at[s].end);
  close_names(&n);
}
