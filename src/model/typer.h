#ifndef MODEL_TYPER_H
#define MODEL_TYPER_H

// The event typer: what is done between two parties, by a linear layer over
// hashed features and word vectors. It stands behind the rules; what it sees of
// a pair is event/type_feature's business.
//
// The file is a container as in section.h, written by train/typer.py
// (ORDER TYPER_FILE). Integers throughout: the same answer on any machine.

#include "base/error.h"
#include "base/file.h"

enum {
  TYPER_SLOTS = 11,     // groups of words whose vectors are averaged
  TYPER_CLASSES = 32,   // most classes of a file; PLOVER has 16, and none
  TYPER_WIDTH = 128,    // most numbers of a vector
  TYPER_FEATURES = 768, // most features of a pair; a sentence of 40 words has
                        // about 300
  TYPER_ONE = 1 << 16,  // probability 1
};

// What is seen of one pair.
typedef struct {
  uint32_t features[TYPER_FEATURES]; // hashes; cut to the file's buckets
  uint32_t n_features;
  int8_t slots[TYPER_SLOTS][TYPER_WIDTH]; // mean vectors, 0 for no words
} typer_input;

typedef struct {
  uint32_t classes, buckets, width, n_words;
  int32_t sparse_times, dense_times; // of the sums, 1/65536 of 1/256 nat
} typer_sizes;

typedef struct typer {
  file_map file;
  typer_sizes size;
  uint32_t mask;            // of index
  const uint32_t *index;    // word row + 1, 0 for an empty slot
  const uint64_t *keys;     // [n_words] hash64 of the lower-case word
  const int8_t *rows;       // [n_words][width]
  const int8_t *sparse;     // [buckets][classes]
  const int8_t *dense;      // [TYPER_SLOTS * width][classes]
  const int32_t *bias;      // [classes], 1/256 nat
  const uint32_t *least;    // [classes] probability from which an event of the
                            // type is proposed, of TYPER_ONE
  str names[TYPER_CLASSES]; // "AGREE", …; "NONE" for no event
  uint32_t exp[16 * 64];    // TYPER_ONE * e^(-i/64)
} typer;

// Opens a file of at most 64 MB; DGM_EIO, DGM_EFORMAT. The caller frees.
dgm_status typer_load(typer **out, const char *path, dgm_error *err);

// The typer that belongs to a language model: models/en.types beside
// models/en.dgm. DGM_OK and NULL where there is none.
dgm_status typer_beside(typer **out, const char *model_path, dgm_error *err);

// A typer from bytes that outlive the typer; `name` is for messages.
dgm_status typer_read(typer **out, str bytes, const char *name, dgm_error *err);
void typer_free(typer *t);

// The row of a lower-case word's vector, or NO_ROW_OF_WORD.
#define NO_ROW_OF_WORD UINT32_MAX
uint32_t typer_word(const typer *t, str word);

// Probabilities of the classes in the file's order, which add up to TYPER_ONE
// but for rounding.
void typer_score(const typer *t, const typer_input *in,
                 uint32_t out[TYPER_CLASSES]);

#endif
