// Mentions on trees made by hand: what the parser's slips and a missing tree
// do.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "mention/mention.h"

static codebook book; // with names only
static arena memory;
static article a;

static void add_file(source_file *all, uint32_t *n, const char *name,
                     const char *text) {
  all[(*n)++] = (source_file){name, str_of(name), str_of(text)};
}

static int open_book(void **state) {
  (void)state;
  source_file all[8];
  uint32_t n = 0;
  reporter errors = {0};
  arena_init(&book.m, (size_t)1 << 26);
  arena_init(&memory, (size_t)1 << 26);
  add_file(all, &n, "world/sectors.tsv", "id\tcameo\nGOV\tGOV\nMIL\tMIL\n");
  add_file(all, &n, "world/countries.tsv", "id\tcameo\nXNO\tXNO\nXSU\tXSU\n");
  add_file(all, &n, "en/roles.tsv",
           "form\tsector\tkind\tflags\npresident\tGOV\tperson\toffice title\n"
           "army\tMIL\tforce\t\n");
  add_file(all, &n, "en/countries.tsv",
           "id\tkind\tform\nXNO\tname\tNorland\nXSU\tname\tSudland\n");
  add_file(all, &n, "en/words/reference.tsv", "class\tform\nowner\tof\n");
  add_file(all, &n, "en/words/pronouns.tsv",
           "form\tkind\tperson\tnumber\tgender\n"
           "he\tpersonal\t3\tsingular\tmasculine\n");
  names_load(&book.names, &book.m, all, n, &errors);
  return (int)errors.n;
}

static int close_book(void **state) {
  (void)state;
  arena_close(&book.m);
  arena_close(&memory);
  return 0;
}

// One word of a sentence: its head counts from 1, 0 is the root.
typedef struct {
  const char *form;
  upos tag;
  uint32_t head;
  deprel rel;
} word;

// An article of one sentence.
static void build(const word *words, uint32_t n, bool parsed) {
  static char text[512];
  uint32_t len = 0;
  arena_reset(&memory);
  article_init(&a, &memory);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t size = (uint32_t)strlen(words[i].form);
    memcpy(text + len, words[i].form, size);
    token *t = vec_push(&memory, &a.tokens);
    t->at = (span){len, len + size};
    t->upos = (uint8_t)words[i].tag;
    t->deprel = (uint8_t)words[i].rel;
    t->head = words[i].head ? words[i].head - 1 : NO_TOKEN;
    t->child = t->next = NO_TOKEN;
    token_set_lemma(&a, i, str_of(words[i].form));
    len += size;
    text[len++] = ' ';
  }
  a.text = (str){text, len};
  *vec_push(&memory, &a.sentences) =
      (sentence){.at = {0, len}, .first = 0, .end = n, .parsed = parsed};
  if (parsed)
    sentence_link(&a, 0);
  mentions_find(&a, &book);
}

static void check_code(uint32_t t, const char *code) {
  char out[ACTOR_CODE_MAX];
  assert_true(a.mention_of[t] < a.mentions.n);
  names_code(&book.names, &a.mentions.at[a.mention_of[t]].who, out);
  assert_string_equal(out, code);
}

static void a_role_belongs_to_what_stands_behind_of(void **state) {
  (void)state;
  const word words[] = {{"president", UPOS_NOUN, 4, REL_NSUBJ},
                        {"of", UPOS_ADP, 3, REL_CASE},
                        {"Norland", UPOS_PROPN, 1, REL_NMOD},
                        {"left", UPOS_VERB, 0, REL_ROOT}};
  build(words, 4, true);
  assert_int_equal(a.mentions.n, 2);
  assert_int_equal(a.mentions.at[0].head, 0);
  check_code(0, "XNOGOV");
  check_code(2, "XNO");
}

static void a_title_is_found_where_the_tree_is_wrong(void **state) {
  (void)state;
  // "Norland" hangs on the verb, the title on nothing near.
  const word words[] = {{"Norland", UPOS_PROPN, 4, REL_NSUBJ},
                        {"president", UPOS_NOUN, 3, REL_COMPOUND},
                        {"Holm", UPOS_PROPN, 4, REL_NSUBJ},
                        {"left", UPOS_VERB, 0, REL_ROOT}};
  build(words, 4, true);
  check_code(2, "XNOGOV");
  assert_int_equal(a.mention_of[1], a.mention_of[2]);
  assert_false(a.mentions.at[a.mention_of[2]].known);
}

static void names_are_found_without_a_tree(void **state) {
  (void)state;
  const word words[] = {{"Sudland", UPOS_PROPN, 0, REL_DEP},
                        {"army", UPOS_NOUN, 0, REL_DEP},
                        {"left", UPOS_VERB, 0, REL_DEP},
                        {"Norland", UPOS_PROPN, 0, REL_DEP}};
  build(words, 4, false);
  check_code(1, "XSUMIL");
  check_code(3, "XNO");
}

static void a_damaged_tree_ends(void **state) {
  (void)state;
  const word words[] = {{"Norland", UPOS_PROPN, 2, REL_NSUBJ},
                        {"army", UPOS_NOUN, 1, REL_OBJ},
                        {"he", UPOS_PRON, 3, REL_NSUBJ}};
  build(words, 3, true);
  assert_true(a.mentions.n > 0);
}

static void a_pronoun_without_antecedent_is_nobody(void **state) {
  (void)state;
  const word words[] = {{"He", UPOS_PRON, 2, REL_NSUBJ},
                        {"left", UPOS_VERB, 0, REL_ROOT}};
  build(words, 2, true);
  assert_int_equal(a.mentions.n, 1);
  assert_false(a.mentions.at[0].actor);
  assert_int_equal(a.mentions.at[0].antecedent, NO_MENTION);
  assert_int_equal(a.entities.n, 1);
}

static void an_empty_article_has_none(void **state) {
  (void)state;
  build(NULL, 0, true);
  assert_int_equal(a.mentions.n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_role_belongs_to_what_stands_behind_of),
      cmocka_unit_test(a_title_is_found_where_the_tree_is_wrong),
      cmocka_unit_test(names_are_found_without_a_tree),
      cmocka_unit_test(a_damaged_tree_ends),
      cmocka_unit_test(a_pronoun_without_antecedent_is_nobody),
      cmocka_unit_test(an_empty_article_has_none),
  };
  return cmocka_run_group_tests(tests, open_book, close_book);
}
