#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

// The language model: one file, mapped read-only, shared by all threads.
//
// The file (little-endian; written by train/export.py, ORDER MODEL_FILE):
//
//   0   "DGMODEL\n"
//   8   u32 format version, u32 number of sections
//   16  u64 length of the file
//   24  u64 XXH64 (seed 0) of all bytes from 64 on
//   64  sections: char name[16], u64 offset, u64 size; offsets in 64s
//
// Sizes are fields, so a bigger network is only a bigger file. Every index and
// number that the program relies on is checked while loading.

#include "article/ud.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "model/feature.h"
#include "model/kernel.h"
#include "model/typer.h"

enum {
  MODEL_LAYERS = 4,     // most recurrences
  MODEL_DISTANCES = 22, // signed buckets of dependent minus head
  MODEL_NAME_TAGS = 7,  // none; first and further words of three types
  MODEL_UNKNOWN = 0,    // word rows: not in the vocabulary,
  MODEL_ROOT = 1,       // and what stands before each sentence
};

typedef struct {
  uint32_t width, hidden, layers, arc, label; // ORDER MODEL_SIZES
  uint32_t n_words, n_slots, n_tags, n_labels;
  uint32_t lemma_suffix; // longest suffix with lemma rules, in bytes
  int32_t arc_head_times, arc_mixed_times;
} model_sizes;

// The recurrences: all gates from one product, and the way back to width.
typedef struct {
  dense gates, out;
  norm after;
} model_layer;

// Word and lemma tables: open addressing, hash & mask, then the next slots.
typedef struct {
  uint32_t mask;
  const uint32_t *rows;    // word row, 0 for an empty slot
  const uint32_t *offsets; // key of row r: bytes [offsets[r], offsets[r + 1])
  const char *keys;
} model_vocabulary;

typedef struct {
  uint64_t hash;  // of class, kind and suffix or form; 0: empty
  uint32_t rule;  // the likeliest
  uint32_t other; // taken where only it makes a known word; may be the same
} model_lemma_entry;

typedef struct {
  uint8_t strip, lower; // bytes to cut off the end; fold the case first
  uint8_t add, pad;     // bytes to add: rule texts [text, text + add)
  uint32_t text;
} model_lemma_rule;

typedef struct {
  uint32_t mask, n_rules;
  const model_lemma_entry *entries;
  const model_lemma_rule *rules;
  const char *text;
} model_lemmas;

typedef struct {
  uint32_t feats;
  uint8_t upos;
  uint8_t lemma_class; // tags that inflect alike share one
} model_tag;

typedef struct model {
  file_map file;
  arena m;
  const kernel *kernel;
  model_sizes size;
  uint32_t buckets[FEATURE_SLOTS];     // powers of two
  uint32_t first_row[FEATURE_SLOTS];   // of the slot in slot_rows
  const int8_t *word_rows, *slot_rows; // [n][width]
  norm input;
  dense window;
  norm window_after;
  model_layer layers[MODEL_LAYERS];
  dense tag;      // -> n_tags
  dense tree;     // -> arc dependents, arc heads, label dependents, heads
  dense distance; // -> MODEL_DISTANCES, in the unit of arc scores
  dense arc_mix, label_out;
  dense name_hidden; // three words, cut at nought; no outputs where the model
  dense name_out;    // was not taught names; else -> MODEL_NAME_TAGS
  dense name_word;   // width -> name_hidden's outputs, added to them; no
                     // outputs where names are read off the last vectors alone
  const int16_t *label_distance; // [MODEL_DISTANCES][label]
  model_vocabulary words;
  model_lemmas lemmas;
  const model_tag *tags; // [n_tags]
  const uint8_t *labels; // [n_labels] deprel (ud.h)
  typer *typer;          // of the file beside, or NULL
  str about;             // lines "key value" that say what it was made from
} model;

// Opens a model file for the kernel of that name ("" or NULL: the fastest).
// DGM_EIO, DGM_EFORMAT for a damaged or foreign file, DGM_EUSAGE for a kernel
// that is not there. The caller frees.
dgm_status model_load(model **out, const char *path, const char *kernel_name,
                      dgm_error *err);

// The same from bytes that outlive the model; `name` is for messages.
dgm_status model_read(model **out, str bytes, const char *name,
                      const char *kernel_name, dgm_error *err);

void model_free(model *m);

// The row of a word's vector by its key and the key's hash, MODEL_UNKNOWN where
// it has none.
uint32_t model_word(const model *m, str key, uint32_t hash);

// The rows of its affixes and shape in slot_rows.
void model_slots(const model *m, const feature *f,
                 uint32_t rows[FEATURE_SLOTS]);

#endif
