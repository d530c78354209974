#ifndef INGEST_FEED_H
#define INGEST_FEED_H

// RSS 2.0, RSS 1.0 and Atom: each item is an article.
//
// The text is the item's title and its fullest content (content:encoded or
// Atom's content before description or summary); `id` its guid, `outlet` the
// feed's title. Content that is HTML is given as a page that opens with the
// title as a heading; plain content as clean text, title, blank line, content.
// An item without title and content is passed over. Broken XML is read as far
// as its tags go: an item ends where the next begins. The language that a feed
// claims is not believed: many keep their template's.

#include "base/arena.h"
#include "ingest/record.h"
#include "ingest/xml.h"

typedef struct {
  xml x;
  str outlet; // title of the whole feed
} feed_reader;

// Does the document look like a feed?
bool feed_begins(str bytes);

// Begins to read a whole feed; bytes (UTF-8) and m must outlive the reader.
void feed_open(feed_reader *r, arena *m, str bytes);

// The next item in *out; false at the end. Slices live in m or in the feed.
bool feed_next(feed_reader *r, arena *m, record *out);

#endif
