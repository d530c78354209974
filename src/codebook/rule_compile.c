// Walks the items of a line once for each structure of its predicate.
//
// Before the predicate stands who acts; after it what is acted upon, then what
// prepositions introduce, then complements. "give RECIPIENT <aid>" has two bare
// noun phrases: then the first is the indirect object.

#include "codebook/rule_compile.h"
#include "codebook/rule_loose.h"

typedef struct {
  compiler *m;
  rule_pattern p;
  uint32_t pred;   // item that is the predicate
  uint32_t bind;   // preposition that takes the next bare noun phrase
  uint32_t object; // part that is the object, or NO_VALUE
  bool noun;       // a "noun" line
} builder;

static const line_item *items(const builder *b) {
  return b->m->line->items;
}

static uint32_t n_items(const builder *b) {
  return b->m->line->n_items;
}

static bool is_filler(const builder *b, uint32_t i) {
  return i < n_items(b) &&
         (items(b)[i].kind != ITEM_WORDS || !item_is_prep(b->m, &items(b)[i]));
}

// These introduce a complement without being prepositions.
static bool is_clause_word(str text) {
  return str_eq(text, S("that")) || str_eq(text, S("ing")) ||
         str_eq(text, S("imperative"));
}

static bool is_intro(const builder *b, const line_item *item) {
  if (item->kind != ITEM_WORDS)
    return false;
  for (uint32_t i = 0; i < item->n; i++) {
    const line_alt *alt = &b->m->line->alts[item->first + i];
    line_item one = {.kind = ITEM_WORDS, .first = item->first + i, .n = 1};
    if (alt->angle || (!is_clause_word(alt->text) && !item_is_prep(b->m, &one)))
      return false;
  }
  return true;
}

// Does item i introduce what comes next?
static bool binds(const builder *b, uint32_t i) {
  const line_item *item = &items(b)[i];
  if (item->kind != ITEM_WORDS || item->forbidden || !is_filler(b, i + 1))
    return false;
  return items(b)[i + 1].kind == ITEM_CONTENT ? is_intro(b, item)
                                              : item_is_prep(b->m, item);
}

// The end of a run of words that make one noun phrase.
static uint32_t run_end(const builder *b, uint32_t i) {
  while (i < n_items(b) && items(b)[i].kind == ITEM_WORDS && !binds(b, i))
    i++;
  return i;
}

// The last word of a run that must be there, or NO_VALUE.
static uint32_t run_head(const builder *b, uint32_t i, uint32_t end) {
  uint32_t head = NO_VALUE;
  for (; i < end; i++)
    if (!items(b)[i].optional && !items(b)[i].forbidden)
      head = i;
  return head;
}

static rule_part *add_part(builder *b, rule_part part, uint16_t weight) {
  rules *r = b->m->r;
  if (!part.optional && !part.forbidden) {
    b->p.required++;
    b->p.weight = (uint16_t)(b->p.weight + weight);
  }
  rule_part *added = vec_push(r->m, &r->parts);
  *added = part;
  b->p.parts.n++;
  return added;
}

// A bare noun phrase behind the predicate: bound by the predicate's own
// preposition, else the object; an earlier object becomes the indirect one.
static void add_object(builder *b, rule_part part, uint16_t weight) {
  if (b->bind != NO_VALUE && !part.forbidden) {
    part.place = PLACE_PREP;
    part.preps = word_tests(b->m, b->bind);
    b->bind = NO_VALUE;
    add_part(b, part, weight);
    return;
  }
  if (b->object != NO_VALUE)
    b->m->r->parts.at[b->object].place = PLACE_IOBJ;
  part.place = PLACE_OBJ;
  b->object = b->m->r->parts.n;
  add_part(b, part, weight);
}

static rule_part noun_part(builder *b, const line_item *item,
                           uint16_t *weight) {
  rule_part part = {.optional = item->optional, .forbidden = item->forbidden};
  uint16_t ignored = 0;
  part.fill = item->fill;
  if (item->kind != ITEM_NOUN)
    return part;
  part.mods = item_mods(
      b->m, &b->m->line->mods[item->first_mod], item->n_mods,
      part.forbidden || part.optional ? &ignored : &b->p.required, weight);
  part.heads = item_tests(b->m, item, weight);
  part.inside = item->fill != FILL_ANY;
  return part;
}

static rule_part run_part(builder *b, uint32_t i, uint32_t head,
                          uint16_t *weight) {
  rule_part part = {0};
  part.mods = item_mods(b->m, &items(b)[i], head - i, &b->p.required, weight);
  part.heads = item_tests(b->m, &items(b)[head], weight);
  return part;
}

static void add_beside(builder *b, uint32_t i, uint32_t end) {
  for (; i < end; i++) {
    const line_item *item = &items(b)[i];
    rule_part part = {.place = PLACE_BESIDE,
                      .optional = item->optional,
                      .forbidden = item->forbidden};
    part.heads = item_tests(b->m, item, NULL);
    add_part(b, part, 0);
  }
}

static void add_run(builder *b, uint32_t i, uint32_t end) {
  uint32_t head = run_head(b, i, end);
  uint16_t weight = 0;
  if (head == NO_VALUE) {
    add_beside(b, i, end);
    return;
  }
  rule_part part = run_part(b, i, head, &weight);
  add_object(b, part, weight);
  add_beside(b, head + 1, end);
}

static uint8_t intros_of(const builder *b, const line_item *item) {
  uint8_t bits = 0;
  if (item->optional)
    return 1 << INTRO_ANY;
  for (uint32_t i = 0; i < item->n; i++) {
    str text = b->m->line->alts[item->first + i].text;
    if (str_eq(text, S("to")))
      bits |= 1 << INTRO_TO;
    bits |= str_eq(text, S("that"))         ? 1 << INTRO_THAT
            : str_eq(text, S("ing"))        ? 1 << INTRO_ING
            : str_eq(text, S("imperative")) ? 1 << INTRO_IMPERATIVE
                                            : 1 << INTRO_PREP;
  }
  return bits;
}

static void add_content(builder *b, const line_item *item,
                        const line_item *introducer) {
  rule_part part = {.place = PLACE_COMP,
                    .fill = FILL_CONTENT,
                    .optional = item->optional,
                    .forbidden = item->forbidden,
                    .contents = item->contents,
                    .effect = item->effect,
                    .shared = item->shared,
                    .by = item->by,
                    .by_must = item->by && !item->by_optional,
                    .intros = 1 << INTRO_ANY};
  uint16_t weight = item->contents == UINT32_MAX ? 0 : 1, ignored = 0;
  bool must = !part.optional && !part.forbidden;
  part.mods = item_mods(b->m, &b->m->line->mods[item->first_mod], item->n_mods,
                        must ? &b->p.required : &ignored, &weight);
  if (introducer) {
    part.intros = intros_of(b, introducer);
    part.preps = item_tests(b->m, introducer, NULL);
  } else if (b->bind != NO_VALUE && !item->forbidden) {
    part.intros = 1 << INTRO_PREP | 1 << INTRO_TO;
    part.preps = word_tests(b->m, b->bind);
    b->bind = NO_VALUE;
  }
  add_part(b, part, weight);
}

// A preposition and what it introduces; the item behind both.
static uint32_t add_bound(builder *b, uint32_t i) {
  const line_item *prep = &items(b)[i], *next = &items(b)[i + 1];
  uint16_t weight = 1; // a preposition asked for tells a little
  rule_part part = {0};
  uint32_t end = i + 2;
  if (next->kind == ITEM_CONTENT) {
    add_content(b, next, prep);
    return end;
  }
  if (next->kind == ITEM_WORDS) {
    end = run_end(b, i + 1);
    uint32_t head = run_head(b, i + 1, end);
    if (head == NO_VALUE) {
      cursor_error(b->m->c, prep->at, "what does the preposition introduce?");
      return end;
    }
    part = run_part(b, i + 1, head, &weight);
  } else if (next->kind != ITEM_STAR) {
    part = noun_part(b, next, &weight);
  }
  // "appeal to", in a line with "(to) RECIPIENT", has its preposition already
  bool own = prep->optional && b->bind != NO_VALUE;
  part.place = PLACE_PREP;
  part.bare = prep->optional && !own;
  part.preps = own ? word_tests(b->m, b->bind) : item_tests(b->m, prep, NULL);
  if (own)
    b->bind = NO_VALUE;
  add_part(b, part, weight);
  return end;
}

static void add_subject(builder *b, const line_item *item) {
  uint16_t weight = 0;
  if (item->kind == ITEM_CONTENT)
    cursor_error(b->m->c, item->at, "an event in braces follows the predicate");
  if (item->kind == ITEM_WORDS)
    add_beside(b, (uint32_t)(item - items(b)), (uint32_t)(item - items(b)) + 1);
  if (item->kind != ITEM_SLOT && item->kind != ITEM_NOUN)
    return;
  rule_part part = noun_part(b, item, &weight);
  part.place = PLACE_SUBJ;
  add_part(b, part, weight);
}

static void add_items(builder *b) {
  // Words before the predicate of a noun line are its modifiers.
  uint32_t mods = b->pred;
  while (b->noun && mods && items(b)[mods - 1].kind == ITEM_WORDS)
    mods--;
  for (uint32_t i = 0; i < mods; i++)
    add_subject(b, &items(b)[i]);
  b->p.mods = item_mods(b->m, &items(b)[mods], b->pred - mods, &b->p.required,
                        &b->p.weight);
  for (uint32_t i = b->pred + 1, end; i < n_items(b); i = end) {
    const line_item *item = &items(b)[i];
    uint16_t weight = 0;
    end = i + 1;
    if (binds(b, i)) {
      end = add_bound(b, i);
    } else if (item->kind == ITEM_WORDS) {
      end = run_end(b, i);
      add_run(b, i, end);
    } else if (item->kind == ITEM_CONTENT) {
      add_content(b, item, NULL);
    } else if (item->kind != ITEM_STAR) {
      rule_part part = noun_part(b, item, &weight);
      add_object(b, part, weight);
    }
  }
}

// The words that belong to the predicate: particle, object, preposition.
static void add_form(builder *b, const pred_form *f) {
  if (f->particle != NO_VALUE)
    add_part(b,
             (rule_part){.place = PLACE_PARTICLE,
                         .preps = word_tests(b->m, f->particle)},
             0);
  if (f->object != NO_VALUE)
    add_part(
        b,
        (rule_part){.place = PLACE_OBJ, .heads = word_tests(b->m, f->object)},
        3);
  if (f->prep != NO_VALUE) {
    rule_part part = {.place = PLACE_PREP};
    part.preps = word_tests(b->m, f->prep);
    part.heads = word_tests(b->m, f->tail);
    add_part(b, part, 3);
  }
  b->bind = f->bind;
}

static const uint8_t use_bits[] = {[LINE_ANY] = ON_VERB | ON_ADJ | ON_DERIVED,
                                   [LINE_VERB] = ON_VERB,
                                   [LINE_NOUN] = ON_NOUN,
                                   [LINE_ADJ] = ON_ADJ};

static void begin_pattern(builder *b) {
  rules *r = b->m->r;
  b->p = (rule_pattern){.rule = b->m->rule,
                        .line = b->m->c->line,
                        .parts = {r->parts.n, 0},
                        .on = use_bits[b->m->line->use],
                        .discard = r->all.at[b->m->rule].discard,
                        .required = 1};
  b->bind = b->object = NO_VALUE;
}

static uint32_t end_pattern(builder *b) {
  rules *r = b->m->r;
  if (b->bind != NO_VALUE) {
    rule_part part = {.place = PLACE_PREP};
    part.preps = word_tests(b->m, b->bind);
    add_part(b, part, 0);
  }
  *vec_push(r->m, &r->patterns) = b->p;
  return r->patterns.n - 1;
}

// The first place that only one word or class may fill.
static word_test key_of(const rules *r, const rule_pattern *p) {
  for (uint32_t i = 0; i < p->parts.n; i++) {
    const rule_part *part = &r->parts.at[p->parts.first + i];
    if (part->heads.n == 1 && !part->optional && !part->forbidden &&
        r->tests.at[part->heads.first].kind <= TEST_CLASS)
      return r->tests.at[part->heads.first];
  }
  return (word_test){TEST_KIND, 0};
}

static void file_under(builder *b, uint32_t word, uint32_t pattern) {
  rules *r = b->m->r;
  const rule_pattern *p = &r->patterns.at[pattern];
  *vec_push(r->m, &r->entries) =
      (rule_entry){word, pattern, key_of(r, p), NO_VALUE, p->on, p->discard};
}

// A word by itself, with nothing beside it that its pattern must hold.
static bool is_plain(const pred_form *f, uint32_t n) {
  return n == 1 && f->particle == NO_VALUE && f->object == NO_VALUE &&
         f->prep == NO_VALUE && f->bind == NO_VALUE;
}

// One word as predicate shares a pattern with the other single words.
static void add_verb(builder *b, str words, uint16_t weight, uint32_t *shared) {
  pred_form forms[PRED_FORMS];
  uint32_t n = verb_forms(b->m, words, forms);
  for (uint32_t i = 0; i < n && !b->m->c->failed; i++) {
    bool plain = is_plain(&forms[i], n);
    uint32_t pattern = plain ? *shared : NO_VALUE;
    if (pattern == NO_VALUE) {
      begin_pattern(b);
      b->p.weight = weight;
      add_form(b, &forms[i]);
      add_items(b);
      pattern = end_pattern(b);
    }
    if (plain)
      *shared = pattern;
    file_under(b, forms[i].key, pattern);
  }
}

// A noun of several words is filed under its head; the words before become
// modifiers, the tail a phrase with its preposition.
static void add_noun(builder *b, str words, uint16_t weight, uint32_t *shared) {
  rules *r = b->m->r;
  bool plain = str_find(words, S(" ")) == UINT32_MAX;
  uint32_t phrase = noun_phrase(b->m, words);
  rule_phrase f = r->phrases.at[phrase];
  if (plain && *shared != NO_VALUE) {
    file_under(b, f.head, *shared);
    return;
  }
  begin_pattern(b);
  b->p.weight = weight;
  for (uint32_t i = 0; i < f.before.n; i++) {
    rule_part part = {.place = PLACE_BESIDE};
    part.heads = word_tests(b->m, r->phrase_words.at[f.before.first + i]);
    add_part(b, part, 0);
  }
  if (f.tail != NO_VALUE)
    add_form(
        b, &(pred_form){f.head, NO_VALUE, NO_VALUE, f.prep, f.tail, NO_VALUE});
  add_items(b);
  uint32_t pattern = end_pattern(b);
  if (plain)
    *shared = pattern;
  file_under(b, f.head, pattern);
}

static void add_predicate(builder *b, str words, uint16_t weight,
                          uint32_t *shared) {
  if (b->noun)
    add_noun(b, words, weight, shared);
  else
    add_verb(b, words, weight, shared);
}

static void add_alternatives(builder *b) {
  const line_item *pred = &items(b)[b->pred];
  uint32_t shared[2] = {NO_VALUE, NO_VALUE}; // named word; member of a class
  for (uint32_t i = 0; i < pred->n && !b->m->c->failed; i++) {
    const line_alt *alt = &b->m->line->alts[pred->first + i];
    bool is_class = alt->angle && str_find(alt->text, S(" ")) == UINT32_MAX;
    if (!is_class) {
      add_predicate(b, alt->text, 1, &shared[0]);
      continue;
    }
    line_item one = {.kind = ITEM_WORDS, .first = pred->first + i, .n = 1};
    item_tests(b->m, &one, NULL); // reports a class that does not exist
    uint32_t n, class_id = lexicon_class(b->m->x, alt->text);
    const uint32_t *members = lexicon_members(b->m->x, class_id, &n);
    for (uint32_t k = 0; k < n && !b->m->c->failed; k++)
      add_predicate(b, lexicon_text(b->m->x, members[k]), 0, &shared[1]);
  }
}

static void add_words_line(builder *b) {
  rules *r = b->m->r;
  rule_words w = {b->m->rule, {r->needs.n, 0}};
  for (uint32_t i = 0; i < n_items(b); i++) {
    if (items(b)[i].kind != ITEM_WORDS)
      cursor_error(b->m->c, items(b)[i].at, "a 'words' line has only words");
    *vec_push(r->m, &r->needs) = item_tests(b->m, &items(b)[i], NULL);
  }
  w.words.n = r->needs.n - w.words.first;
  *vec_push(r->m, &r->words) = w;
  if (!r->all.at[b->m->rule].discard)
    cursor_error(b->m->c, items(b)[0].at,
                 "a 'words' line stands only in a DISCARD rule");
}

void rule_compile(compiler *m) {
  builder b = {.m = m, .noun = m->line->use == LINE_NOUN};
  if (m->line->use == LINE_WORDS) {
    add_words_line(&b);
    return;
  }
  if (m->line->use == LINE_LOOSE) {
    rule_compile_loose(m);
    return;
  }
  uint32_t i = 0;
  while (i < n_items(&b) && (items(&b)[i].kind != ITEM_WORDS ||
                             items(&b)[i].optional || items(&b)[i].forbidden))
    i++;
  if (i == n_items(&b)) {
    cursor_error(m->c, n_items(&b) ? items(&b)[0].at : 0,
                 "a frame line needs a predicate: a word that is no "
                 "slot");
    return;
  }
  b.pred = b.noun ? run_head(&b, i, run_end(&b, i)) : i;
  add_alternatives(&b);
}
