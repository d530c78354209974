#ifndef EXPORT_WRITER_H
#define EXPORT_WRITER_H

// Event records in, a file of some format out, as a stream.
//
// `code` hands over the lines that its workers wrote, `export` those of a file
// or a store: the same lines give the same bytes. Memory holds one document's
// events and what the format must keep (a Parquet row group, a table of
// dyads), whatever the number of events.

#include "base/buf.h"
#include "codebook/codebook.h"
#include "export/choose.h"

// By which day a format that has only one dates an event.
typedef enum { DAYS_AS_FORMAT, DAYS_OF_EVENT, DAYS_OF_REPORT } export_days;

typedef struct {
  str format;       // one of writer_formats
  uint32_t include; // of choose_include
  export_days days;
  bool one_way;      // no second row seen from the recipient's side
  const char *path;  // for sqlite: the file to make
  bool by_code;      // dyad-day: parties by CAMEO code, not by state
  bool no_zeros;     // dyad-day: only days with events
  bool by_happening; // each happening once; not in formats that hold all
  bool listed;       // documents are counted by lines of their own, or by
                     // writer_covers, not by their events
} export_options;

typedef struct {
  uint64_t documents, events, written, rows;
  uint64_t left[N_LEFT]; // events, each under one reason
} export_counts;

// "jsonl, csv, …" for messages; formats that `table` and `explain` write are
// not among them.
extern const char writer_formats[];

// Is there a format of that name? Does it need lines of documents without
// events? Is it a file that cannot be a stream? Does it leave events out?
bool writer_knows(str format);
bool writer_wants_documents(str format);
bool writer_makes_file(str format);
bool writer_chooses(str format);

typedef struct writer writer;

// The codebook must outlive the writer. DGM_EIO: the file cannot be made.
dgm_status writer_open(writer **out, const export_options *o,
                       const codebook *cb, dgm_error *err);
void writer_free(writer *w);

// Appends what the file begins with to out.
void writer_head(writer *w, buf *out);

// Takes a line (record_read) and appends what is ready to out. DGM_EFORMAT: the
// line is no record and was skipped. Another status ends the export.
dgm_status writer_line(writer *w, buf *out, str line, dgm_error *err);

// n documents were read that were published on that day; only with `listed`.
void writer_covers(writer *w, int32_t day, uint32_t n);

// Appends the rest, or a part of it: while *more is true the caller writes out
// what stands in `out` and calls again. No line may follow.
dgm_status writer_end(writer *w, buf *out, bool *more, dgm_error *err);

export_counts writer_counts(const writer *w);

#endif
