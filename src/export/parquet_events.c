// Events as a Parquet file: a row an event. What an event has several of is a
// list column; lists that belong together (actor, actor_country, actor_code …)
// are equally long, so that a data frame can unfold them at once.

#include "export/event.h"
#include "export/format.h"
#include "export/parquet.h"
#include <stdlib.h>

// Where a column's values are: in the record, or in the elements of a list of
// it.
typedef enum {
  FROM_TEXT,   // dgm_str
  FROM_HEX,    // 32 characters
  FROM_DAY,    // dgm_str that begins with a day
  FROM_WHOLE,  // uint32_t
  FROM_COUNT,  // uint32_t, 0 for null
  FROM_BIG,    // uint64_t, 0 for null
  FROM_REAL,   // double
  FROM_HIGH,   // double, negative for null
  FROM_SCORE,  // double, null unless the event is scored
  FROM_POINT,  // double, null unless the place is located
  FROM_BOOL,   // bool
  FROM_TEXTS,  // list of dgm_str; within an element joined by ';'
  FROM_LABEL,  // an actor's name, or the words there
  FROM_SPEAKER // the same of a link of an attribution
} source_kind;

typedef struct {
  uint16_t list, count, size; // of elements; size 0: the record itself
} place_of;

typedef struct {
  parquet_column is;
  source_kind from;
  uint16_t at, count; // bytes into the record or element
  place_of in;
} source;

#define AT(T, member) (uint16_t) offsetof(T, member)
#define E(member)     AT(export_record, event.member)
#define D(member)     AT(export_record, document.member)
#define RECORD                                                                 \
  { 0, 0, 0 }
#define ACTOR                                                                  \
  { E(actor), E(n_actor), sizeof(dgm_actor) }
#define RECIPIENT                                                              \
  { E(recipient), E(n_recipient), sizeof(dgm_actor) }
#define PLACE                                                                  \
  { E(places), E(n_places), sizeof(dgm_place) }
#define QUANTITY                                                               \
  { E(quantities), E(n_quantities), sizeof(dgm_quantity) }
#define SPEECH                                                                 \
  { E(attribution), E(n_attribution), sizeof(dgm_speech) }
#define LINK                                                                   \
  { E(links), E(n_links), sizeof(dgm_link) }
#define PARTY(name, of)                                                        \
  {{name, PARQUET_TEXT, true}, FROM_LABEL, 0, 0, of},                          \
      {{name "_text", PARQUET_TEXT, true},                                     \
       FROM_TEXT,                                                              \
       AT(dgm_actor, text),                                                    \
       0,                                                                      \
       of},                                                                    \
      {{name "_entity", PARQUET_TEXT, true},                                   \
       FROM_TEXT,                                                              \
       AT(dgm_actor, entity),                                                  \
       0,                                                                      \
       of},                                                                    \
      {{name "_country", PARQUET_TEXT, true},                                  \
       FROM_TEXT,                                                              \
       AT(dgm_actor, country),                                                 \
       0,                                                                      \
       of},                                                                    \
      {{name "_org", PARQUET_TEXT, true},                                      \
       FROM_TEXT,                                                              \
       AT(dgm_actor, org),                                                     \
       0,                                                                      \
       of},                                                                    \
      {{name "_sectors", PARQUET_TEXT, true},                                  \
       FROM_TEXTS,                                                             \
       AT(dgm_actor, sectors),                                                 \
       AT(dgm_actor, n_sectors),                                               \
       of},                                                                    \
      {{name "_role", PARQUET_TEXT, true},                                     \
       FROM_TEXT,                                                              \
       AT(dgm_actor, role),                                                    \
       0,                                                                      \
       of},                                                                    \
      {{name "_code", PARQUET_TEXT, true},                                     \
       FROM_TEXT,                                                              \
       AT(dgm_actor, code),                                                    \
       0,                                                                      \
       of},                                                                    \
  {                                                                            \
    {name "_known", PARQUET_BOOL, true}, FROM_BOOL, AT(dgm_actor, known), 0,   \
        of                                                                     \
  }

static const source sources[] = {
    {{"id", PARQUET_TEXT, false}, FROM_HEX, E(id), 0, RECORD},
    {{"anchor", PARQUET_TEXT, false}, FROM_HEX, E(anchor), 0, RECORD},
    {{"type", PARQUET_TEXT, false}, FROM_TEXT, E(type), 0, RECORD},
    {{"modes", PARQUET_TEXT, true}, FROM_TEXTS, E(modes), E(n_modes), RECORD},
    {{"contexts", PARQUET_TEXT, true},
     FROM_TEXTS,
     E(contexts),
     E(n_contexts),
     RECORD},
    {{"cameo", PARQUET_TEXT, false}, FROM_TEXT, E(cameo), 0, RECORD},
    {{"cameo_mirror", PARQUET_TEXT, false},
     FROM_TEXT,
     E(cameo_mirror),
     0,
     RECORD},
    {{"quad", PARQUET_I32, false}, FROM_COUNT, E(quad), 0, RECORD},
    {{"score", PARQUET_REAL, false}, FROM_SCORE, E(score), 0, RECORD},
    {{"factuality", PARQUET_TEXT, false}, FROM_TEXT, E(factuality), 0, RECORD},
    {{"background", PARQUET_BOOL, false}, FROM_BOOL, E(background), 0, RECORD},
    PARTY("actor", ACTOR),
    PARTY("recipient", RECIPIENT),
    {{"date_start", PARQUET_DAY, false}, FROM_DAY, E(date.start), 0, RECORD},
    {{"date_end", PARQUET_DAY, false}, FROM_DAY, E(date.end), 0, RECORD},
    {{"date_precision", PARQUET_TEXT, false},
     FROM_TEXT,
     E(date.precision),
     0,
     RECORD},
    {{"date_source", PARQUET_TEXT, false},
     FROM_TEXT,
     E(date.source),
     0,
     RECORD},
    {{"place", PARQUET_TEXT, true}, FROM_TEXT, AT(dgm_place, name), 0, PLACE},
    {{"place_country", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_place, country),
     0,
     PLACE},
    {{"place_admin1", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_place, admin1),
     0,
     PLACE},
    {{"place_lat", PARQUET_REAL, true},
     FROM_POINT,
     AT(dgm_place, lat),
     AT(dgm_place, located),
     PLACE},
    {{"place_lon", PARQUET_REAL, true},
     FROM_POINT,
     AT(dgm_place, lon),
     AT(dgm_place, located),
     PLACE},
    {{"place_geonameid", PARQUET_I64, true},
     FROM_BIG,
     AT(dgm_place, geonameid),
     0,
     PLACE},
    {{"place_precision", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_place, precision),
     0,
     PLACE},
    {{"place_role", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_place, role),
     0,
     PLACE},
    {{"quantity", PARQUET_REAL, true},
     FROM_REAL,
     AT(dgm_quantity, value),
     0,
     QUANTITY},
    {{"quantity_low", PARQUET_REAL, true},
     FROM_REAL,
     AT(dgm_quantity, low),
     0,
     QUANTITY},
    {{"quantity_high", PARQUET_REAL, true},
     FROM_HIGH,
     AT(dgm_quantity, high),
     0,
     QUANTITY},
    {{"quantity_unit", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_quantity, unit),
     0,
     QUANTITY},
    {{"quantity_of", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_quantity, of),
     0,
     QUANTITY},
    {{"said_by", PARQUET_TEXT, true}, FROM_SPEAKER, 0, 0, SPEECH},
    {{"said_by_country", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_speech, speaker.country),
     0,
     SPEECH},
    {{"said_by_code", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_speech, speaker.code),
     0,
     SPEECH},
    {{"said_kind", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_speech, kind),
     0,
     SPEECH},
    {{"said_quote", PARQUET_TEXT, true},
     FROM_TEXT,
     AT(dgm_speech, quote),
     0,
     SPEECH},
    {{"content_of", PARQUET_TEXT, true}, FROM_HEX, AT(dgm_link, id), 0, LINK},
    {{"evidence_in", PARQUET_TEXT, false},
     FROM_TEXT,
     E(evidence.in),
     0,
     RECORD},
    {{"sentence", PARQUET_I32, false},
     FROM_WHOLE,
     E(evidence.sentence),
     0,
     RECORD},
    {{"begin", PARQUET_I32, false},
     FROM_WHOLE,
     E(evidence.span.beg),
     0,
     RECORD},
    {{"end", PARQUET_I32, false}, FROM_WHOLE, E(evidence.span.end), 0, RECORD},
    {{"text", PARQUET_TEXT, false}, FROM_TEXT, E(evidence.text), 0, RECORD},
    {{"rule", PARQUET_TEXT, false}, FROM_TEXT, E(evidence.rule), 0, RECORD},
    {{"confidence", PARQUET_REAL, false},
     FROM_REAL,
     E(evidence.confidence),
     0,
     RECORD},
    {{"document", PARQUET_TEXT, false}, FROM_TEXT, D(id), 0, RECORD},
    {{"text_hash", PARQUET_TEXT, false}, FROM_HEX, D(text_hash), 0, RECORD},
    {{"url", PARQUET_TEXT, false}, FROM_TEXT, D(url), 0, RECORD},
    {{"outlet", PARQUET_TEXT, false}, FROM_TEXT, D(outlet), 0, RECORD},
    {{"title", PARQUET_TEXT, false}, FROM_TEXT, D(title), 0, RECORD},
    {{"published", PARQUET_DAY, false}, FROM_DAY, D(published), 0, RECORD},
    {{"language", PARQUET_TEXT, false}, FROM_TEXT, D(language), 0, RECORD},
    {{"run", PARQUET_TEXT, false},
     FROM_TEXT,
     AT(export_record, run),
     0,
     RECORD},
    {{"copy_of", PARQUET_TEXT, false},
     FROM_TEXT,
     AT(export_record, copy_of),
     0,
     RECORD},
    {{"story", PARQUET_TEXT, false},
     FROM_TEXT,
     AT(export_record, story),
     0,
     RECORD},
    {{"happening", PARQUET_TEXT, false},
     FROM_TEXT,
     AT(export_record, happening),
     0,
     RECORD},
    {{"sources", PARQUET_I32, false},
     FROM_COUNT,
     AT(export_record, sources),
     0,
     RECORD},
    {{"superseded", PARQUET_BOOL, false},
     FROM_BOOL,
     AT(export_record, superseded),
     0,
     RECORD},
};
enum { N_SOURCES = sizeof sources / sizeof *sources };

typedef struct {
  parquet *p;
  parquet_column columns[N_SOURCES];
  bool begun;
} file;

static void *open_file(const export_options *o, const codebook *cb,
                       dgm_error *err) {
  file *f = calloc(1, sizeof *f);
  (void)o, (void)cb;
  for (uint32_t i = 0; f && i < N_SOURCES; i++)
    f->columns[i] = sources[i].is;
  if (f && (f->p = parquet_new(f->columns, N_SOURCES)))
    return f;
  free(f);
  error_set(err, DGM_ELIMIT, "out of memory");
  return NULL;
}

static void close_file(void *state) {
  file *f = state;
  parquet_free(f->p);
  free(f);
}

static void put_text(file *f, uint32_t at, dgm_str s) {
  if (s.p)
    parquet_text(f->p, at, str_from(s));
  else
    parquet_null(f->p, at);
}

static void put_hex(file *f, uint32_t at, const char *hex) {
  if (*hex)
    parquet_text(f->p, at, (str){hex, 32});
  else
    parquet_null(f->p, at);
}

static void put_whole(file *f, uint32_t at, int64_t v, bool there) {
  if (there)
    parquet_whole(f->p, at, v);
  else
    parquet_null(f->p, at);
}

static void put_real(file *f, uint32_t at, double v, bool there) {
  if (there)
    parquet_real(f->p, at, v);
  else
    parquet_null(f->p, at);
}

// The record's lists become lists, those within an element one text.
static void put_texts(file *f, uint32_t at, const dgm_str *list, uint32_t n) {
  buf joined = {0};
  for (uint32_t i = 0; i < n; i++) {
    if (!sources[at].in.size) {
      parquet_text(f->p, at, str_from(list[i]));
      continue;
    }
    if (i)
      buf_byte(&joined, ';');
    buf_add(&joined, str_from(list[i]));
  }
  if (sources[at].in.size)
    parquet_text(f->p, at, joined.p ? buf_str(&joined) : S(""));
  buf_free(&joined);
}

static void put_number(file *f, uint32_t at, const source *s, const char *v,
                       const char *base) {
  double real;
  memcpy(&real, v, sizeof real);
  switch (s->from) {
  case FROM_HIGH:
    put_real(f, at, real, real >= 0);
    break;
  case FROM_SCORE:
    put_real(f, at, real,
             ((const export_record *)(const void *)base)->event.scored);
    break;
  case FROM_POINT:
    put_real(f, at, real, *(const bool *)(base + s->count));
    break;
  default:
    put_real(f, at, real, true);
  }
}

static void put_integer(file *f, uint32_t at, const source *s, const void *v) {
  int64_t n = s->from == FROM_DAY   ? choose_day(*(const dgm_str *)v)
              : s->from == FROM_BIG ? (int64_t) * (const uint64_t *)v
                                    : *(const uint32_t *)v;
  bool there = s->from == FROM_DAY ? n != NO_DAY : n || s->from == FROM_WHOLE;
  put_whole(f, at, n, there);
}

// One value of column `at` from the record or element at `base`.
static void put_value(file *f, uint32_t at, const char *base) {
  const source *s = &sources[at];
  const void *v = base + s->at;
  switch (s->from) {
  case FROM_TEXT:
    put_text(f, at, *(const dgm_str *)v);
    break;
  case FROM_HEX:
    put_hex(f, at, v);
    break;
  case FROM_DAY:
  case FROM_WHOLE:
  case FROM_COUNT:
  case FROM_BIG:
    put_integer(f, at, s, v);
    break;
  case FROM_BOOL:
    parquet_bool(f->p, at, *(const bool *)v);
    break;
  case FROM_TEXTS:
    put_texts(f, at, *(const dgm_str *const *)v,
              *(const uint32_t *)(const void *)(base + s->count));
    break;
  case FROM_LABEL:
    put_text(f, at, actor_label(v));
    break;
  case FROM_SPEAKER:
    put_text(f, at, actor_label(&((const dgm_speech *)v)->speaker));
    break;
  default:
    put_number(f, at, s, v, base);
  }
}

static void put_column(file *f, uint32_t at, const char *record) {
  const place_of *in = &sources[at].in;
  if (!in->size) {
    put_value(f, at, record);
    return;
  }
  const char *list = *(const char *const *)(const void *)(record + in->list);
  uint32_t n = *(const uint32_t *)(const void *)(record + in->count);
  for (uint32_t i = 0; i < n; i++)
    put_value(f, at, list + (size_t)i * in->size);
}

static void begin(file *f, buf *out) {
  if (!f->begun)
    parquet_begin(f->p, out);
  f->begun = true;
}

static dgm_status add_group(void *state, buf *out, const event_group *g,
                            export_counts *c, dgm_error *err) {
  file *f = state;
  (void)err;
  begin(f, out);
  for (uint32_t i = 0; i < g->n; i++) {
    for (uint32_t at = 0; at < N_SOURCES; at++)
      put_column(f, at, (const char *)(const void *)&g->events[i]);
    parquet_row(f->p, out);
  }
  c->written += g->n;
  c->rows += g->n;
  return DGM_OK;
}

static dgm_status end_file(void *state, buf *out, export_counts *c, bool *more,
                           dgm_error *err) {
  file *f = state;
  (void)c, (void)more, (void)err;
  begin(f, out);
  parquet_end(f->p, out);
  return DGM_OK;
}

const format format_parquet = {.name = "parquet",
                               .open = open_file,
                               .group = add_group,
                               .end = end_file,
                               .close = close_file};
