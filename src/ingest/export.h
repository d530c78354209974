#ifndef INGEST_EXPORT_H
#define INGEST_EXPORT_H

// Text exports of news databases: many articles in one file, each with its
// headline, source, date and other fields in a layout of its own.
//
// A file is cut into articles by the lines that part them (streaming: one
// article is in memory), and each article into its fields. The text is
// headline, blank line, body, lines of a paragraph joined. A piece between two
// parting lines that has no body (a cover page, a table of contents) is passed
// over in silence when it has none of an article's fields, else named.
//
// The labels ("LENGTH:", "Full text:", "HD") are the formats' own markup, the
// same in every file whatever the article's language.

#include "base/arena.h"
#include "ingest/lines.h"
#include "ingest/record.h"

// What one article's layout says. Slices of the piece or in the arena.
typedef struct {
  str field[N_FIELDS]; // FIELD_TEXT is not used
  str dateline;        // stood apart from the body; put back before it
  buf *body;           // paragraphs, a blank line between two
  bool article;        // has fields that only articles have
} export_parts;

typedef struct {
  // How a line parts the file: 0 not at all, +1 the article ends with it, -1
  // an article begins with it.
  int (*parts)(str line);
  void (*read)(export_parts *out, str piece);
  // Does a file that begins so look like this layout?
  bool (*looks)(str head);
} export_layout;

extern const export_layout nexis_layout, factiva_layout, proquest_layout;

// Adds a paragraph's lines to the body, joined by spaces; blank ones not.
void export_paragraph(export_parts *p, str lines);

// Does any line of the text part the file?
bool export_has_parts(const export_layout *l, str text);

// Takes the lines up to the next blank one off *rest; p == NULL at the end.
str export_block(str *rest);

typedef struct {
  const export_layout *layout;
  line_reader lines;
  const char *path;
  buf piece, next, body, text; // next: the line that begins the next article
  uint32_t first;              // line on which the piece begins
  bool ended;
} export_reader;

void export_open(export_reader *r, stream *s, input_kind kind);
void export_close(export_reader *r);

// The next article: DGM_OK with text, or text.p == NULL at the end. After
// DGM_EFORMAT or DGM_ELIMIT the next call goes on behind it; after DGM_EIO
// nothing follows. Slices live until the next call.
dgm_status export_next(export_reader *r, arena *m, record *out, dgm_error *err);

#endif
