#ifndef INGEST_CSV_H
#define INGEST_CSV_H

// Tables: CSV as RFC 4180 writes it, TSV and its kin.
//
// The first row names the columns; the separator is the one among , ; tab |
// that stands there most often. A field in quotes may hold separators, line
// ends and doubled quotes. The columns text, id, title, published, url, outlet
// and language are read (whatever their case), or those that a mapping names.
//
// A row that is damaged (a quote that does not close, text behind a closing
// quote, another number of fields) is named with its line. Reading goes on at
// the line behind the one on which it begins; behind a broken quote, lines that
// do not fit are that row's and pass in silence.

#include "base/arena.h"
#include "ingest/record.h"
#include "ingest/stream.h"

enum { CSV_COLUMNS = 4096 }; // more than any table of articles has

typedef struct {
  stream *s;
  const str *names; // of our columns in the file, N_COLUMNS; p NULL: default
  uint32_t line;    // of the next row
  uint32_t n;       // columns of the file; 0 before its first row
  uint32_t where[N_COLUMNS]; // column of the file, or NO_COLUMN
  char separator;
  bool lost; // behind a damaged row
  buf row;   // the fields of a row, unquoted
  buf ends;  // uint32_t each: where they end in row
} csv_reader;

void csv_open(csv_reader *r, stream *s, const str names[N_COLUMNS]);
void csv_close(csv_reader *r);

// The next row: DGM_OK with a text, or p == NULL at the end. DGM_EFORMAT,
// DGM_ELIMIT: the row is skipped, the next call goes on behind it, unless the
// first row has no column for the text: then, and after DGM_EIO, nothing
// follows. Slices live until the next call.
dgm_status csv_next(csv_reader *r, record *out, dgm_error *err);

// Reads "text=body,id=story_id" into names[N_COLUMNS] (borrowed from s); false
// when it is not such a list of our columns.
bool csv_columns(str names[N_COLUMNS], str s);

#endif
