// ICEWS: 20 columns under a header. Readers of these files take ids as 32-bit
// integers and forbid quoting.

#include "export/dialect.h"
#include "export/event.h"

static dgm_str country_name(const country_row *state) {
  if (!state)
    return (dgm_str){0};
  str name = state->icews.len ? state->icews : state->name;
  return (dgm_str){name.p, name.len};
}

static void cell_sectors(buf *out, const codebook *cb, const dgm_actor *a) {
  buf joined = {0};
  for (uint32_t i = 0; i < a->n_sectors; i++) {
    uint32_t at = names_sector(&cb->names, str_from(a->sectors[i]));
    str icews = at == NO_ROW ? (str){0} : cb->names.sectors.at[at].icews;
    if (joined.len && icews.len)
      buf_byte(&joined, ',');
    buf_add(&joined, icews);
  }
  cell_str(out, buf_str(&joined));
  buf_free(&joined);
}

static void cells_of_actor(buf *out, const dialect_row *d, const dgm_actor *a) {
  if (!a) {
    cell_str(out, S("Unspecified Actor"));
    cell_empty(out, 2);
    return;
  }
  cell_text(out, actor_label(a));
  cell_sectors(out, d->cb, a);
  cell_text(out, country_name(actor_state(d, a)));
}

// The label of the code in our codebook's words, the same for every event of
// the code: CAMEO's own labels are not free.
static void cell_label(buf *out, const dialect_row *d) {
  const scheme *s = &d->cb->rules.scheme;
  uint32_t at = scheme_code(s, str_from(d->cameo));
  uint32_t type = at == NO_VALUE ? NO_TYPE : s->codes.at[at].type;
  buf label = {0};
  if (type != NO_TYPE) {
    const event_type *t = &s->types.at[type];
    buf_add(&label, t->name);
    for (uint32_t m = 0; m < t->n_modes; m++)
      if (s->codes.at[at].modes >> m & 1)
        buf_printf(&label, " %.*s", (int)t->modes[m].len, t->modes[m].p);
  } else {
    buf_add(&label, S("COMMENT"));
  }
  cell_str(out, buf_str(&label));
  buf_free(&label);
}

static void cells_of_place(buf *out, const dialect_row *d) {
  const dgm_place *p = dialect_place(&d->r->event);
  if (!p) {
    cell_empty(out, 6);
    return;
  }
  str precision = str_from(p->precision);
  cell_text(out, str_eq(precision, S("city")) ? p->name : (dgm_str){0});
  cell_empty(out, 1); // district
  cell_text(out, p->admin1);
  cell_text(out, country_name(state_of(d->cb, p->country)));
  cells_point(out, p);
}

void icews_row(buf *out, const dialect_row *d) {
  cell_whole(out, d->number);
  cell_iso(out, d->on);
  cells_of_actor(out, d, d->source);
  cell_label(out, d);
  cell_text(out, d->cameo);
  cell_goldstein(out, d);
  cells_of_actor(out, d, d->target);
  cell_whole(out, d->story);
  cell_whole(out, (int64_t)d->r->event.evidence.sentence + 1);
  cell_text(out, d->r->document.outlet);
  cells_of_place(out, d);
  dialect_end(out);
}
