// Where it happened.

#include "store/read_part.h"
#include <stdlib.h>

typedef struct {
  uint32_t row, events, quads[4];
} spot;

typedef struct {
  store *s;
  arena *m;
  VEC(spot) spots;
  number_map at; // by row of place; NOT_LOCATED: not on a map
  uint32_t unplaced;
  sqlite3_stmt *find;
} mapper;

static int by_events(const void *x, const void *y) {
  const spot *a = x, *b = y;
  if (a->events != b->events)
    return a->events > b->events ? -1 : 1;
  return a->row > b->row ? 1 : -1;
}

static dgm_status is_located(store *s, sqlite3_stmt **slot, int64_t row,
                             bool *out, dgm_error *err) {
  bool more;
  *out = false;
  dgm_status status =
      db_reuse(s, slot, "SELECT lat IS NOT NULL FROM place WHERE id=?", err);
  if (status)
    return status;
  db_int(*slot, 1, row);
  status = db_next(s, *slot, &more, err);
  *out = more && sqlite3_column_int64(*slot, 0);
  sqlite3_reset(*slot);
  return status;
}

enum { NOT_LOCATED = UINT32_MAX - 1 };

static dgm_status spot_at(mapper *x, uint32_t row, uint32_t *out,
                          dgm_error *err) {
  bool located = false;
  *out = number_map_get(&x->at, row);
  if (*out != NO_VALUE)
    return DGM_OK;
  dgm_status status = is_located(x->s, &x->find, row, &located, err);
  *out = located ? x->spots.n : NOT_LOCATED;
  number_map_set(&x->at, row, *out);
  if (located)
    *vec_push(x->m, &x->spots) = (spot){.row = row};
  return status;
}

// Columns: its quad, its ties.
static dgm_status add_event(void *context, sqlite3_value **v, dgm_error *err) {
  mapper *x = context;
  event_tie ties[TIES_MOST];
  uint32_t n = read_ties(v[1], ties), quad = (uint32_t)sqlite3_value_int(v[0]);
  dgm_status status = DGM_OK;
  bool placed = false;
  for (uint32_t i = 0; i < n && !status; i++) {
    uint32_t at;
    if (ties[i].kind != TIE_PLACE)
      continue;
    status = spot_at(x, ties[i].target, &at, err);
    if (status || at == NOT_LOCATED)
      continue;
    x->spots.at[at].events++;
    if (quad >= 1 && quad <= 4)
      x->spots.at[at].quads[quad - 1]++;
    placed = true;
  }
  x->unplaced += !placed;
  return status;
}

static dgm_status name_spot(store *s, arena *m, sqlite3_stmt **slot,
                            const spot *from, map_place *to, dgm_error *err) {
  bool more;
  dgm_status status =
      db_reuse(s, slot,
               "SELECT geonameid,name,country,admin1,precision,lat,lon"
               " FROM place WHERE id=?",
               err);
  if (status)
    return status;
  db_int(*slot, 1, from->row);
  status = db_next(s, *slot, &more, err);
  to->events = from->events;
  memcpy(to->quads, from->quads, sizeof to->quads);
  if (status || !more)
    return status;
  str *const texts[] = {&to->name, &to->country, &to->admin1, &to->precision};
  to->geonameid = (uint64_t)sqlite3_column_int64(*slot, 0);
  for (int i = 0; i < 4; i++) {
    str text = db_column(*slot, i + 1);
    *texts[i] = text.p ? arena_copy(m, text) : text;
  }
  to->lat = sqlite3_column_double(*slot, 5);
  to->lon = sqlite3_column_double(*slot, 6);
  to->located = true;
  sqlite3_reset(*slot);
  return DGM_OK;
}

dgm_status read_map(store *s, arena *m, const query *q, place_map *out,
                    dgm_error *err) {
  mapper x = {.s = s, .m = m};
  sqlite3_stmt *slot = NULL;
  *out = (place_map){.unplaced = 0};
  db_ask(s);
  dgm_status status =
      read_each_event(s, m, q, "e.quad,e.ties", "", add_event, &x, err);
  out->unplaced = x.unplaced;
  if (x.spots.n > 1)
    qsort(x.spots.at, x.spots.n, sizeof *x.spots.at, by_events);
  for (uint32_t i = 0; i < x.spots.n && !status; i++)
    status =
        name_spot(s, m, &slot, &x.spots.at[i], vec_push(m, &out->places), err);
  sqlite3_finalize(x.find);
  sqlite3_finalize(slot);
  number_map_free(&x.at);
  return status;
}
