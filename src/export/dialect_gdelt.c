// GDELT 2.0: Events (61 columns) and Mentions (16), no header.

#include "base/hash.h"
#include "export/dialect.h"
#include "export/event.h"

// 52 bits of the event's id above 2^52: sixteen digits, exact in a double (R,
// spreadsheets), and never one of GDELT's own numbers, which have ten. Further
// rows of an event hash its id with their number. Rows of happenings take the
// key that all tellings of the happening share, so mentions find their event.
static int64_t row_id(const dialect_row *d) {
  char id[32];
  const uint64_t top = (uint64_t)1 << 52;
  uint64_t bits = 0;
  hasher h;
  if (d->key)
    return (int64_t)(top | (d->key & (top - 1)));
  memcpy(id, d->r->event.id, sizeof id);
  if (d->part) {
    hasher_init(&h);
    hasher_add(&h, (str){d->r->event.id, 32});
    hasher_add_u64(&h, d->part);
    hasher_hex(&h, id);
  }
  for (uint32_t i = 0; i < 13; i++) {
    char c = id[i];
    bits = bits << 4 | (uint64_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return (int64_t)(top | (bits & (top - 1)));
}

// The published files have ((month - 1) * 30 + day) / 365, though the codebook
// of GDELT leaves out the "- 1", with which no December would stay in its year.
static void cell_fraction(buf *out, day on) {
  int y, m, dom;
  day_split(on, &y, &m, &dom);
  buf_fixed(out, y + ((m - 1) * 30 + dom) / 365.0, 4);
  buf_byte(out, '\t');
}

static void cells_of_day(buf *out, day on) {
  int y, m, dom;
  day_split(on, &y, &m, &dom);
  cell_day(out, on);
  cell_whole(out, y * 100 + m);
  cell_whole(out, y);
  cell_fraction(out, on);
}

static dgm_str nth(const dgm_str *list, uint32_t n, uint32_t at) {
  return at < n ? list[at] : (dgm_str){0};
}

static void cells_of_actor(buf *out, const dialect_row *d, const dgm_actor *a) {
  actor_parts parts;
  if (!a) {
    cell_empty(out, 10);
    return;
  }
  actor_split(&parts, d->cb, a);
  cell_text(out, a->code);
  cell_upper(out, actor_label(a));
  cell_str(out, parts.country);
  cell_str(out, parts.group);
  cell_text(out, nth(a->ethnic, a->n_ethnic, 0));
  cell_text(out, nth(a->religion, a->n_religion, 0));
  cell_text(out, nth(a->religion, a->n_religion, 1));
  for (uint32_t i = 0; i < CODE_TYPES; i++)
    cell_str(out, parts.types[i]);
}

// GDELT's own classes by CAMEO's root: investigations (09) count as material
// cooperation, protests (14) as verbal conflict.
static int quad_of(dgm_str cameo) {
  int root = (cameo.p[0] - '0') * 10 + cameo.p[1] - '0';
  return root <= 5 ? 1 : root <= 9 ? 2 : root <= 14 ? 3 : 4;
}

static void cells_of_event(buf *out, const dialect_row *d) {
  const dgm_evidence *v = &d->r->event.evidence;
  str code = str_from(d->cameo);
  bool lead = str_eq(str_from(v->in), S("title")) || v->sentence <= 2;
  uint32_t n = d->r->sources ? d->r->sources : 1;
  cell_whole(out, lead);
  cell_str(out, code);
  cell_str(out, str_slice(code, 0, 3));
  cell_str(out, str_slice(code, 0, 2));
  cell_whole(out, quad_of(d->cameo));
  cell_goldstein(out, d);
  for (int i = 0; i < 3; i++)
    cell_whole(out, n);
  cell_empty(out, 1); // AvgTone: we measure none
}

// 1 country, 2 state of the USA, 3 city there, 4 city, 5 state elsewhere.
static int geo_type(const dgm_place *p) {
  bool usa = str_eq(str_from(p->country), S("USA"));
  str precision = str_from(p->precision);
  if (str_eq(precision, S("country")))
    return 1;
  if (str_eq(precision, S("admin1")))
    return usa ? 2 : 5;
  return usa ? 3 : 4;
}

static void add_part(buf *full, str part) {
  if (!part.len)
    return;
  if (full->len)
    buf_add(full, S(", "));
  buf_add(full, part);
}

static void cell_full_name(buf *out, const dgm_place *p, const country_row *s,
                           int type) {
  buf full = {0};
  if (type != 1)
    add_part(&full, str_from(p->name));
  if ((type == 3 || type == 4) &&
      !str_eq(str_from(p->name), str_from(p->admin1)))
    add_part(&full, str_from(p->admin1));
  add_part(&full, s ? s->name : type == 1 ? str_from(p->name) : (str){0});
  cell_str(out, buf_str(&full));
  buf_free(&full);
}

static void cells_of_place(buf *out, const dialect_row *d, const dgm_place *p) {
  const country_row *state = p ? state_of(d->cb, p->country) : NULL;
  if (!p) {
    cell_whole(out, 0);
    cell_empty(out, 7);
    return;
  }
  int type = geo_type(p);
  cell_whole(out, type);
  cell_full_name(out, p, state, type);
  cell_str(out, state ? state->fips : (str){0});
  cell_str(out, state ? state->fips : (str){0}); // ADM1: we know no more
  cell_empty(out, 1);
  cells_point(out, p);
  cell_str(out, type == 1 && state ? state->fips : (str){0});
}

static dgm_str address_of(const dgm_document *doc) {
  return doc->url.p ? doc->url : doc->canonical.p ? doc->canonical : doc->id;
}

// Midnight of the day as 14 digits: records have days.
static void cell_stamp(buf *out, day d) {
  cell_day(out, d);
  out->len--;
  buf_add(out, S("000000\t"));
}

static day told_or_on(const dialect_row *d) {
  return d->told == NO_DAY ? d->on : d->told;
}

void gdelt_event_row(buf *out, const dialect_row *d) {
  cell_whole(out, row_id(d));
  cells_of_day(out, d->on);
  cells_of_actor(out, d, d->source);
  cells_of_actor(out, d, d->target);
  cells_of_event(out, d);
  cells_of_place(out, d, NULL); // where actors are is not known,
  cells_of_place(out, d, NULL); // only where it happened
  cells_of_place(out, d, dialect_place(&d->r->event));
  cell_stamp(out, told_or_on(d));
  cell_text(out, address_of(&d->r->document));
  dialect_end(out);
}

// "www.example.org" of an address, empty for what is none.
static str host_of(str url) {
  uint32_t at = str_find(url, S("://"));
  if (at == UINT32_MAX)
    return (str){0};
  str rest = str_slice(url, at + 3, url.len);
  return str_cut(&rest, '/');
}

static void cell_offset(buf *out, const dgm_actor *a) {
  cell_whole(out, a && a->span.end ? (int64_t)a->span.beg : -1);
}

void gdelt_mention_row(buf *out, const dialect_row *d) {
  const dgm_document *doc = &d->r->document;
  const dgm_evidence *v = &d->r->event.evidence;
  str outlet = str_from(doc->outlet);
  cell_whole(out, row_id(d));
  cell_stamp(out, d->on);
  cell_stamp(out, told_or_on(d));
  cell_whole(out, doc->url.p || doc->canonical.p ? 1 : 2); // web, citation
  cell_str(out, outlet.len ? outlet : host_of(str_from(address_of(doc))));
  cell_text(out, address_of(doc));
  cell_whole(out, (int64_t)v->sentence + 1);
  cell_offset(out, d->source);
  cell_offset(out, d->target);
  cell_whole(out, v->trigger.beg);
  cell_whole(out, 1); // read in the article itself
  cell_whole(out, (int64_t)(v->confidence * 100 + 0.5));
  cell_empty(out, 3); // length, tone, translation
  buf_printf(out, "id:%.32s;anchor:%.32s\n", d->r->event.id,
             d->r->event.anchor);
}
