// Counts for forecasting: who did how much of what to whom on which day.
//
// One table in memory: a cell for each dyad and day that has an event, a number
// of documents for each day. At the end the days are gone through in order, all
// dyads of the file on each that had documents, so that "nothing was reported"
// (zeros) and "nothing was read" (no row) can be told apart. Only the events'
// own cells are kept: zeros are made while they are written.

#include "base/hash.h"
#include "base/map.h"
#include "export/event.h"
#include "export/format.h"
#include "story/number_map.h"
#include <stdlib.h>

// Rows are handed over in pieces of this many bytes.
enum { PIECE = 1 << 16 };

typedef struct {
  str key; // "SRB,NATO"
} dyad;

typedef struct {
  day on;
  uint32_t dyad;    // of panel.dyads; its rank once those are sorted
  uint32_t event;   // that was counted last, from 1
  uint32_t *counts; // of the types, then of the four quads
  uint32_t events;
  int64_t tenths; // sum of the scores
} cell;

typedef struct {
  day on;
  uint32_t documents;
} dated;

typedef struct {
  const codebook *cb;
  export_options own;
  uint32_t n_types;
  arena m;
  VEC(dyad) dyads;
  VEC(cell) cells;
  VEC(dated) days;
  map dyad_by_key;
  number_map cell_by_key, day_by_key, seen; // seen: happenings
  uint32_t event;
  // While writing.
  bool writing;
  uint32_t at_day, at_dyad, at_cell;
} panel;

static void *open_panel(const export_options *o, const codebook *cb,
                        dgm_error *err) {
  panel *t = calloc(1, sizeof *t);
  if (!t) {
    error_set(err, DGM_ELIMIT, "out of memory");
    return NULL;
  }
  t->cb = cb;
  t->own = *o;
  t->n_types = cb->rules.scheme.types.n;
  arena_init(&t->m, SIZE_MAX); // what the table takes is the user's choice
  return t;
}

static void close_panel(void *state) {
  panel *t = state;
  arena_close(&t->m);
  number_map_free(&t->cell_by_key);
  number_map_free(&t->day_by_key);
  number_map_free(&t->seen);
  free(t);
}

static dated *day_at(panel *t, day on) {
  uint64_t key = (uint64_t)(uint32_t)on;
  uint32_t at = number_map_get(&t->day_by_key, key);
  if (at == NO_VALUE) {
    at = t->days.n;
    number_map_set(&t->day_by_key, key, at);
    vec_push(&t->m, &t->days)->on = on;
  }
  return &t->days.at[at];
}

static cell *cell_at(panel *t, uint32_t pair, day on) {
  uint64_t key = (uint64_t)pair << 32 | (uint32_t)on;
  uint32_t at = number_map_get(&t->cell_by_key, key);
  if (at == NO_VALUE) {
    at = t->cells.n;
    number_map_set(&t->cell_by_key, key, at);
    cell *c = vec_push(&t->m, &t->cells);
    c->on = on;
    c->dyad = pair;
    c->counts = arena_new(&t->m, uint32_t, t->n_types + 4);
    day_at(t, on);
  }
  return &t->cells.at[at];
}

// A party's letters; empty for nobody and for one whom no letters name.
static str party(const panel *t, const dgm_actor *a) {
  if (!a)
    return (str){0};
  if (t->own.by_code)
    return str_from(a->code);
  return str_from(a->country.len ? a->country : a->org);
}

static uint32_t dyad_at(panel *t, const dialect_pair *p) {
  buf text = {0};
  buf_add(&text, party(t, p->source));
  buf_byte(&text, ',');
  buf_add(&text, party(t, p->target));
  uint32_t at = map_get(&t->dyad_by_key, buf_str(&text));
  if (at == NO_VALUE) {
    str key = arena_copy(&t->m, buf_str(&text));
    at = t->dyads.n;
    map_put(&t->dyad_by_key, &t->m, key, at);
    vec_push(&t->m, &t->dyads)->key = key;
  }
  buf_free(&text);
  return at;
}

// The day of a single-day event; what happened "in March" has none.
static day day_of_event(const panel *t, const export_record *r) {
  const dgm_date *d = &r->event.date;
  if (t->own.days == DAYS_OF_REPORT)
    return choose_day(r->document.published);
  day on = choose_day(d->start);
  return on != NO_DAY && on == choose_day(d->end) ? on : NO_DAY;
}

static void count(panel *t, cell *c, const dgm_event *e) {
  uint32_t type = scheme_type(&t->cb->rules.scheme, str_from(e->type));
  double tenths = e->score * 10;
  if (c->event == t->event)
    return; // two ministers of one state are one party
  c->event = t->event;
  c->events++;
  if (type != NO_VALUE)
    c->counts[type]++;
  if (e->quad >= 1 && e->quad <= 4)
    c->counts[t->n_types + (uint32_t)e->quad - 1]++;
  c->tenths += (int64_t)(tenths < 0 ? tenths - 0.5 : tenths + 0.5);
}

static bool is_repeated(panel *t, const export_record *r) {
  str happening = str_from(r->happening);
  return t->own.by_happening && happening.len &&
         number_map_set(&t->seen, hash64(happening), 0) != NO_VALUE;
}

static left_reason count_event(panel *t, const export_record *r,
                               const event_group *g) {
  const dgm_event *e = &r->event;
  left_reason left = choose_event(r, g->events, g->n, t->own.include);
  if (left)
    return left;
  if (!e->type.len)
    return LEFT_TYPE;
  day on = day_of_event(t, r);
  if (on == NO_DAY)
    return LEFT_DAY;
  if (is_repeated(t, r))
    return LEFT_REPEATED;
  uint32_t n = dialect_pairs(t->cb, e, PAIRS_TURNED), counted = 0;
  t->event++;
  for (uint32_t i = 0; i < n; i++) {
    dialect_pair p;
    dialect_pair_at(&p, t->cb, e, PAIRS_TURNED, i);
    if (!party(t, p.source).len && !party(t, p.target).len)
      continue;
    count(t, cell_at(t, dyad_at(t, &p), on), e);
    counted++;
  }
  return counted ? LEFT_NOT : LEFT_PARTY;
}

static void add_documents(void *state, day on, uint32_t n) {
  day_at(state, on)->documents += n;
}

static dgm_status add_group(void *state, buf *out, const event_group *g,
                            export_counts *c, dgm_error *err) {
  panel *t = state;
  (void)out, (void)err;
  day told = choose_day(g->document->published);
  if (g->first && told != NO_DAY && (g->listed || !t->own.listed))
    day_at(t, told)->documents++;
  for (uint32_t i = 0; i < g->n; i++) {
    left_reason left = count_event(t, &g->events[i], g);
    c->left[left]++;
    c->written += left == LEFT_NOT;
  }
  return DGM_OK;
}

typedef struct {
  str key;
  uint32_t at;
} ranked;

static int by_key(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  return str_cmp(x->key, y->key);
}

static int by_day(const void *a, const void *b) {
  const dated *x = a, *y = b;
  return x->on < y->on ? -1 : x->on > y->on;
}

static int by_day_and_dyad(const void *a, const void *b) {
  const cell *x = a, *y = b;
  if (x->on != y->on)
    return x->on < y->on ? -1 : 1;
  return x->dyad < y->dyad ? -1 : x->dyad > y->dyad;
}

// Dyads in the order of their letters, cells and days in that of time.
static void sort(panel *t) {
  uint32_t n = t->dyads.n;
  ranked *order = arena_new(&t->m, ranked, n + 1);
  uint32_t *rank = arena_new(&t->m, uint32_t, n + 1);
  for (uint32_t i = 0; i < n; i++)
    order[i] = (ranked){t->dyads.at[i].key, i};
  if (n)
    qsort(order, n, sizeof *order, by_key);
  for (uint32_t i = 0; i < n; i++) {
    rank[order[i].at] = i;
    t->dyads.at[i].key = order[i].key;
  }
  for (uint32_t i = 0; i < t->cells.n; i++)
    t->cells.at[i].dyad = rank[t->cells.at[i].dyad];
  if (t->cells.n)
    qsort(t->cells.at, t->cells.n, sizeof(cell), by_day_and_dyad);
  if (t->days.n)
    qsort(t->days.at, t->days.n, sizeof(dated), by_day);
}

static void write_head(const panel *t, buf *out) {
  buf_add(out, S("date,actor,recipient,documents,events"));
  for (uint32_t i = 0; i < t->n_types; i++) {
    buf_byte(out, ',');
    buf_add(out, t->cb->rules.scheme.types.at[i].name);
  }
  buf_add(out, S(",quad1,quad2,quad3,quad4,score_sum,score_mean\n"));
}

// c is NULL where nothing was reported of the dyad.
static void write_row(const panel *t, buf *out, const dated *on, str key,
                      const cell *c) {
  char text[11];
  day_write(text, on->on);
  buf_add(out, str_of(text));
  buf_byte(out, ',');
  buf_add(out, key);
  buf_printf(out, ",%u,%u", on->documents, c ? c->events : 0);
  for (uint32_t i = 0; i < t->n_types + 4; i++)
    buf_printf(out, ",%u", c ? c->counts[i] : 0);
  buf_byte(out, ',');
  buf_fixed(out, c ? (double)c->tenths / 10 : 0, 1);
  buf_byte(out, ',');
  if (c)
    buf_fixed(out, (double)c->tenths / 10 / c->events, 2);
  buf_byte(out, '\n');
}

// The row of the next dyad on the day under way, if it has one.
static void write_next(panel *t, buf *out, export_counts *counts) {
  const dated *on = &t->days.at[t->at_day];
  const cell *c = t->at_cell < t->cells.n ? &t->cells.at[t->at_cell] : NULL;
  bool here = c && c->on == on->on && c->dyad == t->at_dyad;
  if (here || (on->documents && !t->own.no_zeros)) {
    write_row(t, out, on, t->dyads.at[t->at_dyad].key, here ? c : NULL);
    counts->rows++;
  }
  t->at_cell += here;
  if (++t->at_dyad == t->dyads.n) {
    t->at_dyad = 0;
    t->at_day++;
  }
}

static dgm_status write_panel(void *state, buf *out, export_counts *c,
                              bool *more, dgm_error *err) {
  panel *t = state;
  size_t from = out->len;
  (void)err;
  if (!t->writing) {
    sort(t);
    write_head(t, out);
    t->writing = true;
  }
  while (t->dyads.n && t->at_day < t->days.n && out->len - from < PIECE)
    write_next(t, out, c);
  *more = t->dyads.n && t->at_day < t->days.n;
  return DGM_OK;
}

const format format_dyad = {.name = "dyad-day",
                            .documents = true,
                            .chooses = true,
                            .open = open_panel,
                            .group = add_group,
                            .covers = add_documents,
                            .end = write_panel,
                            .close = close_panel};
