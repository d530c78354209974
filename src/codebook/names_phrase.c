// The tree of words behind names, and how a word becomes pieces.

#include "codebook/names_phrase.h"
#include "base/utf8.h"

bool piece_cut(char c) {
  return c == '-' || c == '\'' || c == ' ' || c == '/' || c == ',' ||
         c == '"' || c == '(' || c == ')' || c == '&';
}

bool piece_next(str *rest, char *out, uint32_t *len) {
  uint32_t i = 0, n = 0;
  while (i < rest->len && (piece_cut(rest->p[i]) || rest->p[i] == '.'))
    i++;
  for (; i < rest->len && !piece_cut(rest->p[i]); i++)
    if (rest->p[i] != '.' && n < PIECE_MAX)
      out[n++] = rest->p[i];
  *rest = (str){rest->p + i, rest->len - i};
  *len = n;
  return n > 0;
}

uint32_t phrases_word(const phrases *p, str piece) {
  return piece.len < PIECE_MAX ? map_get(&p->words, piece) : NO_PIECE;
}

uint32_t phrases_stem(const phrases *p, str piece) {
  char stem[PIECE_MAX];
  if (!p->stems || piece.len + 1 >= PIECE_MAX)
    return NO_PIECE;
  memcpy(stem, piece.p, piece.len);
  for (uint32_t n = piece.len; n > 0; n--) {
    stem[n] = '*';
    uint32_t word = map_get(&p->words, (str){stem, n + 1});
    if (word != NO_VALUE)
      return word;
  }
  return NO_PIECE;
}

// Mixes both halves of a key; the constant is 2^64 / golden ratio.
static uint32_t slot_of(uint64_t key, uint32_t mask) {
  return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & mask;
}

uint32_t phrases_step(const phrases *p, uint32_t node, uint32_t word) {
  if (word == NO_PIECE || !p->mask)
    return NO_VALUE;
  uint64_t key = ((uint64_t)node << 32 | word) + 1;
  for (uint32_t i = slot_of(key, p->mask); p->edges[i]; i = (i + 1) & p->mask)
    if (p->edges[i] == key)
      return p->targets[i];
  return NO_VALUE;
}

static void put_edge(phrases *p, uint64_t key, uint32_t target) {
  uint32_t i = slot_of(key, p->mask);
  while (p->edges[i])
    i = (i + 1) & p->mask;
  p->edges[i] = key;
  p->targets[i] = target;
}

// Twice the room once two thirds are taken.
static void grow_edges(phrases *p, arena *m) {
  if (p->mask && p->n_edges * 3 < p->mask * 2)
    return;
  phrases old = *p;
  p->mask = old.mask ? old.mask * 2 + 1 : 1023;
  p->edges = arena_new(m, uint64_t, p->mask + 1);
  p->targets = arena_new(m, uint32_t, p->mask + 1);
  for (uint32_t i = 0; old.mask && i <= old.mask; i++)
    if (old.edges[i])
      put_edge(p, old.edges[i], old.targets[i]);
}

uint32_t phrases_add_word(phrases *p, arena *m, str piece) {
  uint32_t word = map_get(&p->words, piece);
  if (word == NO_VALUE) {
    word = p->words.n;
    map_put(&p->words, m, arena_copy(m, piece), word);
  }
  return word;
}

static uint32_t step_or_add(phrases *p, arena *m, uint32_t node, str piece) {
  uint32_t word = phrases_add_word(p, m, piece);
  uint32_t next = phrases_step(p, node, word);
  if (next != NO_VALUE)
    return next;
  grow_edges(p, m);
  next = p->nodes.n;
  *vec_push(m, &p->nodes) = (phrase_node){NO_VALUE, 0};
  put_edge(p, ((uint64_t)node << 32 | word) + 1, next);
  p->n_edges++;
  return next;
}

// An acronym is one word of two or more capitals and no small letter; a name
// begins with a capital.
static uint8_t case_flags(str form) {
  uint32_t upper = 0, at = 0;
  bool proper = false, lower = false;
  while (at < form.len && !(lower && at > 1)) {
    bool start = at == 0;
    uint32_t cp = utf8_next(form, &at);
    bool capital = cp_is_upper(cp);
    proper |= start && capital;
    upper += capital;
    lower |= !capital && cp_is_letter(cp);
  }
  if (upper >= 2 && !lower && str_find(form, S(" ")) == UINT32_MAX)
    return SENSE_CAPS;
  return proper ? SENSE_PROPER : 0;
}

void phrases_add(phrases *p, arena *m, str form, sense is) {
  if (!p->nodes.n)
    *vec_push(m, &p->nodes) = (phrase_node){NO_VALUE, 0};
  str rest = utf8_fold(m, form);
  char piece[PIECE_MAX];
  uint32_t len, node = PHRASE_ROOT;
  while (piece_next(&rest, piece, &len)) {
    p->stems |= piece[len - 1] == '*';
    node = step_or_add(p, m, node, (str){piece, len});
  }
  if (node == PHRASE_ROOT)
    return;
  is.flags |= case_flags(form);
  phrase_node *at = &p->nodes.at[node];
  *vec_push(m, &p->entries) = (phrase_entry){node, at->first, is};
  at->first = p->entries.n - 1;
  at->n++;
}

void phrases_close(phrases *p, arena *m) {
  if (!p->nodes.n)
    *vec_push(m, &p->nodes) = (phrase_node){NO_VALUE, 0};
  p->senses.at = arena_new(m, sense, p->entries.n + 1);
  p->senses.cap = p->entries.n + 1;
  for (uint32_t n = 0; n < p->nodes.n; n++) {
    phrase_node *at = &p->nodes.at[n];
    uint32_t entry = at->first, to = p->senses.n + at->n;
    at->first = p->senses.n;
    p->senses.n = to;
    for (; entry != NO_VALUE; entry = p->entries.at[entry].next)
      p->senses.at[--to] = p->entries.at[entry].is;
  }
}

uint32_t phrases_find(const phrases *p, arena *m, str form) {
  str rest = utf8_fold(m, form);
  char piece[PIECE_MAX];
  uint32_t len, node = PHRASE_ROOT;
  while (node != NO_VALUE && piece_next(&rest, piece, &len))
    node = phrases_step(p, node, phrases_word(p, (str){piece, len}));
  return node == PHRASE_ROOT ? NO_VALUE : node;
}
