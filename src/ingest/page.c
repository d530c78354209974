#include "ingest/page.h"
#include "ingest/charset.h"
#include "ingest/jsonl.h"

dgm_status page_read(page *out, arena *m, str bytes, input_kind kind,
                     const char *path, uint32_t line, dgm_error *err) {
  *out = (page){.bytes = bytes};
  if (bytes.len > PAGE_MAX)
    return error_at(err, DGM_ELIMIT, path, line, 0,
                    "is larger than the limit of 64 MB for one document");
  if (kind == INPUT_AUTO)
    kind = detect_input(bytes, path);
  if (kind == INPUT_JSONL)
    return jsonl_read(out, m, bytes, path, line, err);
  out->format = kind == INPUT_HTML ? DGM_HTML : DGM_TEXT;
  dgm_status status = detect_binary(bytes, path, err);
  if (!status)
    status = charset_decode(&out->bytes, kind == INPUT_HTML, m, path, err);
  if (!status && !str_trim(out->bytes).len)
    status = error_at(err, DGM_EFORMAT, path, line, 0, "is empty");
  return status;
}
