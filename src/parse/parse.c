#include "parse/parse.h"
#include "parse/lemma.h"
#include "parse/net.h"
#include "parse/tree.h"

// A sentence or a part of one: tokens [first, first + n).
typedef struct {
  uint32_t first, n;
  uint32_t sentence;
} piece;

typedef struct {
  article *a;
  const model *m;
  net net;
  VEC(piece) pieces;
  uint32_t heads[NET_PIECE + 1]; // of one piece
  uint16_t labels[NET_PIECE + 1];
} parser;

// No letter and no digit: a place to cut, without knowing the language.
static bool is_mark(str word) {
  for (uint32_t i = 0; i < word.len; i++) {
    unsigned char c = (unsigned char)word.p[i];
    if (c >= 128 || (c >= '0' && c <= '9') ||
        ((c | 32) >= 'a' && (c | 32) <= 'z'))
      return false;
  }
  return true;
}

// Tokens of the next piece out of [first, end).
static uint32_t piece_length(const article *a, uint32_t first, uint32_t end) {
  if (end - first <= NET_PIECE)
    return end - first;
  for (uint32_t n = NET_PIECE; n > NET_PIECE / 2; n--)
    if (is_mark(token_text(a, first + n - 1)))
      return n;
  return NET_PIECE;
}

static void add_pieces(parser *p, uint32_t s) {
  const sentence *in = &p->a->sentences.at[s];
  for (uint32_t first = in->first; first < in->end;) {
    uint32_t n = piece_length(p->a, first, in->end);
    *vec_push(p->a->m, &p->pieces) = (piece){first, n, s};
    first += n;
  }
}

static void write_tags(parser *p, const piece *in, uint32_t root_row) {
  article *a = p->a;
  for (uint32_t i = 0; i < in->n; i++) {
    const model_tag *tag = &p->m->tags[p->net.tags[root_row + 1 + i]];
    token *t = &a->tokens.at[in->first + i];
    t->upos = tag->upos;
    t->feats = tag->feats;
    token_set_lemma(a, in->first + i,
                    lemma_of(p->m, a->m, token_text(a, in->first + i), tag));
  }
}

// The first root of the sentence, or NO_TOKEN before its first piece is done.
static uint32_t first_root(const article *a, const piece *in) {
  const sentence *s = &a->sentences.at[in->sentence];
  for (uint32_t t = s->first; t < in->first; t++)
    if (a->tokens.at[t].deprel == REL_ROOT)
      return t;
  return NO_TOKEN;
}

static void write_tree(parser *p, const piece *in) {
  uint32_t top = first_root(p->a, in);
  for (uint32_t i = 1; i <= in->n; i++) {
    token *t = &p->a->tokens.at[in->first + i - 1];
    bool root = p->heads[i] == 0;
    t->head = root ? top : in->first + p->heads[i] - 1;
    t->deprel = p->m->labels[p->labels[i]];
    if (root)
      t->deprel = top == NO_TOKEN ? REL_ROOT : REL_PARATAXIS;
    else if (t->deprel == REL_ROOT)
      t->deprel = REL_DEP;
  }
}

static void run_batch(parser *p, const piece *first) {
  net_run(&p->net);
  for (uint32_t k = 0; k < p->net.n_sentences; k++) {
    const piece *in = first + k;
    write_tags(p, in, p->net.sentences[k].root);
    tree_decode(p->heads, net_arcs(&p->net, k), net_stride(in->n), in->n,
                p->a->m);
    net_labels(&p->net, k, p->heads, p->labels);
    write_tree(p, in);
  }
  net_reset(&p->net);
}

static void add_piece(parser *p, const piece *in) {
  net_open(&p->net);
  for (uint32_t i = 0; i < in->n; i++) {
    feature f = feature_of(p->a->m, token_text(p->a, in->first + i));
    net_word(&p->net, &f);
  }
}

static bool has_room(const net *w, uint32_t words) {
  return w->rows == 0 ||
         (w->rows < NET_FULL && w->rows + words + 1 <= NET_ROWS);
}

void parse_sentences(article *a, const model *m) {
  parser *p = arena_new(a->m, parser, 1);
  p->a = a;
  p->m = m;
  net_init(&p->net, m, a->m);
  for (uint32_t s = 0; s < a->sentences.n; s++)
    add_pieces(p, s);
  uint32_t done = 0;
  for (uint32_t i = 0; i < p->pieces.n; i++) {
    if (!has_room(&p->net, p->pieces.at[i].n)) {
      run_batch(p, p->pieces.at + done);
      done = i;
    }
    add_piece(p, &p->pieces.at[i]);
  }
  if (done < p->pieces.n)
    run_batch(p, p->pieces.at + done);
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    sentence_link(a, s);
    a->sentences.at[s].parsed = true;
  }
}
