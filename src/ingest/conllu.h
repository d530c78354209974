#ifndef INGEST_CONLLU_H
#define INGEST_CONLLU_H

// CoNLL-U in: sentences and words that somebody else has made.
//
// Tokens and sentences are kept as they are. The article's text is the forms, a
// space between two unless SpaceAfter=No, sentences joined by a newline, and a
// blank line before `# newpar`. A multiword token is written as its words,
// which in English are its surface. Lemma, word class, features and tree are
// kept where they are given; a sentence with a whole tree is marked `parsed`.

#include "article/article.h"
#include "base/error.h"

typedef struct {
  str rest;         // bytes not read yet
  const char *path; // as errors show it, may be NULL
  uint32_t line;    // number of the last line read
  str id;           // of the document whose `# newdoc` has been read
  bool opened;      // such a line stands before the next sentence
} conllu_reader;

// Begins to read bytes, which must outlive the reader and the articles.
void conllu_open(conllu_reader *r, str bytes, const char *path);

// Reads the next document (up to a `# newdoc` or the end) into *a, which must
// be fresh; *found is false at the end. DGM_EFORMAT names path, line and what
// is wrong; the document is then skipped, the next call goes on behind it.
dgm_status conllu_next(conllu_reader *r, article *a, bool *found,
                       dgm_error *err);

#endif
