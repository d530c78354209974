// Events as a Parquet file: a row an event. What an event has several of is a
// list column; lists that belong together (actor, actor_country, actor_code …)
// are equally long, so that a data frame can unfold them at once.

#include "export/column.h"
#include "export/event.h"
#include "export/format.h"
#include "export/parquet.h"
#include <stdlib.h>

typedef struct {
  parquet_column is;
  column_from from;
  column_list in;
} source;

#define AT COLUMN_AT
#define E  COLUMN_E
#define D  COLUMN_D
#define PARTY(name, of)                                                        \
  {{name, PARQUET_TEXT, true}, {FROM_LABEL, 0, 0}, of},                        \
      {{name "_text", PARQUET_TEXT, true},                                     \
       {FROM_TEXT, AT(dgm_actor, text), 0},                                    \
       of},                                                                    \
      {{name "_entity", PARQUET_TEXT, true},                                   \
       {FROM_TEXT, AT(dgm_actor, entity), 0},                                  \
       of},                                                                    \
      {{name "_country", PARQUET_TEXT, true},                                  \
       {FROM_TEXT, AT(dgm_actor, country), 0},                                 \
       of},                                                                    \
      {{name "_org", PARQUET_TEXT, true},                                      \
       {FROM_TEXT, AT(dgm_actor, org), 0},                                     \
       of},                                                                    \
      {{name "_sectors", PARQUET_TEXT, true},                                  \
       {FROM_TEXTS, AT(dgm_actor, sectors), AT(dgm_actor, n_sectors)},         \
       of},                                                                    \
      {{name "_role", PARQUET_TEXT, true},                                     \
       {FROM_TEXT, AT(dgm_actor, role), 0},                                    \
       of},                                                                    \
      {{name "_code", PARQUET_TEXT, true},                                     \
       {FROM_TEXT, AT(dgm_actor, code), 0},                                    \
       of},                                                                    \
  {                                                                            \
    {name "_known", PARQUET_BOOL, true}, {FROM_BOOL, AT(dgm_actor, known), 0}, \
        of                                                                     \
  }

static const source sources[] = {
    {{"id", PARQUET_TEXT, false}, {FROM_HEX, E(id), 0}, LIST_RECORD},
    {{"anchor", PARQUET_TEXT, false}, {FROM_HEX, E(anchor), 0}, LIST_RECORD},
    {{"type", PARQUET_TEXT, false}, {FROM_TEXT, E(type), 0}, LIST_RECORD},
    {{"modes", PARQUET_TEXT, true}, {FROM_TEXT, 0, 0}, LIST_MODE},
    {{"contexts", PARQUET_TEXT, true}, {FROM_TEXT, 0, 0}, LIST_CONTEXT},
    {{"cameo", PARQUET_TEXT, false}, {FROM_TEXT, E(cameo), 0}, LIST_RECORD},
    {{"cameo_mirror", PARQUET_TEXT, false},
     {FROM_TEXT, E(cameo_mirror), 0},
     LIST_RECORD},
    {{"quad", PARQUET_I32, false}, {FROM_COUNT, E(quad), 0}, LIST_RECORD},
    {{"score", PARQUET_REAL, false},
     {FROM_IF, E(score), E(scored)},
     LIST_RECORD},
    {{"factuality", PARQUET_TEXT, false},
     {FROM_TEXT, E(factuality), 0},
     LIST_RECORD},
    {{"background", PARQUET_BOOL, false},
     {FROM_BOOL, E(background), 0},
     LIST_RECORD},
    PARTY("actor", LIST_ACTOR),
    PARTY("recipient", LIST_RECIPIENT),
    {{"date_start", PARQUET_DAY, false},
     {FROM_DAY, E(date.start), 0},
     LIST_RECORD},
    {{"date_end", PARQUET_DAY, false}, {FROM_DAY, E(date.end), 0}, LIST_RECORD},
    {{"date_precision", PARQUET_TEXT, false},
     {FROM_TEXT, E(date.precision), 0},
     LIST_RECORD},
    {{"date_source", PARQUET_TEXT, false},
     {FROM_TEXT, E(date.source), 0},
     LIST_RECORD},
    {{"place", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_place, name), 0},
     LIST_PLACE},
    {{"place_country", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_place, country), 0},
     LIST_PLACE},
    {{"place_admin1", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_place, admin1), 0},
     LIST_PLACE},
    {{"place_lat", PARQUET_REAL, true},
     {FROM_IF, AT(dgm_place, lat), AT(dgm_place, located)},
     LIST_PLACE},
    {{"place_lon", PARQUET_REAL, true},
     {FROM_IF, AT(dgm_place, lon), AT(dgm_place, located)},
     LIST_PLACE},
    {{"place_geonameid", PARQUET_I64, true},
     {FROM_BIG, AT(dgm_place, geonameid), 0},
     LIST_PLACE},
    {{"place_precision", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_place, precision), 0},
     LIST_PLACE},
    {{"place_role", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_place, role), 0},
     LIST_PLACE},
    {{"quantity", PARQUET_REAL, true},
     {FROM_REAL, AT(dgm_quantity, value), 0},
     LIST_QUANTITY},
    {{"quantity_low", PARQUET_REAL, true},
     {FROM_REAL, AT(dgm_quantity, low), 0},
     LIST_QUANTITY},
    {{"quantity_high", PARQUET_REAL, true},
     {FROM_HIGH, AT(dgm_quantity, high), 0},
     LIST_QUANTITY},
    {{"quantity_unit", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_quantity, unit), 0},
     LIST_QUANTITY},
    {{"quantity_of", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_quantity, of), 0},
     LIST_QUANTITY},
    {{"said_by", PARQUET_TEXT, true}, {FROM_SPEAKER, 0, 0}, LIST_SPEECH},
    {{"said_by_country", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_speech, speaker.country), 0},
     LIST_SPEECH},
    {{"said_by_code", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_speech, speaker.code), 0},
     LIST_SPEECH},
    {{"said_kind", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_speech, kind), 0},
     LIST_SPEECH},
    {{"said_quote", PARQUET_TEXT, true},
     {FROM_TEXT, AT(dgm_speech, quote), 0},
     LIST_SPEECH},
    {{"content_of", PARQUET_TEXT, true},
     {FROM_HEX, AT(dgm_link, id), 0},
     LIST_LINK},
    {{"evidence_in", PARQUET_TEXT, false},
     {FROM_TEXT, E(evidence.in), 0},
     LIST_RECORD},
    {{"sentence", PARQUET_I32, false},
     {FROM_WHOLE, E(evidence.sentence), 0},
     LIST_RECORD},
    {{"begin", PARQUET_I32, false},
     {FROM_WHOLE, E(evidence.span.beg), 0},
     LIST_RECORD},
    {{"end", PARQUET_I32, false},
     {FROM_WHOLE, E(evidence.span.end), 0},
     LIST_RECORD},
    {{"text", PARQUET_TEXT, false},
     {FROM_TEXT, E(evidence.text), 0},
     LIST_RECORD},
    {{"rule", PARQUET_TEXT, false},
     {FROM_TEXT, E(evidence.rule), 0},
     LIST_RECORD},
    {{"confidence", PARQUET_REAL, false},
     {FROM_REAL, E(evidence.confidence), 0},
     LIST_RECORD},
    {{"document", PARQUET_TEXT, false}, {FROM_TEXT, D(id), 0}, LIST_RECORD},
    {{"text_hash", PARQUET_TEXT, false},
     {FROM_HEX, D(text_hash), 0},
     LIST_RECORD},
    {{"url", PARQUET_TEXT, false}, {FROM_TEXT, D(url), 0}, LIST_RECORD},
    {{"outlet", PARQUET_TEXT, false}, {FROM_TEXT, D(outlet), 0}, LIST_RECORD},
    {{"title", PARQUET_TEXT, false}, {FROM_TEXT, D(title), 0}, LIST_RECORD},
    {{"published", PARQUET_DAY, false},
     {FROM_DAY, D(published), 0},
     LIST_RECORD},
    {{"language", PARQUET_TEXT, false},
     {FROM_TEXT, D(language), 0},
     LIST_RECORD},
    {{"run", PARQUET_TEXT, false},
     {FROM_TEXT, AT(export_record, run), 0},
     LIST_RECORD},
    {{"copy_of", PARQUET_TEXT, false},
     {FROM_TEXT, AT(export_record, copy_of), 0},
     LIST_RECORD},
    {{"story", PARQUET_TEXT, false},
     {FROM_TEXT, AT(export_record, story), 0},
     LIST_RECORD},
    {{"happening", PARQUET_TEXT, false},
     {FROM_TEXT, AT(export_record, happening), 0},
     LIST_RECORD},
    {{"sources", PARQUET_I32, false},
     {FROM_COUNT, AT(export_record, sources), 0},
     LIST_RECORD},
    {{"superseded", PARQUET_BOOL, false},
     {FROM_BOOL, AT(export_record, superseded), 0},
     LIST_RECORD},
};
enum { N_SOURCES = sizeof sources / sizeof *sources };

typedef struct {
  parquet *p;
  parquet_column columns[N_SOURCES];
  buf scratch;
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
  buf_free(&f->scratch);
  free(f);
}

static void put_value(file *f, uint32_t at, const column_value *v) {
  switch (v->kind) {
  case VALUE_NULL:
    parquet_null(f->p, at);
    break;
  case VALUE_TEXT:
    parquet_text(f->p, at, v->text);
    break;
  case VALUE_WHOLE:
    parquet_whole(f->p, at, v->whole);
    break;
  case VALUE_REAL:
    parquet_real(f->p, at, v->real);
    break;
  case VALUE_BOOL:
    parquet_bool(f->p, at, v->whole);
    break;
  }
}

static void put_column(file *f, uint32_t at, const export_record *r) {
  const source *s = &sources[at];
  const char *element;
  uint32_t n = column_elements(&element, &s->in, r);
  for (uint32_t i = 0; i < n; i++, element += s->in.size) {
    column_value v = column_read(&s->from, element, &f->scratch);
    put_value(f, at, &v);
  }
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
      put_column(f, at, &g->events[i]);
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
