#ifndef MENTION_MENTION_H
#define MENTION_MENTION_H

// Mentions: who and where the text speaks of.
//
// Reads   article.tokens, sentences (with trees where `parsed`), meta, dateline
// Adds    article.mentions in the order of their heads, mention_of, entities;
//         places; slices of article.lists for mentions with members
//
// First the names of the codebook are found in the words (actor_hit), then the
// noun phrases in the trees (actor_tree); a phrase is composed from its names,
// titles, owners and roles (actor_code); phrases that mean the same become one
// entity (entity, describe, pronoun). A sentence without a tree gives the
// mentions of its names only.
//
// mention_of also leads from every word of a name or title to its mention, so
// that a slip of the parser between title and name does no harm.

#include "article/article.h"
#include "codebook/codebook.h"

// Finds all mentions and entities. Cannot fail. Linear in tokens;
// pronouns and descriptions look back a bounded number of mentions.
void mentions_find(article *a, const codebook *cb);

// Finds the names of places among the mentions, and resolves them to rows of
// the codebook by the countries of the article and by population.
void places_find(article *a, const codebook *cb);

// Makes article.names, which the parser's model filled, agree with the places
// and bodies that were found, and one name be the same all over the article, as
// most of its mentions say; joins what "of" joins to a body; adds what is named
// again. Call when places are found. Linear.
void names_settle(article *a, const codebook *cb);

// Gives "I", "we" and what is said to be "ours" inside quotations to the
// quote's speaker. Call once, when article.quotes are there.
void mentions_resolve_quoted(article *a, const codebook *cb);

#endif
