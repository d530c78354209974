// The view's lists are shared and read-only, so each is copied before it is
// changed.

#include "store/private.h"

static const dgm_str none = {NULL, 0};

static bool has_office(const mention *who, const codebook *cb) {
  if (who->who.role == NO_ROW)
    return false;
  const role_row *r = &cb->names.roles.at[who->who.role];
  return (r->flags & (ROLE_OFFICE | ROLE_TITLE | ROLE_SPOKES)) != 0;
}

// Whose name the codebook does not have. A name beside a trade is often taken
// for that of a body.
static bool is_unknown_name(const mention *name) {
  const actor_codes *c = &name->who;
  return name->by == BY_NAME &&
         (name->type == MENTION_PERSON || name->type == MENTION_ORGANIZATION) &&
         c->person == NO_ROW && c->org == NO_ROW && c->country == NO_ROW;
}

// "a schoolboy, NAME, in Serbia"; mentions stand in the order of the text.
static bool holds_name(const article *a, uint32_t m) {
  const mention *all = a->mentions.at, *who = &all[m];
  for (uint32_t i = m + 1; i < a->mentions.n && all[i].at.beg < who->at.end;
       i++)
    if (all[i].at.end <= who->at.end && is_unknown_name(&all[i]))
      return true;
  return false;
}

// People who hold or seek power are public; a name alone, or what somebody
// does for a living, is not.
static bool is_private(const article *a, const codebook *cb, uint32_t m) {
  const mention *who = &a->mentions.at[m];
  if (who->type != MENTION_PERSON || who->who.person != NO_ROW ||
      has_office(who, cb))
    return false;
  if (who->by == BY_ROLE)
    return holds_name(a, m);
  return !who->plural && (who->by == BY_NAME || who->by == BY_TITLE);
}

static void unname(dgm_actor *who) {
  who->name = who->text = none;
}

static const dgm_actor *unname_list(const dgm_actor *all, article *a,
                                    const codebook *cb, list from) {
  dgm_actor *copy = NULL;
  for (uint32_t i = 0; i < from.n; i++) {
    if (!is_private(a, cb, a->lists.at[from.first + i]))
      continue;
    if (!copy) {
      copy = arena_new(a->m, dgm_actor, from.n);
      memcpy(copy, all, from.n * sizeof *copy);
    }
    unname(&copy[i]);
  }
  return copy ? copy : all;
}

static const dgm_speech *unname_speakers(const dgm_speech *all, article *a,
                                         const codebook *cb, list from) {
  dgm_speech *copy = arena_new(a->m, dgm_speech, from.n);
  memcpy(copy, all, from.n * sizeof *copy);
  for (uint32_t i = 0; i < from.n; i++) {
    uint32_t m = a->speeches.at[from.first + i].speaker;
    if (m != NO_MENTION && is_private(a, cb, m))
      unname(&copy[i].speaker);
  }
  return copy;
}

void private_unname(view *v, article *a, const codebook *cb) {
  for (uint32_t i = 0; i < v->n_events; i++) {
    const event *e = &a->events.at[i];
    dgm_event *out = &v->events[i];
    out->actor = unname_list(out->actor, a, cb, e->actors);
    out->recipient = unname_list(out->recipient, a, cb, e->recipients);
    if (e->speeches.n)
      out->attribution = unname_speakers(out->attribution, a, cb, e->speeches);
  }
}

// A name that the codebook gives stays; one that the page gives goes.
static void silence(dgm_actor *who) {
  who->text = none;
  if (!who->entity.p)
    who->name = none;
}

static const dgm_actor *silence_list(arena *m, const dgm_actor *all,
                                     uint32_t n) {
  dgm_actor *copy = arena_new(m, dgm_actor, n);
  memcpy(copy, all, n * sizeof *copy);
  for (uint32_t i = 0; i < n; i++)
    silence(&copy[i]);
  return copy;
}

static void silence_event(dgm_event *e, arena *m) {
  e->evidence.text = e->date.text = none;
  if (e->n_actor)
    e->actor = silence_list(m, e->actor, e->n_actor);
  if (e->n_recipient)
    e->recipient = silence_list(m, e->recipient, e->n_recipient);
  dgm_quantity *amounts = arena_new(m, dgm_quantity, e->n_quantities);
  for (uint32_t i = 0; i < e->n_quantities; i++) {
    amounts[i] = e->quantities[i];
    amounts[i].text = none;
  }
  e->quantities = amounts;
  dgm_speech *speeches = arena_new(m, dgm_speech, e->n_attribution);
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    speeches[i] = e->attribution[i];
    speeches[i].verb = none;
    silence(&speeches[i].speaker);
  }
  e->attribution = speeches;
}

void private_no_words(view *v, arena *m) {
  v->document.title = v->document.byline = none;
  for (uint32_t i = 0; i < v->n_events; i++)
    silence_event(&v->events[i], m);
}
