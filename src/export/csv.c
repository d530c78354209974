// One row an event, for spreadsheets and data frames.

#include "export/event.h"

// ORDER CSV_COLUMNS: export_csv writes the fields in this order.
static const char *const columns[] = {"id",
                                      "anchor",
                                      "document",
                                      "published",
                                      "type",
                                      "modes",
                                      "contexts",
                                      "cameo",
                                      "quad",
                                      "score",
                                      "factuality",
                                      "background",
                                      "actor",
                                      "actor_country",
                                      "actor_code",
                                      "recipient",
                                      "recipient_country",
                                      "recipient_code",
                                      "date_start",
                                      "date_end",
                                      "date_precision",
                                      "places",
                                      "according_to",
                                      "denied",
                                      "quantities",
                                      "content_of",
                                      "rule",
                                      "confidence",
                                      "sentence",
                                      "text",
                                      "outlet",
                                      "url",
                                      "title",
                                      "run"};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static void next(buf *out) {
  buf_byte(out, ',');
}

static bool needs_marks(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
      return true;
  return false;
}

void export_csv_field(buf *out, str s) {
  if (!needs_marks(s)) {
    buf_add(out, s);
    return;
  }
  buf_byte(out, '"');
  for (uint32_t i = 0; i < s.len; i++) {
    if (s.p[i] == '"')
      buf_byte(out, '"');
    buf_byte(out, s.p[i]);
  }
  buf_byte(out, '"');
}

static void put(buf *out, dgm_str s) {
  export_csv_field(out, str_from(s));
  next(out);
}

static void put_list(buf *out, const dgm_str *list, uint32_t n) {
  buf joined = {0};
  for (uint32_t i = 0; i < n; i++) {
    if (i)
      buf_byte(&joined, ';');
    buf_add(&joined, str_from(list[i]));
  }
  export_csv_field(out, buf_str(&joined));
  next(out);
  buf_free(&joined);
}

static dgm_str name_of(const dgm_actor *a) {
  return a->name.p ? a->name : a->text;
}

static dgm_str country_of(const dgm_actor *a) {
  return a->country;
}

static dgm_str code_of(const dgm_actor *a) {
  return a->code;
}

static void put_actors(buf *out, const dgm_actor *list, uint32_t n,
                       dgm_str (*part)(const dgm_actor *)) {
  buf joined = {0};
  for (uint32_t i = 0; i < n; i++) {
    if (i)
      buf_byte(&joined, ';');
    buf_add(&joined, str_from(part(&list[i])));
  }
  export_csv_field(out, buf_str(&joined));
  next(out);
  buf_free(&joined);
}

static void put_parties(buf *out, const dgm_actor *list, uint32_t n) {
  put_actors(out, list, n, name_of);
  put_actors(out, list, n, country_of);
  put_actors(out, list, n, code_of);
}

static void put_places(buf *out, const dgm_event *e) {
  buf joined = {0};
  for (uint32_t i = 0; i < e->n_places; i++) {
    if (i)
      buf_byte(&joined, ';');
    buf_add(&joined, str_from(e->places[i].name));
  }
  export_csv_field(out, buf_str(&joined));
  next(out);
  buf_free(&joined);
}

static void put_sources(buf *out, const dgm_event *e) {
  buf joined = {0};
  bool denied = false;
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    if (i)
      buf_byte(&joined, ';');
    buf_add(&joined, str_from(name_of(&e->attribution[i].speaker)));
    denied |= str_eq(str_from(e->attribution[i].kind), S("denied"));
  }
  export_csv_field(out, buf_str(&joined));
  next(out);
  buf_add(out, denied ? S("true,") : S("false,"));
  buf_free(&joined);
}

static void put_quantities(buf *out, const dgm_event *e) {
  buf joined = {0};
  for (uint32_t i = 0; i < e->n_quantities; i++) {
    if (i)
      buf_byte(&joined, ';');
    buf_add(&joined, str_from(e->quantities[i].text));
  }
  export_csv_field(out, buf_str(&joined));
  next(out);
  buf_free(&joined);
}

static void put_what(buf *out, const dgm_event *e) {
  put(out, e->type);
  put_list(out, e->modes, e->n_modes);
  put_list(out, e->contexts, e->n_contexts);
  put(out, e->cameo);
  if (e->quad)
    buf_i64(out, e->quad);
  next(out);
  if (e->scored)
    buf_fixed(out, e->score, 1);
  next(out);
  put(out, e->factuality);
  buf_add(out, e->background ? S("true,") : S("false,"));
}

void export_csv_head(buf *out) {
  for (uint32_t i = 0; i < N_COLUMNS; i++) {
    buf_add(out, str_of(columns[i]));
    buf_add(out, i + 1 < N_COLUMNS ? S(",") : S("\r\n"));
  }
}

void export_csv(buf *out, const dgm_event *e, const dgm_document *d,
                dgm_str run) {
  put(out, (dgm_str){e->id, 32});
  put(out, (dgm_str){e->anchor, 32});
  put(out, d->id);
  put(out, d->published);
  put_what(out, e);
  put_parties(out, e->actor, e->n_actor);
  put_parties(out, e->recipient, e->n_recipient);
  put(out, e->date.start);
  put(out, e->date.end);
  put(out, e->date.precision);
  put_places(out, e);
  put_sources(out, e);
  put_quantities(out, e);
  put(out, e->n_links ? (dgm_str){e->links[0].id, 32} : (dgm_str){0});
  put(out, e->evidence.rule);
  buf_fixed(out, e->evidence.confidence, 2);
  next(out);
  buf_i64(out, e->evidence.sentence);
  next(out);
  put(out, e->evidence.text);
  put(out, d->outlet);
  put(out, d->url);
  put(out, d->title);
  export_csv_field(out, str_from(run));
  buf_add(out, S("\r\n"));
}
