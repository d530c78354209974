#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

// The record: one article, its text, and everything that was found in it.
//
// The article owns the text. Every stage reads some columns and fills others;
// annotations hold byte offsets and indexes, never pointers into each other,
// so any column can be printed and compared. All memory is the arena's.

#include "article/event.h"
#include "article/frame.h"
#include "article/mention.h"
#include "article/ud.h"
#include "base/date.h"
#include "base/vec.h"

#define NO_TOKEN    UINT32_MAX
#define NO_WORD     UINT32_MAX // a lemma that the codebook does not know
#define NO_SENTENCE UINT32_MAX

// One word as UD splits it: "cannot" is two tokens with adjoining spans.
typedef struct {
  span at;        // bytes of article.text
  span lemma;     // bytes of article.lemmas
  uint32_t lex;   // codebook lexicon id of the lemma, or NO_WORD
  uint32_t head;  // token of the article, or NO_TOKEN for a root
  uint32_t child; // first dependent in text order, or NO_TOKEN
  uint32_t next;  // next dependent of the same head, or NO_TOKEN
  uint32_t feats; // ud.h: FEAT_…
  uint8_t upos;   // ud.h
  uint8_t deprel; // ud.h
  uint8_t flags;  // TOKEN_…
  uint8_t mwt;    // words of the surface token that starts here; 0 or 1: one
} token;

enum {
  TOKEN_SPACE_AFTER = 1, // white space follows
  TOKEN_IN_QUOTES = 2,   // inside quotation marks (mention/quote)
};

typedef struct {
  span at;             // bytes of article.text, without outer white space
  uint32_t first, end; // tokens [first, end)
  bool title;          // stands in the title
  bool parsed;         // has a tree and frames
  bool paragraph;      // opens a paragraph
  bool everyday;       // the text around it is not about public affairs
} sentence;

// A part of the page that was taken out, and why ("menu", "comment form", …).
typedef struct {
  span at; // bytes of article.raw
  str why;
} removed_span;

// Bytes of the text that stand in the page: [text, text+len) = [raw, raw+len).
typedef struct {
  uint32_t text, raw, len;
} text_run;

typedef struct {
  str id, url, canonical, outlet, byline, section, title, language;
  str published, modified; // YYYY-MM-DD or empty
  day published_day;       // NO_DAY where unknown
  char text_hash[32];      // hex of the cleaned text
} article_meta;

typedef struct article {
  arena *m;
  article_meta meta;
  str raw;            // the page's bytes as they were read
  str text;           // title, blank line, body; or the given text
  uint32_t title_len; // bytes of text that are the title, 0 where none
  span dateline;      // bytes of text that name place and day, or empty
  day dateline_day;   // NO_DAY where none
  bool one_sentence;  // text is one sentence: do not split it
  bool names_wanted;  // fill `names`, which no event needs
  VEC(text_run) map;
  VEC(removed_span) removed;

  VEC(token) tokens;
  VEC(sentence) sentences;
  VEC(char) lemmas;
  VEC(str) words;    // distinct forms, by first token; article_words
  uint32_t *word_of; // [tokens.n] the word that is the token's form, or NULL

  VEC(name_span) names; // in text order, never one inside another

  VEC(frame) frames;
  VEC(role) roles;
  uint32_t *frame_of; // [tokens.n] frame whose predicate the token is, NO_FRAME

  VEC(mention) mentions;
  VEC(entity) entities;
  uint32_t *mention_of; // [tokens.n] mention whose head the token is, or
                        // NO_MENTION
  VEC(timex) dates;
  VEC(place_mention) places;
  VEC(quote) quotes;
  VEC(quantity) quantities;

  VEC(event) events;
  VEC(uint32_t) lists;  // members of the events' lists
  VEC(speech) speeches; // links of the events' attributions
  VEC(event_link) links;
  VEC(reject) rejects;
} article;

// An empty record in arena m (which is not reset).
void article_init(article *a, arena *m);

static inline str article_at(const article *a, span s) {
  return str_slice(a->text, s.beg, s.end);
}
static inline str token_text(const article *a, uint32_t t) {
  return article_at(a, a->tokens.at[t].at);
}
static inline str token_lemma(const article *a, uint32_t t) {
  span l = a->tokens.at[t].lemma;
  return (str){a->lemmas.at + l.beg, l.end - l.beg};
}

// The distinct forms of the tokens, for what is asked of a form once and not of
// each token. Found at the first call, after the last token is added. Linear.
const str *article_words(article *a);

// Stores lemma bytes and gives them to token t.
void token_set_lemma(article *a, uint32_t t, str lemma);

// Fills child and next of all tokens of sentence s from head. Linear.
void sentence_link(article *a, uint32_t s);

// The sentence that token t stands in. Logarithmic.
uint32_t sentence_of(const article *a, uint32_t t);

// Is t inside the subtree of head? At most one step a tree level.
bool token_under(const article *a, uint32_t t, uint32_t head);

// First and last token of the subtree of t: [*first, *last]. Walks the subtree.
void token_yield(const article *a, uint32_t t, uint32_t *first, uint32_t *last);

// The first dependent of t with this relation (ud.h), or NO_TOKEN.
uint32_t token_child(const article *a, uint32_t t, deprel rel);

#endif
