#ifndef CODEBOOK_CHROME_KIND_H
#define CODEBOOK_CHROME_KIND_H

// Kinds of chrome, of words and of regions of a page.

#include <stdint.h>

// What a line of chrome belongs to; the names are the reasons of removed
// spans. ORDER CHROME_REASON: names in chrome.c
typedef enum {
  CHROME_NONE,
  CHROME_MENU,
  CHROME_ACCOUNT,
  CHROME_SHARE,
  CHROME_RELATED,
  CHROME_COMMENT,
  CHROME_COOKIE,
  CHROME_NEWSLETTER,
  CHROME_ADVERT,
  CHROME_SOURCE,
  CHROME_NAVIGATION,
  CHROME_LEGAL,
  CHROME_BYLINE,
  CHROME_DATE,
  CHROME_CREDIT,
  CHROME_ABOUT,
  N_CHROME
} chrome_reason;

// Where in a line the words must stand.
enum {
  CHROME_LINE = 1,  // they are the line
  CHROME_START = 2, // the line begins with them
  CHROME_END = 4,   // it ends with them
  CHROME_PART = 8,  // anywhere
};

// Longest pattern in words; the longest in the data has 7.
enum { CHROME_WORDS = 8 };

// ORDER PAGE_WORD: names in chrome.c
typedef enum {
  PAGE_STOP = 1,     // function words: prose has many
  PAGE_YOU = 2,      // words that speak to the reader
  PAGE_MONTH = 4,    // value: 1 to 12
  PAGE_BY = 8,       // opens a byline
  PAGE_STAMP = 16,   // "published", "updated": a date follows
  PAGE_CHANGED = 32, // the date is that of a later change
  PAGE_NETWORK = 64, // a social network
  PAGE_PROFILE = 128 // "about": a short line that it opens heads a profile
} page_word;

// What a tag or class name says of what stands inside. ORDER BOX_KIND: names in
// chrome.c
enum {
  BOX_BLOCK = 1 << 0, // starts a line
  BOX_SKIP = 1 << 1,  // is not read
  BOX_NAV = 1 << 2,
  BOX_HEADER = 1 << 3,
  BOX_FOOTER = 1 << 4,
  BOX_ASIDE = 1 << 5,
  BOX_FORM = 1 << 6,
  BOX_FIGURE = 1 << 7,
  BOX_COMMENT = 1 << 8,
  BOX_RELATED = 1 << 9,
  BOX_SHARE = 1 << 10,
  BOX_PROMO = 1 << 11, // adverts, newsletters, cookie walls
  BOX_META = 1 << 12,  // bylines, dates, tags
  BOX_BODY = 1 << 13,  // the article's text by its name
  BOX_ARTICLE = 1 << 14,
  BOX_LIST = 1 << 15,
  BOX_TABLE = 1 << 16,
  BOX_QUOTE = 1 << 17,
  BOX_HEADING = 1 << 18,
  BOX_PARAGRAPH = 1 << 19,
  BOX_TITLE = 1 << 20, // headline by its name
  BOX_SUMMARY = 1 << 21,
  N_BOX = 22, // of these the line classifier has features
  // Never the article's, whatever stands in it: consent, newsletters, writers'
  // lives, quotes pulled out of the text.
  BOX_APART = 1 << 22,
  N_BOX_NAME = 23
};

#endif
