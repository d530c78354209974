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

static void add_places(article *a, event *e) {
  const sentence *s = &a->sentences.at[e->sentence];
  uint32_t dateline = NO_ROW;
  for (uint32_t i = 0; i < a->places.n; i++) {
    const place_mention *p = &a->places.at[i];
    if (p->dateline && dateline == NO_ROW)
      dateline = i;
    if (p->dateline || p->head < s->first || p->head >= s->end ||
        !belongs(a, p->head, e->frame))
      continue;
    bool known = false;
    for (uint32_t k = 0; k < e->places.n; k++)
      known |= same_place(&a->places.at[a->lists.at[e->places.first + k]], p);
    if (!known)
      put(a, &e->places, i);
  }
  if (!e->places.n && dateline != NO_ROW && !e->background &&
      e->fact == FACT_ACTUAL)
    put(a, &e->places, dateline);
}

static void add_quantities(article *a, event *e) {
  const sentence *s = &a->sentences.at[e->sentence];
  for (uint32_t i = 0; i < a->quantities.n; i++) {
    const quantity *q = &a->quantities.at[i];
    uint32_t t = q->head != NO_TOKEN ? q->head : q->first;
    if (t >= s->first && t < s->end && belongs(a, t, e->frame))
      put(a, &e->quantities, i);
  }
}

void setting_find(article *a, const codebook *cb) {
  contexts_find(a, cb);
  for (uint32_t i = 0; i < a->events.n; i++) {
    add_places(a, &a->events.at[i]);
    add_quantities(a, &a->events.at[i]);
  }
}
