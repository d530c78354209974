// POLECAT: 40 columns under a header, a row an event. Several values of a cell
// stand between "; "; a cell without any is the word None.

#include "export/dialect.h"
#include "export/event.h"

static const char *const quads[] = {"None", "VERBAL COOPERATION",
                                    "MATERIAL COOPERATION", "VERBAL CONFLICT",
                                    "MATERIAL CONFLICT"};

// A cell under way: begin, any number of values, end.
typedef struct {
  buf *out;
  size_t from;
} cell;

static cell begin(buf *out) {
  return (cell){out, out->len};
}

static bool has(const cell *c, str value) {
  str rest = {c->out->p + c->from, (uint32_t)(c->out->len - c->from)};
  while (rest.len) {
    str one = str_cut(&rest, ';');
    if (str_eq(str_trim(one), value))
      return true;
  }
  return false;
}

static void add(cell *c, str value, bool once) {
  if (once && has(c, value))
    return;
  if (c->out->len > c->from)
    buf_add(c->out, S("; "));
  size_t at = c->out->len;
  cell_str(c->out, value.len ? value : S("None"));
  c->out->len--;                 // cell_str ends a cell, this one goes on
  for (; at < c->out->len; at++) // a semicolon would part one value in two
    if (c->out->p[at] == ';')
      c->out->p[at] = ',';
}

static void end(cell *c) {
  if (c->out->len == c->from)
    buf_add(c->out, S("None"));
  buf_byte(c->out, '\t');
}

static void cell_or_none(buf *out, dgm_str s) {
  cell_str(out, s.len ? str_from(s) : S("None"));
}

static void cell_list(buf *out, const dgm_str *list, uint32_t n) {
  cell c = begin(out);
  for (uint32_t i = 0; i < n; i++)
    add(&c, str_from(list[i]), false);
  end(&c);
}

static dgm_str country_of(const dialect_row *d, const dgm_actor *a) {
  (void)d;
  return a->country;
}

static dgm_str cow_of(const dialect_row *d, const dgm_actor *a) {
  const country_row *state = actor_state(d, a);
  return state ? (dgm_str){state->cow.p, state->cow.len} : (dgm_str){0};
}

static dgm_str sector_of(const dialect_row *d, const dgm_actor *a) {
  (void)d;
  return a->n_sectors ? a->sectors[0] : (dgm_str){0};
}

static dgm_str name_of(const dialect_row *d, const dgm_actor *a) {
  (void)d;
  return actor_label(a);
}

static dgm_str role_of(const dialect_row *d, const dgm_actor *a) {
  (void)d;
  return a->role;
}

static dgm_str text_of(const dialect_row *d, const dgm_actor *a) {
  (void)d;
  return a->text;
}

// One value a party, in the parties' order, so that the cells of a row can be
// taken apart together.
static void
cell_of_each(buf *out, const dialect_row *d, const dgm_actor *list, uint32_t n,
             dgm_str (*part)(const dialect_row *, const dgm_actor *)) {
  cell c = begin(out);
  for (uint32_t i = 0; i < n; i++)
    add(&c, str_from(part(d, &list[i])), false);
  end(&c);
}

static void cell_all_sectors(buf *out, const dgm_actor *list, uint32_t n) {
  cell c = begin(out);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t s = 0; s < list[i].n_sectors; s++)
      add(&c, str_from(list[i].sectors[s]), true);
  end(&c);
}

static void cells_of_parties(buf *out, const dialect_row *d,
                             const dgm_actor *list, uint32_t n) {
  cell_of_each(out, d, list, n, name_of);
  cell_of_each(out, d, list, n, country_of);
  cell_of_each(out, d, list, n, cow_of);
  cell_of_each(out, d, list, n, sector_of);
  cell_all_sectors(out, list, n);
  cell_of_each(out, d, list, n, role_of);
  cell_of_each(out, d, list, n, text_of);
  cell_or_none(out, (dgm_str){0}); // Wikipedia's page is not looked up
}

static str feature_of(const dgm_place *p) {
  str precision = str_from(p->precision);
  return str_eq(precision, S("city"))     ? S("PPL")
         : str_eq(precision, S("admin1")) ? S("ADM1")
                                          : S("PCLI");
}

static void cells_of_place(buf *out, const dialect_row *d) {
  const dgm_place *p = dialect_place(&d->r->event);
  if (!p) {
    for (int i = 0; i < 10; i++)
      cell_or_none(out, (dgm_str){0});
    return;
  }
  bool city = str_eq(str_from(p->precision), S("city"));
  cell_or_none(out, p->name);
  cell_or_none(out, city ? p->name : (dgm_str){0});
  cell_or_none(out, (dgm_str){0}); // district
  cell_or_none(out, p->admin1);
  cell_or_none(out, p->country);
  if (p->located) {
    cell_real(out, p->lat, 4);
    cell_real(out, p->lon, 4);
  } else {
    cell_or_none(out, (dgm_str){0});
    cell_or_none(out, (dgm_str){0});
  }
  if (p->geonameid)
    cell_whole(out, (int64_t)p->geonameid);
  else
    cell_or_none(out, (dgm_str){0});
  cell_or_none(out, p->name);
  cell_str(out, feature_of(p));
}

static void add_entities(cell *c, const dgm_actor *list, uint32_t n, str kind) {
  for (uint32_t i = 0; i < n; i++)
    if (str_starts(str_from(list[i].entity), kind))
      add(c, str_from(list[i].name), true);
}

// Who is named in the events of the document: of others no record tells.
static void cell_story_entities(buf *out, const dialect_row *d, str kind) {
  cell c = begin(out);
  for (uint32_t i = 0; i < d->n_all; i++) {
    const dgm_event *e = &d->all[i].event;
    add_entities(&c, e->actor, e->n_actor, kind);
    add_entities(&c, e->recipient, e->n_recipient, kind);
  }
  end(&c);
}

static void cell_story_places(buf *out, const dialect_row *d) {
  cell c = begin(out);
  for (uint32_t i = 0; i < d->n_all; i++)
    for (uint32_t p = 0; p < d->all[i].event.n_places; p++)
      add(&c, str_from(d->all[i].event.places[p].name), true);
  end(&c);
}

static void cells_of_document(buf *out, const dialect_row *d) {
  const dgm_document *doc = &d->r->document;
  str language =
      languages_name(&d->cb->page.languages, str_from(doc->language));
  cell_or_none(out, doc->outlet);
  if (d->told == NO_DAY)
    cell_or_none(out, (dgm_str){0});
  else
    cell_iso(out, d->told);
  cell_story_entities(out, d, S("person:"));
  cell_story_entities(out, d, S("org:"));
  cell_story_places(out, d);
  cell_or_none(out, (dgm_str){language.p, language.len});
  buf_add(out, S("dragoman-" DGM_VERSION "-"));
  cell_text(out, d->r->run);
}

void polecat_row(buf *out, const dialect_row *d) {
  const dgm_event *e = &d->r->event;
  size_t at = out->len;
  cell_text(out, (dgm_str){e->id, 32});
  cell_iso(out, d->on);
  cell_text(out, e->type);
  cell_list(out, e->modes, e->n_modes);
  if (e->scored)
    cell_real(out, e->score, 1);
  else
    cell_or_none(out, (dgm_str){0});
  cell_str(out, str_of(quads[e->quad >= 1 && e->quad <= 4 ? e->quad : 0]));
  cell_list(out, e->contexts, e->n_contexts);
  cells_of_parties(out, d, e->actor, e->n_actor);
  cells_of_parties(out, d, e->recipient, e->n_recipient);
  cells_of_place(out, d);
  cells_of_document(out, d);
  for (; at < out->len; at++) // a comment to R's read.table
    if (out->p[at] == '#')
      out->p[at] = ' ';
  dialect_end(out);
}
