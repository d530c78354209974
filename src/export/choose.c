#include "export/choose.h"
#include "base/date.h"
#include "export/event.h"

// ORDER LEFT
static const char *const names[N_LEFT] = {
    "written", "hypothetical", "negated", "denied", "planned",  "background",
    "claimed", "superseded",   "no_code", "no_day", "no_party", "repeated"};

const char *left_name(left_reason reason) {
  return names[reason];
}

bool choose_include(uint32_t *out, str list) {
  static const left_reason may[] = {LEFT_CLAIMED, LEFT_DENIED, LEFT_PLANNED,
                                    LEFT_BACKGROUND};
  *out = 0;
  while (list.p) {
    str word = str_cut(&list, ',');
    uint32_t before = *out;
    for (uint32_t i = 0; i < sizeof may / sizeof *may; i++)
      if (str_eq(word, str_of(names[may[i]])))
        *out |= 1u << may[i];
    if (*out == before)
      return false;
  }
  return true;
}

day choose_day(dgm_str s) {
  return day_read(str_slice(str_from(s), 0, 10));
}

static bool same(dgm_str a, dgm_str b) {
  return a.len && str_eq(str_from(a), str_from(b));
}

// How closely two stand on one side: one person or body, one code, one state's
// one sector, one state or organisation; 0 for strangers.
static uint32_t closeness(const dgm_actor *a, const dgm_actor *b) {
  if (same(a->entity, b->entity))
    return 4;
  if (same(a->code, b->code))
    return 3;
  if (!same(a->country, b->country))
    return same(a->org, b->org);
  bool sector = a->n_sectors && b->n_sectors && same(*a->sectors, *b->sectors);
  return sector ? 2 : 1;
}

static uint32_t closest(const dgm_actor *who, const dgm_actor *list,
                        uint32_t n) {
  uint32_t best = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t c = closeness(who, &list[i]);
    best = c > best ? c : best;
  }
  return best;
}

// Does the speaker tell of a hostile act that was done to his own side? Where
// nobody is named to whom it was done, the state in which it was done is that
// side.
static bool is_victim(const dgm_actor *speaker, const dgm_event *e) {
  uint32_t with_actor = closest(speaker, e->actor, e->n_actor);
  if (e->n_recipient)
    return closest(speaker, e->recipient, e->n_recipient) > with_actor;
  for (uint32_t i = 0; i < e->n_places && e->n_actor && !with_actor; i++)
    if (same(speaker->country, e->places[i].country))
      return true;
  return false;
}

static const dgm_event *event_of_id(const char *id, const export_record *all,
                                    uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (all[i].event_line && !memcmp(all[i].event.id, id, 32))
      return &all[i].event;
  return NULL;
}

// Is the event what an accusation by this speaker says? Then its link leads to
// a hostile word of his. Where it leads to an event that is not here (a query
// left it out), what is claimed counts as charged.
static bool is_charge(const dgm_actor *speaker, const dgm_event *e,
                      const export_record *all, uint32_t n) {
  for (uint32_t l = 0; l < e->n_links; l++) {
    const dgm_event *of = event_of_id(e->links[l].id, all, n);
    if (!of ? e->quad >= 3
            : of->quad == 3 && closest(speaker, of->actor, of->n_actor))
      return true;
  }
  return false;
}

static bool has_speech(const dgm_event *e, str kind) {
  for (uint32_t i = 0; i < e->n_attribution; i++)
    if (str_eq(str_from(e->attribution[i].kind), kind))
      return true;
  return false;
}

static bool only_claimed(const export_record *r, const export_record *all,
                         uint32_t n) {
  const dgm_event *e = &r->event;
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    const dgm_actor *speaker = &e->attribution[i].speaker;
    if (is_charge(speaker, e, all, n) ||
        (e->quad >= 3 && is_victim(speaker, e)))
      return true;
  }
  return false;
}

left_reason choose_event(const export_record *r, const export_record *all,
                         uint32_t n, uint32_t include) {
  const dgm_event *e = &r->event;
  str fact = str_from(e->factuality);
  bool denied = has_speech(e, S("denied"));
  uint32_t found = 0;
  if (str_eq(fact, S("hypothetical")))
    found |= 1u << LEFT_HYPOTHETICAL;
  if (str_eq(fact, S("negated")) && !denied)
    found |= 1u << LEFT_NEGATED;
  if (denied)
    found |= 1u << LEFT_DENIED;
  if (str_eq(fact, S("planned")))
    found |= 1u << LEFT_PLANNED;
  if (e->background)
    found |= 1u << LEFT_BACKGROUND;
  if (only_claimed(r, all, n))
    found |= 1u << LEFT_CLAIMED;
  if (r->superseded)
    found |= 1u << LEFT_SUPERSEDED;
  found &= ~include;
  for (uint32_t i = LEFT_NOT + 1; i < N_LEFT; i++)
    if (found >> i & 1)
      return (left_reason)i;
  return LEFT_NOT;
}
