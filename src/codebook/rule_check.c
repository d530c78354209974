// Two patterns tie when they ask for the same: filed under one word, the same
// parts with the same tests, the same weight. Then only the order of the files
// decides, which is seldom what their authors meant.

#include "codebook/rule_check.h"

static bool same_tests(const rules *r, rule_slice x, rule_slice y) {
  if (x.n != y.n)
    return false;
  for (uint32_t i = 0; i < x.n; i++) {
    word_test p = r->tests.at[x.first + i], q = r->tests.at[y.first + i];
    if (p.kind != q.kind || (p.kind < TEST_PHRASE && p.id != q.id))
      return false;
  }
  return true;
}

static bool same_mods(const rules *r, rule_slice x, rule_slice y) {
  if (x.n != y.n)
    return false;
  for (uint32_t i = 0; i < x.n; i++) {
    const rule_mod *p = &r->mods.at[x.first + i], *q = &r->mods.at[y.first + i];
    if (p->optional != q->optional || p->forbidden != q->forbidden ||
        !same_tests(r, p->words, q->words))
      return false;
  }
  return true;
}

static bool same_part(const rules *r, const rule_part *p, const rule_part *q) {
  return p->place == q->place && p->optional == q->optional &&
         p->forbidden == q->forbidden && p->contents == q->contents &&
         p->intros == q->intros && p->by_must == q->by_must &&
         same_tests(r, p->preps, q->preps) &&
         same_tests(r, p->heads, q->heads) && same_mods(r, p->mods, q->mods);
}

static bool same_steps(const rules *r, rule_slice x, rule_slice y) {
  if (x.n != y.n)
    return false;
  for (uint32_t i = 0; i < x.n; i++) {
    const rule_step *p = &r->steps.at[x.first + i];
    const rule_step *q = &r->steps.at[y.first + i];
    if (p->kind != q->kind || !same_tests(r, p->words, q->words))
      return false;
  }
  return true;
}

static bool tie(const rules *r, const rule_pattern *p, const rule_pattern *q) {
  if (p->rule == q->rule || p->required != q->required ||
      p->weight != q->weight || !(p->on & q->on) || p->parts.n != q->parts.n ||
      !same_mods(r, p->mods, q->mods) || p->loose != q->loose ||
      !same_steps(r, p->before, q->before) ||
      !same_steps(r, p->after, q->after))
    return false;
  for (uint32_t i = 0; i < p->parts.n; i++)
    if (!same_part(r, &r->parts.at[p->parts.first + i],
                   &r->parts.at[q->parts.first + i]))
      return false;
  return true;
}

static void review_ties(rule_review *out, buf *report, const codebook *cb) {
  const rules *r = &cb->rules;
  uint32_t told_p = NO_VALUE, told_q = NO_VALUE; // a pair under many words
  for (uint32_t i = 0; i < r->entries.n; i++)
    for (uint32_t k = i + 1;
         k < r->entries.n && r->entries.at[k].word == r->entries.at[i].word;
         k++) {
      const rule_pattern *p = &r->patterns.at[r->entries.at[i].pattern];
      const rule_pattern *q = &r->patterns.at[r->entries.at[k].pattern];
      if (!tie(r, p, q) || (p->rule == told_p && q->rule == told_q))
        continue;
      told_p = p->rule;
      told_q = q->rule;
      str word = lexicon_text(&cb->words, r->entries.at[i].word);
      const rule *u = &r->all.at[p->rule], *v = &r->all.at[q->rule];
      buf_printf(report,
                 "%s:%u: %.*s ties with %.*s (%s:%u) on '%.*s'; the first "
                 "in the files wins\n",
                 u->path, p->line, (int)u->name.len, u->name.p,
                 (int)v->name.len, v->name.p, v->path, q->line, (int)word.len,
                 word.p);
      out->ties++;
    }
}

static void review_examples(rule_review *out, buf *report, const rules *r) {
  for (uint32_t i = 0; i < r->all.n; i++) {
    const rule *u = &r->all.at[i];
    bool must = false, near_miss = false;
    for (uint32_t k = 0; k < u->n_examples; k++)
      *(r->examples.at[u->first_example + k].must ? &must : &near_miss) = true;
    if (u->off)
      continue;
    out->rules++;
    if (must && near_miss)
      continue;
    buf_printf(report, "%s:%u: %.*s has no '%c' example\n", u->path, u->line,
               (int)u->name.len, u->name.p, must ? '-' : '+');
    out->bare++;
  }
}

// Classes that only hold others, or that the engine asks for, are not idle.
static bool is_needed(const codebook *cb, uint32_t class_id) {
  const lexicon *x = &cb->words;
  for (uint32_t i = 0; i < N_WORD_CLASS; i++)
    if (cb->grammar.classes[i] == class_id)
      return true;
  for (uint32_t i = 0; i < x->nested.n; i++)
    if ((uint32_t)x->nested.at[i] == class_id)
      return true;
  for (uint32_t i = 0; i < cb->grammar.values.n; i++)
    if (cb->grammar.values.at[i].class_id == class_id)
      return true;
  return cb->rules.class_used && cb->rules.class_used[class_id];
}

static void review_classes(rule_review *out, buf *report, const codebook *cb) {
  for (uint32_t c = 0; c < cb->words.class_names.n; c++) {
    str name = cb->words.class_names.at[c];
    if (is_needed(cb, c))
      continue;
    buf_printf(report, "class <%.*s>: no rule names it\n", (int)name.len,
               name.p);
    out->idle++;
  }
}

void rules_review(rule_review *out, buf *report, const codebook *cb) {
  *out = (rule_review){.patterns = cb->rules.patterns.n,
                       .examples = cb->rules.examples.n};
  review_ties(out, report, cb);
  review_examples(out, report, &cb->rules);
  review_classes(out, report, cb);
}
