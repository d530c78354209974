#include "ingest/petrarch.h"
#include "ingest/page.h"
#include "ingest/xml.h"

enum { MORE = 64 << 10 };

#define OPEN  S("<Sentence ")
#define CLOSE S("</Sentence>")

bool petrarch_begins(str bytes) {
  str root = xml_root(bytes);
  return str_eq(root, S("Sentences")) || str_eq(root, S("Sentence"));
}

// Takes bytes up to the next opening tag; none: the window is empty.
static dgm_status seek_open(stream *s, dgm_error *err) {
  for (;;) {
    dgm_status status = stream_need(s, MORE, err);
    str w = stream_window(s);
    if (status || !w.len)
      return status;
    uint32_t at = str_find(w, OPEN);
    if (at != UINT32_MAX) {
      stream_take(s, at);
      return DGM_OK;
    }
    stream_take(s,
                stream_whole(s) || w.len < OPEN.len ? w.len : w.len - OPEN.len);
  }
}

static dgm_status bad(const stream *s, dgm_status status, place where,
                      const char *what, dgm_error *err) {
  char at[PLACE_ROOM];
  return error_at(err, status, s->in.path, 0, 0, "the sentence at byte %s %s",
                  place_show(at, where), what);
}

// The element at the window's beginning, taken.
static dgm_status take_element(stream *s, str *out, dgm_error *err) {
  place where = stream_place(s);
  for (size_t need = MORE;; need *= 2) {
    dgm_status status = stream_need(s, need, err);
    if (status)
      return status;
    str w = stream_window(s);
    uint32_t close = str_find(w, CLOSE);
    uint32_t stop = close == UINT32_MAX ? w.len : close;
    uint32_t next = str_find(str_slice(w, OPEN.len, stop), OPEN);
    if (next != UINT32_MAX) {
      stream_take(s, next + OPEN.len);
      return bad(s, DGM_EFORMAT, where, "is not closed", err);
    }
    if (close != UINT32_MAX) {
      *out = str_slice(w, 0, close);
      stream_take(s, close + CLOSE.len);
      return DGM_OK;
    }
    if (stream_whole(s) || w.len > PAGE_MAX) {
      bool whole = stream_whole(s);
      stream_take(s, w.len);
      return bad(s, whole ? DGM_EFORMAT : DGM_ELIMIT, where,
                 whole ? "is not closed" : "is larger than the limit of 64 MB",
                 err);
    }
  }
}

// 20231121 as PETRARCH writes it, or a date as it stands.
static str date_of(arena *m, str s) {
  s = str_trim(s);
  int64_t digits;
  if (s.len != 8 || !str_to_i64(s, &digits))
    return s;
  char *p = arena_raw(m, 10);
  memcpy(p, s.p, 4);
  memcpy(p + 5, s.p + 4, 2);
  memcpy(p + 8, s.p + 6, 2);
  p[4] = p[7] = '-';
  return (str){p, 10};
}

static void read_attributes(arena *m, const xml_token *t, record *out) {
  str sentence = xml_attribute(m, t, "sentence");
  bool story = sentence.len && (sentence.p[0] | 32) == 'f'; // False, false
  out->kind = story ? INPUT_CLEAN : INPUT_SENTENCE;
  out->field[FIELD_ID] = xml_attribute(m, t, "id");
  out->field[FIELD_PUBLISHED] = date_of(m, xml_attribute(m, t, "date"));
  out->field[FIELD_OUTLET] = xml_attribute(m, t, "source");
  out->field[FIELD_URL] = xml_attribute(m, t, "url");
}

dgm_status petrarch_next(stream *s, arena *m, record *out, dgm_error *err) {
  *out = (record){0};
  arena_reset(m);
  dgm_status status = seek_open(s, err);
  if (status || !stream_window(s).len)
    return status;
  place where = out->place = stream_place(s);
  str element;
  status = take_element(s, &element, err);
  if (status)
    return status;
  xml x = {element, 0};
  xml_token t;
  while (xml_next(&x, &t)) {
    if (t.kind != XML_OPEN)
      continue;
    if (str_eq(t.name, S("Sentence")))
      read_attributes(m, &t, out);
    if (!str_eq(t.name, S("Text")))
      continue;
    out->field[FIELD_TEXT] = record_one_line(m, xml_content(m, &x, &t, NULL));
    return DGM_OK;
  }
  return bad(s, DGM_EFORMAT, where, "has no <Text>", err);
}
