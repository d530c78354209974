// Reads and checks a model file. Nothing is copied but labels and small heads:
// the weights are used where they are mapped.

#include "model/model.h"
#include "model/section.h"
#include <stdio.h>
#include <stdlib.h>

// The format's limits; sizes past them are a damaged or hostile file.
enum {
  MAX_WIDTH = 256, // norms sum 256 squares in 32 bits
  MAX_HIDDEN = 512,
  MAX_LABELS = 512,
  MAX_WORDS = 1 << 22,
  MAX_FILE = 1 << 28, // bytes
  WEIGHT_MAX = 63,    // kernel.h
  BIAS_MAX = 1 << 28, // with 2048 * 127 * 63 from the sum: inside 31 bits
  MIX_MAX = 32767,
};

static bool multiple(uint32_t n, uint32_t of, uint32_t most) {
  return n > 0 && n % of == 0 && n <= most;
}

static bool read_sizes(section_reader *r, model *m) {
  const void *p;
  if (!section_array(r, "sizes", sizeof(model_sizes) / 4, 4, &p))
    return false;
  memcpy(&m->size, p, sizeof m->size);
  const model_sizes *s = &m->size;
  bool ok =
      multiple(s->width, 32, MAX_WIDTH) &&
      multiple(s->hidden, 16, MAX_HIDDEN) && multiple(s->arc, 32, MAX_WIDTH) &&
      multiple(s->label, 32, MAX_WIDTH) && s->layers > 0 &&
      s->layers <= MODEL_LAYERS && s->n_words > MODEL_ROOT &&
      s->n_words <= MAX_WORDS && s->n_tags > 0 && s->n_tags <= MAX_LABELS &&
      s->n_labels > 0 && s->n_labels <= MAX_LABELS && s->lemma_suffix <= 16 &&
      s->arc_head_times >= 0 && s->arc_head_times <= MIX_MAX &&
      s->arc_mixed_times >= 0 && s->arc_mixed_times <= MIX_MAX;
  return ok || section_bad(r, "sizes", "out of bounds");
}

static bool read_tables(section_reader *r, model *m) {
  const void *p;
  if (!section_array(r, "buckets", FEATURE_SLOTS, 4, &p))
    return false;
  memcpy(m->buckets, p, sizeof m->buckets);
  uint32_t n = 1; // row 0 is the root's
  for (uint32_t i = 0; i < FEATURE_SLOTS; i++) {
    uint32_t b = m->buckets[i];
    if (b == 0 || b > MAX_WORDS || (b & (b - 1)))
      return section_bad(r, "buckets", "are no powers of two");
    m->first_row[i] = n;
    n += b;
  }
  if (n != m->size.n_slots)
    return section_bad(r, "buckets", "do not add up");
  const void *words, *slots;
  if (!section_array(r, "word_rows", m->size.n_words, m->size.width, &words) ||
      !section_array(r, "slot_rows", n, m->size.width, &slots))
    return false;
  m->word_rows = words;
  m->slot_rows = slots;
  return true;
}

static bool read_norm(section_reader *r, const char *name, uint32_t width,
                      norm *out) {
  const void *p;
  if (!section_array(r, name, 2 * (size_t)width, 2, &p))
    return false;
  const int16_t *v = p;
  *out = (norm){v, v + width};
  return true;
}

static bool weights_fit(const dense *d) {
  bool ok = true;
  for (size_t i = 0, n = (size_t)d->inputs * d->outputs; i < n; i++)
    ok &= d->weights[i] >= -WEIGHT_MAX && d->weights[i] <= WEIGHT_MAX;
  for (uint32_t i = 0; i < d->outputs; i++)
    ok &= d->bias[i] >= -BIAS_MAX && d->bias[i] <= BIAS_MAX && d->scale[i] >= 0;
  return ok;
}

// A layer is 64 bytes of head, then bias, scale, weights. ORDER MODEL_DENSE
static bool read_dense(section_reader *r, const char *name, uint32_t inputs,
                       uint32_t outputs, dense *d) {
  str s;
  if (!section_get(r, name, &s))
    return false;
  outputs = (outputs + 15) / 16 * 16;
  size_t size = 64 + (size_t)outputs * (4 + 2 + inputs);
  uint32_t head[5];
  if (s.len != size)
    return section_bad(r, name, "has the wrong size");
  memcpy(head, s.p, sizeof head);
  if (head[0] != inputs || head[1] != outputs || head[2] > 24 || head[3] > 8 ||
      head[4] > MIX_MAX)
    return section_bad(r, name, "has a damaged head");
  *d = (dense){inputs,
               outputs,
               head[2],
               head[3],
               (int32_t)head[4],
               (const void *)(s.p + 64),
               (const void *)(s.p + 64 + 4 * (size_t)outputs),
               (const void *)(s.p + 64 + 6 * (size_t)outputs)};
  return weights_fit(d) || section_bad(r, name, "has numbers out of bounds");
}

static bool read_layers(section_reader *r, model *m) {
  const model_sizes *s = &m->size;
  for (uint32_t i = 0; i < s->layers; i++) {
    char gates[16], out[16], after[16];
    snprintf(gates, sizeof gates, "gates%u", i);
    snprintf(out, sizeof out, "out%u", i);
    snprintf(after, sizeof after, "norm%u", i);
    model_layer *l = &m->layers[i];
    if (!read_dense(r, gates, s->width, 6 * s->hidden, &l->gates) ||
        !read_dense(r, out, 2 * s->hidden, s->width, &l->out) ||
        !read_norm(r, after, s->width, &l->after))
      return false;
  }
  return true;
}

// Its width is what its size says: 64 bytes of head, 6 + inputs an output.
static bool read_names(section_reader *r, model *m) {
  str s;
  if (!section_has(r, "name_hidden"))
    return true;
  uint32_t inputs = 3 * m->size.width;
  if (!section_get(r, "name_hidden", &s))
    return false;
  uint32_t hidden = s.len / (6 + inputs);
  if (!multiple(hidden, 32, MAX_WIDTH))
    return section_bad(r, "name_hidden", "has the wrong size");
  if (section_has(r, "name_word") &&
      !read_dense(r, "name_word", m->size.width, hidden, &m->name_word))
    return false;
  return read_dense(r, "name_hidden", inputs, hidden, &m->name_hidden) &&
         read_dense(r, "name_out", hidden, MODEL_NAME_TAGS, &m->name_out);
}

static bool read_network(section_reader *r, model *m) {
  const model_sizes *s = &m->size;
  const void *p;
  bool ok =
      read_norm(r, "norm_input", s->width, &m->input) &&
      read_dense(r, "window", 3 * s->width, 3 * s->width, &m->window) &&
      read_norm(r, "norm_window", s->width, &m->window_after) &&
      read_layers(r, m) && read_dense(r, "tag", s->width, s->n_tags, &m->tag) &&
      read_dense(r, "tree", s->width, 2 * (s->arc + s->label), &m->tree) &&
      read_dense(r, "distance", s->width, MODEL_DISTANCES, &m->distance) &&
      read_dense(r, "arc_mix", s->arc, s->arc, &m->arc_mix) &&
      read_dense(r, "label_out", s->label, s->n_labels, &m->label_out) &&
      read_names(r, m) &&
      section_array(r, "label_distance", MODEL_DISTANCES * (size_t)s->label, 2,
                    &p);
  if (ok)
    m->label_distance = p;
  return ok;
}

static bool read_vocabulary(section_reader *r, model *m) {
  str table, keys;
  const void *p;
  if (!section_get(r, "word_hash", &table) ||
      !section_array(r, "word_offsets", (size_t)m->size.n_words + 1, 4, &p) ||
      !section_get(r, "word_keys", &keys))
    return false;
  uint32_t slots = table.len / 4, used = 0;
  m->words = (model_vocabulary){slots - 1, (const void *)table.p, p, keys.p};
  if (slots == 0 || table.len % 4 || (slots & (slots - 1)))
    return section_bad(r, "word_hash", "has the wrong size");
  for (uint32_t i = 0; i < slots; i++) {
    used += m->words.rows[i] != 0;
    if (m->words.rows[i] >= m->size.n_words)
      return section_bad(r, "word_hash", "names a missing row");
  }
  if (used == slots)
    return section_bad(r, "word_hash", "has no empty slot");
  for (uint32_t i = 0; i < m->size.n_words; i++)
    if (m->words.offsets[i] > m->words.offsets[i + 1] ||
        m->words.offsets[i + 1] > keys.len)
      return section_bad(r, "word_offsets", "leave the keys");
  return true;
}

static bool read_lemmas(section_reader *r, model *m) {
  str table, rules, text;
  if (!section_get(r, "lemma_hash", &table) ||
      !section_get(r, "lemma_rules", &rules) ||
      !section_get(r, "lemma_text", &text))
    return false;
  uint32_t slots = table.len / sizeof(model_lemma_entry), used = 0;
  uint32_t n = rules.len / sizeof(model_lemma_rule);
  m->lemmas = (model_lemmas){slots - 1, n, (const void *)table.p,
                             (const void *)rules.p, text.p};
  if (slots == 0 || table.len % sizeof(model_lemma_entry) ||
      (slots & (slots - 1)) || rules.len % sizeof(model_lemma_rule))
    return section_bad(r, "lemma_hash", "has the wrong size");
  for (uint32_t i = 0; i < slots; i++) {
    const model_lemma_entry *e = &m->lemmas.entries[i];
    used += e->hash != 0;
    if (e->hash && (e->rule >= n || e->other >= n))
      return section_bad(r, "lemma_hash", "names a missing rule");
  }
  if (used == slots)
    return section_bad(r, "lemma_hash", "has no empty slot");
  for (uint32_t i = 0; i < n; i++)
    if (m->lemmas.rules[i].text > text.len ||
        m->lemmas.rules[i].add > text.len - m->lemmas.rules[i].text)
      return section_bad(r, "lemma_rules", "leave their text");
  return true;
}

// Lines "lemma-class TAB upos TAB feats".
static bool read_tags(section_reader *r, model *m) {
  str text;
  if (!section_get(r, "tags", &text))
    return false;
  model_tag *tags = arena_new(&m->m, model_tag, m->size.n_tags);
  for (uint32_t i = 0; i < m->size.n_tags; i++) {
    str line = str_cut(&text, '\n');
    int64_t class_id;
    if (!line.len || !str_to_i64(str_cut(&line, '\t'), &class_id) ||
        class_id < 0 || class_id > UINT8_MAX)
      return section_bad(r, "tags", "has a damaged line");
    str word_class = str_cut(&line, '\t');
    tags[i] = (model_tag){feats_read(line), (uint8_t)upos_find(word_class),
                          (uint8_t)class_id};
  }
  m->tags = tags;
  return true;
}

static bool read_labels(section_reader *r, model *m) {
  str text;
  if (!section_get(r, "labels", &text))
    return false;
  uint8_t *labels = arena_new(&m->m, uint8_t, m->size.n_labels);
  for (uint32_t i = 0; i < m->size.n_labels; i++)
    labels[i] = (uint8_t)deprel_find(str_cut(&text, '\n'));
  m->labels = labels;
  return section_get(r, "about", &m->about);
}

dgm_status model_read(model **out, str bytes, const char *name,
                      const char *kernel_name, dgm_error *err) {
  *out = NULL;
  section_reader r;
  if (section_open(&r, bytes, name, err) != DGM_OK)
    return r.status;
  model *m = calloc(1, sizeof *m);
  if (!m)
    return error_set(err, DGM_ELIMIT, "out of memory");
  arena_init(&m->m, 1 << 20); // labels: a few kilobytes
  m->kernel = kernel_get(str_of(kernel_name));
  if (!m->kernel)
    r.status = error_set(err, DGM_EUSAGE,
                         "no kernel \"%s\" on this machine: use portable",
                         kernel_name);
  if (r.status == DGM_OK && read_sizes(&r, m) && read_tables(&r, m) &&
      read_network(&r, m) && read_vocabulary(&r, m) && read_lemmas(&r, m) &&
      read_tags(&r, m) && read_labels(&r, m)) {
    *out = m;
    return DGM_OK;
  }
  model_free(m);
  return r.status;
}

dgm_status model_load(model **out, const char *path, const char *kernel_name,
                      dgm_error *err) {
  *out = NULL;
  file_map file;
  dgm_status status = file_map_open(&file, path, MAX_FILE, err);
  if (status != DGM_OK)
    return status;
  status = model_read(out, file.bytes, path, kernel_name, err);
  if (status != DGM_OK) {
    file_map_close(&file);
    return status;
  }
  (*out)->file = file;
  status = typer_beside(&(*out)->typer, path, err);
  if (status != DGM_OK) {
    model_free(*out);
    *out = NULL;
  }
  return status;
}

void model_free(model *m) {
  if (!m)
    return;
  typer_free(m->typer);
  arena_close(&m->m);
  file_map_close(&m->file);
  free(m);
}

uint32_t model_word(const model *m, str key, uint32_t hash) {
  const model_vocabulary *v = &m->words;
  for (uint32_t i = hash & v->mask; v->rows[i]; i = (i + 1) & v->mask) {
    uint32_t row = v->rows[i], beg = v->offsets[row];
    uint32_t len = v->offsets[row + 1] - beg;
    if (str_eq(key, (str){v->keys + beg, len}))
      return row;
  }
  return MODEL_UNKNOWN;
}

void model_slots(const model *m, const feature *f,
                 uint32_t rows[FEATURE_SLOTS]) {
  for (uint32_t i = 0; i < FEATURE_SLOTS; i++)
    rows[i] = m->first_row[i] + (f->slots[i] & (m->buckets[i] - 1));
}
