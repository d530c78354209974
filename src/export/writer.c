#include "export/writer.h"
#include "base/hash.h"
#include "export/event.h"
#include "export/format.h"
#include "story/number_map.h"
#include <stdlib.h>

// A document's events take 2 KB each; more than this at once is no document but
// damage, and is written in parts.
enum { GROUP_BYTES = 64 << 20 };
static const size_t memory = (size_t)1 << 30; // as for an article (api.c)

const char writer_formats[] =
    "jsonl, csv, parquet, sqlite, gdelt, gdelt-mentions, icews, polecat, "
    "phoenix, petrarch, dyad-day";

struct writer {
  export_options o;
  const codebook *cb;
  const format *f;  // NULL: lines and rows that need no state
  const dialect *d; // NULL: all events
  void *state;      // of f
  export_counts counts;
  number_map seen; // keys of rows of happenings
  // The document under way.
  arena m;
  dgm_document document;
  VEC(export_record) events;
  VEC(str) lines;
  uint32_t number;
  bool open, first, listed;
};

static const format *const formats[] = {&format_parquet, &format_sqlite,
                                        &format_dyad};

static const format *format_named(str name) {
  for (uint32_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (str_eq(name, str_of(formats[i]->name)))
      return formats[i];
  return NULL;
}

static bool is_plain(str name) {
  return str_eq(name, S("jsonl")) || str_eq(name, S("csv"));
}

bool writer_knows(str name) {
  return is_plain(name) || dialect_named(name) || format_named(name);
}

bool writer_wants_documents(str name) {
  const format *f = format_named(name);
  return f && f->documents;
}

bool writer_makes_file(str name) {
  const format *f = format_named(name);
  return f && f->file;
}

bool writer_chooses(str name) {
  const format *f = format_named(name);
  return dialect_named(name) || (f && f->chooses);
}

dgm_status writer_open(writer **out, const export_options *o,
                       const codebook *cb, dgm_error *err) {
  writer *w = calloc(1, sizeof *w);
  *out = NULL;
  if (!w)
    return error_set(err, DGM_ELIMIT, "out of memory");
  w->o = *o;
  w->cb = cb;
  w->f = format_named(o->format);
  w->d = dialect_named(o->format);
  if (w->f && !(w->state = w->f->open(o, cb, err))) {
    free(w);
    return DGM_EIO;
  }
  arena_init(&w->m, memory);
  *out = w;
  return DGM_OK;
}

void writer_free(writer *w) {
  if (!w)
    return;
  if (w->f)
    w->f->close(w->state);
  arena_close(&w->m);
  number_map_free(&w->seen);
  free(w);
}

void writer_head(writer *w, buf *out) {
  if (w->d && w->d->head)
    buf_add(out, str_of(w->d->head));
  if (str_eq(w->o.format, S("csv")))
    export_csv_head(out);
}

static bool has_code(const dialect_pair *p) {
  return (p->source && p->source->code.len) ||
         (p->target && p->target->code.len);
}

static void add_party(buf *b, const dgm_actor *a) {
  buf_byte(b, '\t');
  if (a)
    buf_add(b, str_from(a->code.len ? a->code : actor_label(a)));
}

// What the rows of all tellings of one happening share; 0 where none is known.
static uint64_t key_of(const writer *w, const export_record *r,
                       const dialect_pair *p) {
  buf b = {0};
  if (!w->o.by_happening || !r->happening.len)
    return 0;
  buf_add(&b, str_from(r->happening));
  add_party(&b, p->source);
  add_party(&b, p->target);
  uint64_t key = hash64(buf_str(&b));
  buf_free(&b);
  return key ? key : 1;
}

static bool is_new(writer *w, uint64_t key) {
  return !key || w->d->mentions || number_map_set(&w->seen, key, 0) == NO_VALUE;
}

// Writes the pairs of an event that the dialect can name and that no earlier
// telling gave; returns their number, and how many could be named in *named.
static uint32_t write_pairs(writer *w, buf *out, dialect_row *row,
                            uint32_t *named) {
  const dgm_event *e = &row->r->event;
  uint32_t more = w->o.one_way ? 0 : PAIRS_TURNED | PAIRS_MIRRORED;
  uint32_t written = 0, n = dialect_pairs(w->cb, e, more);
  for (uint32_t i = 0; i < n; i++) {
    dialect_pair p;
    dialect_pair_at(&p, w->cb, e, more, i);
    if ((!p.source && !p.target) || (w->d->coded && !has_code(&p)))
      continue;
    ++*named;
    row->key = key_of(w, row->r, &p);
    if (!is_new(w, row->key))
      continue;
    row->source = p.source;
    row->target = p.target;
    row->cameo = p.cameo;
    row->part = written;
    row->number = (uint32_t)(w->counts.rows + ++written);
    w->d->row(out, row);
  }
  return written;
}

static day day_of_row(const writer *w, const dialect_row *row) {
  const dgm_event *e = &row->r->event;
  bool told =
      w->o.days == DAYS_AS_FORMAT ? w->d->told : w->o.days == DAYS_OF_REPORT;
  day on = choose_day(e->date.start.len ? e->date.start : e->date.end);
  if (told)
    return row->told == NO_DAY ? on : row->told;
  return on == NO_DAY ? row->told : on;
}

static left_reason write_event(writer *w, buf *out, dialect_row *row) {
  const dgm_event *e = &row->r->event;
  static const dialect_pair nobody = {0};
  dialect_pair p;
  left_reason left = choose_event(row->r, row->all, row->n_all, w->o.include);
  if (left)
    return left;
  dialect_pair_at(&p, w->cb, e, 0, 0);
  if (w->d->typed ? !e->type.len : p.cameo.len < 3)
    return LEFT_TYPE;
  row->told = choose_day(row->r->document.published);
  row->on = day_of_row(w, row);
  if (row->on == NO_DAY)
    return LEFT_DAY;
  uint32_t rows = 1, named = 1;
  if (w->d->pairs) {
    named = 0;
    rows = write_pairs(w, out, row, &named);
  } else if (is_new(w, key_of(w, row->r, &nobody))) {
    w->d->row(out, row);
  } else {
    rows = 0;
  }
  w->counts.rows += rows;
  return rows ? LEFT_NOT : named ? LEFT_REPEATED : LEFT_PARTY;
}

static void write_dialect(writer *w, buf *out, const event_group *g) {
  for (uint32_t i = 0; i < g->n; i++) {
    dialect_row row = {.cb = w->cb,
                       .r = &g->events[i],
                       .story = g->number,
                       .all = g->events,
                       .n_all = g->n};
    left_reason left = write_event(w, out, &row);
    w->counts.left[left]++;
    w->counts.written += left == LEFT_NOT;
  }
}

static void write_plain(writer *w, buf *out, const event_group *g) {
  bool csv = str_eq(w->o.format, S("csv"));
  for (uint32_t i = 0; i < g->n; i++) {
    const export_record *r = &g->events[i];
    if (csv) {
      export_csv(out, &r->event, &r->document, r->run);
    } else {
      buf_add(out, g->lines[i]);
      buf_byte(out, '\n');
    }
  }
  w->counts.written += g->n;
  w->counts.rows += g->n;
}

// Writes the document under way, or its first GROUP_MOST events.
static dgm_status flush(writer *w, buf *out, dgm_error *err) {
  event_group g = {&w->document, w->events.at, w->lines.at, w->events.n,
                   w->number,    w->first,     w->listed};
  dgm_status status = DGM_OK;
  w->counts.events += g.n;
  if (w->d)
    write_dialect(w, out, &g);
  else if (!w->f)
    write_plain(w, out, &g);
  else if (w->open)
    status = w->f->group(w->state, out, &g, &w->counts, err);
  arena_reset(&w->m);
  w->events.at = NULL;
  w->lines.at = NULL;
  w->events.n = w->events.cap = w->lines.n = w->lines.cap = 0;
  w->open = w->first = w->listed = false;
  return status;
}

static bool is_same_document(const writer *w, const export_record *r) {
  return w->open && r->document.id.len &&
         str_eq(str_from(w->document.id), str_from(r->document.id));
}

static dgm_status read_line(writer *w, export_record *r, str *line,
                            dgm_error *err) {
  *line = arena_copy(&w->m, *line);
  return record_read(r, &w->m, *line, err);
}

dgm_status writer_line(writer *w, buf *out, str line, dgm_error *err) {
  export_record r;
  str kept = line;
  dgm_status status = read_line(w, &r, &kept, err);
  if (status) { // bad lines pile up, too
    dgm_status full = w->m.used > GROUP_BYTES ? flush(w, out, NULL) : DGM_OK;
    return full ? full : status;
  }
  bool same = is_same_document(w, &r);
  if (!same || w->events.n == GROUP_MOST || w->m.used > GROUP_BYTES) {
    status = flush(w, out, err);
    if (status)
      return status;
    kept = line;
    read_line(w, &r, &kept, NULL); // the first went with the arena
    w->document = r.document;
    w->open = true;
    w->first = !same;
    w->number += !same;
    w->counts.documents += !same;
  }
  w->listed |= !r.event_line;
  if (r.event_line) {
    *vec_push(&w->m, &w->events) = r;
    *vec_push(&w->m, &w->lines) = kept;
  }
  return DGM_OK;
}

void writer_covers(writer *w, day on, uint32_t n) {
  if (w->f && w->f->covers)
    w->f->covers(w->state, on, n);
}

dgm_status writer_end(writer *w, buf *out, bool *more, dgm_error *err) {
  dgm_status status = flush(w, out, err);
  *more = false;
  if (!status && w->f && w->f->end)
    status = w->f->end(w->state, out, &w->counts, more, err);
  return status;
}

export_counts writer_counts(const writer *w) {
  return w->counts;
}
