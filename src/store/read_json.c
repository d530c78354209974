// Answers as JSON, as docs/api.md has them.

#include "base/put.h"
#include "store/read.h"

static void put_quads(buf *out, const uint32_t n[4]) {
  put_key(out, "quads");
  buf_printf(out, "[%u,%u,%u,%u]", n[0], n[1], n[2], n[3]);
}

static void put_fixed(buf *out, const char *name, double v, int digits) {
  put_key(out, name);
  buf_fixed(out, v, digits);
}

static void open_list(buf *out, const char *name) {
  put_key(out, name);
  buf_byte(out, '[');
}

static void open_object(buf *out) {
  put_sep(out);
  buf_byte(out, '{');
}

static void put_keys(buf *out, const count_row *r, uint32_t n) {
  open_list(out, "key");
  for (uint32_t i = 0; i < n; i++) {
    put_sep(out);
    if (r->key[i].p)
      buf_json(out, r->key[i]);
    else
      buf_add(out, S("null"));
  }
  buf_byte(out, ']');
}

void counts_json(buf *out, const counts *c) {
  buf_byte(out, '{');
  open_list(out, "group");
  for (uint32_t i = 0; i < c->n_group; i++) {
    put_sep(out);
    buf_json(out, str_of(read_group_name(c->group[i])));
  }
  buf_byte(out, ']');
  open_list(out, "rows");
  for (uint32_t i = 0; i < c->rows.n; i++) {
    const count_row *r = &c->rows.at[i];
    open_object(out);
    put_keys(out, r, c->n_group);
    put_number(out, "events", r->events);
    put_number(out, "happenings", r->happenings);
    put_number(out, "documents", r->documents);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
  open_list(out, "coverage");
  for (uint32_t i = 0; i < c->coverage.n; i++) {
    open_object(out);
    put_text(out, "key", c->coverage.at[i].key);
    put_number(out, "documents", c->coverage.at[i].documents);
    buf_byte(out, '}');
  }
  buf_add(out, S("]}"));
}

void network_json(buf *out, const network *n) {
  buf_byte(out, '{');
  open_list(out, "nodes");
  for (uint32_t i = 0; i < n->nodes.n; i++) {
    const network_node *x = &n->nodes.at[i];
    open_object(out);
    put_text(out, "id", x->id);
    put_text(out, "label", x->label);
    put_number(out, "events", x->events);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
  open_list(out, "edges");
  for (uint32_t i = 0; i < n->edges.n; i++) {
    const network_edge *x = &n->edges.at[i];
    open_object(out);
    put_text(out, "source", x->source);
    put_text(out, "target", x->target);
    put_number(out, "events", x->events);
    put_fixed(out, "score", x->score, 2);
    put_quads(out, x->quads);
    buf_byte(out, '}');
  }
  buf_add(out, S("]}"));
}

void map_json(buf *out, const place_map *p) {
  buf_byte(out, '{');
  open_list(out, "places");
  for (uint32_t i = 0; i < p->places.n; i++) {
    const map_place *x = &p->places.at[i];
    open_object(out);
    if (x->geonameid)
      put_number(out, "geonameid", (int64_t)x->geonameid);
    else
      put_json(out, "geonameid", (str){NULL, 0});
    put_text(out, "name", x->name);
    put_text(out, "country", x->country);
    put_fixed(out, "lat", x->lat, 4);
    put_fixed(out, "lon", x->lon, 4);
    put_text(out, "precision", x->precision);
    put_number(out, "events", x->events);
    put_quads(out, x->quads);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
  put_number(out, "unplaced", p->unplaced);
  buf_byte(out, '}');
}

void suggestions_json(buf *out, const suggestion_list *l) {
  buf_byte(out, '{');
  open_list(out, "values");
  for (uint32_t i = 0; i < l->n; i++) {
    open_object(out);
    put_text(out, "value", l->at[i].value);
    put_text(out, "label", l->at[i].label);
    put_number(out, "events", l->at[i].events);
    buf_byte(out, '}');
  }
  buf_add(out, S("]}"));
}
