#ifndef INGEST_HTTP_H
#define INGEST_HTTP_H

// The answer of a web server as an archive keeps it: status line, header
// fields, body (RFC 9112).

#include "base/arena.h"
#include "ingest/record.h"

// The value of a header field among lines "name: value" (folded lines are not
// joined); p == NULL where it does not stand. `name` in lower case.
str http_field(str head, const char *name);

// The kind of document that a media type stands for; INPUT_AUTO: none.
input_kind http_kind(str content_type);

// The charset that a content type names, p == NULL where none.
str http_charset(str content_type);

// The document in a whole answer: fills kind, text and charset of *out. *found
// is false when it holds no page (another status, a picture). The body is
// borrowed, or in m where it had to be unpacked. DGM_EFORMAT, DGM_ELIMIT: the
// page cannot be unpacked; err gets no path.
dgm_status http_page(record *out, bool *found, arena *m, str answer,
                     dgm_error *err);

#endif
