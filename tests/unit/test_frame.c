// Frames: the constructions of tests/cases/frame, and what must hold for any
// tree, however damaged.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <glob.h>

#include "article/dump.h"
#include "base/file.h"
#include "case.h"
#include "parse/frame.h"

static const char *const folder = "tests/cases/frame/codebook";
static const char *const dev = "../shared/data/ud/ewt/en_ewt-ud-dev.conllu";

typedef struct {
  arena m;
  article a;
  buf text;
} sample;

static codebook *words;

static int open_words(void **state) {
  (void)state;
  dgm_error err;
  return codebook_open(&words, folder, NULL, NULL, &err) == DGM_OK ? 0 : -1;
}

static int close_words(void **state) {
  (void)state;
  codebook_free(words);
  return 0;
}

static void sample_init(sample *s) {
  *s = (sample){0};
  arena_init(&s->m, (size_t)1 << 30);
  article_init(&s->a, &s->m);
}

static void sample_close(sample *s) {
  buf_free(&s->text);
  arena_close(&s->m);
}

// One line of a tree: number, form, lemma, class, features, head, relation.
typedef struct {
  str form, lemma, upos, feats, head, deprel;
} row;

static row read_case_row(str line) {
  row r = {0};
  str *cells[] = {&r.form, &r.lemma, &r.upos, &r.feats, &r.head, &r.deprel};
  str_cut(&line, ' ');
  for (int i = 0; i < 6; i++)
    *cells[i] = str_cut(&line, ' ');
  return r;
}

static void add_row(sample *s, uint32_t first, const row *r) {
  int64_t head = 0;
  token *t = vec_push(&s->m, &s->a.tokens);
  uint32_t at = s->a.tokens.n - 1;
  t->at.beg = (uint32_t)s->text.len;
  buf_add(&s->text, r->form);
  t->at.end = (uint32_t)s->text.len;
  buf_byte(&s->text, ' ');
  assert_true(str_to_i64(r->head, &head));
  t->head = head ? first + (uint32_t)head - 1 : NO_TOKEN;
  t->upos = (uint8_t)upos_find(r->upos);
  t->feats = feats_read(r->feats);
  t->deprel = (uint8_t)deprel_find(r->deprel);
  token_set_lemma(&s->a, at, r->lemma);
}

static void end_sentence(sample *s, uint32_t first) {
  if (first == s->a.tokens.n)
    return;
  sentence *in = vec_push(&s->m, &s->a.sentences);
  in->first = first;
  in->end = s->a.tokens.n;
  in->parsed = true;
  sentence_link(&s->a, s->a.sentences.n - 1);
}

static void find(sample *s) {
  s->a.text = buf_str(&s->text);
  frames_find(&s->a, words);
}

// The frames of a case's tree.
static void answer(buf *out, arena *m, const test_case *c, void *context) {
  (void)m;
  (void)context;
  sample s;
  sample_init(&s);
  for (str rest = c->head; rest.p;) {
    str line = str_trim(str_cut(&rest, '\n'));
    row r = read_case_row(line);
    if (line.len)
      add_row(&s, 0, &r);
  }
  end_sentence(&s, 0);
  find(&s);
  dump_frames(out, &s.a, 0);
  sample_close(&s);
}

static void cases_come_out_as_written(void **state) {
  (void)state;
  arena m;
  glob_t found;
  uint32_t bad = 0, cases = 0;
  arena_init(&m, 1 << 26);
  assert_int_equal(glob("tests/cases/frame/*.test", 0, NULL, &found), 0);
  for (size_t i = 0; i < found.gl_pathc; i++)
    bad += cases_run(found.gl_pathv[i], &m, &cases, answer, NULL);
  globfree(&found);
  arena_close(&m);
  assert_int_equal(bad, 0);
  assert_true(cases >= 100);
}

// Every index lies in its column, parents form no cycle, and the frame of a
// word is the one that says so.
static void check_frames(const article *a) {
  for (uint32_t f = 0; f < a->frames.n; f++) {
    const frame *in = &a->frames.at[f];
    uint32_t steps = 0;
    assert_true(in->pred < a->tokens.n);
    assert_int_equal(a->frame_of[in->pred], f);
    assert_true(f == 0 || a->frames.at[f - 1].pred < in->pred);
    assert_true(in->first_role + in->n_roles <= a->roles.n);
    assert_int_equal(in->parent == NO_FRAME, in->hang == HANG_ROOT);
    for (uint32_t up = in->parent; up != NO_FRAME; up = a->frames.at[up].parent)
      assert_true(steps++ <= a->frames.n);
    for (uint32_t i = 0; i < in->n_roles; i++) {
      const role *r = &a->roles.at[in->first_role + i];
      assert_true(r->token < a->tokens.n);
      assert_true(r->mark == NO_TOKEN || r->mark < a->tokens.n);
      assert_true(r->frame == NO_FRAME || r->frame < a->frames.n);
    }
  }
}

// A small generator of numbers; the same in every run.
static uint32_t next_number(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u; // Numerical Recipes' constants
  return *state >> 8;
}

// Words, classes and relations at random, heads too: cycles, several roots,
// words that nothing reaches.
static void add_noise(sample *s, uint32_t *seed, uint32_t n) {
  static const char *const lemmas[] = {"hold", "talk",  "attack", "say", "to",
                                       "of",   "order", "series", "be",  "not"};
  uint32_t first = s->a.tokens.n;
  for (uint32_t i = 0; i < n; i++) {
    char head[16];
    snprintf(head, sizeof head, "%u", next_number(seed) % (n + 1));
    row r = {.head = str_of(head),
             .upos = upos_name((upos)(next_number(seed) % N_UPOS)),
             .deprel = deprel_name((deprel)(next_number(seed) % N_DEPREL)),
             .feats = S("_")};
    r.form = r.lemma = str_of(lemmas[next_number(seed) % 10]);
    add_row(s, first, &r);
    s->a.tokens.at[first + i].feats = next_number(seed) << 8;
  }
  end_sentence(s, first);
}

static void damaged_trees_do_no_harm(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (int round = 0; round < 400; round++) {
    sample s;
    sample_init(&s);
    add_noise(&s, &seed, 1 + next_number(&seed) % 60);
    add_noise(&s, &seed, 1 + next_number(&seed) % 5);
    find(&s);
    check_frames(&s.a);
    sample_close(&s);
  }
}

// A chain or a list of n verbs.
static uint32_t frames_of_verbs(uint32_t n, bool wide) {
  sample s;
  sample_init(&s);
  for (uint32_t i = 0; i < n; i++) {
    char head[16];
    snprintf(head, sizeof head, "%u", wide ? (i > 0) : i);
    row r = {.form = S("say"),
             .lemma = S("say"),
             .upos = S("VERB"),
             .feats = S("VerbForm=Inf"),
             .head = str_of(head),
             .deprel = !i     ? S("root")
                       : wide ? S("conj")
                              : S("xcomp")};
    add_row(&s, 0, &r);
  }
  end_sentence(&s, 0);
  find(&s);
  check_frames(&s.a);
  uint32_t found = s.a.frames.n;
  sample_close(&s);
  return found;
}

static void deep_and_wide_trees_end(void **state) {
  (void)state;
  assert_int_equal(frames_of_verbs(2000, false), 2000);
  assert_int_equal(frames_of_verbs(2000, true), 2000);
  assert_int_equal(frames_of_verbs(100000, true), 0); // too long to be read
}

static void two_words_with_one_meaning_are_one(void **state) {
  (void)state;
  sample s;
  sample_init(&s);
  row rows[] = {
      {S("they"), S("they"), S("PRON"), S("_"), S("2"), S("nsubj")},
      {S("met"), S("meet"), S("VERB"), S("_"), S("0"), S("root")},
      {S("each"), S("each"), S("PRON"), S("PronType=Rcp"), S("2"), S("obj")},
      {S("other"), S("other"), S("ADJ"), S("_"), S("3"), S("fixed")}};
  for (int i = 0; i < 4; i++)
    add_row(&s, 0, &rows[i]);
  end_sentence(&s, 0);
  find(&s);
  assert_int_equal(s.a.tokens.at[2].lex,
                   lexicon_find(&words->words, S("each other")));
  sample_close(&s);
}

static void a_light_verb_leads_to_its_noun(void **state) {
  (void)state;
  sample s;
  sample_init(&s);
  row rows[] = {{S("they"), S("they"), S("PRON"), S("_"), S("2"), S("nsubj")},
                {S("held"), S("hold"), S("VERB"), S("_"), S("0"), S("root")},
                {S("talks"), S("talk"), S("NOUN"), S("_"), S("2"), S("obj")}};
  for (int i = 0; i < 3; i++)
    add_row(&s, 0, &rows[i]);
  end_sentence(&s, 0);
  find(&s);
  assert_int_equal(s.a.frames.n, 2);
  assert_int_equal(frame_content(&s.a, 0), 1);
  assert_int_equal(frame_content(&s.a, 1), 1);
  assert_int_equal(s.a.frames.at[1].verb_lex, s.a.tokens.at[2].lex);
  sample_close(&s);
}

// All trees of a treebank, where it is at hand.
static void treebank_frames_are_sound(void **state) {
  (void)state;
  file_map f;
  sample s;
  uint32_t first = 0;
  if (file_map_open(&f, dev, 1u << 26, NULL) != DGM_OK)
    skip();
  sample_init(&s);
  for (str rest = f.bytes; rest.p;) {
    str line = str_trim(str_cut(&rest, '\n')), cells[8] = {{0}};
    for (int i = 0; i < 8; i++)
      cells[i] = str_cut(&line, '\t');
    int64_t number;
    if (!cells[0].len) {
      end_sentence(&s, first);
      first = s.a.tokens.n;
    } else if (str_to_i64(cells[0], &number)) {
      row r = {cells[1], cells[2], cells[3], cells[5], cells[6], cells[7]};
      add_row(&s, first, &r);
    }
  }
  file_map_close(&f);
  find(&s);
  check_frames(&s.a);
  assert_true(s.a.frames.n > s.a.sentences.n);
  sample_close(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cases_come_out_as_written),
      cmocka_unit_test(damaged_trees_do_no_harm),
      cmocka_unit_test(deep_and_wide_trees_end),
      cmocka_unit_test(two_words_with_one_meaning_are_one),
      cmocka_unit_test(a_light_verb_leads_to_its_noun),
      cmocka_unit_test(treebank_frames_are_sound),
  };
  return cmocka_run_group_tests(tests, open_words, close_words);
}
