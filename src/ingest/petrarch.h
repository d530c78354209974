#ifndef INGEST_PETRARCH_H
#define INGEST_PETRARCH_H

// PETRARCH's input: <Sentences><Sentence date= id= source= sentence=><Text>.
//
// Each element Sentence is a document: one sentence where its attribute
// `sentence` is true, as PETRARCH has it, else a text. Its Parse is not read.
// An element that is not closed ends where the next begins and is named.

#include "base/arena.h"
#include "ingest/record.h"
#include "ingest/stream.h"

// Does the document look like it?
bool petrarch_begins(str bytes);

// The next element: DGM_OK with text, or text.p == NULL at the end. After
// DGM_EFORMAT or DGM_ELIMIT the next call goes on behind it; after DGM_EIO
// nothing follows. Slices live until the next call.
dgm_status petrarch_next(stream *s, arena *m, record *out, dgm_error *err);

#endif
