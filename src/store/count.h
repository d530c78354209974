#ifndef STORE_COUNT_H
#define STORE_COUNT_H

// Counts, networks, maps and suggestions; results and errors as in read.h.

#include "base/buf.h"
#include "store/query.h"
#include "store/store.h"

// ORDER READ_GROUP: names in read_count.c
typedef enum {
  GROUP_DAY,
  GROUP_WEEK,
  GROUP_MONTH,
  GROUP_YEAR,
  GROUP_TYPE,
  GROUP_QUAD,
  GROUP_ACTOR,
  GROUP_RECIPIENT,
  GROUP_DYAD,
  GROUP_COUNTRY,
  GROUP_PLACE,
  GROUP_OUTLET,
  GROUP_FACTUALITY,
  GROUP_STORY,
  N_GROUP
} read_group;

bool read_group_named(read_group *out, str name);
const char *read_group_name(read_group g);

typedef struct {
  str key[2]; // p == NULL: events that have none, or no day as fine as that
  uint32_t events, happenings, documents;
} count_row;

typedef struct {
  str key; // of the first group when that is one of time, else p == NULL
  uint32_t documents;
} coverage_row;

typedef struct {
  read_group group[2];
  uint32_t n_group;
  VEC(count_row) rows;        // sorted by key; none last
  VEC(coverage_row) coverage; // documents of the store, whatever the query
} counts;

// An event with several actors counts once under each. One or two groups.
dgm_status read_counts(store *s, arena *m, const query *q,
                       const read_group *groups, uint32_t n_groups, counts *out,
                       dgm_error *err);

typedef struct {
  str id, label;
  uint32_t events;
} network_node;

typedef struct {
  str source, target;
  uint32_t events, quads[4];
  double score; // mean of those that have one
} network_edge;

typedef struct {
  VEC(network_node) nodes; // most events first
  VEC(network_edge) edges; // most events first
} network;

// Who did something to whom: at most `limit` edges.
dgm_status read_network(store *s, arena *m, const query *q, uint32_t limit,
                        network *out, dgm_error *err);

typedef struct {
  uint64_t geonameid; // 0: none
  str name, country, admin1, precision;
  double lat, lon;
  bool located;
  uint32_t events, quads[4];
} map_place;

typedef struct {
  VEC(map_place) places; // most events first
  uint32_t unplaced;     // events without a place that is on a map
} place_map;

dgm_status read_map(store *s, arena *m, const query *q, place_map *out,
                    dgm_error *err);

typedef struct {
  str value, label; // what to write behind the key; what it is called
  uint32_t events;
} suggestion;

typedef VEC(suggestion) suggestion_list; // most used first

// Values of a key that begin with `prefix`, most used first.
dgm_status read_suggest(store *s, arena *m, query_key key, str prefix,
                        uint32_t limit, suggestion_list *out, dgm_error *err);

// Objects as docs/api.md has them.

void counts_json(buf *out, const counts *c);
void network_json(buf *out, const network *n);
void map_json(buf *out, const place_map *p);
void suggestions_json(buf *out, const suggestion_list *l);

#endif
