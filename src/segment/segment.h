#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

// From text to sentences and words, as Universal Dependencies split them.
//
// Reads   article.text, title_len, dateline, one_sentence
// Adds    article.tokens (at, flags, mwt; head is NO_TOKEN, lex is NO_WORD),
//         article.sentences
//
// The text is cut into stretches that no sentence crosses (the title, the
// dateline, paragraphs, lines that are not wrapped), a stretch into tokens
// (segment/token), and its tokens into sentences (segment/end). What a language
// writes in its own way stands in the codebook's words/segment.tsv.
//
// Known limits: a line that ends without a stop is joined with the next one
// where both look like wrapped text; scripts without spaces come out as long
// tokens.

#include "article/article.h"
#include "codebook/codebook.h"

// Splits the whole text. Cannot fail. Linear in the text.
void segment_text(article *a, const codebook *cb);

// The same with only the part of the codebook that is asked for.
void segment_with(article *a, const segment_words *words);

#endif
