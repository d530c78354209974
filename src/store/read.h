#ifndef STORE_READ_H
#define STORE_READ_H

// What a store can be asked. All results live in the arena that is given; all
// functions fail with DGM_EIO or DGM_EFORMAT as SQLite does, with DGM_EUSAGE
// for what cannot be asked (a cursor of another sort), and with DGM_ELIMIT when
// the question took longer than store_limit allows.

#include "base/buf.h"
#include "store/query.h"
#include "store/store.h"

// -- events ------------------------------------------------------------------

// ORDER READ_SORT: names in read_event.c
typedef enum {
  SORT_DATE_DOWN, // newest day first
  SORT_DATE,
  SORT_SCORE_DOWN,
  SORT_SCORE,
  SORT_SOURCES_DOWN,
  SORT_SOURCES,
  SORT_ARRIVAL, // as they were stored
  N_SORT
} read_sort;

// "date", "-date", "score", … ; false when there is none of that name.
bool read_sort_named(read_sort *out, str name);

typedef struct {
  read_sort sort;
  uint32_t limit; // 0: all
  str after;      // read_more.next of the page before; empty: the first
  int64_t since;  // only events stored behind this row; 0: all
} read_page;

enum { CURSOR_ROOM = 96 };

typedef struct {
  char next[CURSOR_ROOM]; // NUL-terminated; "" when nothing follows
  int64_t last;           // row of the last event that was handed over, 0: none
} read_more;

// An event: the JSON object as `code` printed it with the store's keys behind
// (no line end), and its row, which grows in order of arrival. An error ends
// the reading.
typedef dgm_status (*read_each)(void *context, str json, int64_t row,
                                dgm_error *err);

dgm_status read_events(store *s, arena *m, const query *q,
                       const read_page *page, read_each each, void *context,
                       read_more *more, dgm_error *err);

// How many events a query finds; stops at `most` and returns it.
dgm_status read_total(store *s, arena *m, const query *q, int64_t most,
                      int64_t *out, dgm_error *err);

// The row of the newest event, 0 in an empty store: where a live stream begins.
dgm_status read_newest(store *s, int64_t *out, dgm_error *err);

// One event by its id (32 hex digits); p == NULL: there is none. Of events with
// one id the one that is not superseded.
dgm_status read_event(store *s, arena *m, str id, str *json, dgm_error *err);

// -- counts ------------------------------------------------------------------

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

// -- network, map, suggestions -----------------------------------------------

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

// -- documents ---------------------------------------------------------------

typedef struct {
  str id, title, outlet;
  day published;
  str copy_of;          // id, p == NULL: none
  uint32_t containment; // thousandths
} story_document;

typedef struct {
  int64_t row;
  str id, json; // json: the record's "document" object
  str text;     // p == NULL: the store keeps hashes only
  str removed; // JSON: [{"at":[beg,end],"text":…,"why":…}], bytes of the page
  str rejects; // JSON: a list of the objects of `code --rejects`
  str run;     // that coded it
  str title, url, outlet, byline, section, language;
  day published, modified, known;
  uint32_t title_len;   // bytes of text that are the title
  span dateline;        // bytes of text
  day dateline_day;     // NO_DAY: none
  bool sentence, coded; // one sentence; in a language with a codebook
  str supersedes;       // the version before, as read_document takes it
  str superseded_by;    // the version behind; p == NULL: none
  str text_hash;
  str copy_of;                // id
  uint32_t containment;       // thousandths
  str story;                  // hex, p == NULL: none
  VEC(story_document) family; // documents of its story, by day, at most 200
  VEC(str) events;            // JSON, in text order
} document;

// A document by its id: the newest version; "ID@" and the first 12 digits of a
// text_hash name another. *found false: there is none.
dgm_status read_document(store *s, arena *m, str id, document *out, bool *found,
                         dgm_error *err);

typedef struct {
  int64_t documents, events; // not superseded
  day first, last;           // days of events; NO_DAY: none
  bool bulk;                 // a first load is under way
} store_facts;

dgm_status read_facts(store *s, store_facts *out, dgm_error *err);

// -- the same as JSON --------------------------------------------------------
// Objects as docs/api.md has them.

void counts_json(buf *out, const counts *c);
void network_json(buf *out, const network *n);
void map_json(buf *out, const place_map *p);
void suggestions_json(buf *out, const suggestion_list *l);

#endif
