// Article -> what is stored. Events are printed by the writer of `code` and cut
// before their last two keys, so that what comes out of a store is what went in
// byte for byte; what queries ask for is taken from the same view.

#include "store/record.h"
#include "export/event.h"
#include "pipeline/view.h"
#include "store/private.h"
#include "story/dossier.h"

// Most bytes of removed parts that are kept of a page, and of one part: enough
// to show what was taken out, not a second copy of the page.
enum { REMOVED_MOST = 64 << 10, REMOVED_PART = 400 };

// What the arena's article is made with: the buffer is the caller's, because an
// arena that is full leaves without freeing anything.
typedef struct {
  article *a;
  const codebook *cb;
  arena *m;
  buf *b;
} maker;

static str kept(maker *k) {
  str out = arena_copy(k->m, buf_str(k->b));
  buf_clear(k->b);
  return out;
}

// ";a;b;" of a list, p == NULL where it is empty.
static str joined(maker *k, const dgm_str *all, uint32_t n) {
  if (!n)
    return (str){NULL, 0};
  buf_byte(k->b, ';');
  for (uint32_t i = 0; i < n; i++) {
    buf_add(k->b, str_from(all[i]));
    buf_byte(k->b, ';');
  }
  return kept(k);
}

// Organisations of several states and those who fight or work on their own are
// themselves; ministries, forces, parties and firms are their state.
static str node_of(const codebook *cb, const dgm_actor *a) {
  if (a->org.p) {
    uint32_t row = names_org(&cb->names, str_from(a->org));
    uint8_t kind = row == NO_ROW ? ORG_IGO : cb->names.orgs.at[row].kind;
    if (!a->country.p || kind == ORG_IGO || kind == ORG_ARMED ||
        kind == ORG_NGO)
      return str_from(a->org);
  }
  if (a->country.p)
    return str_from(a->country);
  return str_from(a->code.p ? a->code : a->name.p ? a->name : a->text);
}

static void add_actor(record_event *e, maker *k, tie_kind kind,
                      const dgm_actor *a) {
  if (!a->name.p && !a->code.p && !a->text.p)
    return;
  str sectors = joined(k, a->sectors, a->n_sectors);
  *vec_push(k->m, &e->ties) =
      (record_tie){.kind = kind,
                   .actor = {.name = str_from(a->name.p ? a->name : a->text),
                             .entity = str_from(a->entity),
                             .country = str_from(a->country),
                             .org = str_from(a->org),
                             .role = str_from(a->role),
                             .code = str_from(a->code),
                             .node = node_of(k->cb, a),
                             .sectors = sectors}};
}

static void add_place(record_event *e, arena *m, const dgm_place *p,
                      bool mentioned) {
  *vec_push(m, &e->ties) =
      (record_tie){.kind = mentioned ? TIE_MENTIONED : TIE_PLACE,
                   .place = {.name = str_from(p->name),
                             .country = str_from(p->country),
                             .admin1 = str_from(p->admin1),
                             .precision = str_from(p->precision),
                             .lat = p->lat,
                             .lon = p->lon,
                             .located = p->located,
                             .geonameid = p->geonameid}};
}

static void add_ties(record_event *out, maker *k, const dgm_event *e,
                     const event *from) {
  for (uint32_t i = 0; i < e->n_actor; i++)
    add_actor(out, k, TIE_ACTOR, &e->actor[i]);
  for (uint32_t i = 0; i < e->n_recipient; i++)
    add_actor(out, k, TIE_RECIPIENT, &e->recipient[i]);
  for (uint32_t i = 0; i < e->n_attribution; i++)
    add_actor(out, k, TIE_SPEAKER, &e->attribution[i].speaker);
  // The record's list has the places where it happened first (view.c).
  for (uint32_t i = 0; i < e->n_places; i++)
    add_place(out, k->m, &e->places[i], i >= from->places.n);
}

static uint8_t kind_of(const article *a, const event *e) {
  uint8_t kind = e->speeches.n ? 1 : 0;
  for (uint32_t i = 0; i < e->speeches.n; i++)
    if (a->speeches.at[e->speeches.first + i].denied)
      kind = 2;
  return kind;
}

static int32_t rounded(double v, int32_t unit) {
  double scaled = v * unit;
  return (int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

// `tail` bytes at the end are the document, the run and the line end.
static void make_event(record_event *out, maker *k, const dgm_event *e,
                       const event *from, const dgm_document *d,
                       uint32_t tail) {
  *out = (record_event){.id = arena_copy(k->m, (str){e->id, 32}),
                        .anchor = arena_copy(k->m, (str){e->anchor, 32}),
                        .type = str_from(e->type),
                        .cameo = str_from(e->cameo),
                        .modes = joined(k, e->modes, e->n_modes),
                        .contexts = joined(k, e->contexts, e->n_contexts),
                        .rule = str_from(e->evidence.rule),
                        .beg = from->beg,
                        .last = from->last,
                        .precision = (uint8_t)from->precision,
                        .factuality = (uint8_t)from->fact,
                        .quad = (uint8_t)e->quad,
                        .kind = kind_of(k->a, from),
                        .background = e->background,
                        .scored = e->scored,
                        .score = rounded(e->score, 10),
                        .confidence = rounded(e->evidence.confidence, 100)};
  export_jsonl(k->b, e, d, (dgm_str){"", 0});
  k->b->len -= tail;
  out->json = kept(k);
  add_ties(out, k, e, from);
}

// The record's "document" object, which every event ends with.
static str document_json(maker *k, const dgm_document *d, uint32_t *tail) {
  static const dgm_event none;
  static const char key[] = ",\"document\":", run[] = ",\"run\":\"\"}\n";
  export_jsonl(k->b, &none, d, (dgm_str){"", 0});
  str all = buf_str(k->b);
  uint32_t at = str_find(all, (str){key, sizeof key - 1});
  *tail = all.len - at;
  str object = arena_copy(k->m, str_slice(all, at + (uint32_t)sizeof key - 1,
                                          all.len - (uint32_t)sizeof run + 1));
  buf_clear(k->b);
  return object;
}

static void text_or_null(buf *b, str s, bool there) {
  if (there && s.p)
    buf_json(b, s);
  else
    buf_add(b, S("null"));
}

// The byte of the text behind which a byte of the page stood, so that a reader
// can see what was taken out where it was.
static uint32_t near_of(const article *a, uint32_t raw) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < a->map.n; i++) {
    const text_run *r = &a->map.at[i];
    if (r->raw <= raw)
      at = r->text + (raw - r->raw < r->len ? raw - r->raw : r->len);
  }
  return at;
}

static str removed_json(maker *k, bool words) {
  const article *a = k->a;
  buf_byte(k->b, '[');
  for (uint32_t i = 0; i < a->removed.n && k->b->len < REMOVED_MOST; i++) {
    const removed_span *r = &a->removed.at[i];
    str text = str_slice(a->raw, r->at.beg, r->at.end);
    buf_printf(k->b, "%s{\"at\":[%u,%u],\"near\":%u,\"text\":", i ? "," : "",
               r->at.beg, r->at.end, near_of(a, r->at.beg));
    text_or_null(k->b, str_slice(text, 0, REMOVED_PART), words);
    buf_add(k->b, S(",\"why\":"));
    buf_json(k->b, r->why);
    buf_byte(k->b, '}');
  }
  buf_byte(k->b, ']');
  return kept(k);
}

static str rejects_json(maker *k, const view *v, bool words) {
  buf_byte(k->b, '[');
  for (uint32_t i = 0; i < v->n_rejects; i++) {
    const dgm_reject *r = &v->rejects[i];
    buf_printf(k->b,
               "%s{\"sentence\":%u,\"span\":[%u,%u],\"trigger\":[%u,%u],"
               "\"word\":",
               i ? "," : "", r->sentence, r->span.beg, r->span.end,
               r->trigger.beg, r->trigger.end);
    text_or_null(k->b, str_slice(k->a->text, r->trigger.beg, r->trigger.end),
                 words);
    buf_add(k->b, S(",\"reason\":"));
    buf_json(k->b, str_from(r->reason));
    buf_add(k->b, S(",\"rule\":"));
    text_or_null(k->b, str_from(r->rule), true);
    buf_byte(k->b, '}');
  }
  buf_byte(k->b, ']');
  return kept(k);
}

static str dossier_bytes(maker *k, const codebook *cb, const model *m,
                         bool coded) {
  dossier d;
  dossier_make(&d, k->a, cb, m, coded);
  dossier_write(k->b, &d);
  return kept(k);
}

static void fill_meta(record_document *out, article *a,
                      const record_options *how) {
  const article_meta *m = &a->meta;
  str none = {NULL, 0};
  *out = (record_document){.id = m->id,
                           .text_hash = {m->text_hash, 32},
                           .title = how->no_text ? none : m->title,
                           .url = m->canonical.len ? m->canonical : m->url,
                           .outlet = m->outlet,
                           .language = m->language,
                           .byline = how->no_text ? none : m->byline,
                           .section = m->section,
                           .text = how->no_text ? none : a->text,
                           .published = m->published_day,
                           .modified = day_read(m->modified),
                           .fetched = how->fetched,
                           .dateline_day = a->dateline_day,
                           .title_len = a->title_len,
                           .dateline = a->dateline,
                           .sentence = a->one_sentence,
                           .coded = how->coded,
                           .page = how->page,
                           .dossier = {"", 0}};
}

void record_make(record_document *out, article *a, const codebook *cb,
                 const model *m, const record_options *how, buf *scratch) {
  view v;
  uint32_t tail;
  maker k = {a, cb, a->m, scratch};
  buf_clear(scratch);
  view_build(&v, a, cb);
  fill_meta(out, a, how);
  if (!how->name_private)
    private_unname(&v, a, cb);
  if (how->no_text)
    private_no_words(&v, a->m);
  out->json = document_json(&k, &v.document, &tail);
  out->removed = removed_json(&k, !how->no_text);
  out->rejects = rejects_json(&k, &v, !how->no_text);
  out->n_rejects = v.n_rejects;
  if (!how->no_stories)
    out->dossier = dossier_bytes(&k, cb, m, how->coded);
  for (uint32_t i = 0; i < v.n_events; i++)
    make_event(vec_push(a->m, &out->events), &k, &v.events[i], &a->events.at[i],
               &v.document, tail);
}
