#include "parse/parse.h"
#include "parse/lemma.h"
#include "parse/names.h"
#include "parse/net.h"
#include "parse/tree.h"

// A sentence or a part of one: tokens [first, first + n).
typedef struct {
  uint32_t first, n;
  uint32_t sentence;
} piece;

// Half of a text's tokens are forms that it had before. Rows of the first this
// many are kept: 1 MB at width 128; later ones are rare words.
enum { KEPT_ROWS = 4096 };

// What a form came to under the tag that it had last.
typedef struct {
  uint32_t tag; // index of model.tags + 1, 0 for none
  span lemma;
} lemma_memo;

typedef struct {
  article *a;
  const model *m;
  int16_t *rows; // [kept][width] of the first forms
  bool *has_row; // [kept]
  uint32_t kept;
  lemma_memo *lemmas; // [a->words.n]
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

static void write_tag(parser *p, uint32_t at, uint32_t tag_id) {
  article *a = p->a;
  const model_tag *tag = &p->m->tags[tag_id];
  lemma_memo *memo = &p->lemmas[a->word_of[at]];
  token *t = &a->tokens.at[at];
  t->upos = tag->upos;
  t->feats = tag->feats;
  if (memo->tag != tag_id + 1) {
    token_set_lemma(a, at, lemma_of(p->m, a->m, token_text(a, at), tag));
    *memo = (lemma_memo){tag_id + 1, t->lemma};
  }
  t->lemma = memo->lemma;
}

static void write_tags(parser *p, const piece *in, uint32_t root_row) {
  for (uint32_t i = 0; i < in->n; i++)
    write_tag(p, in->first + i, p->net.tags[root_row + 1 + i]);
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

static void write_names(parser *p, const piece *first) {
  const int16_t *scores = net_names(&p->net);
  uint32_t stride = net_name_stride(&p->net);
  for (uint32_t k = 0; scores && k < p->net.n_sentences; k++)
    names_decode(p->a, first[k].first, first[k].n,
                 scores + (size_t)(p->net.sentences[k].root + 1) * stride,
                 stride);
}

static void run_batch(parser *p, const piece *first) {
  net_run(&p->net);
  if (p->a->names_wanted)
    write_names(p, first);
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

static void add_word(parser *p, uint32_t t) {
  uint32_t word = p->a->word_of[t], width = p->m->size.width;
  int16_t *row = word < p->kept ? p->rows + (size_t)word * width : NULL;
  if (row && p->has_row[word]) {
    net_word_again(&p->net, row);
    return;
  }
  feature f = feature_of(p->a->m, token_text(p->a, t));
  net_word(&p->net, &f);
  if (!row)
    return;
  memcpy(row, net_row(&p->net), width * sizeof *row);
  p->has_row[word] = true;
}

static void add_piece(parser *p, const piece *in) {
  net_open(&p->net);
  for (uint32_t i = 0; i < in->n; i++)
    add_word(p, in->first + i);
}

static void open_memos(parser *p) {
  article *a = p->a;
  article_words(a);
  p->kept = a->words.n < KEPT_ROWS ? a->words.n : KEPT_ROWS;
  p->rows = arena_raw(a->m, (size_t)p->kept * p->m->size.width * 2);
  p->has_row = arena_new(a->m, bool, p->kept + 1);
  p->lemmas = arena_new(a->m, lemma_memo, a->words.n + 1);
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
  open_memos(p);
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
