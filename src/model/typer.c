#include "model/typer.h"
#include "base/hash.h"
#include "model/section.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  MAX_FILE = 1 << 26, // bytes; ours has 4 MB
  MAX_WORDS = 1 << 20,
  MAX_BUCKETS = 1 << 20,
  MAX_TIMES = 1 << 20,
  NAT = 256, // of a score
  EXP_STEPS = 64,
};

static bool power_of_two(uint32_t n, uint32_t most) {
  return n > 0 && n <= most && !(n & (n - 1));
}

static bool read_sizes(section_reader *r, typer *t) {
  const void *p;
  if (!section_array(r, "sizes", sizeof t->size / 4, 4, &p))
    return false;
  memcpy(&t->size, p, sizeof t->size);
  const typer_sizes *s = &t->size;
  bool ok = s->classes > 1 && s->classes <= TYPER_CLASSES && s->width > 0 &&
            s->width <= TYPER_WIDTH && s->n_words <= MAX_WORDS &&
            power_of_two(s->buckets, MAX_BUCKETS) && s->sparse_times >= 0 &&
            s->sparse_times <= MAX_TIMES && s->dense_times >= 0 &&
            s->dense_times <= MAX_TIMES;
  return ok || section_bad(r, "sizes", "out of bounds");
}

static bool read_words(section_reader *r, typer *t) {
  const void *index, *keys, *rows;
  str s;
  if (!section_get(r, "index", &s))
    return false;
  uint32_t slots = s.len / 4;
  if (!power_of_two(slots, 4 * MAX_WORDS) || slots <= t->size.n_words)
    return section_bad(r, "index", "has the wrong size");
  if (!section_array(r, "index", slots, 4, &index) ||
      !section_array(r, "keys", t->size.n_words, 8, &keys) ||
      !section_array(r, "rows", t->size.n_words, t->size.width, &rows))
    return false;
  t->mask = slots - 1;
  t->index = index;
  t->keys = keys;
  t->rows = rows;
  uint32_t filled = 0;
  for (uint32_t i = 0; i < slots; i++) {
    filled += t->index[i] != 0;
    if (t->index[i] > t->size.n_words)
      return section_bad(r, "index", "points outside");
  }
  return filled < slots || section_bad(r, "index", "has no empty slot");
}

static bool read_weights(section_reader *r, typer *t) {
  const typer_sizes *s = &t->size;
  const void *sparse, *dense, *bias, *least;
  str names;
  if (!section_array(r, "sparse", s->buckets, s->classes, &sparse) ||
      !section_array(r, "dense", (size_t)TYPER_SLOTS * s->width, s->classes,
                     &dense) ||
      !section_array(r, "bias", s->classes, 4, &bias) ||
      !section_array(r, "least", s->classes, 4, &least) ||
      !section_get(r, "names", &names))
    return false;
  t->sparse = sparse;
  t->dense = dense;
  t->bias = bias;
  t->least = least;
  for (uint32_t i = 0; i < s->classes; i++) {
    t->names[i] = str_cut(&names, '\n');
    if (!t->names[i].len)
      return section_bad(r, "names", "are too few");
    if (t->bias[i] > 1 << 20 || t->bias[i] < -(1 << 20))
      return section_bad(r, "bias", "out of bounds");
    if (t->least[i] > TYPER_ONE)
      return section_bad(r, "least", "out of bounds");
  }
  return true;
}

// e^(-1/64) in 30 bits, multiplied up: no library's exp, so no differences.
static void fill_exp(typer *t) {
  const uint64_t step = 1057095000;
  uint64_t v = (uint64_t)1 << 30;
  for (uint32_t i = 0; i < sizeof t->exp / sizeof t->exp[0]; i++) {
    t->exp[i] = (uint32_t)((v + (1 << 13)) >> 14);
    v = v * step >> 30;
  }
}

dgm_status typer_read(typer **out, str bytes, const char *name,
                      dgm_error *err) {
  section_reader r;
  *out = NULL;
  typer *t = calloc(1, sizeof *t);
  if (!t)
    return error_set(err, DGM_ELIMIT, "out of memory");
  if (!section_open(&r, bytes, name, err) && read_sizes(&r, t) &&
      read_words(&r, t) && read_weights(&r, t)) {
    fill_exp(t);
    *out = t;
    return DGM_OK;
  }
  free(t);
  return r.status;
}

dgm_status typer_load(typer **out, const char *path, dgm_error *err) {
  file_map file;
  *out = NULL;
  dgm_status status = file_map_open(&file, path, MAX_FILE, err);
  if (status)
    return status;
  status = typer_read(out, file.bytes, path, err);
  if (status)
    file_map_close(&file);
  else
    (*out)->file = file;
  return status;
}

dgm_status typer_beside(typer **out, const char *model_path, dgm_error *err) {
  char path[4096];
  str stem = str_of(model_path);
  *out = NULL;
  if (str_ends(stem, S(".dgm")))
    stem.len -= 4;
  int n = snprintf(path, sizeof path, "%.*s.types", (int)stem.len, stem.p);
  if (n < 0 || (size_t)n >= sizeof path || access(path, F_OK) != 0)
    return DGM_OK;
  return typer_load(out, path, err);
}

void typer_free(typer *t) {
  if (!t)
    return;
  file_map_close(&t->file);
  free(t);
}

uint32_t typer_word(const typer *t, str word) {
  uint64_t key = hash64(word);
  // The table has more slots than words, so an empty one ends the search.
  for (uint32_t i = (uint32_t)key & t->mask;; i = (i + 1) & t->mask) {
    if (!t->index[i])
      return NO_ROW_OF_WORD;
    if (t->keys[t->index[i] - 1] == key)
      return t->index[i] - 1;
  }
}

// Scores in 1/256 nat. Sums stay inside 31 bits: 768 features of 8 bits, and
// 11 * 128 products of 14 bits.
static void add_up(const typer *t, const typer_input *in, int64_t *scores) {
  uint32_t n = t->size.classes;
  int32_t sparse[TYPER_CLASSES] = {0}, dense[TYPER_CLASSES] = {0};
  for (uint32_t i = 0; i < in->n_features; i++) {
    size_t row = in->features[i] & (t->size.buckets - 1);
    for (uint32_t c = 0; c < n; c++)
      sparse[c] += t->sparse[row * n + c];
  }
  const int8_t *w = t->dense;
  for (uint32_t s = 0; s < TYPER_SLOTS; s++)
    for (uint32_t d = 0; d < t->size.width; d++, w += n)
      for (uint32_t c = 0; in->slots[s][d] && c < n; c++)
        dense[c] += in->slots[s][d] * w[c];
  for (uint32_t c = 0; c < n; c++)
    scores[c] = t->bias[c] + ((int64_t)sparse[c] * t->size.sparse_times +
                              (int64_t)dense[c] * t->size.dense_times) /
                                 65536;
}

void typer_score(const typer *t, const typer_input *in,
                 uint32_t out[TYPER_CLASSES]) {
  int64_t scores[TYPER_CLASSES], best = INT64_MIN;
  uint64_t sum = 0;
  add_up(t, in, scores);
  for (uint32_t c = 0; c < t->size.classes; c++)
    if (scores[c] > best)
      best = scores[c];
  for (uint32_t c = 0; c < t->size.classes; c++) {
    uint64_t at = (uint64_t)(best - scores[c]) * EXP_STEPS / NAT;
    out[c] = at < sizeof t->exp / sizeof t->exp[0] ? t->exp[at] : 0;
    sum += out[c];
  }
  for (uint32_t c = 0; c < t->size.classes; c++)
    out[c] = (uint32_t)((uint64_t)out[c] * TYPER_ONE / sum);
}
