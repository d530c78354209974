// Documents on their way from a worker to the writer: numbers as the machine
// has them, strings behind their length. Nothing of this is ever kept.

#include "store/record.h"

static void put(buf *out, const void *p, size_t n) {
  memcpy(buf_room(out, n), p, n);
  out->len += n;
}

static void put_str(buf *out, str s) {
  uint32_t len = s.p ? s.len : UINT32_MAX;
  put(out, &len, sizeof len);
  if (s.p)
    buf_add(out, s);
}

static void get(str *in, void *p, size_t n) {
  memcpy(p, in->p, n);
  *in = str_slice(*in, (uint32_t)n, in->len);
}

static str get_str(str *in) {
  uint32_t len;
  get(in, &len, sizeof len);
  if (len == UINT32_MAX)
    return (str){NULL, 0};
  str out = str_slice(*in, 0, len);
  *in = str_slice(*in, len, in->len);
  return out;
}

// The strings of a struct, to be written and read in one order.
enum { TEXTS = 12 };
typedef struct {
  str *at[TEXTS];
  uint32_t n;
} texts;

static texts texts_of_tie(record_tie *t) {
  record_actor *a = &t->actor;
  record_place *p = &t->place;
  if (t->kind <= TIE_SPEAKER)
    return (texts){{&a->name, &a->entity, &a->country, &a->org, &a->role,
                    &a->code, &a->sectors, &a->node},
                   8};
  return (texts){{&p->name, &p->country, &p->admin1, &p->precision}, 4};
}

static texts texts_of_event(record_event *e) {
  return (texts){{&e->json, &e->id, &e->anchor, &e->type, &e->cameo, &e->modes,
                  &e->contexts, &e->rule},
                 8};
}

static texts texts_of_document(record_document *d, bool second) {
  if (!second)
    return (texts){{&d->id, &d->text_hash, &d->json, &d->title, &d->url,
                    &d->outlet, &d->language},
                   7};
  return (texts){{&d->byline, &d->section, &d->text, &d->removed, &d->rejects,
                  &d->dossier},
                 6};
}

static void put_texts(buf *out, texts t) {
  for (uint32_t i = 0; i < t.n; i++)
    put_str(out, *t.at[i]);
}

static void get_texts(str *in, texts t) {
  for (uint32_t i = 0; i < t.n; i++)
    *t.at[i] = get_str(in);
}

void record_write(buf *out, const record_document *given) {
  record_document d = *given;
  put(out, &d, sizeof d);
  put_texts(out, texts_of_document(&d, false));
  put_texts(out, texts_of_document(&d, true));
  for (uint32_t i = 0; i < d.events.n; i++) {
    record_event e = d.events.at[i];
    put(out, &e, sizeof e);
    put_texts(out, texts_of_event(&e));
    for (uint32_t k = 0; k < e.ties.n; k++) {
      record_tie t = e.ties.at[k];
      put(out, &t, sizeof t);
      put_texts(out, texts_of_tie(&t));
    }
  }
}

static void read_event(record_event *e, arena *m, str *bytes) {
  get(bytes, e, sizeof *e);
  get_texts(bytes, texts_of_event(e));
  uint32_t n = e->ties.n;
  e->ties.at = NULL;
  e->ties.n = e->ties.cap = 0;
  for (uint32_t i = 0; i < n; i++) {
    record_tie *t = vec_push(m, &e->ties);
    get(bytes, t, sizeof *t);
    get_texts(bytes, texts_of_tie(t));
  }
}

void record_take(record_document *out, arena *m, str *bytes) {
  get(bytes, out, sizeof *out);
  get_texts(bytes, texts_of_document(out, false));
  get_texts(bytes, texts_of_document(out, true));
  uint32_t n = out->events.n;
  out->events.at = NULL;
  out->events.n = out->events.cap = 0;
  for (uint32_t i = 0; i < n; i++)
    read_event(vec_push(m, &out->events), m, bytes);
}
