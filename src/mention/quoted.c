// Inside a quotation "I" is the speaker, "we" are the speaker and those he
// speaks for, and "the government" is his own.

#include "base/utf8.h"
#include "mention/mention.h"

static const pronoun_row *pronoun_at(const article *a, const codebook *cb,
                                     uint32_t t) {
  str fold = utf8_fold(a->m, token_text(a, t));
  return names_pronoun(&cb->names, phrases_word(&cb->names.phrases, fold));
}

static bool inside(const article *a, const quote *q, uint32_t t) {
  span at = a->tokens.at[t].at;
  for (uint32_t i = 0; i < q->n_content; i++)
    if (at.beg >= q->content[i].beg && at.end <= q->content[i].end)
      return true;
  return false;
}

static void move_to(article *a, mention *m, uint32_t speaker) {
  const mention *s = &a->mentions.at[speaker];
  if (m->entity != NO_ENTITY && a->entities.at[m->entity].count)
    a->entities.at[m->entity].count--;
  m->antecedent = s->by == BY_PRONOUN && s->antecedent != NO_MENTION
                      ? s->antecedent
                      : speaker;
  m->entity = s->entity;
  m->who = s->who;
  m->type = s->type;
  m->known = s->known;
  m->actor = s->actor;
  if (m->entity != NO_ENTITY)
    a->entities.at[m->entity].count++;
}

// A state's role without a state, or with a guessed one, is the speaker's.
static void adopt(mention *m, const mention *speaker) {
  if (m->by != BY_ROLE || m->known || m->who.person != NO_ROW ||
      speaker->who.country == NO_ROW)
    return;
  m->who.country = speaker->who.country;
}

// Quotations nest; the one found last among those that hold a word is the
// innermost, for a quote begins no earlier than the one around it.
void mentions_resolve_quoted(article *a, const codebook *cb) {
  for (uint32_t i = 0; i < a->quotes.n; i++) {
    const quote *q = &a->quotes.at[i];
    if (q->speaker == NO_MENTION || q->kind == QUOTE_INDIRECT)
      continue;
    for (uint32_t t = q->first; t < q->end && t < a->tokens.n; t++) {
      uint32_t at = a->mention_of[t];
      if (at == NO_MENTION || at == q->speaker || !inside(a, q, t))
        continue;
      mention *m = &a->mentions.at[at];
      const pronoun_row *p =
          m->by == BY_PRONOUN && m->head == t ? pronoun_at(a, cb, t) : NULL;
      if (p && p->person == 1)
        move_to(a, m, q->speaker);
      else if (!p)
        adopt(m, &a->mentions.at[q->speaker]);
    }
  }
}
