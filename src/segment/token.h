#ifndef SEGMENT_TOKEN_H
#define SEGMENT_TOKEN_H

// Words of a stretch of text: the tokens of Universal Dependencies, with the
// conventions of English EWT where the language leaves a choice.

#include "article/article.h"
#include "codebook/segment_words.h"

// Bytes of a token at most: longer than any word, file name or link that means
// something, short enough for the model's hashing of affixes to stay cheap.
enum { TOKEN_MAX = 256 };

// Appends the tokens of bytes [beg, end) of the text. Cannot fail. Linear.
void tokens_split(article *a, const segment_words *words, uint32_t beg,
                  uint32_t end);

// What a form is in the codebook, whatever its case; `capital` forms only when
// it begins with one. 0 for forms that are not listed.
uint32_t token_kinds(const segment_words *words, str form);

#endif
