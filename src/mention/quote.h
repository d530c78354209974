#ifndef MENTION_QUOTE_H
#define MENTION_QUOTE_H

// Quotes: whose words the text repeats.
//
// Reads   article.tokens, sentences, trees, frame_of, mentions, mention_of
// Adds    article.quotes in text order, the longer first among those that
//         begin together; TOKEN_IN_QUOTES
//
// Quotation marks are paired first (quote_mark). Words of saying and what they
// govern are found in the trees (quote_cue): those quotes are indirect. Where
// such a content and a pair of marks meet they become one quote, direct or
// mixed; marks that are left look for a cue beside them. Marks around a few
// words without a cue are scare quotes and give no quote. "X said A, while Y
// said B" are two quotes side by side, neither inside the other. The words of
// saying stand in words/speech.tsv.
//
// Known limits: quotes of more than 2,400 words are not found by the words in
// their last part; sentences without a tree have direct quotes only; a speaker
// that is named two sentences before the quote is not found.

#include "article/article.h"
#include "codebook/codebook.h"

// Finds all quotes. Cannot fail. Linear in tokens, but for nested trees.
void quotes_find(article *a, const codebook *cb);

// The first quote that may hold token t; those that do stand from there on, as
// long as their first token is not behind t. Logarithmic.
uint32_t quotes_near(const article *a, uint32_t t);

#endif
