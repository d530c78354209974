#ifndef FETCH_UNPACK_H
#define FETCH_UNPACK_H

// The bodies of answers that were sent packed.

#include "base/buf.h"
#include "base/error.h"

// Unpacks gzip or zlib data in place. DGM_ELIMIT where more than `most` bytes
// come out, DGM_EFORMAT where the data is damaged or ends early: libcurl, which
// could unpack it as well, hands out torn pages without a word.
dgm_status body_unpack(buf *body, uint32_t most, dgm_error *err);

#endif
