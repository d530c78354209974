// A loose line becomes one pattern (two where its predicate names both words
// and classes), filed under each verb; a verb of several words is filed under
// the one that bears the others as a run beside it.

#include "codebook/rule_loose.h"

typedef struct {
  compiler *m;
  rule_pattern p;
  uint32_t pred; // item that is the predicate
} builder;

static const line_item *item_at(const builder *b, uint32_t i) {
  return &b->m->line->items[i];
}

static void add_step(builder *b, rule_slice *to, rule_step_kind kind,
                     const line_item *words) {
  rules *r = b->m->r;
  rule_step step = {.kind = kind};
  if (words)
    step.words = item_tests(b->m, words, &b->p.weight);
  *vec_push(r->m, &r->steps) = step;
  to->n++;
  b->p.required++;
}

static void add_slot(builder *b, rule_slice *to, const line_item *item) {
  if (item->fill != FILL_BOTH) {
    add_step(b, to, item->fill == FILL_ACTOR ? STEP_ACTOR : STEP_RECIPIENT,
             NULL);
    return;
  }
  b->p.both = true;
  b->p.required++; // two must be there
}

// {RECIPIENT must *}: a clause below the predicate.
static void add_content(builder *b, const line_item *item) {
  rules *r = b->m->r;
  rule_part part = {.place = PLACE_COMP,
                    .fill = FILL_CONTENT,
                    .intros = 1 << INTRO_ANY,
                    .contents = item->contents,
                    .shared = item->shared,
                    .by = item->by,
                    .by_must = item->by && !item->by_optional,
                    .effect = item->effect};
  part.mods = item_mods(b->m, &b->m->line->mods[item->first_mod], item->n_mods,
                        &b->p.required, &b->p.weight);
  *vec_push(r->m, &r->parts) = part;
  b->p.parts.n++;
  b->p.required++;
}

static bool is_bare(const line_item *item) {
  return !item->optional && !item->forbidden;
}

// The words of a bracket, from the predicate outwards.
static void add_noun(builder *b, rule_slice *to, const line_item *item,
                     bool before) {
  const line_item *mods = &b->m->line->mods[item->first_mod];
  if (before)
    add_step(b, to, STEP_WORDS, item);
  for (uint32_t i = 0; i < item->n_mods; i++)
    add_step(b, to, STEP_WORDS, &mods[before ? item->n_mods - 1 - i : i]);
  if (!before)
    add_step(b, to, STEP_WORDS, item);
}

static void add_item(builder *b, rule_slice *to, const line_item *item,
                     bool before) {
  if (!is_bare(item) || item->kind == ITEM_STAR ||
      (item->kind == ITEM_CONTENT && before))
    cursor_error(b->m->c, item->at,
                 "a loose line has words, slots and [words], and {…} behind "
                 "its verb");
  else if (item->kind == ITEM_SLOT)
    add_slot(b, to, item);
  else if (item->kind == ITEM_NOUN)
    add_noun(b, to, item, before);
  else if (item->kind == ITEM_CONTENT)
    add_content(b, item);
  else
    add_step(b, to, STEP_WORDS, item);
}

static uint32_t add_pattern(builder *b, uint16_t weight) {
  rules *r = b->m->r;
  b->p = (rule_pattern){.rule = b->m->rule,
                        .line = b->m->c->line,
                        .parts = {r->parts.n, 0},
                        .loose = true,
                        .on = ON_VERB,
                        .discard = r->all.at[b->m->rule].discard,
                        .weight = weight,
                        .required = 1};
  b->p.before.first = r->steps.n;
  for (uint32_t i = b->pred; i-- > 0 && !b->m->c->failed;)
    add_item(b, &b->p.before, item_at(b, i), true);
  b->p.after.first = r->steps.n;
  for (uint32_t i = b->pred + 1; i < b->m->line->n_items && !b->m->c->failed;
       i++)
    add_item(b, &b->p.after, item_at(b, i), false);
  *vec_push(r->m, &r->patterns) = b->p;
  return r->patterns.n - 1;
}

// The first step that only one word or class may make.
static word_test key_of(const rules *r, const rule_pattern *p) {
  const rule_slice sides[] = {p->before, p->after};
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < sides[side].n; i++) {
      rule_slice words = r->steps.at[sides[side].first + i].words;
      if (words.n == 1 && r->tests.at[words.first].kind <= TEST_CLASS)
        return r->tests.at[words.first];
    }
  return (word_test){TEST_KIND, 0};
}

static void file_under(builder *b, str verb, uint32_t pattern) {
  rules *r = b->m->r;
  const rule_pattern *p = &r->patterns.at[pattern];
  rule_entry e = {.pattern = pattern,
                  .key = key_of(r, p),
                  .run = NO_VALUE,
                  .on = p->on,
                  .discard = p->discard};
  if (str_find(verb, S(" ")) == UINT32_MAX) {
    e.word = lexicon_add(b->m->x, verb);
  } else {
    e.run = word_run(b->m, verb);
    rule_run run = r->runs.at[e.run];
    e.word = r->phrase_words.at[run.words.first + run.verb];
  }
  *vec_push(r->m, &r->entries) = e;
}

static void file_class(builder *b, const line_item *pred, uint32_t i,
                       uint32_t pattern) {
  line_item one = {.kind = ITEM_WORDS, .first = pred->first + i, .n = 1};
  const line_alt *alt = &b->m->line->alts[one.first];
  uint32_t n, class_id = lexicon_class(b->m->x, alt->text);
  item_tests(b->m, &one, NULL); // reports a class that does not exist
  if (class_id == NO_CLASS)
    return;
  const uint32_t *members = lexicon_members(b->m->x, class_id, &n);
  for (uint32_t k = 0; k < n; k++)
    file_under(b, lexicon_text(b->m->x, members[k]), pattern);
}

static bool is_class(const line_alt *alt) {
  return alt->angle && str_find(alt->text, S(" ")) == UINT32_MAX;
}

// A verb by name outweighs one of a class (rule_compile.c).
static void add_verbs(builder *b) {
  const line_item *pred = item_at(b, b->pred);
  uint32_t shared[2] = {NO_VALUE, NO_VALUE}; // of a class; by name
  for (uint32_t i = 0; i < pred->n && !b->m->c->failed; i++) {
    const line_alt *alt = &b->m->line->alts[pred->first + i];
    bool named = !is_class(alt);
    if (shared[named] == NO_VALUE)
      shared[named] = add_pattern(b, named);
    if (named)
      file_under(b, alt->text, shared[named]);
    else
      file_class(b, pred, i, shared[named]);
  }
}

// "loose [<months later>]" in a DISCARD rule: the words stand somewhere in the
// sentence, side by side and in the forms that are written.
static void add_needs(compiler *m) {
  rules *r = m->r;
  rule_words w = {m->rule, {r->needs.n, 0}};
  for (uint32_t i = 0; i < m->line->n_items; i++) {
    const line_item *item = &m->line->items[i];
    rule_slice tests = {r->tests.n, item->n};
    if (item->kind != ITEM_NOUN || item->n_mods)
      cursor_error(m->c, item->at, "without a verb there are only [words]");
    for (uint32_t k = 0; k < item->n; k++) {
      uint32_t run = word_run(m, m->line->alts[item->first + k].text);
      *vec_push(r->m, &r->tests) = (word_test){TEST_RUN, run};
    }
    *vec_push(r->m, &r->needs) = tests;
    w.words.n++;
  }
  *vec_push(r->m, &r->words) = w;
}

void rule_compile_loose(compiler *m) {
  builder b = {.m = m};
  while (b.pred < m->line->n_items &&
         (item_at(&b, b.pred)->kind != ITEM_WORDS ||
          !is_bare(item_at(&b, b.pred))))
    b.pred++;
  if (b.pred == m->line->n_items && m->r->all.at[m->rule].discard)
    add_needs(m);
  else if (b.pred == m->line->n_items)
    cursor_error(m->c, 0, "a loose line needs a verb: a word outside brackets");
  else
    add_verbs(&b);
}
