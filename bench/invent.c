// Four years of news of 190 countries, 20,000 persons, 5,000 places, 300
// outlets and 16 types. Records are printed by the writer that prints those of
// `code`.

#include "invent.h"
#include "base/hash.h"
#include "export/event.h"
#include "story/dossier.h"
#include <stdio.h>

enum {
  SENTENCE = 15, // words
  VOCABULARY = 40000,
  COUNTRIES = 190,
  NAMES = 20000,
  PLACES = 5000,
  OUTLETS = 300,
  DAYS = 1461,
  FIRST_DAY = 19000, // 2022-01-08
  TYPES = 16,
};

static uint64_t seed = 1;

// xorshift64 (Marsaglia).
static uint32_t random_below(uint32_t n) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return (uint32_t)((seed >> 11) % n);
}

// Products of two even numbers crowd at the lower end, as words and states do.
static uint32_t crowded_below(uint32_t n) {
  return (uint32_t)((uint64_t)random_below(n) * random_below(n) / n);
}

static str text_of(arena *m, const char *format, uint32_t n) {
  char b[64];
  int len = snprintf(b, sizeof b, format, n);
  return arena_copy(m, (str){b, (uint32_t)len});
}

static dgm_str given(str s) {
  return (dgm_str){s.p, s.len};
}

static void add_word(buf *b, uint32_t n) {
  do
    buf_byte(b, (char)('a' + n % 26));
  while ((n /= 26) != 0);
}

// Sentences of equally many words; the beginning of each is noted.
static str invent_text(arena *m, uint32_t *sentences) {
  buf b = {0};
  for (uint32_t i = 0; i < WORDS_A_DOCUMENT; i++) {
    if (i % SENTENCE == 0)
      sentences[i / SENTENCE] = (uint32_t)b.len;
    add_word(&b, crowded_below(VOCABULARY));
    buf_add(&b, i % SENTENCE == SENTENCE - 1 ? S(". ") : S(" "));
  }
  sentences[WORDS_A_DOCUMENT / SENTENCE] = (uint32_t)b.len;
  str out = arena_copy(m, buf_str(&b));
  buf_free(&b);
  return out;
}

static str country_of(arena *m, uint32_t n) {
  char b[3] = {(char)('A' + n / 26 / 26), (char)('A' + n / 26 % 26),
               (char)('A' + n % 26)};
  return arena_copy(m, (str){b, 3});
}

static void add_party(record_event *e, arena *m, tie_kind kind) {
  bool named = random_below(3) == 0;
  uint32_t person = crowded_below(NAMES);
  str country =
      country_of(m, named ? person % COUNTRIES : crowded_below(COUNTRIES));
  *vec_push(m, &e->ties) = (record_tie){
      .kind = kind,
      .actor = {.name = named ? text_of(m, "Person %u", person) : country,
                .country = country,
                .sectors = named ? S(";GOV;") : (str){NULL, 0},
                .code = country,
                .node = country}};
}

static void add_place(record_event *e, arena *m) {
  uint32_t n = crowded_below(PLACES);
  *vec_push(m, &e->ties) =
      (record_tie){.kind = TIE_PLACE,
                   .place = {.name = text_of(m, "Place %u", n),
                             .country = country_of(m, n % COUNTRIES),
                             .precision = S("city"),
                             .lat = n * 7 % 120 - 50.0,
                             .lon = n * 13 % 360 - 180.0,
                             .located = true,
                             .geonameid = n + 1}};
}

// -- the record
// -----------------------------------------------------------------

enum { SIDE = 2 };

typedef struct {
  dgm_actor actor[SIDE];
  dgm_place place;
  dgm_speech speech;
  dgm_str sector, context;
  char day[11];
} parts;

static dgm_actor actor_of(const record_actor *a, parts *p, dgm_span at) {
  bool named = a->sectors.p != NULL;
  return (dgm_actor){.text = given(a->name),
                     .name = given(a->name),
                     .country = given(a->country),
                     .sectors = &p->sector,
                     .n_sectors = named,
                     .code = given(a->code),
                     .span = {at.beg, at.beg + 8},
                     .by = named ? (dgm_str){"name", 4} : (dgm_str){"role", 4},
                     .known = true};
}

static void take_tie(dgm_event *e, parts *p, const record_tie *t, dgm_span at) {
  if (t->kind == TIE_ACTOR || t->kind == TIE_RECIPIENT) {
    bool to = t->kind == TIE_RECIPIENT;
    p->actor[to] = actor_of(&t->actor, p, at);
    *(to ? &e->recipient : &e->actor) = &p->actor[to];
    *(to ? &e->n_recipient : &e->n_actor) = 1;
  } else if (t->kind == TIE_SPEAKER) {
    p->speech = (dgm_speech){.kind = {"claimed", 7},
                             .speaker = actor_of(&t->actor, p, at),
                             .verb = {"said", 4},
                             .quote = {"indirect", 8},
                             .span = at};
    e->attribution = &p->speech;
    e->n_attribution = 1;
  } else {
    p->place = (dgm_place){.name = given(t->place.name),
                           .country = given(t->place.country),
                           .precision = given(t->place.precision),
                           .role = {"event", 5},
                           .lat = t->place.lat,
                           .lon = t->place.lon,
                           .located = true,
                           .geonameid = t->place.geonameid,
                           .span = {at.beg + 10, at.beg + 18}};
    e->places = &p->place;
    e->n_places = 1;
  }
}

static void take_words(dgm_event *e, const record_event *from, parts *p,
                       str text, dgm_span at) {
  static const dgm_str factualities[] = {
      {"actual", 6}, {"planned", 7}, {"hypothetical", 12}, {"negated", 7}};
  day_write(p->day, from->beg);
  e->type = given(from->type);
  e->cameo = given(from->cameo);
  e->quad = from->quad;
  e->scored = true;
  e->score = from->score / 10.0;
  e->factuality = factualities[from->factuality];
  e->background = from->background;
  e->contexts = &p->context;
  e->n_contexts = from->contexts.p != NULL;
  e->date = (dgm_date){
      {p->day, 10}, {p->day, 10}, {"day", 3}, {NULL, 0}, {"report", 6}};
  e->evidence = (dgm_evidence){.in = {"body", 4},
                               .span = at,
                               .trigger = {at.beg + 20, at.beg + 26},
                               .text = given(str_slice(text, at.beg, at.end)),
                               .rule = given(from->rule),
                               .confidence = from->confidence / 100.0};
}

// Up to its last two keys, as a store has it.
static str print_event(arena *m, const record_event *from, str text,
                       dgm_span at, uint32_t n) {
  static const dgm_document none;
  parts p = {.sector = {"GOV", 3}, .context = {"military", 8}};
  dgm_event e = {.type = {NULL, 0}};
  buf b = {0};
  memcpy(e.id, from->id.p, 32);
  memcpy(e.anchor, from->anchor.p, 32);
  take_words(&e, from, &p, text, at);
  e.evidence.sentence = n;
  for (uint32_t i = 0; i < from->ties.n; i++)
    take_tie(&e, &p, &from->ties.at[i], at);
  export_jsonl(&b, &e, &none, (dgm_str){"", 0});
  str line = buf_str(&b);
  str out =
      arena_copy(m, str_slice(line, 0, str_find(line, S(",\"document\":"))));
  buf_free(&b);
  return out;
}

static str print_document(arena *m, const record_document *d) {
  static const dgm_event none;
  char on[11];
  buf b = {0};
  day_write(on, d->published);
  dgm_document to = {.id = given(d->id),
                     .url = given(d->url),
                     .outlet = given(d->outlet),
                     .title = given(d->title),
                     .published = {on, 10},
                     .language = given(d->language)};
  memcpy(to.text_hash, d->text_hash.p, 32);
  export_jsonl(&b, &none, &to, (dgm_str){"", 0});
  str line = buf_str(&b), key = S("\"document\":"), end = S(",\"run\":");
  line = str_slice(line, str_find(line, key) + key.len, line.len);
  str out = arena_copy(m, str_slice(line, 0, str_find(line, end)));
  buf_free(&b);
  return out;
}

// -- events and documents
// --------------------------------------------------------

static void add_deed(dossier *to, arena *m, const record_event *e) {
  deed d = {.type = (uint32_t)hash64(e->type), .beg = e->beg, .last = e->last};
  memcpy(d.id, e->id.p, 32);
  for (uint32_t i = 0; i < e->ties.n; i++) {
    const record_tie *t = &e->ties.at[i];
    if (t->kind == TIE_ACTOR)
      d.actors[d.n_actors++] = (uint32_t)hash64(t->actor.country);
    if (t->kind == TIE_RECIPIENT)
      d.recipients[d.n_recipients++] = (uint32_t)hash64(t->actor.country);
    if (t->kind == TIE_PLACE)
      d.spots[d.n_spots++] = (uint32_t)t->place.geonameid;
  }
  *vec_push(m, &to->deeds) = d;
}

static void invent_event(record_event *e, arena *m, day published) {
  static const char *const types[TYPES] = {
      "AGREE",    "CONSULT", "SUPPORT",  "COOPERATE", "AID",      "CONCEDE",
      "RETREAT",  "REQUEST", "ACCUSE",   "REJECT",    "THREATEN", "PROTEST",
      "SANCTION", "COERCE",  "MOBILIZE", "ASSAULT"};
  char *id = arena_raw(m, 32), *anchor = arena_raw(m, 32);
  uint32_t type = random_below(TYPES);
  hash128_hex(id, text_of(m, "%u", random_below(UINT32_MAX)));
  hash128_hex(anchor, (str){id, 32});
  *e = (record_event){.id = {id, 32},
                      .anchor = {anchor, 32},
                      .type = str_of(types[type]),
                      .cameo = text_of(m, "%03u", type * 10 + random_below(9)),
                      .rule = text_of(m, "RULE/%u", crowded_below(2000)),
                      .contexts = random_below(2) ? S(";military;") : (str){0},
                      .beg = published - (day)random_below(3),
                      .factuality = (uint8_t)crowded_below(4),
                      .quad = (uint8_t)(type / 4 + 1),
                      .background = random_below(10) == 0,
                      .scored = true,
                      .score = (int32_t)random_below(200) - 100,
                      .confidence = 80};
  e->last = e->beg;
  add_party(e, m, TIE_ACTOR);
  if (random_below(10) < 8)
    add_party(e, m, TIE_RECIPIENT);
  if (random_below(10) < 4) {
    add_party(e, m, TIE_SPEAKER);
    e->kind = 1;
  }
  if (random_below(10) < 9)
    add_place(e, m);
}

static void invent_events(record_document *d, arena *m, dossier *kin,
                          const uint32_t *sentences) {
  for (uint32_t i = 0; i < EVENTS_A_DOCUMENT; i++) {
    record_event *e = vec_push(m, &d->events);
    dgm_span at = {sentences[i], sentences[i + 1] - 1};
    invent_event(e, m, d->published);
    e->json = print_event(m, e, d->text, at, i);
    add_deed(kin, m, e);
  }
}

static void finish_dossier(dossier *kin, arena *m, record_document *d) {
  buf b = {0};
  kin->id = d->id;
  kin->published = d->published;
  kin->outlet = hash64(d->outlet);
  grams_find(&kin->grams, m, d->text);
  dossier_write(&b, kin);
  d->dossier = arena_copy(m, buf_str(&b));
  buf_free(&b);
}

void invent_document(record_document *d, arena *m, uint32_t n) {
  dossier kin = {0};
  uint32_t sentences[WORDS_A_DOCUMENT / SENTENCE + 1];
  char *hash = arena_raw(m, 32);
  *d = (record_document){.id = text_of(m, "document-%u", n),
                         .title = text_of(m, "Report %u of a made-up world", n),
                         .url = text_of(m, "https://news.example/%u", n),
                         .outlet =
                             text_of(m, "Outlet %u", crowded_below(OUTLETS)),
                         .language = S("en"),
                         .text = invent_text(m, sentences),
                         .removed = S("[]"),
                         .rejects = S("[]"),
                         .published = FIRST_DAY + (day)random_below(DAYS),
                         .modified = NO_DAY,
                         .fetched = NO_DAY,
                         .dateline_day = NO_DAY,
                         .coded = true,
                         .page = n + 1};
  hash128_hex(hash, d->text);
  d->text_hash = (str){hash, 32};
  invent_events(d, m, &kin, sentences);
  d->json = print_document(m, d);
  finish_dossier(&kin, m, d);
}
