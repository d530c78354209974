// Dossiers as bytes: little-endian numbers written one by one, every length
// before what it counts.

#include "story/dossier.h"

static void put(buf *out, uint64_t v, int bytes) {
  for (int i = 0; i < bytes; i++)
    buf_byte(out, (char)(v >> (8 * i) & 255));
}

static void put_set(buf *out, const uint32_t *set, uint8_t n) {
  put(out, n, 1);
  for (uint32_t i = 0; i < n; i++)
    put(out, set[i], 4);
}

static void put_deed(buf *out, const deed *d) {
  buf_add(out, (str){d->id, sizeof d->id});
  put(out, d->type, 4);
  put_set(out, d->actors, d->n_actors);
  put_set(out, d->recipients, d->n_recipients);
  put_set(out, d->spots, d->n_spots);
  put_set(out, d->countries, d->n_countries);
  put(out, d->background, 1);
  put(out, (uint32_t)d->beg, 4);
  put(out, (uint32_t)d->last, 4);
}

void dossier_write(buf *out, const dossier *d) {
  put(out, d->id.len, 4);
  buf_add(out, d->id);
  put(out, d->outlet, 8);
  put(out, (uint32_t)d->published, 4);
  put(out, d->grams.n, 4);
  for (uint32_t i = 0; i < d->grams.n; i++)
    put(out, d->grams.at[i], 8);
  put(out, d->traits.n, 4);
  for (uint32_t i = 0; i < d->traits.n; i++) {
    const trait *t = &d->traits.at[i];
    put(out, t->key, 4);
    put(out, t->common, 2);
    put(out, t->kind, 1);
    put(out, t->weight, 1);
  }
  put(out, d->deeds.n, 4);
  for (uint32_t i = 0; i < d->deeds.n; i++)
    put_deed(out, &d->deeds.at[i]);
}

// Reading: past the end everything is 0 and `wrong` is set, as it is for values
// that no dossier has.
typedef struct {
  str rest;
  bool wrong;
} source;

static str take(source *s, uint32_t n) {
  if (s->rest.len < n) {
    s->wrong = true;
    s->rest.len = 0;
    return (str){"", 0};
  }
  str out = {s->rest.p, n};
  s->rest.p += n;
  s->rest.len -= n;
  return out;
}

static uint64_t get(source *s, uint32_t bytes) {
  str in = take(s, bytes);
  uint64_t v = 0;
  for (uint32_t i = 0; i < in.len; i++)
    v |= (uint64_t)(unsigned char)in.p[i] << (8 * i);
  return v;
}

// A count of things that take at least `each` bytes: no more than fit.
static uint32_t get_count(source *s, uint32_t each) {
  uint32_t n = (uint32_t)get(s, 4);
  if (n <= s->rest.len / each)
    return n;
  s->wrong = true;
  return 0;
}

static uint8_t get_set(source *s, uint32_t *set, uint32_t most) {
  uint32_t n = (uint32_t)get(s, 1);
  if (n > most) {
    s->wrong = true;
    n = 0;
  }
  for (uint32_t i = 0; i < n; i++)
    set[i] = (uint32_t)get(s, 4);
  return (uint8_t)n;
}

// A day of the years 0 to 9999 (base/date.h), or NO_DAY: sums of days fit.
static day get_day(source *s) {
  day d = (day)(uint32_t)get(s, 4);
  s->wrong |= d != NO_DAY && (d < -719528 || d > 2932896);
  return d;
}

static void get_deed(source *s, deed *d) {
  str id = take(s, sizeof d->id);
  memcpy(d->id, id.p, id.len);
  d->type = (uint32_t)get(s, 4);
  d->n_actors = get_set(s, d->actors, PARTIES_MOST);
  d->n_recipients = get_set(s, d->recipients, PARTIES_MOST);
  d->n_spots = get_set(s, d->spots, SPOTS_MOST);
  d->n_countries = get_set(s, d->countries, SPOTS_MOST);
  d->background = (uint8_t)get(s, 1);
  s->wrong |= d->background > 1;
  d->beg = get_day(s);
  d->last = get_day(s);
}

static void get_traits(source *s, arena *m, dossier *out) {
  uint32_t n = get_count(s, 8);
  for (uint32_t i = 0; i < n && !s->wrong; i++) {
    trait *t = vec_push(m, &out->traits);
    t->key = (uint32_t)get(s, 4);
    t->common = (uint16_t)get(s, 2);
    t->kind = (uint8_t)get(s, 1);
    t->weight = (uint8_t)get(s, 1);
    s->wrong |= t->kind >= N_TRAIT_KIND || !t->common || i >= TRAITS_MOST ||
                t->weight > WEIGHT_MOST;
  }
}

dgm_status dossier_read(dossier *out, arena *m, str *bytes, dgm_error *err) {
  source s = {*bytes, false};
  *out = (dossier){0};
  out->id = take(&s, get_count(&s, 1));
  out->outlet = get(&s, 8);
  out->published = get_day(&s);
  uint32_t n = get_count(&s, 8);
  s.wrong |= n > GRAM_MOST;
  for (uint32_t i = 0; i < n && !s.wrong; i++) {
    uint64_t gram = get(&s, 8);
    s.wrong |= i && gram <= out->grams.at[i - 1]; // each once, in order
    *vec_push(m, &out->grams) = gram;
  }
  get_traits(&s, m, out);
  n = get_count(&s, 49); // a deed without parties and places
  for (uint32_t i = 0; i < n && !s.wrong; i++)
    get_deed(&s, vec_push(m, &out->deeds));
  if (s.wrong)
    return error_set(err, DGM_EFORMAT, "is not a dossier of a document");
  *bytes = s.rest;
  return DGM_OK;
}
