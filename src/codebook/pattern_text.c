#include "codebook/pattern_text.h"
#include "codebook/rule_word.h"

static void write_run(buf *out, const codebook *cb, const rule_run *run) {
  const rules *r = &cb->rules;
  for (uint32_t i = 0; i < run->words.n; i++) {
    buf_add(out, i ? S(" ") : S(""));
    buf_add(out,
            lexicon_text(&cb->words, r->phrase_words.at[run->words.first + i]));
  }
}

static void write_test(buf *out, const codebook *cb, word_test test) {
  const rules *r = &cb->rules;
  const rule_phrase *p;
  switch (test.kind) {
  case TEST_WORD:
    buf_add(out, lexicon_text(&cb->words, test.id));
    return;
  case TEST_CLASS:
    buf_printf(out, "<%.*s>", (int)cb->words.class_names.at[test.id].len,
               cb->words.class_names.at[test.id].p);
    return;
  case TEST_KIND:
    buf_byte(out, '<');
    buf_add(out, entity_kind_name((entity_kind)test.id));
    buf_byte(out, '>');
    return;
  case TEST_PHRASE:
    p = &r->phrases.at[test.id];
    for (uint32_t i = 0; i < p->before.n; i++) {
      buf_add(out, lexicon_text(&cb->words,
                                r->phrase_words.at[p->before.first + i]));
      buf_byte(out, ' ');
    }
    buf_add(out, lexicon_text(&cb->words, p->head));
    if (p->tail == NO_VALUE)
      return;
    buf_byte(out, ' ');
    buf_add(out, lexicon_text(&cb->words, p->prep));
    buf_byte(out, ' ');
    buf_add(out, lexicon_text(&cb->words, p->tail));
    return;
  case TEST_RUN:
    write_run(out, cb, &r->runs.at[test.id]);
  }
}

// The phrases of a class are the class's own members: not told twice.
static void write_tests(buf *out, const codebook *cb, rule_slice tests) {
  bool after_class = false;
  for (uint32_t i = 0; i < tests.n; i++) {
    word_test test = cb->rules.tests.at[tests.first + i];
    if (after_class && (test.kind == TEST_PHRASE || test.kind == TEST_RUN))
      continue;
    if (i)
      buf_byte(out, '|');
    write_test(out, cb, test);
    after_class = test.kind == TEST_CLASS;
  }
}

static void write_mods(buf *out, const codebook *cb, rule_slice mods) {
  for (uint32_t i = 0; i < mods.n; i++) {
    const rule_mod *mod = &cb->rules.mods.at[mods.first + i];
    buf_add(out, mod->optional ? S(" (") : mod->forbidden ? S(" !") : S(" "));
    write_tests(out, cb, mod->words);
    buf_add(out, mod->optional ? S(")") : S(""));
  }
}

static void write_content(buf *out, const codebook *cb, const rule_part *part) {
  const scheme *s = &cb->rules.scheme;
  bool first = true;
  buf_add(out, S(" {"));
  buf_add(out, part->by ? S("RECIPIENT") : S(""));
  buf_add(out, part->by && !part->by_must ? S("?") : S(""));
  write_mods(out, cb, part->mods);
  buf_add(out, part->by || part->mods.n ? S(" ") : S(""));
  if (part->contents == UINT32_MAX)
    buf_byte(out, '*');
  for (uint32_t i = 0; i < s->types.n && part->contents != UINT32_MAX; i++) {
    if (!(part->contents >> i & 1))
      continue;
    buf_add(out, first ? S("") : S("|"));
    buf_add(out, s->types.at[i].name);
    first = false;
  }
  buf_add(out, part->shared ? S(" RECIPIENT}") : S("}"));
  if (part->effect == EFFECT_NONE)
    return;
  buf_add(out, S(" as "));
  buf_add(out, word_effect_name(part->effect));
}

void pattern_write_part(buf *out, const codebook *cb, const rule_part *part) {
  static const char *const places[] = {"subj", "obj",      "iobj",  "prep",
                                       "comp", "particle", "beside"};
  static const char *const fills[] = {"", " ACTOR", " RECIPIENT", " BOTH", ""};
  buf_add(out, part->optional ? S("(") : part->forbidden ? S("!") : S(""));
  buf_add(out, str_of(places[part->place]));
  if (part->preps.n) {
    buf_add(out, part->bare ? S(" (") : S(" "));
    write_tests(out, cb, part->preps);
    buf_add(out, part->bare ? S(")") : S(""));
  }
  if (part->fill != FILL_CONTENT)
    write_mods(out, cb, part->mods);
  if (part->heads.n) {
    buf_byte(out, ' ');
    write_tests(out, cb, part->heads);
  }
  buf_add(out, part->inside ? S(" of") : S(""));
  buf_add(out, str_of(fills[part->fill]));
  if (part->fill == FILL_CONTENT)
    write_content(out, cb, part);
  buf_add(out, part->optional ? S(")") : S(""));
}

static void write_steps(buf *out, const codebook *cb, rule_slice steps,
                        bool before) {
  for (uint32_t i = 0; i < steps.n; i++) {
    uint32_t at = before ? steps.n - 1 - i : i;
    const rule_step *step = &cb->rules.steps.at[steps.first + at];
    buf_byte(out, ' ');
    if (step->kind == STEP_WORDS)
      write_tests(out, cb, step->words);
    else
      buf_add(out, step->kind == STEP_ACTOR ? S("ACTOR") : S("RECIPIENT"));
  }
}

// "draw: before military; after aid to"
static void write_loose(buf *out, const codebook *cb, const rule_pattern *p) {
  buf_add(out, p->both ? S(" loose BOTH") : S(" loose"));
  buf_add(out, p->before.n ? S(", before") : S(""));
  write_steps(out, cb, p->before, true);
  buf_add(out, p->after.n ? S(", after") : S(""));
  write_steps(out, cb, p->after, false);
  if (p->parts.n)
    buf_add(out, S(","));
}

void pattern_write(buf *out, const codebook *cb, const rule_pattern *p) {
  if (p->loose)
    write_loose(out, cb, p);
  write_mods(out, cb, p->mods);
  for (uint32_t i = 0; i < p->parts.n; i++) {
    buf_add(out, i || p->mods.n ? S(", ") : S(" "));
    pattern_write_part(out, cb, &cb->rules.parts.at[p->parts.first + i]);
  }
}

void pattern_write_rule(buf *out, const codebook *cb, uint32_t rule_at) {
  const rules *r = &cb->rules;
  for (uint32_t i = 0; i < r->patterns.n; i++) {
    if (r->patterns.at[i].rule != rule_at)
      continue;
    for (uint32_t k = 0; k < r->entries.n; k++) {
      if (r->entries.at[k].pattern != i)
        continue;
      if (r->entries.at[k].run != NO_VALUE)
        write_run(out, cb, &r->runs.at[r->entries.at[k].run]);
      else
        buf_add(out, lexicon_text(&cb->words, r->entries.at[k].word));
      buf_byte(out, ':');
      pattern_write(out, cb, &r->patterns.at[i]);
      buf_byte(out, '\n');
    }
  }
}
