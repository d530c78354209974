#include "fetch/unpack.h"
#include <zlib.h>

enum { UNPACK_STEP = 1 << 16 };

// Adds what comes out of z to out until its data ends.
static int unpack_all(z_stream *z, buf *out, uint32_t most) {
  int status = Z_OK;
  while (status == Z_OK && out->len <= most) {
    z->next_out = (Bytef *)buf_room(out, UNPACK_STEP);
    z->avail_out = UNPACK_STEP;
    status = inflate(z, Z_NO_FLUSH);
    out->len += UNPACK_STEP - z->avail_out;
  }
  return status;
}

dgm_status body_unpack(buf *body, uint32_t most, dgm_error *err) {
  z_stream z = {.next_in = (Bytef *)body->p, .avail_in = (uInt)body->len};
  buf out = {0};
  if (inflateInit2(&z, MAX_WBITS + 32) != Z_OK) // 32: gzip or zlib, as it is
    return error_set(err, DGM_EIO, "cannot start zlib");
  int status = unpack_all(&z, &out, most);
  inflateEnd(&z);
  if (out.len > most || status != Z_STREAM_END) {
    bool large = out.len > most;
    buf_free(&out);
    return large ? error_set(err, DGM_ELIMIT, "the answer has more than %u MB",
                             most >> 20)
                 : error_set(err, DGM_EFORMAT,
                             "the packed answer is damaged or ends early");
  }
  buf_free(body);
  *body = out;
  return DGM_OK;
}
