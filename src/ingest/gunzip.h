#ifndef INGEST_GUNZIP_H
#define INGEST_GUNZIP_H

// gzip, a member after the other.
//
// Archives of pages (WARC) have a member a record: libdeflate reads such a
// member whole, two to three times as fast as zlib. A member of more than a few
// megabytes is read in pieces by zlib. A damaged member is named with its
// offset and the next one is looked for by its first bytes.

#include "ingest/inlet.h"

typedef struct gunzip gunzip;

// Do the bytes begin like a gzip member?
bool gunzip_begins(str bytes);

// A reader of members; NULL when there is no memory for it.
gunzip *gunzip_new(void);
void gunzip_free(gunzip *g);

// Appends a member, or the next piece of a large one, to *out. *ended: the file
// has no more. DGM_EFORMAT: a member was damaged or cut short, what was
// appended of it is not to be trusted, and the next call goes on behind it.
dgm_status gunzip_fill(gunzip *g, inlet *in, buf *out, bool *ended,
                       dgm_error *err);

// Where the member that was read last begins in the file.
uint64_t gunzip_member(const gunzip *g);

#endif
