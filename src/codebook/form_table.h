#ifndef CODEBOOK_FORM_TABLE_H
#define CODEBOOK_FORM_TABLE_H

// Tables of word forms with what they are and stand for: words/dates.tsv,
// quantities.tsv and speech.tsv. Columns: kind, forms (separated by "|",
// several words in one are fine), value, high.
//
// Other than the lexicon's lemmas these are the words as they are written
// ("dozens" is no "dozen"), and one form may have several kinds, each with its
// own value ("second": an ordinal 2, and a unit of time).

#include "base/map.h"
#include "base/vec.h"
#include "codebook/form_kind.h"
#include "codebook/table.h"

typedef struct {
  uint32_t kind; // index of the table's kinds
  uint32_t next; // row of the same form, or NO_VALUE
  double value, high;
} form_row;

typedef struct {
  map forms;
  VEC(form_row) rows;
  VEC(uint64_t) kinds; // by number of the form: bits 1 << kind
  VEC(uint32_t) first; // by number of the form: its first row
} form_table;

// The name of a kind of quantities.tsv ("dead").
str form_quantity_name(uint32_t kind);

// The bit of a word with which a longer form of the table begins ("at least").
#define FORM_BEGINS (UINT64_C(1) << 63)

typedef struct {
  form_table dates, quantities, speech;
} form_tables;

// Is the file one of the three tables of some language?
bool form_tables_reads(str name);

// Adds its rows; wrong rows are reported and left out.
void form_tables_read(form_tables *t, arena *m, const source_file *file,
                      reporter *errors);

// Adds forms of one kind, separated by "|". Kinds are below 63.
void form_table_add(form_table *t, arena *m, str forms, form_row row);

// Kinds of a form in lower case as bits 1 << kind, 0 when it is not listed.
uint64_t form_kinds(const form_table *t, str form);

// Its row of one kind, or NULL.
const form_row *form_find(const form_table *t, str form, uint32_t kind);

#endif
