// Phoenix as the Open Event Data Alliance published it (26 columns, no header),
// and the lines of the PETRARCH coders before it.

#include "export/dialect.h"
#include "export/event.h"

// Phoenix's five classes by CAMEO's root: statements and appeals are neutral,
// reduced relations (16) words.
static int penta_of(dgm_str cameo) {
  static const char classes[] = "-00111222333334434444";
  int root = (cameo.p[0] - '0') * 10 + cameo.p[1] - '0';
  return root >= 1 && root <= 20 ? classes[root] - '0' : 0;
}

static void cells_of_day(buf *out, day on) {
  int y, m, dom;
  day_split(on, &y, &m, &dom);
  cell_day(out, on);
  cell_whole(out, y);
  cell_whole(out, m);
  cell_whole(out, dom);
}

// The code whole, its first three letters, the first role, and what is left.
static void cells_of_actor(buf *out, const dialect_row *d, const dgm_actor *a) {
  actor_parts parts;
  actor_split(&parts, d->cb, a);
  str code = a ? str_from(a->code) : (str){0};
  cell_str(out, code);
  cell_str(out, str_slice(code, 0, 3));
  str duty = {0};
  for (uint32_t i = 0; i < parts.n_types && !duty.len; i++)
    if (parts.types[i].p != code.p)
      duty = parts.types[i];
  cell_str(out, duty);
  uint32_t at = duty.len ? (uint32_t)(duty.p - code.p) : code.len;
  buf left = {0};
  if (code.len > 3) {
    buf_add(&left, str_slice(code, 3, at));
    buf_add(&left, str_slice(code, at + 3, code.len));
  }
  cell_str(out, buf_str(&left));
  buf_free(&left);
}

// Our contexts as issues: NAME,1;NAME,1
static void cell_issues(buf *out, const dgm_event *e) {
  for (uint32_t i = 0; i < e->n_contexts; i++) {
    if (i)
      buf_byte(out, ';');
    cell_upper(out, e->contexts[i]);
    out->len--;
    buf_add(out, S(",1"));
  }
  buf_byte(out, '\t');
}

static void cells_of_place(buf *out, const dialect_row *d) {
  const dgm_place *p = dialect_place(&d->r->event);
  if (!p) {
    cell_empty(out, 5);
    return;
  }
  cells_point(out, p);
  cell_text(out, p->name);
  cell_text(out, p->admin1);
  cell_text(out, p->country);
}

static void cell_sentence(buf *out, const dialect_row *d) {
  cell_text(out, d->r->document.id);
  out->p[out->len - 1] = '_';
  cell_whole(out, d->r->event.evidence.sentence);
}

static void cells_of_source(buf *out, const dialect_row *d) {
  const dgm_document *doc = &d->r->document;
  cell_text(out, doc->url.p ? doc->url : doc->canonical);
  cell_text(out, doc->outlet);
}

void phoenix_row(buf *out, const dialect_row *d) {
  str code = str_from(d->cameo);
  buf_printf(out, "%.32s_%u\t", d->r->event.id, d->part);
  cells_of_day(out, d->on);
  cells_of_actor(out, d, d->source);
  cells_of_actor(out, d, d->target);
  cell_str(out, code);
  cell_str(out, str_slice(code, 0, 2));
  cell_whole(out, penta_of(d->cameo));
  cell_goldstein(out, d);
  cell_issues(out, &d->r->event);
  cells_of_place(out, d);
  cell_sentence(out, d);
  cells_of_source(out, d);
  dialect_end(out);
}

static void cell_code(buf *out, const dgm_actor *a) {
  cell_str(out, a && a->code.len ? str_from(a->code) : S("---"));
}

void petrarch_row(buf *out, const dialect_row *d) {
  cell_day(out, d->on);
  cell_code(out, d->source);
  cell_code(out, d->target);
  cell_text(out, d->cameo);
  cell_issues(out, &d->r->event);
  cell_sentence(out, d);
  cells_of_source(out, d);
  dialect_end(out);
}
