// Where it happened, and what can be written behind a key.

#include "base/map.h"
#include "base/utf8.h"
#include "store/intern.h"
#include "store/query_part.h"
#include "store/query_sql.h"
#include "store/read_part.h"
#include <stdlib.h>

typedef struct {
  uint32_t row, events, quads[4];
} spot;

typedef struct {
  VEC(spot) spots;
  number_map at; // by row of place; NO_PLACE: not on a map
} spots;

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

static dgm_status spot_at(spots *all, store *s, arena *m, sqlite3_stmt **slot,
                          int64_t row, uint32_t *out, dgm_error *err) {
  bool located = false;
  dgm_status status = DGM_OK;
  *out = row ? number_map_get(&all->at, (uint64_t)row) : NOT_LOCATED;
  if (*out != NO_VALUE)
    return DGM_OK;
  status = is_located(s, slot, row, &located, err);
  *out = located ? all->spots.n : NOT_LOCATED;
  number_map_set(&all->at, (uint64_t)row, *out);
  if (located)
    *vec_push(m, &all->spots) = (spot){.row = (uint32_t)row};
  return status;
}

static dgm_status walk(spots *all, store *s, arena *m, sqlite3_stmt *q,
                       uint32_t *unplaced, dgm_error *err) {
  sqlite3_stmt *slot = NULL;
  int64_t last = 0;
  bool more, placed = true;
  dgm_status status = db_next(s, q, &more, err);
  while (!status && more) {
    uint32_t at;
    int64_t id = sqlite3_column_int64(q, 0);
    if (id != last) {
      *unplaced += !placed;
      placed = false;
      last = id;
    }
    status = spot_at(all, s, m, &slot, sqlite3_column_int64(q, 2), &at, err);
    if (!status && at != NOT_LOCATED) {
      int64_t quad = sqlite3_column_int64(q, 1);
      all->spots.at[at].events++;
      if (quad >= 1 && quad <= 4)
        all->spots.at[at].quads[quad - 1]++;
      placed = true;
    }
    if (!status)
      status = db_next(s, q, &more, err);
  }
  *unplaced += !placed;
  sqlite3_finalize(slot);
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
  spots all = {0};
  sqlite3_stmt *rows = NULL, *slot = NULL;
  *out = (place_map){.unplaced = 0};
  // ORDER TIE_KIND
  dgm_status status = read_query(
      s, m, q, "e.id,e.quad,t.target",
      " LEFT JOIN tie t ON t.id BETWEEN e.id*64 AND e.id*64+63 AND +t.kind=3",
      &rows, err);
  if (!status)
    status = walk(&all, s, m, rows, &out->unplaced, err);
  if (all.spots.n > 1)
    qsort(all.spots.at, all.spots.n, sizeof *all.spots.at, by_events);
  for (uint32_t i = 0; i < all.spots.n && !status; i++)
    status = name_spot(s, m, &slot, &all.spots.at[i], vec_push(m, &out->places),
                       err);
  sqlite3_finalize(rows);
  sqlite3_finalize(slot);
  number_map_free(&all.at);
  return status;
}
