#ifndef INGEST_HTML_H
#define INGEST_HTML_H

// A page of HTML as a run of tags and texts, with the bytes each stands in.
//
// A scanner of our own: libxml2 gives no honest byte offsets behind its
// conversions and entities, and every span of the record must lead back to the
// page. Like a browser it reads anything and never fails. No tree, no memory:
// 100,000 open tags cost what ten cost. Linear in the page.

#include "base/arena.h"
#include <dragoman.h>

typedef enum {
  HTML_END,
  HTML_TEXT,  // characters, entities not yet decoded
  HTML_RAW,   // content of script or style
  HTML_OPEN,  // <p class=x>, also <br/>
  HTML_CLOSE, // </p>
} html_kind;

typedef struct {
  html_kind kind;
  uint32_t beg, end; // bytes of the page
  str attributes;    // of an open tag, for html_attribute
  char name[16];     // lower case, NUL-terminated; longer names are cut
  bool empty;        // written <br/>
} html_token;

typedef struct {
  str s;
  uint32_t at;
  char raw[16];            // inside script, style, textarea, title: its name
  uint32_t no_double_from; // no " from here on, so nobody looks again
  uint32_t no_single_from; // the same for '
} html;

static inline html html_open(str page) {
  return (html){page, 0, "", UINT32_MAX, UINT32_MAX};
}

// The next tag or text; comments and doctypes are stepped over. False at the
// end.
bool html_next(html *h, html_token *t);

// The next attribute: name as written, value without quotes, not decoded.
bool html_attribute(str *rest, str *name, str *value);

// Is the name the given lower-case one, whatever its case?
bool html_is(str name, const char *lower);

// The character that the entity at s.p[at] (an ampersand) stands for, and the
// bytes it takes; 0 when it is just an ampersand.
uint32_t html_entity(str s, uint32_t at, uint32_t *len);

// s with its entities decoded and white space made single spaces, in m.
str html_decode(arena *m, str s);

#endif
