#ifndef EVENT_BACKGROUND_H
#define EVENT_BACKGROUND_H

// Is an event news, or does the text tell it as past to its own story?
//
// Reads   article.frames, dates, quotes, sentences; meta.published_day
//
// History is: a date before the report's week in the event's clause or in one
// that governs it; a past perfect of the narrator, but not one that somebody
// reports, for that is backshift; a word such as "previously"; what an
// anniversary, a memoir or a verdict is about (words/anchors.tsv); and what
// goes on in the simple past, without a date, behind such a sentence in the
// same paragraph.
//
// Known limits: histories told in the simple past alone are taken for news.

#include "article/article.h"
#include "codebook/codebook.h"

typedef struct {
  const article *a;
  const codebook *cb;
  bool *retold; // [sentences.n] its main clause is history
} background;

// Judges the main clauses. In the article's arena. Linear in sentences, but for
// their time expressions.
void background_open(background *out, article *a, const codebook *cb);

// Is frame f history?
bool background_frame(const background *b, uint32_t f);

#endif
