// Matching: rules over the frames of given trees. The cases stand in
// tests/cases/codebook/match.test; what must hold for any tree is tested on
// senseless ones.

#define _XOPEN_SOURCE 700 // P_tmpdir

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "case.h"
#include "event/match.h"
#include "mention/mention.h"
#include "parse/frame.h"
#include "rule_book.h"

typedef struct {
  arena m;
  article a;
  buf text;
} sample;

static void sample_open(sample *s) {
  *s = (sample){0};
  arena_init(&s->m, (size_t)1 << 28);
  article_init(&s->a, &s->m);
}

static void sample_close(sample *s) {
  buf_free(&s->text);
  arena_close(&s->m);
}

// "2 visited visit VERB Tense=Past 0 root": number, form, lemma, class,
// features, head, relation.
static void add_row(sample *s, str line) {
  str cell[7];
  int64_t head = 0;
  for (int i = 0; i < 7; i++)
    cell[i] = str_cut(&line, ' ');
  token *t = vec_push(&s->m, &s->a.tokens);
  uint32_t at = s->a.tokens.n - 1;
  t->at.beg = (uint32_t)s->text.len;
  buf_add(&s->text, cell[1]);
  t->at.end = (uint32_t)s->text.len;
  buf_byte(&s->text, ' ');
  t->flags = TOKEN_SPACE_AFTER;
  assert_true(str_to_i64(cell[5], &head));
  t->head = head ? (uint32_t)head - 1 : NO_TOKEN;
  t->upos = (uint8_t)upos_find(cell[3]);
  t->feats = feats_read(cell[4]);
  t->deprel = (uint8_t)deprel_find(cell[6]);
  token_set_lemma(&s->a, at, cell[2]);
}

static void understand(sample *s, const codebook *cb) {
  sentence *in = vec_push(&s->m, &s->a.sentences);
  in->end = s->a.tokens.n;
  in->parsed = true;
  in->at = (span){0, (uint32_t)s->text.len};
  s->a.text = buf_str(&s->text);
  s->a.dateline_day = s->a.meta.published_day = NO_DAY;
  sentence_link(&s->a, 0);
  frames_find(&s->a, cb);
  mentions_find(&s->a, cb);
  events_match(&s->a, cb);
}

static void write_list(buf *out, const sample *s, const codebook *cb, list l) {
  char code[ACTOR_CODE_MAX];
  for (uint32_t i = 0; i < l.n; i++) {
    const mention *w = &s->a.mentions.at[s->a.lists.at[l.first + i]];
    buf_add(out, i ? S(",") : S(""));
    buf_add(out, (str){code, names_code(&cb->names, &w->who, code)});
    buf_add(out, w->by == BY_PRONOUN ? S("~") : S(""));
  }
  buf_add(out, l.n ? S("") : S("?"));
}

static void write_event(buf *out, const sample *s, const codebook *cb,
                        const event *e) {
  const rules *r = &cb->rules;
  buf_add(out, token_text(&s->a, e->trigger));
  buf_add(out, S(": "));
  write_list(out, s, cb, e->actors);
  buf_byte(out, ' ');
  buf_add(out, e->type == NO_ROW ? S("-") : r->scheme.types.at[e->type].name);
  buf_byte(out, ' ');
  write_list(out, s, cb, e->recipients);
  if (e->cameo != NO_ROW)
    buf_printf(out, " %.*s", (int)r->scheme.codes.at[e->cameo].code.len,
               r->scheme.codes.at[e->cameo].code.p);
  if (e->content_of != NO_EVENT) {
    buf_printf(out, ", in %u as ", e->content_of);
    buf_add(out, word_effect_name((word_effect)e->effect));
  }
  buf_byte(out, '\n');
}

static void answer(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  codebook *cb = open_rules(case_value(m, c, "rules"), S(""), out);
  sample s;
  if (!cb)
    return;
  sample_open(&s);
  for (str rest = c->head; rest.p;) {
    str line = str_trim(str_cut(&rest, '\n'));
    if (line.len && line.p[0] <= '9')
      add_row(&s, line);
  }
  understand(&s, cb);
  for (uint32_t i = 0; i < s.a.events.n; i++)
    write_event(out, &s, cb, &s.a.events.at[i]);
  for (uint32_t i = 0; i < s.a.rejects.n; i++) {
    buf_add(out, token_text(&s.a, s.a.rejects.at[i].trigger));
    buf_add(out, S(": "));
    buf_add(out, cb->rules.reasons.at[s.a.rejects.at[i].reason]);
    buf_byte(out, '\n');
  }
  sample_close(&s);
  codebook_free(cb);
}

static void cases_come_out_as_written(void **state) {
  (void)state;
  arena m;
  uint32_t n = 0;
  arena_init(&m, 1 << 26);
  assert_int_equal(
      cases_run("tests/cases/codebook/match.test", &m, &n, answer, NULL), 0);
  assert_true(n >= 20);
  arena_close(&m);
}

// A small generator of numbers; the same in every run.
static uint32_t next_number(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u; // Numerical Recipes' constants
  return *seed >> 8;
}

// Classes and relations at random; the heads make a tree, as the parser's do.
static void add_noise(sample *s, uint32_t *seed, uint32_t n) {
  static const char *const lemmas[] = {"Norland", "Sudland", "visit", "attack",
                                       "refuse",  "to",      "of",    "drill"};
  static const deprel common[] = {REL_NSUBJ, REL_OBJ,  REL_OBL,   REL_XCOMP,
                                  REL_CONJ,  REL_NMOD, REL_ADVCL, REL_CCOMP};
  for (uint32_t i = 0; i < n; i++) {
    uint32_t word = next_number(seed) % 8;
    const char *lemma = lemmas[word];
    bool wild = next_number(seed) % 4 == 0; // else what real trees are like
    str u = upos_name(wild       ? (upos)(next_number(seed) % N_UPOS)
                      : word < 2 ? UPOS_PROPN
                                 : UPOS_VERB);
    str d = deprel_name(wild ? (deprel)(next_number(seed) % N_DEPREL)
                             : common[next_number(seed) % 8]);
    buf row = {0};
    buf_printf(&row, "%u %s %s %.*s _ %u %.*s", i + 1, lemma, lemma, (int)u.len,
               u.p, i ? 1 + next_number(seed) % i : 0, (int)d.len, d.p);
    add_row(s, buf_str(&row));
    buf_free(&row);
  }
}

static void every_trigger_ends_once(void **state) {
  (void)state;
  buf errors = {0};
  codebook *cb = open_rules(
      S("CONSULT visit\n  ACTOR visit RECIPIENT\n  noun visit of ACTOR\n"
        "REJECT refuse   cameo from content\n  ACTOR refuse (to) {*} as "
        "negated\n  ACTOR refuse {CONSULT RECIPIENT}\n"
        "ASSAULT attack\n  ACTOR? attack RECIPIENT\n  BOTH attack\n"),
      S(""), &errors);
  uint32_t seed = 7, events = 0;
  assert_non_null(cb);
  for (int round = 0; round < 2000; round++) {
    sample s;
    sample_open(&s);
    add_noise(&s, &seed, 1 + next_number(&seed) % 24);
    understand(&s, cb);
    bool *ended = arena_new(&s.m, bool, s.a.frames.n + 1);
    for (uint32_t i = 0; i < s.a.events.n; i++) {
      assert_false(ended[s.a.events.at[i].frame]);
      ended[s.a.events.at[i].frame] = true;
      assert_true(s.a.events.at[i].content_of != i);
    }
    for (uint32_t i = 0; i < s.a.rejects.n; i++) {
      assert_false(ended[s.a.rejects.at[i].frame]);
      ended[s.a.rejects.at[i].frame] = true;
    }
    events += s.a.events.n;
    sample_close(&s);
  }
  assert_true(events > 50); // the noise does reach the rules
  codebook_free(cb);
  buf_free(&errors);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cases_come_out_as_written),
      cmocka_unit_test(every_trigger_ends_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
