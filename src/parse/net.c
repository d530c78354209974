// One pass: embed -> window -> recurrences -> heads; see model/kernel.h for the
// units. train/network.py is the same network in floats.

#include "parse/net.h"

// A row per word, ROOT and, around the window, a blank before each sentence
// and after the last. A sentence has two rows at least.
enum { PADDED_ROWS = NET_ROWS + NET_ROWS / 2 + 2 };
enum { ZERO = 64 }; // a signed 7-bit nought

static uint32_t larger(uint32_t a, uint32_t b) {
  return a > b ? a : b;
}

void net_init(net *w, const model *m, arena *mem) {
  const model_sizes *s = &m->size;
  uint32_t rows = NET_ROWS, widest = larger(3 * s->width, 6 * s->hidden);
  widest = larger(widest, larger(m->tag.outputs, m->label_out.outputs));
  widest = larger(widest, m->name_hidden.outputs);
  uint32_t input = larger(s->width, larger(s->arc, s->label));
  input = larger(input, m->name_hidden.outputs);
  *w = (net){.model = m};
  w->x = arena_raw(mem, 2u * rows * s->width);
  w->y = arena_raw(mem, 2u * PADDED_ROWS * widest);
  w->in = arena_raw(mem, PADDED_ROWS * input);
  w->deep = arena_raw(mem, rows * 2 * s->hidden);
  w->tree = arena_raw(mem, 2u * rows * m->tree.outputs);
  w->distance = arena_raw(mem, 2u * rows * m->distance.outputs);
  w->mixed = arena_raw(mem, rows * s->arc);
  w->packed = arena_raw(mem, net_stride(NET_PIECE) * s->arc);
  w->scores = arena_raw(mem, 4u * (NET_PIECE + 1) * net_stride(NET_PIECE));
  w->tags = arena_raw(mem, 2u * rows);
  w->own = arena_raw(mem, rows * s->width);
  w->of_own = arena_raw(mem, 2u * rows * m->name_word.outputs);
}

void net_reset(net *w) {
  w->rows = w->n_sentences = 0;
}

static void embed(net *w, uint32_t word, const uint32_t *slots) {
  const model *m = w->model;
  uint32_t width = m->size.width;
  const int8_t *rows[1 + FEATURE_SLOTS];
  rows[0] = m->word_rows + (size_t)word * width;
  for (uint32_t i = 0; i < FEATURE_SLOTS; i++)
    rows[1 + i] = m->slot_rows + (size_t)slots[i] * width;
  int16_t *x = w->x + (size_t)w->rows++ * width;
  m->kernel->sum_rows(w->y, rows, 1 + FEATURE_SLOTS, width);
  memset(x, 0, width * sizeof *x);
  m->kernel->norm_add(x, w->y, &m->input, width);
}

void net_open(net *w) {
  static const uint32_t none[FEATURE_SLOTS] = {0};
  w->sentences[w->n_sentences++] = (net_sentence){w->rows, 0};
  embed(w, MODEL_ROOT, none);
}

// The rows are far apart: ask for them while the word is looked up.
static void fetch_rows(const model *m, const uint32_t *slots) {
  for (uint32_t i = 0; i < FEATURE_SLOTS; i++) {
    const int8_t *row = m->slot_rows + (size_t)slots[i] * m->size.width;
    for (uint32_t k = 0; k < m->size.width; k += 64) // a cache line
      __builtin_prefetch(row + k);
  }
}

void net_word(net *w, const feature *f) {
  uint32_t slots[FEATURE_SLOTS];
  model_slots(w->model, f, slots);
  fetch_rows(w->model, slots);
  w->sentences[w->n_sentences - 1].n++;
  embed(w, model_word(w->model, f->key, f->hash), slots);
}

const int16_t *net_row(const net *w) {
  return w->x + (size_t)(w->rows - 1) * w->model->size.width;
}

void net_word_again(net *w, const int16_t *row) {
  uint32_t width = w->model->size.width;
  w->sentences[w->n_sentences - 1].n++;
  memcpy(w->x + (size_t)w->rows++ * width, row, width * sizeof *row);
}

// 7-bit input of all rows for a layer on the residual stream.
static void narrow_rows(net *w, int32_t times) {
  uint32_t n = w->rows * w->model->size.width;
  w->model->kernel->narrow(w->in, w->x, times, -ZERO, n);
}

// Three rows that follow each other are one input: a blank stands before each
// sentence and behind the last. Outputs of row r of sentence s are at r + s.
static uint32_t run_three(net *w, const dense *d) {
  const kernel *k = w->model->kernel;
  uint32_t width = w->model->size.width, padded = 0;
  for (uint32_t s = 0; s < w->n_sentences; s++) {
    const net_sentence *in = &w->sentences[s];
    uint32_t n = (in->n + 1) * width;
    memset(w->in + (size_t)padded++ * width, ZERO, width);
    k->narrow(w->in + (size_t)padded * width, w->x + (size_t)in->root * width,
              d->in_times, -ZERO, n);
    padded += in->n + 1;
  }
  memset(w->in + (size_t)padded++ * width, ZERO, width);
  k->dense(w->y, d, w->in, width, padded - 2);
  return padded - 2;
}

static void run_window(net *w) {
  const model *m = w->model;
  const kernel *k = m->kernel;
  uint32_t width = m->size.width;
  run_three(w, &m->window);
  for (uint32_t s = 0; s < w->n_sentences; s++) {
    const net_sentence *in = &w->sentences[s];
    for (uint32_t r = in->root; r <= in->root + in->n; r++) {
      int16_t *y = w->y + (size_t)(r + s) * m->window.outputs;
      k->max3(y, width);
      k->norm_add(w->x + (size_t)r * width, y, &m->window_after, width);
    }
  }
}

static void run_layer(net *w, const model_layer *l) {
  const model *m = w->model;
  const kernel *k = m->kernel;
  uint32_t width = m->size.width, h = m->size.hidden;
  ptrdiff_t six = 6 * (ptrdiff_t)h, two = 2 * (ptrdiff_t)h;
  narrow_rows(w, l->gates.in_times);
  k->dense(w->y, &l->gates, w->in, width, w->rows);
  for (uint32_t s = 0; s < w->n_sentences; s++) {
    ptrdiff_t first = w->sentences[s].root, last = first + w->sentences[s].n;
    uint32_t steps = w->sentences[s].n + 1;
    k->gated(w->deep + first * two, two, w->y + first * six, six, 2 * h, h,
             steps, l->out.in_times);
    k->gated(w->deep + last * two + h, -two, w->y + last * six + h, -six, 2 * h,
             h, steps, l->out.in_times);
  }
  k->dense(w->y, &l->out, w->deep, 2 * h, w->rows);
  for (uint32_t r = 0; r < w->rows; r++)
    k->norm_add(w->x + (size_t)r * width, w->y + (size_t)r * width, &l->after,
                width);
}

static void run_heads(net *w) {
  const model *m = w->model;
  const kernel *k = m->kernel;
  uint32_t arc = m->size.arc, width = m->size.width;
  narrow_rows(w, m->tag.in_times);
  k->dense(w->tree, &m->tree, w->in, width, w->rows);
  k->dense(w->distance, &m->distance, w->in, width, w->rows);
  k->dense(w->y, &m->tag, w->in, width, w->rows);
  for (uint32_t r = 0; r < w->rows; r++)
    w->tags[r] =
        (uint16_t)k->argmax(w->y + (size_t)r * m->tag.outputs, m->size.n_tags);
  for (uint32_t r = 0; r < w->rows; r++)
    k->narrow(w->in + (size_t)r * arc, w->tree + (size_t)r * m->tree.outputs,
              m->arc_mix.in_times, 0, arc);
  k->dense(w->y, &m->arc_mix, w->in, arc, w->rows);
  k->narrow_byte(w->mixed, w->y, m->size.arc_mixed_times, w->rows * arc);
}

void net_run(net *w) {
  const dense *own = &w->model->name_word;
  if (own->outputs)
    w->model->kernel->narrow(w->own, w->x, own->in_times, -ZERO,
                             w->rows * w->model->size.width);
  run_window(w);
  for (uint32_t i = 0; i < w->model->size.layers; i++)
    run_layer(w, &w->model->layers[i]);
  run_heads(w);
}

static int16_t cut(int32_t v) {
  return (int16_t)(v < INT16_MIN ? INT16_MIN : v > INT16_MAX ? INT16_MAX : v);
}

// What each word says by itself, added to what its surroundings say of it.
static void add_own(net *w) {
  const model *m = w->model;
  uint32_t n = m->name_word.outputs;
  if (!n)
    return;
  m->kernel->dense(w->of_own, &m->name_word, w->own, m->size.width, w->rows);
  for (uint32_t s = 0; s < w->n_sentences; s++) {
    const net_sentence *in = &w->sentences[s];
    const int16_t *own = w->of_own + (size_t)in->root * n;
    int16_t *sum = w->y + (size_t)(in->root + s) * n;
    for (uint32_t i = 0; i < (in->n + 1) * n; i++)
      sum[i] = cut(sum[i] + own[i]);
  }
}

const int16_t *net_names(net *w) {
  const model *m = w->model;
  uint32_t hidden = m->name_hidden.outputs, tags = m->name_out.outputs;
  if (!hidden)
    return NULL;
  uint32_t rows = run_three(w, &m->name_hidden);
  add_own(w);
  m->kernel->narrow(w->in, w->y, m->name_out.in_times, 0, rows * hidden);
  m->kernel->dense(w->y, &m->name_out, w->in, hidden, rows);
  for (uint32_t s = 0; s < w->n_sentences; s++) { // close the gaps
    const net_sentence *in = &w->sentences[s];
    memmove(w->y + (size_t)in->root * tags,
            w->y + (size_t)(in->root + s) * tags,
            (size_t)(in->n + 1) * tags * sizeof *w->y);
  }
  return w->y;
}

// ORDER DISTANCES: train/network.py
static uint32_t bucket(uint32_t dep, uint32_t head) {
  uint32_t d = dep > head ? dep - head : head - dep;
  uint32_t k = d <= 5    ? d
               : d <= 7  ? 6
               : d <= 10 ? 7
               : d <= 15 ? 8
               : d <= 25 ? 9
                         : 10;
  return dep > head ? k : k + 11;
}

// Heads' side to [arc / 4][stride][4].
static void pack_heads(net *w, const net_sentence *in, uint32_t stride) {
  const model *m = w->model;
  uint32_t arc = m->size.arc;
  memset(w->packed, 0, (size_t)stride * arc);
  for (uint32_t j = 0; j <= in->n; j++) {
    const int16_t *row =
        w->tree + (size_t)(in->root + j) * m->tree.outputs + arc;
    m->kernel->narrow(w->in, row, m->size.arc_head_times, 0, arc);
    for (uint32_t k = 0; k < arc; k += 4)
      memcpy(w->packed + (size_t)k * stride + 4 * j, w->in + k, 4);
  }
}

const int32_t *net_arcs(net *w, uint32_t s) {
  const net_sentence *in = &w->sentences[s];
  const model *m = w->model;
  uint32_t arc = m->size.arc, stride = net_stride(in->n);
  pack_heads(w, in, stride);
  for (uint32_t i = 1; i <= in->n; i++) {
    uint32_t row = in->root + i;
    int32_t *out = w->scores + (size_t)i * stride;
    m->kernel->arc_scores(out, w->mixed + (size_t)row * arc, w->packed, stride,
                          arc);
    const int16_t *far = w->distance + (size_t)row * m->distance.outputs;
    for (uint32_t j = 0; j <= in->n; j++)
      out[j] += far[bucket(i, j)];
  }
  return w->scores;
}

void net_labels(net *w, uint32_t s, const uint32_t *heads, uint16_t *labels) {
  const net_sentence *in = &w->sentences[s];
  const model *m = w->model;
  const kernel *k = m->kernel;
  uint32_t label = m->size.label, all = m->tree.outputs;
  uint32_t of_dep = 2 * m->size.arc, of_head = of_dep + label;
  int16_t sum[256]; // MAX_WIDTH in model.c
  for (uint32_t i = 1; i <= in->n; i++) {
    const int16_t *dep = w->tree + (size_t)(in->root + i) * all + of_dep;
    const int16_t *head =
        w->tree + (size_t)(in->root + heads[i]) * all + of_head;
    k->add3_positive(sum, dep, head,
                     m->label_distance + bucket(i, heads[i]) * label, label);
    k->narrow(w->in + (size_t)(i - 1) * label, sum, m->label_out.in_times, 0,
              label);
  }
  k->dense(w->y, &m->label_out, w->in, label, in->n);
  for (uint32_t i = 1; i <= in->n; i++)
    labels[i] = (uint16_t)k->argmax(
        w->y + (size_t)(i - 1) * m->label_out.outputs, m->size.n_labels);
}
