#include "ingest/page.h"
#include "base/utf8.h"
#include "ingest/charset.h"
#include "ingest/jsonl.h"

static dgm_format format_of(input_kind kind) {
  switch (kind) {
  case INPUT_HTML:
    return DGM_HTML;
  case INPUT_CLEAN:
    return DGM_CLEAN;
  case INPUT_SENTENCE:
    return DGM_SENTENCE;
  default:
    return DGM_TEXT;
  }
}

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
  out->format = format_of(kind);
  dgm_status status = detect_binary(bytes, path, err);
  if (!status)
    status = charset_decode(&out->bytes, kind == INPUT_HTML, m, path, err);
  if (!status && !str_trim(out->bytes).len)
    status = error_at(err, DGM_EFORMAT, path, line, 0, "is empty");
  return status;
}

static str decoded(arena *m, str field) {
  if (!field.p || charset_decode(&field, false, m, NULL, NULL))
    return (str){NULL, 0};
  return field;
}

dgm_status page_of_record(page *out, arena *m, const record *r,
                          dgm_error *err) {
  str bytes = r->field[FIELD_TEXT];
  if (r->field[FIELD_CHARSET].p && utf8_bad(bytes) < bytes.len)
    charset_from(&bytes, r->field[FIELD_CHARSET], m);
  dgm_status status = page_read(out, m, bytes, r->kind, NULL, 0, err);
  str *const to[N_FIELDS] = {[FIELD_ID] = &out->id,
                             [FIELD_TITLE] = &out->title,
                             [FIELD_PUBLISHED] = &out->published,
                             [FIELD_URL] = &out->url,
                             [FIELD_OUTLET] = &out->outlet,
                             [FIELD_LANGUAGE] = &out->language,
                             [FIELD_BYLINE] = &out->byline,
                             [FIELD_SECTION] = &out->section,
                             [FIELD_FETCHED] = &out->fetched};
  for (uint32_t i = 0; i < N_FIELDS && !status; i++)
    if (to[i] && r->field[i].p)
      *to[i] = decoded(m, r->field[i]);
  return status;
}
