// Who did something to whom: one pass over the events and their parties.

#include "base/utf8.h"
#include "store/read_part.h"
#include <stdlib.h>

enum { PARTIES = 32 }; // of an event on one side; more are a list of guests

typedef struct {
  uint32_t a, b; // rows of word
  uint32_t events, quads[4], scored;
  int64_t score; // sum, tenths
} edge;

typedef struct {
  uint32_t quad;
  int64_t score;
  uint32_t side[2][PARTIES], n[2];
} happened;

typedef struct {
  store *s;
  arena *m;
  number_map edge_of, events_of; // by pair; by node
  VEC(edge) edges;
} builder;

static void add_edge(builder *b, const happened *e, uint32_t from,
                     uint32_t to) {
  if (from == to)
    return;
  uint64_t pair = (uint64_t)from << 32 | to;
  uint32_t at = number_map_get(&b->edge_of, pair);
  if (at == NO_VALUE) {
    at = b->edges.n;
    number_map_set(&b->edge_of, pair, at);
    *vec_push(b->m, &b->edges) = (edge){.a = from, .b = to};
  }
  edge *x = &b->edges.at[at];
  x->events++;
  if (e->quad)
    x->quads[e->quad - 1]++;
  if (e->score != NO_SCORE) {
    x->scored++;
    x->score += e->score;
  }
}

static void count_node(builder *b, uint32_t node) {
  uint32_t n = number_map_get(&b->events_of, node);
  number_map_set(&b->events_of, node, n == NO_VALUE ? 1 : n + 1);
}

static bool takes_part(const happened *e, uint32_t side, uint32_t node) {
  for (uint32_t i = 0; i < e->n[side]; i++)
    if (e->side[side][i] == node)
      return true;
  return false;
}

// Where all took part alike, each is tied to those named behind it.
static void add_event(builder *b, const happened *e) {
  const uint32_t *to = e->n[1] ? e->side[1] : e->side[0];
  uint32_t n = e->n[1] ? e->n[1] : e->n[0];
  for (uint32_t i = 0; i < e->n[0]; i++)
    for (uint32_t k = e->n[1] ? 0 : i + 1; k < n; k++)
      add_edge(b, e, e->side[0][i], to[k]);
  for (uint32_t side = 0; side < 2; side++)
    for (uint32_t i = 0; i < e->n[side]; i++)
      if (!side || !takes_part(e, 0, e->side[side][i]))
        count_node(b, e->side[side][i]);
}

static void add_party(happened *e, uint32_t side, uint32_t node) {
  if (node && e->n[side] < PARTIES && !takes_part(e, side, node))
    e->side[side][e->n[side]++] = node;
}

// Columns: its quad, its score, its ties.
static dgm_status see_event(void *context, sqlite3_value **v, dgm_error *err) {
  event_tie ties[TIES_MOST];
  uint32_t n = read_ties(v[2], ties), quad = (uint32_t)sqlite3_value_int(v[0]);
  happened e = {.quad = quad <= 4 ? quad : 0,
                .score = sqlite3_value_int64(v[1])};
  (void)err;
  for (uint32_t i = 0; i < n; i++)
    if (ties[i].kind <= TIE_RECIPIENT)
      add_party(&e, ties[i].kind == TIE_RECIPIENT, ties[i].node);
  add_event(context, &e);
  return DGM_OK;
}

static int by_events(const void *x, const void *y) {
  const edge *a = x, *b = y;
  if (a->events != b->events)
    return a->events > b->events ? -1 : 1;
  return a->a != b->a ? (a->a > b->a ? 1 : -1) : (a->b > b->b) - (a->b < b->b);
}

static int nodes_by_events(const void *x, const void *y) {
  const network_node *a = x, *b = y;
  if (a->events != b->events)
    return a->events > b->events ? -1 : 1;
  return str_cmp(a->id, b->id);
}

dgm_status read_label(store *s, arena *m, str node, str *label,
                      dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more;
  str folded = utf8_lower(m, node);
  *label = node;
  dgm_status status =
      db_prepare(s, &q,
                 "SELECT name FROM actor WHERE entity IN ('org:'||?1,"
                 "'country:'||?1) AND name IS NOT NULL ORDER BY events DESC"
                 " LIMIT 1",
                 err);
  if (!status) {
    db_text(q, 1, folded);
    status = db_next(s, q, &more, err);
    if (!status && more)
      *label = arena_copy(m, db_column(q, 0));
  }
  sqlite3_finalize(q);
  return status;
}

static dgm_status word_at(builder *b, uint32_t row, str *out, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more;
  *out = (str){"", 0};
  dgm_status status =
      db_prepare(b->s, &q, "SELECT text FROM word WHERE id=?", err);
  if (!status) {
    db_int(q, 1, row);
    status = db_next(b->s, q, &more, err);
    if (!status && more)
      *out = arena_copy(b->m, db_column(q, 0));
  }
  sqlite3_finalize(q);
  return status;
}

// A node of the result, made at its first edge.
static dgm_status node_at(builder *b, network *out, number_map *made,
                          uint32_t row, str *id, dgm_error *err) {
  uint32_t at = number_map_get(made, row);
  if (at != NO_VALUE) {
    *id = out->nodes.at[at].id;
    return DGM_OK;
  }
  number_map_set(made, row, out->nodes.n);
  network_node *n = vec_push(b->m, &out->nodes);
  n->events = number_map_get(&b->events_of, row);
  dgm_status status = word_at(b, row, &n->id, err);
  *id = n->id;
  return status ? status : read_label(b->s, b->m, n->id, &n->label, err);
}

static dgm_status finish(builder *b, uint32_t limit, network *out,
                         dgm_error *err) {
  number_map made = {0};
  dgm_status status = DGM_OK;
  if (b->edges.n > 1)
    qsort(b->edges.at, b->edges.n, sizeof *b->edges.at, by_events);
  for (uint32_t i = 0; i < b->edges.n && i < limit && !status; i++) {
    const edge *e = &b->edges.at[i];
    network_edge *to = vec_push(b->m, &out->edges);
    to->events = e->events;
    memcpy(to->quads, e->quads, sizeof to->quads);
    to->score = e->scored ? (double)e->score / 10 / e->scored : 0;
    status = node_at(b, out, &made, e->a, &to->source, err);
    if (!status)
      status = node_at(b, out, &made, e->b, &to->target, err);
  }
  if (out->nodes.n > 1)
    qsort(out->nodes.at, out->nodes.n, sizeof *out->nodes.at, nodes_by_events);
  number_map_free(&made);
  return status;
}

dgm_status read_network(store *s, arena *m, const query *q, uint32_t limit,
                        network *out, dgm_error *err) {
  builder b = {.s = s, .m = m};
  *out = (network){.nodes = {NULL, 0, 0}};
  db_ask(s);
  dgm_status status =
      read_each_event(s, m, q, "e.quad,e.score,e.ties", "", see_event, &b, err);
  if (!status)
    status = finish(&b, limit, out, err);
  number_map_free(&b.edge_of);
  number_map_free(&b.events_of);
  return status;
}
