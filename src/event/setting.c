#include "event/setting.h"
#include "event/context.h"

enum { MAX_STEPS = 3 }; // clauses below an event that may still tell of it

static uint32_t frame_over(const article *a, uint32_t t) {
  for (uint32_t steps = a->tokens.n; t != NO_TOKEN && steps--;
       t = a->tokens.at[t].head)
    if (a->frame_of[t] != NO_FRAME)
      return a->frame_of[t];
  return NO_FRAME;
}

// Does token t tell of the event in frame f: in its clause, on its light verb,
// or in a noun or participle below it?
static bool belongs(const article *a, uint32_t t, uint32_t f) {
  uint32_t over = frame_over(a, t);
  const frame *event_frame = &a->frames.at[f];
  for (uint32_t i = 0; i < MAX_STEPS && over != NO_FRAME; i++) {
    const frame *in = &a->frames.at[over];
    if (over == f ||
        (event_frame->light != NO_TOKEN && in->pred == event_frame->light))
      return true;
    bool goes_on = in->hang == HANG_ARGUMENT ||
                   (in->hang == HANG_ADVERB && in->flags & FRAME_PARTICIPLE);
    if (!goes_on)
      return false;
    over = in->parent;
  }
  return false;
}

static bool same_place(const place_mention *x, const place_mention *y) {
  return x->place == y->place && x->country == y->country && x->place != NO_ROW;
}

static void put(article *a, list *l, uint32_t value) {
  if (!l->n)
    l->first = a->lists.n;
  *vec_push(a->m, &a->lists) = value;
  l->n++;
}

// The member of a list of mentions that holds the word, or NULL.
static const mention *holder_of(const article *a, list l, uint32_t t) {
  span at = a->tokens.at[t].at;
  for (uint32_t i = 0; i < l.n; i++) {
    const mention *m = &a->mentions.at[a->lists.at[l.first + i]];
    if (m->at.beg <= at.beg && at.end <= m->at.end)
      return m;
  }
  return NULL;
}

// Does the word only say whose somebody is ("the Lagos governor")?
static bool is_modifier(const article *a, uint32_t t) {
  switch ((deprel)a->tokens.at[t].deprel) {
  case REL_COMPOUND:
  case REL_AMOD:
  case REL_FLAT:
  case REL_NMOD_POSS:
  case REL_NMOD_UNMARKED:
    return true;
  default:
    return false;
  }
}

// A town that is hit is a place besides; one that is urged is not.
static bool is_hit(const codebook *cb, const event *e, const place_mention *p) {
  place_row row;
  if (p->place == NO_ROW || e->type == NO_TYPE)
    return false;
  names_place(&cb->names, p->place, &row);
  return cb->rules.scheme.types.at[e->type].quad == 4 &&
         !str_eq(row.kind, str_of(gaz_kind_name(GAZ_STATE)));
}

// A state or a city that acts or is acted upon is a party, and no place unless
// the words say "in", or it is a town that is hit.
static bool is_party(const article *a, const codebook *cb, const event *e,
                     const place_mention *p) {
  uint32_t i = a->mention_of[p->head];
  const mention *actor = holder_of(a, e->actors, p->head);
  const mention *target = holder_of(a, e->recipients, p->head);
  if (target && target->head == p->head && is_hit(cb, e, p))
    return false;
  if (i != NO_MENTION && a->mentions.at[i].head == p->head &&
      a->mentions.at[i].type != MENTION_PLACE)
    return true;
  return (actor && (actor->head == p->head || is_modifier(a, p->head))) ||
         (target && target->head != p->head && is_modifier(a, p->head));
}

static bool has_place(const article *a, list l, const place_mention *p) {
  for (uint32_t k = 0; k < l.n; k++)
    if (same_place(&a->places.at[a->lists.at[l.first + k]], p))
      return true;
  return false;
}

// Places [first, end) that stand in the event's sentence.
typedef struct {
  uint32_t first, end;
} slice;

static slice places_in(const article *a, const sentence *s) {
  uint32_t first = vec_find(a->places.at, a->places.n, sizeof(place_mention),
                            offsetof(place_mention, head), s->first);
  uint32_t end = first;
  while (end < a->places.n && a->places.at[end].head < s->end)
    end++;
  return (slice){first, end};
}

static uint32_t first_dateline(const article *a) {
  for (uint32_t i = 0; i < a->places.n; i++)
    if (a->places.at[i].dateline)
      return i;
  return NO_ROW;
}

static void add_mentioned(article *a, const codebook *cb, event *e) {
  slice in = places_in(a, &a->sentences.at[e->sentence]);
  for (uint32_t i = in.first; i < in.end; i++) {
    const place_mention *p = &a->places.at[i];
    if (!p->dateline && p->place != NO_ROW && !is_party(a, cb, e, p) &&
        !has_place(a, e->places, p) && !has_place(a, e->mentioned, p))
      put(a, &e->mentioned, i);
  }
}

static void add_places(article *a, const codebook *cb, event *e,
                       uint32_t dateline) {
  slice in = places_in(a, &a->sentences.at[e->sentence]);
  for (uint32_t i = in.first; i < in.end; i++) {
    const place_mention *p = &a->places.at[i];
    if (!p->dateline && belongs(a, p->head, e->frame) &&
        !is_party(a, cb, e, p) && !has_place(a, e->places, p))
      put(a, &e->places, i);
  }
  if (!e->places.n && dateline != NO_ROW && !e->background &&
      e->fact == FACT_ACTUAL)
    put(a, &e->places, dateline);
}

static void add_quantities(article *a, event *e) {
  const sentence *s = &a->sentences.at[e->sentence];
  uint32_t i = vec_find(a->quantities.at, a->quantities.n, sizeof(quantity),
                        offsetof(quantity, first), s->first);
  for (; i < a->quantities.n && a->quantities.at[i].first < s->end; i++) {
    const quantity *q = &a->quantities.at[i];
    uint32_t t = q->head != NO_TOKEN ? q->head : q->first;
    if (belongs(a, t, e->frame))
      put(a, &e->quantities, i);
  }
}

void setting_find(article *a, const codebook *cb) {
  uint32_t dateline = first_dateline(a);
  contexts_find(a, cb);
  for (uint32_t i = 0; i < a->events.n; i++) {
    add_places(a, cb, &a->events.at[i], dateline);
    add_mentioned(a, cb, &a->events.at[i]);
    add_quantities(a, &a->events.at[i]);
  }
}
