// Trees: always trees, the best ones, the same from every kernel, and right.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "kernels.h"
#include "parse/names.h"
#include "parse/parse.h"
#include "parse/tree.h"

static const char *const path = "models/en.dgm";
static const char *const dev = "../shared/data/ud/ewt/en_ewt-ud-dev.conllu";
static const char *const gold_test =
    "../shared/data/ud/ewt/en_ewt-ud-test.conllu";

// An article whose words are given, a blank between two; gold columns beside.
typedef struct {
  arena m;
  article a;
  buf text;
  VEC(uint32_t) heads; // within the sentence, from 1
  VEC(uint8_t) labels, upos;
} sample;

static sample *sample_new(void) {
  sample *s = calloc(1, sizeof *s);
  arena_init(&s->m, (size_t)1 << 30);
  article_init(&s->a, &s->m);
  return s;
}

static void sample_free(sample *s) {
  buf_free(&s->text);
  arena_close(&s->m);
  free(s);
}

static void add_word(sample *s, str word) {
  token *t = vec_push(&s->m, &s->a.tokens);
  t->at.beg = (uint32_t)s->text.len;
  buf_add(&s->text, word);
  t->at.end = (uint32_t)s->text.len;
  buf_byte(&s->text, ' ');
}

static void end_sentence(sample *s) {
  uint32_t n = s->a.sentences.n;
  uint32_t first = n ? s->a.sentences.at[n - 1].end : 0;
  if (first == s->a.tokens.n)
    return;
  sentence *in = vec_push(&s->m, &s->a.sentences);
  in->first = first;
  in->end = s->a.tokens.n;
}

static void add_sentence(sample *s, str words) {
  while (words.p)
    add_word(s, str_cut(&words, ' '));
  end_sentence(s);
}

static void parse_by(sample *s, const kernel *k) {
  model *m;
  dgm_error err;
  if (model_load(&m, path, NULL, &err) != DGM_OK)
    fail_msg("%s", err.text);
  m->kernel = k;
  s->a.text = buf_str(&s->text);
  s->a.lemmas.n = s->a.names.n = 0;
  s->a.names_wanted = true;
  parse_sentences(&s->a, m);
  model_free(m);
}

static void parse_with(sample *s, const char *kernel_name) {
  parse_by(s, kernel_get(str_of(kernel_name)));
}

// One root a sentence, and every token's way up ends there.
static void check_trees(const article *a) {
  for (uint32_t k = 0; k < a->sentences.n; k++) {
    const sentence *s = &a->sentences.at[k];
    uint32_t roots = 0;
    assert_true(s->parsed);
    for (uint32_t t = s->first; t < s->end; t++) {
      const token *at = &a->tokens.at[t];
      roots += at->head == NO_TOKEN;
      assert_true((at->head == NO_TOKEN) == (at->deprel == REL_ROOT));
      uint32_t up = t, steps = 0;
      while (a->tokens.at[up].head != NO_TOKEN && steps++ < s->end - s->first)
        up = a->tokens.at[up].head;
      assert_true(up >= s->first && up < s->end);
      assert_true(a->tokens.at[up].head == NO_TOKEN);
    }
    assert_int_equal(roots, 1);
  }
}

static uint64_t seed = 7; // Knuth's MMIX generator, as in test_model.c
static uint32_t drawn(uint32_t n) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((seed >> 33) % n);
}

// The score of the best single-root tree by trying all heads.
static int64_t best_of_all(const int32_t *scores, uint32_t stride, uint32_t n) {
  int64_t best = INT64_MIN;
  uint32_t all = 1;
  for (uint32_t i = 0; i < n; i++)
    all *= n + 1;
  for (uint32_t code = 0; code < all; code++) {
    uint32_t heads[8] = {0}, rest = code, roots = 0;
    int64_t sum = 0;
    bool ok = true;
    for (uint32_t i = 1; i <= n; i++, rest /= n + 1) {
      heads[i] = rest % (n + 1);
      roots += heads[i] == 0;
      sum += scores[i * stride + heads[i]];
    }
    for (uint32_t i = 1; i <= n && ok; i++) {
      uint32_t up = i, steps = 0;
      while (up && steps++ <= n)
        up = heads[up];
      ok = up == 0;
    }
    if (ok && roots == 1 && sum > best)
      best = sum;
  }
  return best;
}

static void decoded_trees_are_the_best_ones(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 24);
  for (int round = 0; round < 400; round++) {
    uint32_t n = 1 + drawn(5), stride = 8, heads[8];
    int32_t scores[8 * 8];
    for (int i = 0; i < 64; i++)
      scores[i] = (int32_t)drawn(2000) - 1000;
    tree_decode(heads, scores, stride, n, &m);
    int64_t sum = 0;
    for (uint32_t i = 1; i <= n; i++)
      sum += scores[i * stride + heads[i]];
    assert_int_equal(sum, best_of_all(scores, stride, n));
    arena_reset(&m);
  }
  arena_close(&m);
}

// Scores that want nothing but cycles.
static void long_tangles_become_trees(void **state) {
  (void)state;
  enum { N = 250, STRIDE = 256 };
  static int32_t scores[(N + 1) * STRIDE];
  static uint32_t heads[N + 1];
  arena m;
  arena_init(&m, 1 << 26);
  for (uint32_t i = 1; i <= N; i++)
    for (uint32_t j = 0; j <= N; j++)
      scores[i * STRIDE + j] =
          (j == (i % 2 ? i + 1 : i - 1) ? 9000 : 0) + (int32_t)drawn(5000);
  tree_decode(heads, scores, STRIDE, N, &m);
  uint32_t roots = 0;
  for (uint32_t i = 1; i <= N; i++) {
    uint32_t up = i, steps = 0;
    while (up && steps++ <= N)
      up = heads[up];
    assert_int_equal(up, 0);
    roots += heads[i] == 0;
  }
  assert_int_equal(roots, 1);
  arena_close(&m);
}

static const char *const subjects[] = {"Norland 's foreign minister",
                                       "The rebels , who hold the north ,",
                                       "A spokesman for the Eastmark army",
                                       "They",
                                       "Around 200 protesters",
                                       "The two countries"};
static const char *const verbs[] = {
    "said on Monday that the port would reopen",
    "have been accused of shelling a village near the border",
    "refused to cancel joint drills with Sudland",
    "MARCHED ON THE CAPITAL",
    "signed , after months of talks , a deal to end the blockade",
    "was told by \" friends \" not to retreat"};
static const char *const ends[] = {
    ".",
    ", according to state media .",
    "despite a ceasefire agreed in May .",
    "!",
    "and called for help from Westria 's parliament ...",
    "?"};

static void invent_sentences(sample *s, uint32_t step) {
  for (uint32_t i = 0; i < 6 * 6 * 6; i += step) {
    buf b = {0};
    buf_printf(&b, "%s %s %s", subjects[i % 6], verbs[i / 6 % 6], ends[i / 36]);
    add_sentence(s, buf_str(&b));
    buf_free(&b);
  }
}

static void check_kernels(sample *s, bool slow_ones) {
  parse_with(s, "portable");
  check_trees(&s->a);
  uint32_t n = s->a.tokens.n;
  token *first = malloc(n * sizeof *first);
  memcpy(first, s->a.tokens.at, n * sizeof *first);
  uint32_t n_names = s->a.names.n;
  name_span *names = malloc((n_names + 1) * sizeof *names);
  memcpy(names, s->a.names.at, n_names * sizeof *names);
  assert_true(n_names > 5);
  const kernel *others[KERNELS_MAX];
  for (uint32_t i = kernels_to_test(others, slow_ones); i-- > 0;) {
    parse_by(s, others[i]);
    assert_memory_equal(first, s->a.tokens.at, n * sizeof *first);
    assert_int_equal(n_names, s->a.names.n);
    assert_memory_equal(names, s->a.names.at, n_names * sizeof *names);
  }
  free(first);
  free(names);
}

static void kernels_give_the_same_trees(void **state) {
  (void)state;
  for (uint32_t step = 1; step <= 7; step += 6) { // all; one of seven
    sample *s = sample_new();
    invent_sentences(s, step);
    check_kernels(s, step > 1);
    sample_free(s);
  }
}

static str relation(const article *a, uint32_t t) {
  return deprel_name((deprel)a->tokens.at[t].deprel);
}

static void a_news_sentence_is_read(void **state) {
  (void)state;
  sample *s = sample_new();
  add_sentence(s, S("Exercises with Sudland were cancelled by the minister ."));
  parse_with(s, "");
  const article *a = &s->a;
  assert_true(str_eq(token_lemma(a, 0), S("exercise")));
  assert_true(str_eq(token_lemma(a, 4), S("cancel")));
  assert_true(str_eq(token_lemma(a, 2), S("Sudland")));
  assert_true(str_eq(relation(a, 0), S("nsubj:pass")));
  assert_true(str_eq(relation(a, 3), S("aux:pass")));
  assert_true(str_eq(relation(a, 7), S("obl:agent")));
  assert_int_equal(a->tokens.at[0].head, 4);
  assert_int_equal(a->tokens.at[7].head, 4);
  assert_int_equal(a->tokens.at[4].upos, UPOS_VERB);
  assert_int_equal(feat_get(a->tokens.at[0].feats, FEAT_NUMBER), NUMBER_PLUR);
  assert_int_equal(token_child(a, 4, REL_NSUBJ_PASS), 0);
  sample_free(s);
}

static void check_name(const article *a, uint32_t i, const char *words,
                       mention_type type) {
  assert_true(i < a->names.n);
  const name_span *n = &a->names.at[i];
  assert_true(str_eq(article_at(a, n->at), str_of(words)));
  assert_int_equal(n->type, type);
  assert_int_equal(a->tokens.at[n->first].at.beg, n->at.beg);
  assert_int_equal(a->tokens.at[n->end - 1].at.end, n->at.end);
}

static void names_are_found_with_their_types(void **state) {
  (void)state;
  sample *s = sample_new();
  add_sentence(s, S("Yesterday Mary Jenkins flew from Paris to Berlin ."));
  add_sentence(s, S("They talked about the weather ."));
  add_sentence(s, S("Shares of Microsoft rose ."));
  parse_with(s, "");
  assert_int_equal(s->a.names.n, 4);
  check_name(&s->a, 0, "Mary Jenkins", MENTION_PERSON);
  check_name(&s->a, 1, "Paris", MENTION_PLACE);
  check_name(&s->a, 2, "Berlin", MENTION_PLACE);
  check_name(&s->a, 3, "Microsoft", MENTION_ORGANIZATION);
  sample_free(s);
}

static void names_nobody_asks_for_are_not_looked_for(void **state) {
  (void)state;
  model *m;
  assert_int_equal(model_load(&m, path, "", NULL), DGM_OK);
  sample *s = sample_new();
  add_sentence(s, S("Mary Jenkins flew from Paris to Berlin ."));
  s->a.text = buf_str(&s->text);
  parse_sentences(&s->a, m);
  assert_int_equal(s->a.names.n, 0);
  model_free(m);
  sample_free(s);
}

// A further word needs a first one of its type before it, however sure it is.
static void names_begin_with_a_first_word(void **state) {
  (void)state;
  enum { NO, PER, PER2, LOC, LOC2, STRIDE = 16 };
  static const struct {
    int best[4];
    int n;
    const char *names[2];
    mention_type types[2];
  } cases[] = {
      {{NO, PER, PER2, NO}, 1, {"b c"}, {MENTION_PERSON}},
      {{PER, PER, NO, LOC}, 3, {"a", "b"}, {MENTION_PERSON, MENTION_PERSON}},
      {{LOC, PER2, NO, NO}, 1, {"a b"}, {MENTION_PERSON}},
      {{PER2, NO, NO, LOC}, 2, {"a", "d"}, {MENTION_PERSON, MENTION_PLACE}},
  };
  for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
    sample *s = sample_new();
    add_sentence(s, S("a b c d"));
    s->a.text = buf_str(&s->text);
    int16_t scores[4 * STRIDE] = {0};
    for (int i = 0; i < 4; i++) {
      int best = cases[k].best[i];
      scores[i * STRIDE + best] = 900;
      if (best == PER2) // the first word of a person is its second best
        scores[i * STRIDE + PER] = 300;
      if (best == LOC)
        scores[i * STRIDE + PER] = 800;
    }
    names_decode(&s->a, 0, 4, scores, STRIDE);
    assert_int_equal(s->a.names.n, cases[k].n);
    for (uint32_t i = 0; i < 2 && cases[k].names[i]; i++)
      check_name(&s->a, i, cases[k].names[i], cases[k].types[i]);
    sample_free(s);
  }
}

// 3,000 words without an end, an empty word list, one word, odd bytes.
static void hostile_sentences_end_in_trees(void **state) {
  (void)state;
  sample *s = sample_new();
  for (int i = 0; i < 3000; i++)
    add_word(s, i % 3 ? S("and") : S("stone"));
  end_sentence(s);
  add_sentence(s, S("Yes"));
  add_sentence(s, S("\xE2\x80\x94 \xF0\x9F\x98\x80 \xCC\x81 ) ("));
  for (int i = 0; i < 600; i++)
    add_word(s, i % 90 == 89 ? S(";") : S("rain"));
  end_sentence(s);
  parse_with(s, "");
  check_trees(&s->a);
  sample_free(s);
}

// What is kept of forms met before, and what no longer is behind the first
// thousands of them, changes no tree, tag or lemma.
static void a_sentence_is_read_alike_anywhere(void **state) {
  (void)state;
  const str words = S("Rebels attacked the village and the rebels left .");
  sample *alone = sample_new(), *late = sample_new();
  add_sentence(alone, words);
  add_sentence(late, words);
  for (uint32_t i = 0; i < 6000; i++) {
    char word[16];
    int len = snprintf(word, sizeof word, "w%u", i);
    add_word(late, (str){word, (uint32_t)len});
    if (i % 20 == 19)
      end_sentence(late);
  }
  add_sentence(late, words);
  parse_with(alone, "portable");
  parse_with(late, "portable");
  uint32_t n = alone->a.tokens.n, from = late->a.tokens.n - n;
  for (uint32_t i = 0; i < n; i++) {
    const token *x = &alone->a.tokens.at[i];
    for (int again = 0; again < 2; again++) {
      uint32_t first = again ? from : 0;
      const token *y = &late->a.tokens.at[first + i];
      assert_int_equal(x->upos, y->upos);
      assert_int_equal(x->feats, y->feats);
      assert_int_equal(x->deprel, y->deprel);
      assert_int_equal(x->head == NO_TOKEN ? NO_TOKEN : x->head + first,
                       y->head);
      assert_true(
          str_eq(token_lemma(&alone->a, i), token_lemma(&late->a, first + i)));
    }
  }
  sample_free(alone);
  sample_free(late);
}

static void nothing_is_parsed_of_nothing(void **state) {
  (void)state;
  sample *s = sample_new();
  parse_with(s, "");
  assert_int_equal(s->a.tokens.n, 0);
  sample_free(s);
}

static void read_gold(sample *s, str file) {
  while (file.p) {
    str line = str_cut(&file, '\n'), fields[8];
    if (!line.len)
      end_sentence(s);
    for (int i = 0; i < 8; i++)
      fields[i] = str_cut(&line, '\t');
    int64_t id, head;
    if (!str_to_i64(fields[0], &id) || !str_to_i64(fields[6], &head))
      continue;
    add_word(s, fields[1]);
    *vec_push(&s->m, &s->upos) = (uint8_t)upos_find(fields[3]);
    *vec_push(&s->m, &s->heads) = (uint32_t)head;
    str plain = fields[7];
    *vec_push(&s->m, &s->labels) = (uint8_t)deprel_find(str_cut(&plain, ':'));
  }
}

// Only the words are looked at.
static void kernels_agree_on_a_treebank(void **state) {
  (void)state;
  file_map file;
  if (file_map_open(&file, gold_test, 1 << 28, NULL) != DGM_OK)
    skip(); // needs ../shared
  sample *s = sample_new();
  read_gold(s, file.bytes);
  check_kernels(s, false);
  file_map_close(&file);
  sample_free(s);
}

static void treebank_trees_are_right(void **state) {
  (void)state;
  file_map file;
  if (file_map_open(&file, dev, 1 << 28, NULL) != DGM_OK)
    skip(); // needs ../shared
  sample *s = sample_new();
  read_gold(s, file.bytes);
  parse_with(s, "");
  check_trees(&s->a);
  uint32_t right = 0, n = s->a.tokens.n;
  for (uint32_t k = 0; k < s->a.sentences.n; k++) {
    const sentence *in = &s->a.sentences.at[k];
    for (uint32_t t = in->first; t < in->end; t++) {
      uint32_t head = s->a.tokens.at[t].head;
      str label = relation(&s->a, t);
      right +=
          (head == NO_TOKEN ? 0 : head - in->first + 1) == s->heads.at[t] &&
          deprel_find(str_cut(&label, ':')) == s->labels.at[t];
    }
  }
  printf("LAS %.2f over %u words\n", 100.0 * right / n, n);
  assert_true(100.0 * right >= 84.0 * n);
  file_map_close(&file);
  sample_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decoded_trees_are_the_best_ones),
      cmocka_unit_test(long_tangles_become_trees),
      cmocka_unit_test(kernels_give_the_same_trees),
      cmocka_unit_test(a_news_sentence_is_read),
      cmocka_unit_test(names_are_found_with_their_types),
      cmocka_unit_test(names_nobody_asks_for_are_not_looked_for),
      cmocka_unit_test(names_begin_with_a_first_word),
      cmocka_unit_test(hostile_sentences_end_in_trees),
      cmocka_unit_test(a_sentence_is_read_alike_anywhere),
      cmocka_unit_test(nothing_is_parsed_of_nothing),
      cmocka_unit_test(treebank_trees_are_right),
      cmocka_unit_test(kernels_agree_on_a_treebank),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
