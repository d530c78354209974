#ifndef INGEST_ZIP_H
#define INGEST_ZIP_H

// zip: stored and deflated files, in the order in which they stand.
//
// The archive is read from its beginning, header by header, and never by the
// table at its end: so it may come through a pipe, a cut archive gives what is
// there, and files that lie about each other's place (bombs) cannot. Folders
// and hidden files are stepped over in silence.
//
// A file that is damaged, encrypted, packed in another way or larger than 64 MB
// is named; the next header goes on.

#include "base/arena.h"
#include "ingest/record.h"
#include "ingest/stream.h"

// Is it a document of an office program, which is a zip archive too?
bool zip_is_office(str bytes);

// The next file, as tar_next does.
dgm_status zip_next(stream *s, arena *m, record *out, dgm_error *err);

#endif
