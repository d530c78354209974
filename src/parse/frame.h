#ifndef PARSE_FRAME_H
#define PARSE_FRAME_H

// Trees to frames: who does what to whom, in one normal form.
//
// Reads   article.tokens (tags, features, lemmas, tree), article.sentences
// Adds    token.lex; article.frames, roles, frame_of
// Mends   heads of a few tokens, where the codebook knows what a verb or noun
//         governs and the parser does not
//
// A frame stands at every verb, at every adjective and copula that heads a
// clause, and at every noun that a rule lists, that is derived from a verb,
// that governs a clause, or that changes what a clause means ("plan"). Frames
// are in the order of their predicates. What a frame lacks in its own words it
// takes from where the language says: passives, relative clauses, participles,
// infinitives under control, coordination. A verb that only carries a noun
// ("held talks") gets FRAME_LIGHT, and the noun's frame has `light` set: a
// match of either one is the same trigger. So has the auxiliary-like verb of
// "is going to", whose infinitive gets the tense, the negation and the place
// in the sentence.
//
// Words with a part in this stand in the codebook's words/classes.tsv:
// light-verb, light-passive, noun-control, subject-control, object-control (a
// member may be a verb and its preposition: "come under", "call on"),
// object-complement ("accuse of"), complement-mark, partitive, future-word,
// negator, negative-det.

#include "codebook/codebook.h"

#include "article/article.h"

// Finds the frames of all parsed sentences. Cannot fail: a word that a damaged
// tree does not reach gets no frame, nor does a sentence of more than 2000
// tokens. Linear in tokens for sentences of bounded length.
void frames_find(article *a, const codebook *cb);

// The noun frame that the light verb of frame f carries; f itself when it
// carries none.
uint32_t frame_content(const article *a, uint32_t f);

#endif
