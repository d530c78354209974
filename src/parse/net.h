#ifndef PARSE_NET_H
#define PARSE_NET_H

// The network over a batch of sentences: tags, arc scores, labels.
//
// Rows are words; each sentence begins with one more row, its ROOT. The
// buffers are taken from the arena once and used for batch after batch.

#include "model/model.h"

enum {
  // Words of a piece: arcs cost the square, and fewer than one news sentence
  // in a thousand is longer. Longer ones are parsed in pieces (parse.c).
  NET_PIECE = 250,
  NET_ROWS = NET_PIECE + 6,
  // A batch is full from here on; its gates (150 KB) stay in the second cache.
  NET_FULL = 96,
};

typedef struct {
  uint32_t root; // its ROOT's row; words follow
  uint32_t n;    // words
} net_sentence;

typedef struct {
  const model *model;
  uint32_t rows, n_sentences;
  net_sentence sentences[NET_ROWS];
  int16_t *x;         // [rows][width] residual stream
  int16_t *y;         // output of the layer at work
  uint8_t *in, *deep; // its 7-bit input; the recurrences' states
  int16_t *tree;      // [rows][2 arc + 2 label]
  int16_t *distance;  // [rows][32]
  int8_t *mixed;      // [rows][arc] dependents' side of the arc scores
  uint8_t *packed;    // heads' side of one sentence, as the kernel wants it
  int32_t *scores;    // [words + 1][net_stride] of one sentence
  uint16_t *tags;     // [rows] index of model.tags
  uint8_t *own;       // [rows][width] words before the first layer, for names
  int16_t *of_own;    // [rows][name_word.outputs]
} net;

void net_init(net *w, const model *m, arena *mem);

// Empties the batch.
void net_reset(net *w);

// Opens a sentence, adds a word to it. At most NET_PIECE words a sentence; a
// sentence may be opened while rows < NET_FULL or the batch is empty.
void net_open(net *w);
void net_word(net *w, const feature *f);

// The row of the word added last, before the batch runs: width numbers. The
// same form always has the same row, so it may be kept and added again.
const int16_t *net_row(const net *w);
void net_word_again(net *w, const int16_t *row);

// Runs the batch; tags are there afterwards.
void net_run(net *w);

// Scores of the name tags of every row, [rows][net_name_stride]; NULL where the
// model knows no names. Call after net_run; the next question overwrites them.
const int16_t *net_names(net *w);
static inline uint32_t net_name_stride(const net *w) {
  return w->model->name_out.outputs;
}

// The arc scores of sentence s: scores[dep * net_stride(n) + head], positions
// 1..n for words and 0 for ROOT. Overwritten by the next call.
const int32_t *net_arcs(net *w, uint32_t s);
static inline uint32_t net_stride(uint32_t n) {
  return (n + 8) / 8 * 8;
}

// Labels of sentence s for heads[1..n]: labels[1..n], indexes of model.labels.
void net_labels(net *w, uint32_t s, const uint32_t *heads, uint16_t *labels);

#endif
