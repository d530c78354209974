// The record as JSON, keys in the order that the record's version fixes.

#include "export/event.h"

static void key(buf *out, const char *name) {
  if (out->len && out->p[out->len - 1] != '{')
    buf_byte(out, ',');
  buf_byte(out, '"');
  buf_add(out, str_of(name));
  buf_add(out, S("\":"));
}

static void text(buf *out, const char *name, dgm_str s) {
  key(out, name);
  if (s.p)
    buf_json(out, str_from(s));
  else
    buf_add(out, S("null"));
}

static void boolean(buf *out, const char *name, bool v) {
  key(out, name);
  buf_add(out, v ? S("true") : S("false"));
}

static void span_of(buf *out, const char *name, dgm_span s, bool present) {
  key(out, name);
  if (!present) {
    buf_add(out, S("null"));
    return;
  }
  buf_byte(out, '[');
  buf_i64(out, s.beg);
  buf_byte(out, ',');
  buf_i64(out, s.end);
  buf_byte(out, ']');
}

static void texts(buf *out, const char *name, const dgm_str *list, uint32_t n) {
  key(out, name);
  buf_byte(out, '[');
  for (uint32_t i = 0; i < n; i++) {
    if (i)
      buf_byte(out, ',');
    buf_json(out, str_from(list[i]));
  }
  buf_byte(out, ']');
}

static void fixed(buf *out, const char *name, double v, int digits,
                  bool present) {
  key(out, name);
  if (present)
    buf_fixed(out, v, digits);
  else
    buf_add(out, S("null"));
}

static void actor(buf *out, const dgm_actor *a) {
  buf_byte(out, '{');
  text(out, "text", a->text);
  text(out, "name", a->name);
  text(out, "entity", a->entity);
  text(out, "country", a->country);
  text(out, "org", a->org);
  texts(out, "sectors", a->sectors, a->n_sectors);
  text(out, "role", a->role);
  texts(out, "ethnic", a->ethnic, a->n_ethnic);
  texts(out, "religion", a->religion, a->n_religion);
  text(out, "code", a->code);
  span_of(out, "span", a->span, a->span.end > a->span.beg);
  span_of(out, "antecedent", a->antecedent,
          a->antecedent.end > a->antecedent.beg);
  text(out, "by", a->by);
  boolean(out, "known", a->known);
  buf_byte(out, '}');
}

static void actors(buf *out, const char *name, const dgm_actor *list,
                   uint32_t n) {
  key(out, name);
  buf_byte(out, '[');
  for (uint32_t i = 0; i < n; i++) {
    if (i)
      buf_byte(out, ',');
    actor(out, &list[i]);
  }
  buf_byte(out, ']');
}

static void date(buf *out, const dgm_date *d) {
  key(out, "date");
  buf_byte(out, '{');
  text(out, "start", d->start);
  text(out, "end", d->end);
  text(out, "precision", d->precision);
  text(out, "text", d->text);
  text(out, "source", d->source);
  buf_byte(out, '}');
}

static void places(buf *out, const dgm_event *e) {
  key(out, "places");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < e->n_places; i++) {
    const dgm_place *p = &e->places[i];
    if (i)
      buf_byte(out, ',');
    buf_byte(out, '{');
    text(out, "name", p->name);
    text(out, "country", p->country);
    text(out, "admin1", p->admin1);
    fixed(out, "lat", p->lat, 4, p->located);
    fixed(out, "lon", p->lon, 4, p->located);
    fixed(out, "geonameid", (double)p->geonameid, 0, p->geonameid != 0);
    text(out, "precision", p->precision);
    text(out, "role", p->role);
    span_of(out, "span", p->span, true);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

// Whole numbers without a point, others with two places.
static void number(buf *out, const char *name, double v) {
  fixed(out, name, v, v == (double)(int64_t)v ? 0 : 2, true);
}

static void high(buf *out, double v) {
  if (v >= 0) {
    number(out, "high", v);
    return;
  }
  key(out, "high");
  buf_add(out, S("null"));
}

static void quantities(buf *out, const dgm_event *e) {
  key(out, "quantities");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < e->n_quantities; i++) {
    const dgm_quantity *q = &e->quantities[i];
    if (i)
      buf_byte(out, ',');
    buf_byte(out, '{');
    number(out, "value", q->value);
    number(out, "low", q->low);
    high(out, q->high);
    text(out, "unit", q->unit);
    text(out, "of", q->of);
    text(out, "text", q->text);
    span_of(out, "span", q->span, true);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void attribution(buf *out, const dgm_event *e) {
  key(out, "attribution");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    const dgm_speech *s = &e->attribution[i];
    if (i)
      buf_byte(out, ',');
    buf_byte(out, '{');
    text(out, "kind", s->kind);
    key(out, "speaker");
    actor(out, &s->speaker);
    text(out, "verb", s->verb);
    text(out, "quote", s->quote);
    span_of(out, "span", s->span, true);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void links(buf *out, const dgm_event *e) {
  key(out, "links");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < e->n_links; i++) {
    if (i)
      buf_byte(out, ',');
    buf_byte(out, '{');
    text(out, "rel", e->links[i].rel);
    text(out, "id", (dgm_str){e->links[i].id, 32});
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void evidence(buf *out, const dgm_evidence *v) {
  key(out, "evidence");
  buf_byte(out, '{');
  text(out, "in", v->in);
  key(out, "sentence");
  buf_i64(out, v->sentence);
  span_of(out, "span", v->span, true);
  span_of(out, "trigger", v->trigger, true);
  text(out, "text", v->text);
  text(out, "rule", v->rule);
  fixed(out, "confidence", v->confidence, 2, true);
  boolean(out, "scare", v->scare);
  buf_byte(out, '}');
}

static void document(buf *out, const dgm_document *d) {
  key(out, "document");
  buf_byte(out, '{');
  text(out, "id", d->id);
  text(out, "text_hash", (dgm_str){d->text_hash, 32});
  text(out, "url", d->url);
  text(out, "canonical", d->canonical);
  text(out, "outlet", d->outlet);
  text(out, "byline", d->byline);
  text(out, "section", d->section);
  text(out, "title", d->title);
  text(out, "published", d->published);
  text(out, "modified", d->modified);
  text(out, "language", d->language);
  buf_byte(out, '}');
}

static void what(buf *out, const dgm_event *e) {
  text(out, "type", e->type);
  texts(out, "modes", e->modes, e->n_modes);
  texts(out, "contexts", e->contexts, e->n_contexts);
  text(out, "cameo", e->cameo);
  text(out, "cameo_mirror", e->cameo_mirror);
  fixed(out, "quad", e->quad, 0, e->quad != 0);
  fixed(out, "score", e->score, 1, e->scored);
  text(out, "factuality", e->factuality);
  boolean(out, "background", e->background);
}

void export_jsonl(buf *out, const dgm_event *e, const dgm_document *d,
                  dgm_str run) {
  buf_byte(out, '{');
  key(out, "v");
  buf_i64(out, DGM_RECORD);
  text(out, "id", (dgm_str){e->id, 32});
  text(out, "anchor", (dgm_str){e->anchor, 32});
  what(out, e);
  actors(out, "actor", e->actor, e->n_actor);
  actors(out, "recipient", e->recipient, e->n_recipient);
  date(out, &e->date);
  places(out, e);
  quantities(out, e);
  attribution(out, e);
  links(out, e);
  evidence(out, &e->evidence);
  document(out, d);
  text(out, "run", run);
  buf_add(out, S("}\n"));
}

void export_document_line(buf *out, const dgm_document *d) {
  buf_byte(out, '{');
  document(out, d);
  buf_add(out, S("}\n"));
}
