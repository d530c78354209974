#include "event/topic.h"
#include "event/match_part.h"

enum {
  // Hundredths. In two-fold judging 99 of 100 everyday articles are below -23,
  // all invented pages of politics and PLV's news above -11. A review or a
  // match among them is found by its sentences.
  LEAST_WEIGHT = -20,
  LEAST_WORDS = 60, // of the table; fewer tell nothing about a text
  FEW_WORDS = 40,   // the same around one sentence
  REACH = 6,        // sentences before and behind
};

#define STATE_SECTORS "GOV MIL COP JUD LEG SPY"

typedef struct {
  int64_t weight;
  uint32_t n;
} total;

static total of_sentence(const article *a, const codebook *cb,
                         const sentence *s) {
  total sum = {0};
  for (uint32_t t = s->first; t < s->end; t++) {
    const token *x = &a->tokens.at[t];
    bool tells = x->upos == UPOS_NOUN || x->upos == UPOS_VERB ||
                 x->upos == UPOS_ADJ || x->upos == UPOS_ADV;
    const topic_row *row = tells ? grammar_topic(&cb->grammar, x->lex) : NULL;
    if (row)
      sum.weight += row->weight, sum.n++;
  }
  return sum;
}

static bool is_low(total sum, uint32_t least) {
  return sum.n >= least && sum.weight < (int64_t)LEAST_WEIGHT * sum.n;
}

void topic_find(article *a, const codebook *cb) {
  uint32_t n = a->sentences.n;
  if (!cb->grammar.topics.n || !n)
    return;
  // before[s]: all sentences in front of s
  total *before = arena_new(a->m, total, n + 1);
  for (uint32_t s = 0; s < n; s++) {
    total one = of_sentence(a, cb, &a->sentences.at[s]);
    before[s + 1].weight = before[s].weight + one.weight;
    before[s + 1].n = before[s].n + one.n;
  }
  bool low = is_low(before[n], LEAST_WORDS);
  for (uint32_t s = 0; s < n; s++) {
    uint32_t from = s < REACH ? 0 : s - REACH;
    uint32_t to = n - s <= REACH ? n : s + REACH + 1;
    total near = {before[to].weight - before[from].weight,
                  before[to].n - before[from].n};
    a->sentences.at[s].everyday =
        low || (before[n].n >= LEAST_WORDS && is_low(near, FEW_WORDS));
  }
}

static bool is_capital(const article *a, uint32_t t) {
  return t < a->tokens.n && a->tokens.at[t].upos == UPOS_PROPN;
}

// Is it the clause's own subject or agent, not a word inside another's name
// ("the U.S. study", "California wine", "Sofia Health")?
static bool acts_itself(const article *a, const mention *w) {
  uint8_t rel = a->tokens.at[w->head].deprel;
  if (is_capital(a, w->head + 1))
    return false;
  return rel == REL_NSUBJ || rel == REL_OBL_AGENT || rel == REL_CONJ;
}

// Is the name the end of another's ("Horse Lords")?
static bool is_tail(const article *a, const mention *w) {
  return w->head && is_capital(a, w->head - 1) &&
         a->mention_of[w->head - 1] == NO_MENTION &&
         a->tokens.at[w->head - 1].head == w->head;
}

// A state, one of its bodies or who holds office in one, of a land or body that
// the text names. A bare land is one where it acts.
static bool is_state(const article *a, uint32_t m, uint32_t state, bool acts) {
  const mention *w = &a->mentions.at[m];
  if (!w->known || w->by == BY_PRONOUN ||
      (w->who.country == NO_ROW && w->who.org == NO_ROW))
    return false;
  if (w->by == BY_NAME && is_tail(a, w))
    return false;
  // A name alone is that of a land or its capital, and may be just a place.
  bool land =
      w->by == BY_METONYM ||
      (w->by == BY_NAME && w->who.org == NO_ROW && w->who.person == NO_ROW);
  return land ? acts && acts_itself(a, w) : (w->who.sectors & state) != 0;
}

static bool has_state(const article *a, list who, uint32_t state, bool acts) {
  for (uint32_t i = 0; i < who.n; i++)
    if (is_state(a, a->lists.at[who.first + i], state, acts))
      return true;
  return false;
}

static void put_reject(article *a, const event *e) {
  *vec_push(a->m, &a->rejects) = (reject){.frame = e->frame,
                                          .rule = e->rule,
                                          .sentence = e->sentence,
                                          .trigger = e->trigger,
                                          .at = e->at,
                                          .reason = REJECT_EVERYDAY};
}

void topic_screen(article *a, const codebook *cb) {
  uint32_t state = sector_bits(cb, STATE_SECTORS), kept = 0;
  uint32_t *now = arena_raw(a->m, (a->events.n + 1) * sizeof *now);
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    bool stands =
        !a->sentences.at[e->sentence].everyday ||
        (e->fact == FACT_ACTUAL && (has_state(a, e->actors, state, true) ||
                                    has_state(a, e->recipients, state, false)));
    now[i] = stands ? kept : NO_EVENT;
    if (stands)
      a->events.at[kept++] = *e;
    else
      put_reject(a, e);
  }
  a->events.n = kept;
  for (uint32_t i = 0; i < kept; i++)
    if (a->events.at[i].content_of != NO_EVENT)
      a->events.at[i].content_of = now[a->events.at[i].content_of];
}
