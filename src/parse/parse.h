#ifndef PARSE_PARSE_H
#define PARSE_PARSE_H

// Words to trees.
//
// Reads   article.tokens (their spans), article.sentences
// Adds    upos, feats, lemma, head, deprel, child, next of every token;
//         sentence.parsed; names, where names_wanted and the model knows them
//
// Each sentence gets one tree with one root. A sentence of more than NET_PIECE
// words (parse/net.h) is parsed in pieces, cut at the last punctuation mark
// that fits; the later pieces hang on the first one's root as parataxis.

#include "article/article.h"
#include "model/model.h"

// Parses all sentences. Cannot fail; linear in words for sentences of bounded
// length. Takes about 2 MB of working memory from the arena.
void parse_sentences(article *a, const model *m);

#endif
