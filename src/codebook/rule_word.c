#include "codebook/rule_word.h"

// ORDER ENTITY_KIND
static const char *const kind_names[N_ENTITY_KIND] = {
    "actor",        "country",  "force", "official", "person",
    "organization", "civilian", "place", "money"};

str entity_kind_name(entity_kind k) {
  return str_of(kind_names[k]);
}

static uint32_t find_kind(str name) {
  for (uint32_t i = 0; i < N_ENTITY_KIND; i++)
    if (str_eq(name, str_of(kind_names[i])))
      return i;
  return NO_VALUE;
}

static bool in_class(const compiler *m, str word, uint32_t class_id) {
  return lexicon_in(m->x, lexicon_find(m->x, word), class_id);
}

typedef enum { PREP_NOT_ASKED, PREP_NO, PREP_YES } prep_answer;

static bool alt_is_prep(compiler *m, uint32_t i) {
  const line_alt *alt = &m->line->alts[i];
  if (m->prep[i] == PREP_NOT_ASKED)
    m->prep[i] = !alt->angle && in_class(m, alt->text, m->classes->preposition)
                     ? PREP_YES
                     : PREP_NO;
  return m->prep[i] == PREP_YES;
}

bool item_is_prep(compiler *m, const line_item *item) {
  if (item->kind != ITEM_WORDS)
    return false;
  for (uint32_t i = 0; i < item->n; i++)
    if (!alt_is_prep(m, item->first + i))
      return false;
  return item->n > 0;
}

static bool has_space(str s) {
  return str_find(s, S(" ")) != UINT32_MAX;
}

// Head, preposition and tail; the words before the head.
static uint32_t add_phrase(compiler *m, str words) {
  rules *r = m->r;
  rule_phrase p = {NO_VALUE, NO_VALUE, NO_VALUE, {r->phrase_words.n, 0}};
  while (words.p) {
    str word = str_cut(&words, ' ');
    uint32_t id = word.len ? lexicon_add(m->x, word) : NO_VALUE;
    if (id == NO_VALUE || lexicon_in(m->x, id, m->classes->article))
      continue;
    if (p.prep != NO_VALUE) {
      p.tail = id;
    } else if (p.head != NO_VALUE && words.p &&
               lexicon_in(m->x, id, m->classes->preposition)) {
      p.prep = id;
    } else {
      if (p.head != NO_VALUE)
        *vec_push(r->m, &r->phrase_words) = p.head;
      p.head = id;
    }
  }
  p.before.n = r->phrase_words.n - p.before.first;
  *vec_push(r->m, &r->phrases) = p;
  return r->phrases.n - 1;
}

// A class that many lines name brings the same phrases each time.
uint32_t noun_phrase(compiler *m, str words) {
  rules *r = m->r;
  uint32_t at = map_get(&r->phrase_by_words, words);
  if (at == NO_VALUE) {
    at = add_phrase(m, words);
    map_put(&r->phrase_by_words, r->m, words, at);
  }
  return at;
}

static void push_test(compiler *m, test_kind kind, uint32_t id) {
  *vec_push(m->r->m, &m->r->tests) = (word_test){kind, id};
}

// Words side by side: cut at blanks and hyphens, as the text's tokens are.
uint32_t word_run(compiler *m, str words) {
  rules *r = m->r;
  rule_run run = {{r->phrase_words.n, 0}, 0};
  for (uint32_t i = 0; i < words.len; i++) {
    uint32_t beg = i;
    while (i < words.len && words.p[i] != ' ' && words.p[i] != '-')
      i++;
    str word = str_slice(words, beg, i);
    bool verb = word.len > 1 && word.p[0] == '+';
    word = str_slice(word, verb, word.len);
    if (!word.len || in_class(m, word, m->classes->article))
      continue;
    if (verb)
      run.verb = run.words.n;
    *vec_push(r->m, &r->phrase_words) = lexicon_add(m->x, word);
    run.words.n++;
  }
  *vec_push(r->m, &r->runs) = run;
  return r->runs.n - 1;
}

// Several words: a noun phrase with its head, in a loose line what stands side
// by side.
static void push_words(compiler *m, str words) {
  if (m->line->use == LINE_LOOSE)
    push_test(m, TEST_RUN, word_run(m, words));
  else
    push_test(m, TEST_PHRASE, noun_phrase(m, words));
}

// Members of several words are tested word by word, the others by the class.
static void push_class(compiler *m, uint32_t class_id) {
  uint32_t n;
  const uint32_t *words = lexicon_members(m->x, class_id, &n);
  push_test(m, TEST_CLASS, class_id);
  for (uint32_t i = 0; i < n; i++) {
    str text = lexicon_text(m->x, words[i]);
    if (has_space(text))
      push_words(m, text);
  }
}

static void unknown_class(compiler *m, const line_alt *alt) {
  str near = nearest_name(alt->text, m->x->class_names.at, m->x->class_names.n);
  if (near.len)
    cursor_error(m->c, alt->at, "unknown class <%.*s>; did you mean <%.*s>?",
                 (int)alt->text.len, alt->text.p, (int)near.len, near.p);
  else
    cursor_error(m->c, alt->at,
                 "unknown class <%.*s>; add it to words/classes.tsv",
                 (int)alt->text.len, alt->text.p);
}

// How much a kind of test tells: a word more than a class of words, a class
// more than "some person". The steps only have to keep this order, and to
// outweigh a predicate that is named rather than in a class (1).
enum { WEIGHT_KIND = 2, WEIGHT_CLASS = 4, WEIGHT_WORD = 6 };

static uint16_t push_alt(compiler *m, const line_alt *alt) {
  if (has_space(alt->text)) {
    push_words(m, alt->text);
    return WEIGHT_WORD;
  }
  if (!alt->angle) {
    push_test(m, TEST_WORD, lexicon_add(m->x, alt->text));
    return WEIGHT_WORD;
  }
  uint32_t class_id = lexicon_class(m->x, alt->text);
  uint32_t kind = find_kind(alt->text);
  if (class_id == NO_CLASS && kind == NO_VALUE)
    unknown_class(m, alt);
  if (class_id != NO_CLASS) {
    m->r->class_used[class_id] = true;
    push_class(m, class_id);
  }
  if (kind != NO_VALUE)
    push_test(m, TEST_KIND, kind);
  return class_id != NO_CLASS ? WEIGHT_CLASS : WEIGHT_KIND;
}

// A class by itself: the same tests wherever it is named.
static rule_slice class_tests(compiler *m, uint32_t class_id) {
  rule_slice *s = m->line->use == LINE_LOOSE ? &m->r->class_runs[class_id]
                                             : &m->r->class_tests[class_id];
  if (!s->n) {
    s->first = m->r->tests.n;
    push_class(m, class_id);
    s->n = m->r->tests.n - s->first;
  }
  m->r->class_used[class_id] = true;
  return *s;
}

static bool is_plain_class(const compiler *m, const line_item *item,
                           uint32_t *class_id) {
  const line_alt *alt = &m->line->alts[item->first];
  if (item->n != 1 || !alt->angle || has_space(alt->text) ||
      find_kind(alt->text) != NO_VALUE)
    return false;
  *class_id = lexicon_class(m->x, alt->text);
  return *class_id != NO_CLASS;
}

static rule_slice compile_item(compiler *m, const line_item *item,
                               uint16_t *weight) {
  rule_slice s = {m->r->tests.n, 0};
  uint32_t class_id;
  *weight = item->n ? WEIGHT_WORD : 0;
  if (item->n && is_plain_class(m, item, &class_id)) {
    *weight = WEIGHT_CLASS;
    return class_tests(m, class_id);
  }
  for (uint32_t i = 0; i < item->n; i++) {
    uint16_t w = push_alt(m, &m->line->alts[item->first + i]);
    if (w < *weight)
      *weight = w;
  }
  s.n = m->r->tests.n - s.first;
  return s;
}

rule_slice item_tests(compiler *m, const line_item *item, uint16_t *weight) {
  if (!item->n)
    return (rule_slice){0, 0};
  rule_slice *s = &m->done[item->first];
  // A predicate's alternatives are also asked for one by one.
  if (!s->n || item->n == 1)
    *s = compile_item(m, item, &m->done_weight[item->first]);
  if (weight)
    *weight = (uint16_t)(*weight + m->done_weight[item->first]);
  return *s;
}

rule_slice word_tests(compiler *m, uint32_t word) {
  push_test(m, TEST_WORD, word);
  return (rule_slice){m->r->tests.n - 1, 1};
}

rule_slice item_mods(compiler *m, const line_item *items, uint32_t n,
                     uint16_t *required, uint16_t *weight) {
  rule_slice s = {m->r->mods.n, 0};
  for (uint32_t i = 0; i < n; i++) {
    bool must = !items[i].optional && !items[i].forbidden;
    rule_mod mod = {item_tests(m, &items[i], must ? weight : NULL),
                    items[i].optional, items[i].forbidden};
    *required = (uint16_t)(*required + must);
    *vec_push(m->r->m, &m->r->mods) = mod;
  }
  s.n = m->r->mods.n - s.first;
  return s;
}

// What follows the verb: [object] [preposition [tail]].
static void verb_rest(compiler *m, pred_form *f, str rest) {
  while (rest.p) {
    str word = str_cut(&rest, ' ');
    if (!word.len || in_class(m, word, m->classes->article))
      continue;
    uint32_t id = lexicon_add(m->x, word);
    bool prep = lexicon_in(m->x, id, m->classes->preposition);
    if (f->prep != NO_VALUE)
      f->tail = id;
    else if (prep)
      f->prep = id;
    else
      f->object = id;
  }
  if (f->prep != NO_VALUE && f->tail == NO_VALUE) {
    f->bind = f->prep;
    f->prep = NO_VALUE;
  }
}

static pred_form new_form(uint32_t key) {
  return (pred_form){key, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE};
}

// "rule out …": filed under "rule out", for parsers that join the two, and
// under "rule" with the particle asked for.
static uint32_t particle_forms(compiler *m, str joined, str verb, str second,
                               str rest, pred_form *out) {
  out[0] = new_form(lexicon_add(m->x, joined));
  out[1] = new_form(lexicon_add(m->x, verb));
  out[1].particle = lexicon_add(m->x, second);
  verb_rest(m, &out[0], rest);
  verb_rest(m, &out[1], rest);
  str after = rest;
  if (!rest.p || !str_eq(str_cut(&after, ' '), S("of")))
    return 2;
  // "pull out of": "out of" may be read as one preposition, under its first.
  out[2] = new_form(lexicon_add(m->x, verb));
  out[2].bind = lexicon_add(m->x, second);
  return 3;
}

uint32_t verb_forms(compiler *m, str words, pred_form out[PRED_FORMS]) {
  str rest = words, verb = str_cut(&rest, ' '), after = rest;
  uint32_t n = 0;
  if (!rest.p) {
    out[0] = new_form(lexicon_add(m->x, verb));
    return 1;
  }
  str second = str_cut(&after, ' ');
  if (in_class(m, second, m->classes->particle)) {
    str joined = str_slice(words, 0, verb.len + 1 + second.len);
    n = particle_forms(m, joined, verb, second, after, out);
    if (n == 3 || !in_class(m, second, m->classes->preposition))
      return n;
  }
  out[n] = new_form(lexicon_add(m->x, verb));
  verb_rest(m, &out[n], rest);
  return n + 1;
}
