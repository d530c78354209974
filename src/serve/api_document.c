// A document with all that is known of it, and why an event of it is one.

#include "export/why.h"
#include "serve/api.h"
#include "serve/reading.h"

static bool find(call *c, document *d) {
  bool found;
  dgm_error err;
  dgm_status status = read_document(c->w->db, &c->w->m, c->id, d, &found, &err);
  if (status)
    return api_failed(c, status, &err);
  return found || call_fail(c, 404, "document",
                            "there is no document of this "
                            "id");
}

void api_document(call *c) {
  document d;
  view v;
  if (!find(c, &d))
    return;
  reading_put(&c->out, c->w, &d, reading_of(c->w, &d, &v));
  buf_byte(&c->out, '\n');
}

// The event of that id, else the first of that anchor: a newer codebook may
// code it otherwise and give it another id.
static uint32_t find_event(const view *v, str id, str anchor) {
  for (uint32_t i = 0; i < v->n_events; i++)
    if (str_eq((str){v->events[i].id, 32}, id))
      return i;
  for (uint32_t i = 0; i < v->n_events && anchor.len; i++)
    if (str_eq((str){v->events[i].anchor, 32}, anchor))
      return i;
  return NO_EVENT;
}

// The anchor of a stored event, out of its record; p == NULL: none is there.
static str anchor_of(call *c, str id) {
  static const str key = {"\"anchor\":\"", 10};
  str json;
  if (read_event(c->w->db, &c->w->m, id, &json, NULL) || !json.p)
    return (str){NULL, 0};
  uint32_t at = str_find(json, key);
  return at == UINT32_MAX ? (str){NULL, 0}
                          : str_slice(json, at + key.len, at + key.len + 32);
}

void api_why(call *c) {
  document d;
  view v;
  str id = call_arg(c, "event");
  if (!find(c, &d))
    return;
  if (!reading_of(c->w, &d, &v)) {
    call_fail(c, 409, "text", "the store keeps no text of this document");
    return;
  }
  uint32_t i = find_event(&v, id, anchor_of(c, id));
  if (i == NO_EVENT)
    call_fail(c, 404, "event",
              "this server's codebook finds no such event in the document");
  else
    export_why(&c->out, &c->w->article, c->d->cb, &v, i);
  buf_byte(&c->out, '\n');
}
