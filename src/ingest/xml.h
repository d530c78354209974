#ifndef INGEST_XML_H
#define INGEST_XML_H

// XML as feeds have it, well formed or not: tags and texts, one after the
// other. Document types are stepped over, so entities that one declares are
// never expanded; there is no tree, so depth costs nothing. Never fails.
// Linear in the bytes.

#include "base/arena.h"

typedef enum { XML_END, XML_OPEN, XML_CLOSE, XML_TEXT, XML_CDATA } xml_kind;

typedef struct {
  xml_kind kind;
  uint32_t beg, end; // bytes of the document
  str name;          // of a tag, prefix included
  str attributes;    // of an open tag, for html_attribute
  str text;          // of XML_TEXT (entities not decoded) and XML_CDATA
  bool empty;        // written <x/>
} xml_token;

typedef struct {
  str s;
  uint32_t at;
} xml;

// The name of the first element, empty where other text stands before it.
str xml_root(str bytes);

// The next tag or text; false at the end.
bool xml_next(xml *x, xml_token *t);

// s with its entities decoded (XML's and HTML's); borrowed where it has none.
str xml_decode(arena *m, str s);

// The value of an attribute of an open tag, decoded; p == NULL: it has none.
str xml_attribute(arena *m, const xml_token *t, const char *name);

// Behind an open tag: the content up to its closing tag, which is taken. Text
// and CDATA are joined and decoded; content that holds tags is given as it
// stands. It also ends, if it was never closed, in front of the next tag whose
// name `stops` knows (may be NULL).
str xml_content(arena *m, xml *x, const xml_token *open,
                bool (*stops)(str name));

#endif
