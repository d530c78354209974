#ifndef INGEST_WARC_H
#define INGEST_WARC_H

// WARC 1.0 and 1.1: the archives of the web (ISO 28500).
//
// Pages are `response` records whose payload is HTML or text and whose status
// is 2xx; `resource` records of that kind; `conversion` records (WET files) as
// text. Requests, pictures, redirects are stepped over in silence. The HTTP
// envelope is taken off: chunks joined, gzip and deflate unpacked.
//
// A record that is damaged, cut short, longer than 64 MB or whose length lies
// is named with its offset; the next line that begins "WARC/1." goes on.

#include "base/arena.h"
#include "ingest/record.h"
#include "ingest/stream.h"

// The next page: DGM_OK with bytes, or with p == NULL at the end. Slices live
// until the next call, some in m. After DGM_EFORMAT or DGM_ELIMIT the next call
// goes on behind the record; after DGM_EIO nothing follows.
dgm_status warc_next(stream *s, arena *m, record *out, dgm_error *err);

#endif
