#include "pipeline/view.h"
#include "article/names_of.h"
#include "mention/quantity.h"
#include "pipeline/identity.h"

static const dgm_str none = {NULL, 0};

// The names of the bits of a set.
static const dgm_str *bit_names(arena *m, uint64_t bits, const str *texts,
                                uint32_t *n) {
  uint32_t count = 0;
  for (uint64_t b = bits; b; b &= b - 1)
    count++;
  dgm_str *out = arena_new(m, dgm_str, count);
  *n = 0;
  for (uint32_t i = 0; i < 64; i++)
    if (bits >> i & 1)
      out[(*n)++] = view_str(texts[i]);
  return out;
}

static dgm_str date_text(arena *m, day d) {
  if (d == NO_DAY)
    return none;
  char *out = arena_raw(m, 11);
  day_write(out, d);
  return (dgm_str){out, 10};
}

// "person:aleksandar-vucic", "org:nato", "country:srb".
static dgm_str entity_id(arena *m, const char *kind, str id) {
  str k = str_of(kind);
  char *out = arena_raw(m, k.len + id.len);
  memcpy(out, k.p, k.len);
  for (uint32_t i = 0; i < id.len; i++) {
    char c = id.p[i];
    out[k.len + i] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
  }
  return (dgm_str){out, k.len + id.len};
}

static void name_actor(dgm_actor *out, article *a, const names *n,
                       const mention *m) {
  const actor_codes *w = &m->who;
  bool bare = !w->sectors && w->role == NO_ROW && w->group == NO_ROW;
  if (w->person != NO_ROW) {
    out->name = view_str(n->people.at[w->person].name);
    out->entity = entity_id(a->m, "person:", n->people.at[w->person].id);
  } else if (w->org != NO_ROW) {
    out->name = view_str(n->orgs.at[w->org].name);
    out->entity = entity_id(a->m, "org:", n->orgs.at[w->org].id);
  } else if (w->country != NO_ROW && bare && m->by != BY_PRONOUN) {
    out->name = view_str(n->countries.at[w->country].name);
    out->entity = entity_id(a->m, "country:", n->countries.at[w->country].id);
  } else {
    const entity *e =
        m->entity == NO_ENTITY ? NULL : &a->entities.at[m->entity];
    span s = e ? a->mentions.at[e->best].name : m->name;
    out->name = view_str(article_at(a, s));
  }
}

static void group_actor(dgm_actor *out, article *a, const names *n,
                        uint32_t group) {
  if (group == NO_ROW)
    return;
  dgm_str *one = arena_new(a->m, dgm_str, 1);
  *one = view_str(n->groups.at[group].code);
  if (n->groups.at[group].religion) {
    out->religion = one;
    out->n_religion = 1;
  } else {
    out->ethnic = one;
    out->n_ethnic = 1;
  }
}

void view_actor(dgm_actor *out, article *a, const codebook *cb, uint32_t at) {
  const mention *m = &a->mentions.at[at];
  const names *n = &cb->names;
  str sectors[MAX_SECTORS];
  for (uint32_t i = 0; i < MAX_SECTORS; i++)
    sectors[i] = i < n->sectors.n ? n->sectors.at[i].id : (str){"", 0};
  *out = (dgm_actor){.text = view_str(article_at(a, m->at)),
                     .span = view_span(m->at),
                     .by = view_str(mention_by_name(m->by)),
                     .known = m->known};
  name_actor(out, a, n, m);
  group_actor(out, a, n, m->who.group);
  uint32_t country = m->who.country;
  if (country == NO_ROW && m->who.region != NO_ROW)
    country = names_coded_country(n, m->who.region);
  if (country != NO_ROW)
    out->country = view_str(n->countries.at[country].id);
  if (m->who.org != NO_ROW)
    out->org = view_str(n->orgs.at[names_org_side(n, m->who.org)].id);
  if (m->who.role != NO_ROW)
    out->role = view_str(n->roles.at[m->who.role].form);
  out->sectors = bit_names(a->m, m->who.sectors, sectors, &out->n_sectors);
  char *code = arena_raw(a->m, ACTOR_CODE_MAX);
  uint32_t len = names_code(n, &m->who, code);
  out->code = len ? (dgm_str){code, len} : none;
  if (m->antecedent != NO_MENTION)
    out->antecedent = view_span(a->mentions.at[m->antecedent].at);
}

static const dgm_actor *actors_of(article *a, const codebook *cb, list l,
                                  uint32_t *n) {
  dgm_actor *out = arena_new(a->m, dgm_actor, l.n);
  for (uint32_t i = 0; i < l.n; i++)
    view_actor(&out[i], a, cb, a->lists.at[l.first + i]);
  *n = l.n;
  return out;
}

void view_place(dgm_place *out, const article *a, const codebook *cb,
                const place_mention *p) {
  const names *n = &cb->names;
  *out =
      (dgm_place){.name = view_str(article_at(a, p->at)),
                  .span = view_span(p->at),
                  .role = view_str(p->dateline ? S("dateline") : S("event"))};
  if (p->country != NO_ROW)
    out->country = view_str(n->countries.at[p->country].id);
  out->precision = view_str(p->country != NO_ROW ? S("country") : S("unknown"));
  if (p->place == NO_ROW)
    return;
  place_row row;
  names_place(n, p->place, &row);
  bool city = !row.kind.len || str_eq(row.kind, S("capital"));
  out->name = view_str(row.name);
  out->admin1 = row.admin1.len ? view_str(row.admin1) : none;
  out->lat = row.lat / 1e5;
  out->lon = row.lon / 1e5;
  out->located = true;
  out->geonameid = row.geonameid;
  out->precision = view_str(city ? S("city") : row.kind);
}

void view_quantity(dgm_quantity *out, const article *a, const codebook *cb,
                   const quantity *q) {
  *out = (dgm_quantity){.value = q->value,
                        .low = q->low,
                        .high = q->high,
                        .text = view_str(article_at(a, q->at)),
                        .span = view_span(q->at)};
  if (q->unit != NO_WORD)
    out->unit = view_str(lexicon_text(&cb->words, q->unit));
  if (q->of != NO_ROW)
    out->of = view_str(quantity_class_name(cb, q->of));
}

static void view_speech(dgm_speech *out, article *a, const codebook *cb,
                        const speech *s) {
  *out = (dgm_speech){.kind = view_str(s->denied ? S("denied") : S("claimed")),
                      .quote = view_str(quote_kind_name(s->kind)),
                      .span = view_span(s->at)};
  if (s->verb != NO_TOKEN)
    out->verb = view_str(token_text(a, s->verb));
  if (s->speaker != NO_MENTION) {
    view_actor(&out->speaker, a, cb, s->speaker);
    return;
  }
  out->speaker.text = view_str(article_at(a, s->speaker_at));
  out->speaker.span = view_span(s->speaker_at);
  out->speaker.by = view_str(mention_by_name(BY_NONE));
}

static void view_what(dgm_event *out, article *a, const codebook *cb,
                      const event *e) {
  const scheme *s = &cb->rules.scheme;
  if (e->type != NO_TYPE) {
    const event_type *t = &s->types.at[e->type];
    out->type = view_str(t->name);
    out->quad = (int)t->quad;
    out->score = t->score;
    out->scored = true;
    out->modes = bit_names(a->m, e->modes, t->modes, &out->n_modes);
  }
  out->contexts =
      bit_names(a->m, e->contexts, s->contexts.at, &out->n_contexts);
  if (e->cameo != NO_ROW) {
    const cameo_code *c = &s->codes.at[e->cameo];
    out->cameo = view_str(c->code);
    if (c->scored) {
      out->score = c->score;
      out->scored = true;
    }
    if (!out->quad)
      out->quad = (int)scheme_quad(s, e->cameo);
  }
  if (e->cameo_mirror != NO_ROW)
    out->cameo_mirror = view_str(s->codes.at[e->cameo_mirror].code);
}

static void view_lists(dgm_event *out, article *a, const codebook *cb,
                       const event *e) {
  out->n_places = e->places.n + e->mentioned.n;
  dgm_place *places = arena_new(a->m, dgm_place, out->n_places);
  for (uint32_t i = 0; i < out->n_places; i++) {
    bool here = i < e->places.n;
    uint32_t at =
        here ? e->places.first + i : e->mentioned.first + (i - e->places.n);
    view_place(&places[i], a, cb, &a->places.at[a->lists.at[at]]);
    if (!here)
      places[i].role = view_str(S("mentioned"));
  }
  dgm_quantity *quantities = arena_new(a->m, dgm_quantity, e->quantities.n);
  for (uint32_t i = 0; i < e->quantities.n; i++)
    view_quantity(&quantities[i], a, cb,
                  &a->quantities.at[a->lists.at[e->quantities.first + i]]);
  dgm_speech *speeches = arena_new(a->m, dgm_speech, e->speeches.n);
  for (uint32_t i = 0; i < e->speeches.n; i++)
    view_speech(&speeches[i], a, cb, &a->speeches.at[e->speeches.first + i]);
  out->places = places;
  out->quantities = quantities;
  out->attribution = speeches;
  out->n_quantities = e->quantities.n;
  out->n_attribution = e->speeches.n;
}

static void view_evidence(dgm_event *out, const article *a, const codebook *cb,
                          const event *e) {
  const sentence *s = &a->sentences.at[e->sentence];
  out->evidence = (dgm_evidence){
      .in = view_str(s->title ? S("title") : S("body")),
      .sentence = e->sentence,
      .span = view_span(e->at),
      .trigger = view_span(a->tokens.at[e->trigger].at),
      .text = view_str(article_at(a, s->at)),
      .rule = view_str(e->rule == NO_RULE ? S("model")
                                          : cb->rules.all.at[e->rule].name),
      .confidence = e->confidence,
      .scare = e->scare};
}

static void view_event(dgm_event *out, article *a, const codebook *cb,
                       const event *e) {
  view_what(out, a, cb, e);
  out->factuality = view_str(factuality_name(e->fact));
  out->background = e->background;
  out->actor = actors_of(a, cb, e->actors, &out->n_actor);
  out->recipient = actors_of(a, cb, e->recipients, &out->n_recipient);
  out->date = (dgm_date){.start = date_text(a->m, e->beg),
                         .end = date_text(a->m, e->last),
                         .precision = view_str(precision_name(e->precision)),
                         .source = view_str(date_source_name(e->date_from))};
  if (e->date_from == DATE_TEXT)
    out->date.text = view_str(article_at(a, a->dates.at[e->date].at));
  view_lists(out, a, cb, e);
  view_evidence(out, a, cb, e);
}

static void link_events(view *v, article *a) {
  for (uint32_t i = 0; i < a->events.n; i++) {
    uint32_t outer = a->events.at[i].content_of;
    if (outer == NO_EVENT)
      continue;
    dgm_link *link = arena_new(a->m, dgm_link, 1);
    link->rel = view_str(S("content_of"));
    memcpy(link->id, v->events[outer].id, 33);
    v->events[i].links = link;
    v->events[i].n_links = 1;
  }
}

static void view_document(dgm_document *out, const article *a) {
  const article_meta *m = &a->meta;
  *out = (dgm_document){.id = view_str(m->id),
                        .url = view_str(m->url),
                        .canonical = view_str(m->canonical),
                        .outlet = view_str(m->outlet),
                        .byline = view_str(m->byline),
                        .section = view_str(m->section),
                        .title = view_str(m->title),
                        .published = view_str(m->published),
                        .modified = view_str(m->modified),
                        .language = view_str(m->language)};
  memcpy(out->text_hash, m->text_hash, 32);
}

static void view_reject(dgm_reject *out, const article *a, const codebook *cb,
                        const reject *r) {
  *out = (dgm_reject){.reason = view_str(cb->rules.reasons.at[r->reason]),
                      .sentence = r->sentence,
                      .span = view_span(r->at),
                      .trigger = view_span(a->tokens.at[r->trigger].at)};
  if (r->rule != NO_RULE)
    out->rule = view_str(cb->rules.all.at[r->rule].name);
}

void view_build(view *out, article *a, const codebook *cb) {
  *out = (view){.events = arena_new(a->m, dgm_event, a->events.n),
                .rejects = arena_new(a->m, dgm_reject, a->rejects.n),
                .n_events = a->events.n,
                .n_rejects = a->rejects.n};
  view_document(&out->document, a);
  for (uint32_t i = 0; i < a->events.n; i++)
    view_event(&out->events[i], a, cb, &a->events.at[i]);
  identity_give(out->events, a);
  link_events(out, a);
  for (uint32_t i = 0; i < a->rejects.n; i++)
    view_reject(&out->rejects[i], a, cb, &a->rejects.at[i]);
}
