#include "event/context.h"
#include "mention/form.h"

static uint64_t contexts_in(const form_scan *f, const sentence *s) {
  uint64_t bits = 0;
  for (uint32_t t = s->first; t < s->end;) {
    uint64_t kinds = 0;
    uint32_t n = f->kinds[t] ? form_longest(f, t, s->end, &kinds) : 0;
    bits |= kinds & ~(UINT64_C(1) << CONTEXT_NONE);
    t += n ? n : 1;
  }
  return bits;
}

uint64_t *contexts_of_sentences(article *a, const codebook *cb) {
  uint64_t *out = arena_new(a->m, uint64_t, a->sentences.n + 1);
  form_scan f = forms_scan(a, forms_lower(a), &cb->rules.contexts);
  for (uint32_t s = 0; s < a->sentences.n; s++)
    out[s] = contexts_in(&f, &a->sentences.at[s]);
  return out;
}

void contexts_find(article *a, const codebook *cb) {
  if (!a->events.n)
    return;
  const uint64_t *of = contexts_of_sentences(a, cb);
  for (uint32_t i = 0; i < a->events.n; i++) {
    event *e = &a->events.at[i];
    e->contexts |= of[e->sentence];
    if (e->sentence)
      e->contexts |= of[e->sentence - 1];
  }
}
