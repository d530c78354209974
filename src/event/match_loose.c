// A loose line on a frame: first its words, walked outwards from the verb along
// the tokens of the clause, then who stands in it.
//
// The first word that fits is taken: a later one never leaves more room for the
// steps behind it, so the walk goes on and each token is looked at once.

#include "event/match_loose.h"
#include "base/utf8.h"
#include "codebook/compose.h"
#include "parse/frame.h"

// What is asked of a frame again and again, whatever the line.
typedef struct loose_clause {
  uint32_t frame;   // that `in` and the parties are of, or NO_FRAME
  uint32_t *in;     // [tokens] frame + 1 of whose clause the token is
  uint32_t *stack;  // [tokens]
  uint32_t *form;   // [tokens] lexicon number of the form, or NO_WORD
  uint32_t content; // frame of the complement, or NO_FRAME
  uint32_t inner;   // code of what it tells, row of scheme.codes, or NO_VALUE
  parties actors, recipients;
} loose_clause;

typedef struct {
  matcher *m;
  const article *a;
  const loose_clause *c;
  const frame *in;
  attempt *out;
} trial;

void loose_open(matcher *m) {
  article *a = m->a;
  if (!m->cb->rules.loose)
    return;
  loose_clause *c = arena_new(a->m, loose_clause, 1);
  c->frame = NO_FRAME;
  c->in = arena_new(a->m, uint32_t, a->tokens.n);
  c->stack = arena_new(a->m, uint32_t, a->tokens.n);
  c->form = arena_new(a->m, uint32_t, a->tokens.n);
  m->clause = c;
}

void loose_enter(matcher *m, uint32_t s) {
  article *a = m->a;
  if (!m->clause)
    return;
  for (uint32_t t = a->sentences.at[s].first; t < a->sentences.at[s].end; t++) {
    uint32_t word =
        lexicon_find(&m->cb->words, utf8_fold(a->m, token_text(a, t)));
    m->clause->form[t] = word;
    if (word != NO_WORD)
      match_mark(m, word);
  }
}

uint32_t loose_form(const matcher *m, uint32_t t) {
  return m->clause ? m->clause->form[t] : NO_WORD;
}

// --- words

static bool is_word(const matcher *m, uint32_t t, uint32_t word) {
  return m->a->tokens.at[t].lex == word || m->clause->form[t] == word;
}

// Hyphens and articles may stand between the words of a run.
static bool is_gap(const matcher *m, uint32_t t) {
  return m->a->tokens.at[t].upos == UPOS_PUNCT || lemma_is(m, t, WORD_ARTICLE);
}

// The token behind the words of a run from t on, or NO_TOKEN.
static uint32_t run_end(const matcher *m, uint32_t t, uint32_t end,
                        rule_slice words) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = 0; i < words.n; i++, t++) {
    while (i && t < end && is_gap(m, t))
      t++;
    if (t >= end || !is_word(m, t, r->phrase_words.at[words.first + i]))
      return NO_TOKEN;
  }
  return words.n ? t : NO_TOKEN;
}

// The token before the words of a run that ends at t, or NO_TOKEN. Sentences
// begin with a token that is no part of it, so there is always one before.
static bool run_before(const matcher *m, uint32_t t, uint32_t first,
                       rule_slice words) {
  const rules *r = &m->cb->rules;
  for (uint32_t i = words.n; i-- > 0;) {
    while (t > first && is_gap(m, t - 1))
      t--;
    if (t-- <= first || !is_word(m, t, r->phrase_words.at[words.first + i]))
      return false;
  }
  return true;
}

bool loose_run(const matcher *m, uint32_t t, uint32_t run) {
  const article *a = m->a;
  uint32_t end = t + 1, s = m->now - 1;
  if (s < a->sentences.n)
    end = a->sentences.at[s].end;
  return run_end(m, t, end, m->cb->rules.runs.at[run].words) != NO_TOKEN;
}

bool loose_beside(const matcher *m, const rule_entry *e, uint32_t f) {
  if (e->run == NO_VALUE)
    return true;
  const article *a = m->a;
  const sentence *s = &a->sentences.at[a->frames.at[f].sentence];
  const rule_run *run = &m->cb->rules.runs.at[e->run];
  uint32_t verb = a->frames.at[f].pred;
  rule_slice before = {run->words.first, run->verb};
  rule_slice after = {run->words.first + run->verb + 1,
                      run->words.n - run->verb - 1};
  return run_before(m, verb, s->first, before) &&
         (!after.n || run_end(m, verb + 1, s->end, after) != NO_TOKEN);
}

static bool is_party(const article *a, uint32_t t) {
  uint32_t at = a->mention_of[t];
  return at != NO_MENTION && a->mentions.at[at].actor;
}

// The token behind what the test finds at t, or NO_TOKEN.
static uint32_t test_end(const trial *t, uint32_t at, uint32_t end,
                         word_test test) {
  const matcher *m = t->m;
  const token *x = &t->a->tokens.at[at];
  uint32_t form = t->c->form[at];
  switch (test.kind) {
  case TEST_WORD:
    return is_word(m, at, test.id) ? at + 1 : NO_TOKEN;
  case TEST_CLASS:
    return lexicon_in(&m->cb->words, x->lex, test.id) ||
                   lexicon_in(&m->cb->words, form, test.id)
               ? at + 1
               : NO_TOKEN;
  case TEST_RUN:
    return run_end(m, at, end, m->cb->rules.runs.at[test.id].words);
  default:
    return test.id == KIND_ACTOR && is_party(t->a, at) ? at + 1 : NO_TOKEN;
  }
}

static uint32_t step_end(const trial *t, uint32_t at, uint32_t end,
                         const rule_step *step) {
  const rules *r = &t->m->cb->rules;
  if (step->kind != STEP_WORDS)
    return is_party(t->a, at) ? at + 1 : NO_TOKEN;
  for (uint32_t i = 0; i < step->words.n; i++) {
    uint32_t behind = test_end(t, at, end, r->tests.at[step->words.first + i]);
    if (behind != NO_TOKEN)
      return behind;
  }
  return NO_TOKEN;
}

static void put_party(parties *out, uint32_t at) {
  if (out->n < MAX_PARTIES)
    out->at[out->n++] = at;
}

static void bind(const trial *t, uint32_t at, const rule_step *step) {
  if (step->kind != STEP_WORDS)
    put_party(step->kind == STEP_ACTOR ? &t->out->actors : &t->out->recipients,
              t->a->mention_of[at]);
}

// Behind the whole of the party that begins here.
static uint32_t skip_party(const trial *t, uint32_t at, uint32_t end) {
  uint32_t of = t->a->mention_of[at];
  while (at < end && of != NO_MENTION && t->a->mention_of[at] == of)
    at++;
  return at;
}

static bool in_clause(const trial *t, uint32_t at) {
  return t->c->in[at] == t->c->frame + 1;
}

static bool walk_after(const trial *t, rule_slice steps) {
  const rules *r = &t->m->cb->rules;
  const sentence *s = &t->a->sentences.at[t->in->sentence];
  uint32_t at = t->in->pred + 1;
  for (uint32_t i = 0; i < steps.n; i++) {
    const rule_step *step = &r->steps.at[steps.first + i];
    uint32_t behind = NO_TOKEN;
    while (at < s->end &&
           (!in_clause(t, at) ||
            (behind = step_end(t, at, s->end, step)) == NO_TOKEN))
      at++;
    if (behind == NO_TOKEN)
      return false;
    bind(t, at, step);
    at = step->kind == STEP_WORDS ? behind : skip_party(t, at, s->end);
  }
  return true;
}

static bool walk_before(const trial *t, rule_slice steps) {
  const rules *r = &t->m->cb->rules;
  const sentence *s = &t->a->sentences.at[t->in->sentence];
  uint32_t at = t->in->pred; // one behind what comes next
  for (uint32_t i = 0; i < steps.n; i++) {
    const rule_step *step = &r->steps.at[steps.first + i];
    while (at > s->first &&
           (!in_clause(t, at - 1) || step_end(t, at - 1, at, step) == NO_TOKEN))
      at--;
    if (at == s->first)
      return false;
    bind(t, --at, step);
    uint32_t of = t->a->mention_of[at];
    while (step->kind != STEP_WORDS && at > s->first &&
           t->a->mention_of[at - 1] == of)
      at--;
  }
  return true;
}

// --- parties

// Marks the tokens of frame f's clause: what hangs on its predicate, clauses
// that are joined to it apart.
static void mark_clause(matcher *m, uint32_t f) {
  const article *a = m->a;
  loose_clause *c = m->clause;
  uint32_t pred = a->frames.at[f].pred, n = 0;
  for (uint32_t t = a->tokens.at[pred].child; t != NO_TOKEN;
       t = a->tokens.at[t].next)
    if (a->tokens.at[t].deprel != REL_CONJ &&
        a->tokens.at[t].deprel != REL_PARATAXIS)
      c->stack[n++] = t;
  c->in[pred] = f + 1;
  while (n) {
    uint32_t top = c->stack[--n];
    c->in[top] = f + 1;
    for (uint32_t t = a->tokens.at[top].child; t != NO_TOKEN;
         t = a->tokens.at[t].next)
      c->stack[n++] = t;
  }
}

static bool has_party(const article *a, const parties *who, uint32_t at) {
  for (uint32_t i = 0; who && i < who->n; i++)
    if (same_party(a, who->at[i], at))
      return true;
  return false;
}

// Whom a token stands for, less those of the other side; false: nobody.
static bool put_who(const matcher *m, uint32_t t, bool acted_upon,
                    const parties *other, parties *out) {
  parties found = {.n = 0};
  uint32_t before = out->n;
  who_of(m, t, acted_upon, &found);
  for (uint32_t i = 0; i < found.n; i++)
    if (!has_party(m->a, other, found.at[i]) &&
        !has_party(m->a, out, found.at[i]))
      put_party(out, found.at[i]);
  return out->n > before;
}

// The party of a token, and what is joined to it.
static void put_joined(const matcher *m, uint32_t t, const parties *other,
                       parties *out) {
  const article *a = m->a;
  put_who(m, t, true, other, out);
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].deprel == REL_CONJ && is_party(a, c))
      put_who(m, c, true, other, out);
}

// Whoever stands first in the phrase of token t and is not of the other side.
static void first_inside(const matcher *m, uint32_t t, const parties *other,
                         parties *out) {
  const article *a = m->a;
  uint32_t *stack = m->clause->stack, n = 0, best = NO_TOKEN;
  for (stack[n++] = t; n;) {
    uint32_t top = stack[--n];
    if (top < best && is_party(a, top) &&
        !has_party(a, other, a->mention_of[top]))
      best = top;
    for (uint32_t c = a->tokens.at[top].child; c != NO_TOKEN;
         c = a->tokens.at[c].next)
      if (top != t || a->tokens.at[c].deprel != REL_CONJ)
        stack[n++] = c;
  }
  if (best != NO_TOKEN)
    put_joined(m, best, other, out);
}

// Whom a phrase stands for: its head, its owner, else whoever is inside.
static void who_in(const matcher *m, uint32_t t, bool acted_upon,
                   const parties *other, parties *out) {
  if (t != NO_TOKEN && !put_who(m, t, acted_upon, other, out))
    first_inside(m, t, other, out);
}

static void fill_kind(const matcher *m, const frame *in, role_kind kind,
                      const parties *other, parties *out) {
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = &m->a->roles.at[in->first_role + i];
    if (x->kind == kind)
      who_in(m, x->token, kind != ROLE_SUBJ, other, out);
  }
}

// The first phrase with somebody in it, and what is joined to it.
static void fill_phrase(const matcher *m, const frame *in, const parties *other,
                        parties *out) {
  uint32_t mark = NO_TOKEN;
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *x = &m->a->roles.at[in->first_role + i];
    if (x->kind == ROLE_PREP && (!out->n || x->mark == mark)) {
      who_in(m, x->token, true, other, out);
      mark = x->mark;
    }
  }
}

// Whoever stands first behind the predicate, wherever the tree hangs him.
static void fill_behind(const matcher *m, uint32_t f, const parties *other,
                        parties *out) {
  const article *a = m->a;
  const frame *in = &a->frames.at[f];
  uint32_t end = a->sentences.at[in->sentence].end;
  for (uint32_t t = in->pred + 1; t < end && !out->n; t++)
    if (m->clause->in[t] == f + 1 && is_party(a, t))
      put_joined(m, t, other, out);
}

static void drop_same(const article *a, parties *from, const parties *who) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < from->n; i++)
    if (!has_party(a, who, from->at[i]))
      from->at[n++] = from->at[i];
  from->n = n;
}

// "said that Sudland attacked": who does it is meant, where it is another;
// else upon whom.
static void fill_content(matcher *m, loose_clause *c) {
  static const role_kind kinds[] = {ROLE_SUBJ, ROLE_OBJ, ROLE_IOBJ};
  const frame *below = &m->a->frames.at[c->content];
  for (int i = 0; i < 3 && !c->recipients.n; i++)
    fill_kind(m, below, kinds[i], &c->actors, &c->recipients);
  if (!c->recipients.n)
    fill_phrase(m, below, &c->actors, &c->recipients);
}

static void find_content(matcher *m, uint32_t f, loose_clause *c) {
  const frame *in = &m->a->frames.at[f];
  uint32_t inner[1];
  c->content = NO_FRAME;
  c->inner = NO_VALUE;
  for (uint32_t i = 0; i < in->n_roles && c->content == NO_FRAME; i++) {
    const role *x = &m->a->roles.at[in->first_role + i];
    // "…, Norland said" is told as if Norland had not been named.
    if (x->kind == ROLE_COMP && x->frame != NO_FRAME && x->frame > f)
      c->content = frame_content(m->a, x->frame);
  }
  if (c->content == NO_FRAME || !match_contents(m, c->content, inner, 1))
    return;
  const frame_match *found = match_frame(m, inner[0]);
  if (found->pattern != NO_VALUE)
    c->inner = found->found->code;
}

static bool same_sides(const article *a, const parties *x, const parties *y) {
  parties rest = *x;
  drop_same(a, &rest, y);
  return !rest.n;
}

// {RECIPIENT attack *}: who does it below; {attack * RECIPIENT}: upon whom our
// own actor does it. The words were asked for already.
static bool fill_inner(matcher *m, const rule_part *part, uint32_t inner,
                       attempt *out) {
  const frame *below = &m->a->frames.at[inner];
  parties doers = {.n = 0};
  fill_kind(m, below, ROLE_SUBJ, NULL, &doers);
  if (part->by) {
    out->recipients = doers;
    drop_same(m->a, &out->recipients, &m->clause->actors);
    return out->recipients.n || !part->by_must;
  }
  if (!part->shared)
    return true;
  out->recipients.n = 0;
  fill_kind(m, below, ROLE_OBJ, NULL, &out->recipients);
  if (!out->recipients.n)
    fill_phrase(m, below, NULL, &out->recipients);
  return out->recipients.n && same_sides(m->a, &doers, &m->clause->actors);
}

// Everybody in frame f's clause. Matching what it holds may use the same room,
// so that comes first.
static void enter_clause(matcher *m, uint32_t f) {
  loose_clause *c = m->clause;
  const frame *in = &m->a->frames.at[f];
  loose_clause now = *c;
  find_content(m, f, &now);
  *c = now;
  c->frame = f;
  c->actors.n = c->recipients.n = 0;
  mark_clause(m, f);
  fill_kind(m, in, ROLE_SUBJ, NULL, &c->actors);
  fill_kind(m, in, ROLE_IOBJ, &c->actors, &c->recipients);
  fill_kind(m, in, ROLE_OBJ, &c->actors, &c->recipients);
  // "was shot in Sudland": by somebody there.
  if (!c->actors.n && (in->flags & FRAME_PASSIVE))
    fill_phrase(m, in, &c->recipients, &c->actors);
  if (!c->recipients.n)
    fill_phrase(m, in, &c->actors, &c->recipients);
  if (!c->recipients.n && c->content != NO_FRAME)
    fill_content(m, c);
  if (!c->recipients.n)
    fill_behind(m, f, &c->actors, &c->recipients);
}

// --- lines

// Whoever is not written stands where his side does; where that place is
// taken ("RECIPIENT receive <a message>"), on the other side.
static void complete(const article *a, parties *who, const parties *side,
                     const parties *other_side, const parties *written) {
  if (who->n)
    return;
  *who = *side;
  drop_same(a, who, written);
  if (who->n || !written->n)
    return;
  *who = *other_side;
  drop_same(a, who, written);
}

// {…}: the clause below has the words and the sides that are asked for.
static bool content_fits(const trial *t, const rule_pattern *p) {
  if (!p->parts.n)
    return true;
  const rule_part *below = &t->m->cb->rules.parts.at[p->parts.first];
  uint32_t c = t->c->content;
  return c != NO_FRAME && match_clause(t->m, below, c, t->out) &&
         fill_inner(t->m, below, c, t->out);
}

fit match_loose(matcher *m, const rule_pattern *p, uint32_t f, attempt *out) {
  if (m->clause->frame != f)
    enter_clause(m, f);
  const loose_clause *c = m->clause;
  trial t = {m, m->a, c, &m->a->frames.at[f], out};
  const rule *u = &m->cb->rules.all.at[p->rule];
  if (!walk_after(&t, p->after) || !walk_before(&t, p->before) ||
      !content_fits(&t, p))
    return MISFIT;
  parties actors = out->actors;
  complete(m->a, &out->actors, &c->actors, &c->recipients, &out->recipients);
  complete(m->a, &out->recipients, &c->recipients, &c->actors, &actors);
  out->both = p->both;
  out->content = c->content;
  out->code = u->uncoded   ? c->inner
              : p->parts.n ? u->cameo
                           : compose_codes(&m->cb->rules, u->cameo, c->inner);
  if (p->both) {
    out->recipients.n = 0;
    return out->actors.n > 1 ? FITS : ONE_PARTY;
  }
  drop_same(m->a, &out->recipients, &out->actors);
  if (u->uncoded && u->pair == NO_VALUE)
    return FITS;
  return !out->actors.n       ? LACKS_ACTOR
         : !out->recipients.n ? LACKS_RECIPIENT
                              : FITS;
}
