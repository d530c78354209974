#include "export/annotate.h"
#include "article/names_of.h"
#include "pipeline/view.h"

static void sep(buf *out) {
  char last = out->len ? out->p[out->len - 1] : 0;
  if (last != '{' && last != '[')
    buf_byte(out, ',');
}

static void key(buf *out, const char *name) {
  sep(out);
  buf_printf(out, "\"%s\":", name);
}

static void text_or_null(buf *out, const char *name, dgm_str s) {
  key(out, name);
  if (s.p)
    buf_json(out, (str){s.p, s.len});
  else
    buf_add(out, S("null"));
}

static void put_span(buf *out, span s) {
  if (s.end > s.beg)
    buf_printf(out, "[%u,%u]", s.beg, s.end);
  else
    buf_add(out, S("null"));
}

static void span_field(buf *out, const char *name, span s) {
  key(out, name);
  put_span(out, s);
}

static void put_mentions(buf *out, article *a, const codebook *cb) {
  key(out, "mentions");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    const mention *m = &a->mentions.at[i];
    dgm_actor who;
    view_actor(&who, a, cb, i);
    sep(out);
    buf_byte(out, '{');
    span_field(out, "span", m->at);
    span_field(out, "head", a->tokens.at[m->head].at);
    key(out, "type");
    buf_json(out, mention_type_name(m->type));
    text_or_null(out, "name", who.name);
    text_or_null(out, "country", who.country);
    text_or_null(out, "org", who.org);
    text_or_null(out, "code", who.code);
    key(out, "cluster");
    buf_i64(out, m->entity);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void day_field(buf *out, const char *name, day d) {
  char text[11];
  key(out, name);
  if (d == NO_DAY) {
    buf_add(out, S("null"));
    return;
  }
  day_write(text, d);
  buf_json(out, (str){text, 10});
}

static void put_dates(buf *out, const article *a) {
  key(out, "dates");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < a->dates.n; i++) {
    const timex *x = &a->dates.at[i];
    sep(out);
    buf_byte(out, '{');
    span_field(out, "span", x->at);
    key(out, "timex");
    buf_json(out, timex_type_name(x->type));
    key(out, "value");
    buf_json(out, str_of(x->value));
    day_field(out, "start", x->beg);
    day_field(out, "end", x->last);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void put_place(buf *out, const article *a, const codebook *cb,
                      const place_mention *p) {
  dgm_place v;
  view_place(&v, a, cb, p);
  buf_byte(out, '{');
  span_field(out, "span", p->at);
  text_or_null(out, "name", v.name);
  key(out, "lat");
  if (v.located)
    buf_fixed(out, v.lat, 4);
  else
    buf_add(out, S("null"));
  key(out, "lon");
  if (v.located)
    buf_fixed(out, v.lon, 4);
  else
    buf_add(out, S("null"));
  key(out, "geonameid");
  if (v.geonameid)
    buf_i64(out, (int64_t)v.geonameid);
  else
    buf_add(out, S("null"));
  text_or_null(out, "country", v.country);
  buf_byte(out, '}');
}

static void put_places(buf *out, const article *a, const codebook *cb) {
  key(out, "places");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < a->places.n; i++) {
    sep(out);
    put_place(out, a, cb, &a->places.at[i]);
  }
  buf_byte(out, ']');
}

static void put_quotes(buf *out, const article *a) {
  key(out, "quotes");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < a->quotes.n; i++) {
    const quote *q = &a->quotes.at[i];
    sep(out);
    buf_byte(out, '{');
    key(out, "content");
    buf_byte(out, '[');
    for (uint32_t k = 0; k < q->n_content; k++) {
      sep(out);
      put_span(out, q->content[k]);
    }
    buf_byte(out, ']');
    span_field(out, "cue", q->cue);
    span_field(out, "speaker", q->speaker_at);
    key(out, "speaker_cluster");
    if (q->speaker != NO_MENTION)
      buf_i64(out, a->mentions.at[q->speaker].entity);
    else
      buf_add(out, S("null"));
    key(out, "quote");
    buf_json(out, quote_kind_name(q->kind));
    key(out, "kind");
    buf_json(out, q->denied ? S("denied") : S("claimed"));
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void number(buf *out, const char *name, double v) {
  key(out, name);
  buf_fixed(out, v, v == (double)(int64_t)v ? 0 : 2);
}

static void high(buf *out, double v) {
  if (v >= 0) {
    number(out, "high", v);
    return;
  }
  key(out, "high");
  buf_add(out, S("null"));
}

static void put_quantities(buf *out, const article *a, const codebook *cb) {
  key(out, "quantities");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < a->quantities.n; i++) {
    dgm_quantity v;
    view_quantity(&v, a, cb, &a->quantities.at[i]);
    sep(out);
    buf_byte(out, '{');
    number(out, "value", v.value);
    number(out, "low", v.low);
    high(out, v.high);
    text_or_null(out, "unit", v.unit);
    text_or_null(out, "of", v.of);
    text_or_null(out, "text", v.text);
    span_field(out, "span", a->quantities.at[i].at);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static const char *name_type(mention_type type) {
  return type == MENTION_PERSON ? "PER" : type == MENTION_PLACE ? "LOC" : "ORG";
}

static void put_names(buf *out, const article *a) {
  key(out, "names");
  buf_byte(out, '[');
  for (uint32_t i = 0; i < a->names.n; i++) {
    const name_span *n = &a->names.at[i];
    sep(out);
    buf_byte(out, '{');
    span_field(out, "span", n->at);
    buf_printf(out, ",\"type\":\"%s\"}", name_type(n->type));
  }
  buf_byte(out, ']');
}

void export_annotation(buf *out, article *a, const codebook *cb) {
  buf_byte(out, '{');
  key(out, "id");
  buf_json(out, a->meta.id);
  put_mentions(out, a, cb);
  put_dates(out, a);
  put_places(out, a, cb);
  put_quotes(out, a);
  put_quantities(out, a, cb);
  put_names(out, a);
  buf_add(out, S("}\n"));
}
