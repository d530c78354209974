// "Chad reinforced its border with Mali": the rule names the deed and who does
// it; whom it is aimed at stands where no slot of a line reaches.

#include "event/complete.h"
#include "event/match_part.h"
#include "event/pair.h"

enum {
  MAX_UP = 12,    // steps from a party up to the deed; farther ones are asides
  MAX_ASKED = 12, // parties of one deed
  // On the read half of PLV who-to-whom recall is .608 without, .623 from .70,
  // .633 from .40 and from .25 on, at the same precision.
  LEAST = TYPER_ONE / 5 * 2,
};

typedef struct {
  const article *a;
  const codebook *cb;
  const typer *t;
} completer;

bool is_among(const article *a, list who, uint32_t m) {
  for (uint32_t i = 0; i < who.n; i++)
    if (same_party(a, a->lists.at[who.first + i], m))
      return true;
  return false;
}

// Does token t stand below `top`, with neither the one who acts nor a remark of
// somebody else between?
static bool stands_below(const article *a, uint32_t t, uint32_t top,
                         uint32_t actor) {
  for (int i = 0; i < MAX_UP && t != NO_TOKEN; i++) {
    if (t == top)
      return true;
    if (t == actor || a->tokens.at[t].deprel == REL_PARATAXIS)
      return false;
    t = a->tokens.at[t].head;
  }
  return false;
}

bool acts_at_home(const article *a, uint32_t actor, uint32_t m) {
  const actor_codes *x = &a->mentions.at[actor].who,
                    *y = &a->mentions.at[m].who;
  // "The police pulled their troops": whoever they are and more.
  bool own = x->sectors && y->sectors != x->sectors &&
             (y->sectors & x->sectors) == x->sectors;
  return (!y->sectors || own) && y->org == NO_ROW && y->country != NO_ROW &&
         y->country == x->country;
}

// How likely the deed between the two is of the event's type, of TYPER_ONE.
static uint32_t likely(const completer *w, const event *e, pair p) {
  typer_input seen;
  uint32_t scores[TYPER_CLASSES], sum = 0;
  pair_features(w->a, w->cb, w->t, p, &seen);
  typer_score(w->t, &seen, scores);
  for (uint32_t c = 0; c < w->t->size.classes; c++) {
    uint32_t type = scheme_type(&w->cb->rules.scheme, w->t->names[c]);
    if (type != NO_VALUE &&
        (type == e->type || pair_fold(w->a, w->cb, p, type) == e->type))
      sum += scores[c];
  }
  return sum;
}

// NO_MENTION where no party is likely enough; *most is how likely the one is.
static uint32_t likeliest(const completer *w, const event *e, uint32_t *most) {
  const article *a = w->a;
  const sentence *s = &a->sentences.at[e->sentence];
  uint32_t actor = a->lists.at[e->actors.first];
  uint32_t best = NO_MENTION, asked = 0;
  for (uint32_t t = s->first; t < s->end && asked < MAX_ASKED; t++) {
    uint32_t m = a->mention_of[t];
    if (m == NO_MENTION || !a->mentions.at[m].actor ||
        is_among(a, e->actors, m) || acts_at_home(a, actor, m) ||
        !stands_below(a, t, e->trigger, a->mentions.at[actor].head))
      continue;
    asked++;
    uint32_t score = likely(w, e, (pair){a->mentions.at[actor].head, t});
    if (score > *most)
      *most = score, best = m;
  }
  return best;
}

void events_complete(article *a, const codebook *cb, const typer *t) {
  const completer w = {a, cb, t};
  if (!t || !a->mention_of)
    return;
  for (uint32_t i = 0; i < a->events.n; i++) {
    event *e = &a->events.at[i];
    if (e->recipients.n || !e->actors.n || e->type == NO_TYPE)
      continue;
    // "Norland and Sudland compared notes": each is the other's.
    if (e->actors.n > 1 && cb->rules.scheme.types.at[e->type].mutual)
      continue;
    uint32_t sure = LEAST;
    uint32_t who = likeliest(&w, e, &sure);
    if (who == NO_MENTION)
      continue;
    e->recipients = (list){a->lists.n, 1};
    *vec_push(a->m, &a->lists) = who;
    e->confidence *= (double)sure / TYPER_ONE;
  }
}
