// Answers as JSON, as docs/api.md has them.

#include "store/read.h"

static void text(buf *out, const char *key, str s) {
  buf_add(out, str_of(key));
  if (s.p)
    buf_json(out, s);
  else
    buf_add(out, S("null"));
}

static void quads(buf *out, const uint32_t n[4]) {
  buf_printf(out, ",\"quads\":[%u,%u,%u,%u]}", n[0], n[1], n[2], n[3]);
}

void counts_json(buf *out, const counts *c) {
  buf_add(out, S("{\"group\":["));
  for (uint32_t i = 0; i < c->n_group; i++)
    buf_printf(out, "%s\"%s\"", i ? "," : "", read_group_name(c->group[i]));
  buf_add(out, S("],\"rows\":["));
  for (uint32_t i = 0; i < c->rows.n; i++) {
    const count_row *r = &c->rows.at[i];
    text(out, i ? ",{\"key\":[" : "{\"key\":[", r->key[0]);
    if (c->n_group > 1)
      text(out, ",", r->key[1]);
    buf_printf(out, "],\"events\":%u,\"happenings\":%u,\"documents\":%u}",
               r->events, r->happenings, r->documents);
  }
  buf_add(out, S("],\"coverage\":["));
  for (uint32_t i = 0; i < c->coverage.n; i++) {
    text(out, i ? ",{\"key\":" : "{\"key\":", c->coverage.at[i].key);
    buf_printf(out, ",\"documents\":%u}", c->coverage.at[i].documents);
  }
  buf_add(out, S("]}"));
}

void network_json(buf *out, const network *n) {
  buf_add(out, S("{\"nodes\":["));
  for (uint32_t i = 0; i < n->nodes.n; i++) {
    const network_node *x = &n->nodes.at[i];
    text(out, i ? ",{\"id\":" : "{\"id\":", x->id);
    text(out, ",\"label\":", x->label);
    buf_printf(out, ",\"events\":%u}", x->events);
  }
  buf_add(out, S("],\"edges\":["));
  for (uint32_t i = 0; i < n->edges.n; i++) {
    const network_edge *x = &n->edges.at[i];
    text(out, i ? ",{\"source\":" : "{\"source\":", x->source);
    text(out, ",\"target\":", x->target);
    buf_printf(out, ",\"events\":%u,\"score\":", x->events);
    buf_fixed(out, x->score, 2);
    quads(out, x->quads);
  }
  buf_add(out, S("]}"));
}

void map_json(buf *out, const place_map *p) {
  buf_add(out, S("{\"places\":["));
  for (uint32_t i = 0; i < p->places.n; i++) {
    const map_place *x = &p->places.at[i];
    buf_add(out, i ? S(",{\"geonameid\":") : S("{\"geonameid\":"));
    if (x->geonameid)
      buf_i64(out, (int64_t)x->geonameid);
    else
      buf_add(out, S("null"));
    text(out, ",\"name\":", x->name);
    text(out, ",\"country\":", x->country);
    buf_add(out, S(",\"lat\":"));
    buf_fixed(out, x->lat, 4);
    buf_add(out, S(",\"lon\":"));
    buf_fixed(out, x->lon, 4);
    text(out, ",\"precision\":", x->precision);
    buf_printf(out, ",\"events\":%u", x->events);
    quads(out, x->quads);
  }
  buf_printf(out, "],\"unplaced\":%u}", p->unplaced);
}

void suggestions_json(buf *out, const suggestion_list *l) {
  buf_add(out, S("{\"values\":["));
  for (uint32_t i = 0; i < l->n; i++) {
    text(out, i ? ",{\"value\":" : "{\"value\":", l->at[i].value);
    text(out, ",\"label\":", l->at[i].label);
    buf_printf(out, ",\"events\":%u}", l->at[i].events);
  }
  buf_add(out, S("]}"));
}
