#ifndef INGEST_TAR_H
#define INGEST_TAR_H

// tar: ustar, with the long names of GNU and of POSIX (pax). Regular files are
// documents; folders, links and hidden files are stepped over in silence.
//
// A header whose checksum is wrong is named with its offset; the next block
// that is a header goes on. A file of more than 64 MB is named and skipped.

#include "base/arena.h"
#include "ingest/record.h"
#include "ingest/stream.h"

enum { TAR_BLOCK = 512 };

// Does a block of 512 bytes look like a header?
bool tar_begins(str block);

// The next file: DGM_OK with text and member, or text.p == NULL at the end;
// kind is INPUT_AUTO. After DGM_EFORMAT or DGM_ELIMIT the next call goes on
// behind it; after DGM_EIO nothing follows. Slices live until the next call.
dgm_status tar_next(stream *s, arena *m, record *out, dgm_error *err);

// Is a path's last part hidden (".x"), or the path a folder ("x/")?
bool tar_hidden(str name);

#endif
