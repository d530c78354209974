#ifndef EXPORT_EXPLAIN_PART_H
#define EXPORT_EXPLAIN_PART_H

// What the files that write the page of an explanation share; html_text and
// html_view are for other pages too.
//
// explain_mark.c cuts the text where marks begin and end, explain_card.c writes
// what a mark leads to, explain_html.c puts them together.

#include "article/article.h"
#include "base/buf.h"
#include "codebook/codebook.h"
#include "pipeline/view.h"

// ORDER MARK_KIND: classes in explain_mark.c; a later one colours the words
typedef enum {
  MARK_QUOTE, // words of a quotation; no card of its own
  MARK_REJECT,
  MARK_PARTY,
  MARK_QUANTITY,
  MARK_DATE,
  MARK_PLACE,
  MARK_SPEAKER,
  MARK_EVENT,
  N_MARK
} mark_kind;

typedef struct {
  span at;
  mark_kind kind;
  char card;       // letter of its cards
  uint32_t number; // with the letter the id of its card
} mark;

typedef struct {
  buf *out;
  article *a;
  const codebook *cb;
  view v;
  VEC(mark) marks;
} html_page;

// Text with everything escaped that HTML would obey; bytes that are no
// characters of XML become U+FFFD.
void html_text(buf *out, str s);
void html_view(buf *out, dgm_str s);

const char *mark_class(mark_kind kind);
void marks_collect(html_page *p);
uint32_t marks_count(const html_page *p, mark_kind kind);
// The title and the paragraphs of the text, with their marks.
void marks_write_title(html_page *p);
void marks_write_text(html_page *p);

// All cards: events, rejects, dates, places, quantities, quotations, trees.
void cards_write(html_page *p);

#endif
