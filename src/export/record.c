// Objects are read by tables: the key, what stands there and where it goes. The
// tables are in the order of jsonl.c, which writes what is read here.

#include "export/record.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "ingest/json.h"
#include <stdlib.h>

typedef enum {
  FIELD_TEXT,    // dgm_str
  FIELD_HEX,     // char[33]
  FIELD_TEXTS,   // const dgm_str *, and how many in `count`
  FIELD_BOOL,    // bool
  FIELD_REAL,    // double, and in `count` a bool that it was there
  FIELD_HIGH,    // double, negative for null
  FIELD_WHOLE,   // uint32_t
  FIELD_BIG,     // uint64_t
  FIELD_SPAN,    // dgm_span
  FIELD_OBJECT,  // by `table`
  FIELD_OBJECTS, // by `table`, `size` bytes each; how many in `count`
} field_kind;

enum { NOWHERE = 0xFFFF }; // a count that nobody asks for

typedef struct field {
  const char *key;
  field_kind kind;
  uint16_t at, count; // bytes into the struct
  const struct field *table;
  uint16_t size;
} field;

#define AT(T, member) (uint16_t) offsetof(T, member)

static const field actor_fields[] = {
    {"text", FIELD_TEXT, AT(dgm_actor, text), 0, NULL, 0},
    {"name", FIELD_TEXT, AT(dgm_actor, name), 0, NULL, 0},
    {"entity", FIELD_TEXT, AT(dgm_actor, entity), 0, NULL, 0},
    {"country", FIELD_TEXT, AT(dgm_actor, country), 0, NULL, 0},
    {"org", FIELD_TEXT, AT(dgm_actor, org), 0, NULL, 0},
    {"sectors", FIELD_TEXTS, AT(dgm_actor, sectors), AT(dgm_actor, n_sectors),
     NULL, 0},
    {"role", FIELD_TEXT, AT(dgm_actor, role), 0, NULL, 0},
    {"ethnic", FIELD_TEXTS, AT(dgm_actor, ethnic), AT(dgm_actor, n_ethnic),
     NULL, 0},
    {"religion", FIELD_TEXTS, AT(dgm_actor, religion),
     AT(dgm_actor, n_religion), NULL, 0},
    {"code", FIELD_TEXT, AT(dgm_actor, code), 0, NULL, 0},
    {"span", FIELD_SPAN, AT(dgm_actor, span), 0, NULL, 0},
    {"antecedent", FIELD_SPAN, AT(dgm_actor, antecedent), 0, NULL, 0},
    {"by", FIELD_TEXT, AT(dgm_actor, by), 0, NULL, 0},
    {"known", FIELD_BOOL, AT(dgm_actor, known), 0, NULL, 0},
    {0}};

static const field date_fields[] = {
    {"start", FIELD_TEXT, AT(dgm_date, start), 0, NULL, 0},
    {"end", FIELD_TEXT, AT(dgm_date, end), 0, NULL, 0},
    {"precision", FIELD_TEXT, AT(dgm_date, precision), 0, NULL, 0},
    {"text", FIELD_TEXT, AT(dgm_date, text), 0, NULL, 0},
    {"source", FIELD_TEXT, AT(dgm_date, source), 0, NULL, 0},
    {0}};

static const field place_fields[] = {
    {"name", FIELD_TEXT, AT(dgm_place, name), 0, NULL, 0},
    {"country", FIELD_TEXT, AT(dgm_place, country), 0, NULL, 0},
    {"admin1", FIELD_TEXT, AT(dgm_place, admin1), 0, NULL, 0},
    {"lat", FIELD_REAL, AT(dgm_place, lat), AT(dgm_place, located), NULL, 0},
    {"lon", FIELD_REAL, AT(dgm_place, lon), NOWHERE, NULL, 0},
    {"geonameid", FIELD_BIG, AT(dgm_place, geonameid), 0, NULL, 0},
    {"precision", FIELD_TEXT, AT(dgm_place, precision), 0, NULL, 0},
    {"role", FIELD_TEXT, AT(dgm_place, role), 0, NULL, 0},
    {"span", FIELD_SPAN, AT(dgm_place, span), 0, NULL, 0},
    {0}};

static const field quantity_fields[] = {
    {"value", FIELD_REAL, AT(dgm_quantity, value), NOWHERE, NULL, 0},
    {"low", FIELD_REAL, AT(dgm_quantity, low), NOWHERE, NULL, 0},
    {"high", FIELD_HIGH, AT(dgm_quantity, high), 0, NULL, 0},
    {"unit", FIELD_TEXT, AT(dgm_quantity, unit), 0, NULL, 0},
    {"of", FIELD_TEXT, AT(dgm_quantity, of), 0, NULL, 0},
    {"text", FIELD_TEXT, AT(dgm_quantity, text), 0, NULL, 0},
    {"span", FIELD_SPAN, AT(dgm_quantity, span), 0, NULL, 0},
    {0}};

static const field speech_fields[] = {
    {"kind", FIELD_TEXT, AT(dgm_speech, kind), 0, NULL, 0},
    {"speaker", FIELD_OBJECT, AT(dgm_speech, speaker), 0, actor_fields, 0},
    {"verb", FIELD_TEXT, AT(dgm_speech, verb), 0, NULL, 0},
    {"quote", FIELD_TEXT, AT(dgm_speech, quote), 0, NULL, 0},
    {"span", FIELD_SPAN, AT(dgm_speech, span), 0, NULL, 0},
    {0}};

static const field link_fields[] = {
    {"rel", FIELD_TEXT, AT(dgm_link, rel), 0, NULL, 0},
    {"id", FIELD_HEX, AT(dgm_link, id), 0, NULL, 0},
    {0}};

static const field evidence_fields[] = {
    {"in", FIELD_TEXT, AT(dgm_evidence, in), 0, NULL, 0},
    {"sentence", FIELD_WHOLE, AT(dgm_evidence, sentence), 0, NULL, 0},
    {"span", FIELD_SPAN, AT(dgm_evidence, span), 0, NULL, 0},
    {"trigger", FIELD_SPAN, AT(dgm_evidence, trigger), 0, NULL, 0},
    {"text", FIELD_TEXT, AT(dgm_evidence, text), 0, NULL, 0},
    {"rule", FIELD_TEXT, AT(dgm_evidence, rule), 0, NULL, 0},
    {"confidence", FIELD_REAL, AT(dgm_evidence, confidence), NOWHERE, NULL, 0},
    {"scare", FIELD_BOOL, AT(dgm_evidence, scare), 0, NULL, 0},
    {0}};

static const field document_fields[] = {
    {"id", FIELD_TEXT, AT(dgm_document, id), 0, NULL, 0},
    {"text_hash", FIELD_HEX, AT(dgm_document, text_hash), 0, NULL, 0},
    {"url", FIELD_TEXT, AT(dgm_document, url), 0, NULL, 0},
    {"canonical", FIELD_TEXT, AT(dgm_document, canonical), 0, NULL, 0},
    {"outlet", FIELD_TEXT, AT(dgm_document, outlet), 0, NULL, 0},
    {"byline", FIELD_TEXT, AT(dgm_document, byline), 0, NULL, 0},
    {"section", FIELD_TEXT, AT(dgm_document, section), 0, NULL, 0},
    {"title", FIELD_TEXT, AT(dgm_document, title), 0, NULL, 0},
    {"published", FIELD_TEXT, AT(dgm_document, published), 0, NULL, 0},
    {"modified", FIELD_TEXT, AT(dgm_document, modified), 0, NULL, 0},
    {"language", FIELD_TEXT, AT(dgm_document, language), 0, NULL, 0},
    {0}};

#define EVENT(member) AT(export_record, event.member)

static const field record_fields[] = {
    {"anchor", FIELD_HEX, EVENT(anchor), 0, NULL, 0},
    {"type", FIELD_TEXT, EVENT(type), 0, NULL, 0},
    {"modes", FIELD_TEXTS, EVENT(modes), EVENT(n_modes), NULL, 0},
    {"contexts", FIELD_TEXTS, EVENT(contexts), EVENT(n_contexts), NULL, 0},
    {"cameo", FIELD_TEXT, EVENT(cameo), 0, NULL, 0},
    {"cameo_mirror", FIELD_TEXT, EVENT(cameo_mirror), 0, NULL, 0},
    {"quad", FIELD_WHOLE, EVENT(quad), 0, NULL, 0},
    {"score", FIELD_REAL, EVENT(score), EVENT(scored), NULL, 0},
    {"factuality", FIELD_TEXT, EVENT(factuality), 0, NULL, 0},
    {"background", FIELD_BOOL, EVENT(background), 0, NULL, 0},
    {"actor", FIELD_OBJECTS, EVENT(actor), EVENT(n_actor), actor_fields,
     sizeof(dgm_actor)},
    {"recipient", FIELD_OBJECTS, EVENT(recipient), EVENT(n_recipient),
     actor_fields, sizeof(dgm_actor)},
    {"date", FIELD_OBJECT, EVENT(date), 0, date_fields, 0},
    {"places", FIELD_OBJECTS, EVENT(places), EVENT(n_places), place_fields,
     sizeof(dgm_place)},
    {"quantities", FIELD_OBJECTS, EVENT(quantities), EVENT(n_quantities),
     quantity_fields, sizeof(dgm_quantity)},
    {"attribution", FIELD_OBJECTS, EVENT(attribution), EVENT(n_attribution),
     speech_fields, sizeof(dgm_speech)},
    {"links", FIELD_OBJECTS, EVENT(links), EVENT(n_links), link_fields,
     sizeof(dgm_link)},
    {"evidence", FIELD_OBJECT, EVENT(evidence), 0, evidence_fields, 0},
    {"document", FIELD_OBJECT, AT(export_record, document), 0, document_fields,
     0},
    {"run", FIELD_TEXT, AT(export_record, run), 0, NULL, 0},
    {"copy_of", FIELD_TEXT, AT(export_record, copy_of), 0, NULL, 0},
    {"story", FIELD_TEXT, AT(export_record, story), 0, NULL, 0},
    {"happening", FIELD_TEXT, AT(export_record, happening), 0, NULL, 0},
    {"sources", FIELD_WHOLE, AT(export_record, sources), 0, NULL, 0},
    {"superseded", FIELD_BOOL, AT(export_record, superseded), 0, NULL, 0},
    // A document's own line, as `code` takes it.
    {"published", FIELD_TEXT, AT(export_record, document.published), 0, NULL,
     0},
    {0}};

typedef struct {
  json j;
  arena *m;
  const char *wrong; // what the JSON itself does not forbid
} reader;

static bool fail(reader *r, const char *wrong) {
  if (!r->wrong)
    r->wrong = wrong;
  return false;
}

static void read_object(reader *r, const field *table, void *out);

static bool read_text(reader *r, dgm_str *out) {
  str s;
  if (json_peek(&r->j) != '"' || !json_string(&r->j, r->m, &s))
    return fail(r, "a string is expected here");
  *out = (dgm_str){s.p ? s.p : "", s.len};
  return true;
}

static void read_hex(reader *r, char *out) {
  dgm_str s;
  if (!read_text(r, &s))
    return;
  if (s.len != 32)
    fail(r, "an id has 32 hex digits");
  else
    memcpy(out, s.p, 32);
}

// Records that went through other programs have exponents, or more digits than
// str_to_double takes; strtod reads them, in the C locale. What has more than
// 15 digits before the point no writer of ours could print.
static bool read_long_number(str digits, double *out) {
  char text[64];
  if (digits.len >= sizeof text)
    return false;
  memcpy(text, digits.p, digits.len);
  text[digits.len] = 0;
  *out = strtod(text, NULL);
  return *out > -1e15 && *out < 1e15;
}

static bool read_number(reader *r, double *out) {
  str digits;
  if (json_number(&r->j, &digits) &&
      (str_to_double(digits, out) || read_long_number(digits, out)))
    return true;
  return fail(r, "a number is expected here");
}

// A number that is no offset, number or id of ours would be cut by the cast.
static uint64_t read_whole(reader *r, uint64_t most) {
  double v = 0;
  if (!read_number(r, &v) || !(v >= 0 && v <= (double)most)) {
    fail(r, "a number is too small or too large");
    return 0;
  }
  return (uint64_t)v;
}

static void read_span(reader *r, dgm_span *out) {
  uint32_t ends[2] = {0, 0}, n = 0;
  if (json_enter(&r->j, '['))
    while (!r->wrong && json_more(&r->j)) {
      uint32_t v = (uint32_t)read_whole(r, UINT32_MAX);
      if (n < 2)
        ends[n++] = v;
    }
  *out = (dgm_span){ends[0], ends[1]};
}

static void read_texts(reader *r, const dgm_str **out, uint32_t *n) {
  uint32_t cap = 0;
  dgm_str *list = NULL;
  *n = 0;
  if (json_enter(&r->j, '['))
    while (!r->wrong && json_more(&r->j)) {
      if (*n == cap)
        list = vec_grow(r->m, list, &cap, *n, sizeof *list);
      if (read_text(r, &list[*n]))
        ++*n;
    }
  *out = list;
}

static void read_objects(reader *r, const field *f, void **out, uint32_t *n) {
  uint32_t cap = 0;
  char *list = NULL;
  *n = 0;
  if (json_enter(&r->j, '['))
    while (!r->wrong && json_more(&r->j)) {
      if (*n == cap)
        list = vec_grow(r->m, list, &cap, *n, f->size);
      void *slot = list + (size_t)*n * f->size;
      memset(slot, 0, f->size);
      read_object(r, f->table, slot);
      ++*n;
    }
  *out = list;
}

static void read_real(reader *r, const field *f, char *base) {
  bool there = read_number(r, (double *)(void *)(base + f->at));
  if (f->count != NOWHERE && f->kind == FIELD_REAL)
    *(bool *)(base + f->count) = there;
}

static void read_bool(reader *r, bool *out) {
  char c = json_peek(&r->j);
  *out = c == 't';
  if (c != 't' && c != 'f')
    fail(r, "true or false is expected here");
  else
    json_skip(&r->j);
}

static void read_field(reader *r, const field *f, char *base) {
  void *at = base + f->at;
  switch (f->kind) {
  case FIELD_TEXT:
    read_text(r, at);
    break;
  case FIELD_HEX:
    read_hex(r, at);
    break;
  case FIELD_TEXTS:
    read_texts(r, at, (uint32_t *)(void *)(base + f->count));
    break;
  case FIELD_BOOL:
    read_bool(r, at);
    break;
  case FIELD_REAL:
  case FIELD_HIGH:
    read_real(r, f, base);
    break;
  case FIELD_WHOLE:
    *(uint32_t *)at = (uint32_t)read_whole(r, UINT32_MAX);
    break;
  case FIELD_BIG:
    *(uint64_t *)at = read_whole(r, (uint64_t)1 << 53);
    break;
  case FIELD_SPAN:
    read_span(r, at);
    break;
  case FIELD_OBJECT:
    read_object(r, f->table, at);
    break;
  case FIELD_OBJECTS:
    read_objects(r, f, at, (uint32_t *)(void *)(base + f->count));
    break;
  }
}

// The field of that key, or the end of the table. Lines have their keys in the
// table's order, so the one behind the last is looked at first.
static const field *find_field(const field *table, const field *next, str key) {
  if (next->key && str_eq(key, str_of(next->key)))
    return next;
  for (next = table; next->key; next++)
    if (str_eq(key, str_of(next->key)))
      break;
  return next;
}

// Fields that the line does not name keep their zeros. Returns the field that
// is likely to follow.
static const field *read_named(reader *r, const field *table, const field *next,
                               str key, void *out) {
  const field *f = find_field(table, next, key);
  if (f->key && json_peek(&r->j) != 'n') {
    read_field(r, f, out);
    return f + 1;
  }
  if (f->key && f->kind == FIELD_HIGH)
    *(double *)(void *)((char *)out + f->at) = -1;
  json_skip(&r->j);
  return f->key ? f + 1 : next;
}

// Tables nest three deep, so this does.
static void read_object(reader *r, const field *table, void *out) {
  const field *next = table;
  str key;
  if (json_enter(&r->j, '{'))
    while (!r->wrong && json_key(&r->j, r->m, &key))
      next = read_named(r, table, next, key, out);
}

// `id` is the event's where the line has a `type`, else the document's own,
// which may be a number.
static void read_id(reader *r, dgm_str *out) {
  str digits;
  if (json_peek(&r->j) == 'n')
    json_skip(&r->j);
  else if (json_peek(&r->j) != '0')
    read_text(r, out);
  else if (json_number(&r->j, &digits))
    *out = (dgm_str){digits.p, digits.len};
}

static void read_line(reader *r, export_record *out) {
  const field *next = record_fields;
  dgm_str id = {0};
  str key;
  if (!json_enter(&r->j, '{'))
    return;
  while (!r->wrong && json_key(&r->j, r->m, &key)) {
    out->event_line |= str_eq(key, S("anchor"));
    if (str_eq(key, S("id")))
      read_id(r, &id);
    else
      next = read_named(r, record_fields, next, key, out);
  }
  if (!out->event_line) {
    if (id.p)
      out->document.id = id;
  } else if (id.len == 32) {
    memcpy(out->event.id, id.p, 32);
  } else {
    fail(r, "an event's id has 32 hex digits");
  }
}

dgm_status record_read(export_record *out, arena *m, str line, dgm_error *err) {
  reader r = {.j = json_open(line), .m = m};
  *out = (export_record){0};
  if (utf8_bad(line) != line.len)
    return error_set(err, DGM_EFORMAT, "the line is not UTF-8");
  read_line(&r, out);
  const char *wrong = r.j.wrong ? r.j.wrong : r.wrong;
  if (!wrong && !json_end(&r.j))
    wrong = "something follows the object";
  if (!wrong && out->event_line && !out->document.id.p)
    wrong = "the event has no document";
  if (wrong)
    return error_set(err, DGM_EFORMAT, "not an event record: %s (byte %u)",
                     wrong, r.j.at + 1);
  return DGM_OK;
}
