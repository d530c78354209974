#ifndef CODEBOOK_TABLE_H
#define CODEBOOK_TABLE_H

// Tab-separated tables: a header line that names the columns, `#` lines that
// are comments, one row a line. Cells are trimmed; cells missing at the end of
// a row are empty.
//
//   table t;
//   if (table_open(&t, file, "id kind form sector?", errors))
//     while (table_next(&t))
//       use(t.cells[0], t.cells[1], t.cells[2], t.cells[3]);

#include "codebook/report.h"

// Bytes of one file of the codebook. They live as long as the codebook.
typedef struct {
  const char *path; // as errors show it
  str name;         // as MANIFEST names it: "en/words/classes.tsv"
  str bytes;
} source_file;

enum { TABLE_COLUMNS = 16 }; // twice what the widest table has

typedef struct {
  str cells[TABLE_COLUMNS]; // in the order that table_open was asked for
  uint32_t line;            // of the row, from 1
  // private from here
  const source_file *file;
  reporter *errors;
  str rest;
  uint32_t n_file;                 // columns of the file
  uint32_t to_cell[TABLE_COLUMNS]; // cell of a file's column, or NO_VALUE
  uint32_t beg[TABLE_COLUMNS];     // byte of the line where a cell begins
} table;

// Reads the header. `columns` names what the caller wants, separated by
// spaces; "name?" may be missing in the file (its cells are then empty), and
// columns that the caller does not know are skipped. Reports and returns false
// when a column is missing.
bool table_open(table *t, const source_file *file, const char *columns,
                reporter *errors);

// Moves to the next row; false at the end. A row with too many cells is
// reported and skipped. Cells are borrowed from the file's bytes.
bool table_next(table *t);

// Reports an error in a cell of the current row.
void table_error(const table *t, uint32_t cell, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
