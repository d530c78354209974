#ifndef EXPORT_PARQUET_H
#define EXPORT_PARQUET_H

// A Parquet file, written as a stream: columns of texts, numbers, truth values
// and days, each possibly a list. Format: parquet.apache.org, version 1 pages.
//
//   parquet *p = parquet_new(columns, n_columns);
//   parquet_begin(p, &out);
//   for each row
//     parquet_text(p, 0, S("a"));
//     parquet_real(p, 1, 1.5);     // a list: as often as it has elements
//     parquet_row(p, &out);
//   parquet_end(p, &out);
//
// All values may be null; a list never is, but may be empty. Rows wait until
// there are enough for a row group, so memory is one group's plus some hundred
// bytes a group and column for the file's end. Texts that repeat are written
// once a group (dictionary); pages are compressed by gzip, which every reader
// of Parquet knows.

#include "base/buf.h"

typedef enum {
  PARQUET_BOOL,
  PARQUET_I32,
  PARQUET_I64,
  PARQUET_REAL, // double
  PARQUET_TEXT,
  PARQUET_DAY, // days since 1970-01-01
} parquet_type;

typedef struct {
  const char *name;
  parquet_type type;
  bool list;
} parquet_column;

typedef struct parquet parquet;

// The columns must outlive it.
parquet *parquet_new(const parquet_column *columns, uint32_t n);
void parquet_free(parquet *p);

void parquet_begin(parquet *p, buf *out);

// One value of the row, or the next element of its list.
void parquet_text(parquet *p, uint32_t column, str s);
void parquet_whole(parquet *p, uint32_t column, int64_t v); // I32, I64, DAY
void parquet_real(parquet *p, uint32_t column, double v);
void parquet_bool(parquet *p, uint32_t column, bool v);
void parquet_null(parquet *p, uint32_t column);

// Ends the row. Columns without a value are null or an empty list. Appends the
// row group to out when it is full.
void parquet_row(parquet *p, buf *out);

// Appends what is left and the file's end.
void parquet_end(parquet *p, buf *out);

#endif
