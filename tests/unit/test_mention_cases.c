// Mentions as data: tests/cases/mention/*.test, a text and what is found in it.
//
//   == name of the case
//   published: 2024-03-11
//   text: One line of text. More text.
//   ----
//   actor "Serbian President" SRBGOV person:aleksandar-vucic
//
// A phrase in quotation marks is a mention's words: of the whole phrase, else
// of its name, else its head. "it#2" is the second such mention. Rows:
//
//   actor "X" CODE ENTITY     its CAMEO letters, and whose they are (or
//   nothing) guess "X" CODE ENTITY     the same, from the context nobody "X" it
//   is no actor, or no mention same "X" "Y"              both mean one entity
//   apart "X" "Y"             they do not
//   pair "X" CODE CODE        it stands for two
//   place "X" GEONAMEID ISO   a place of the map; 0 and - where there is none
//   lies "X" ISO KIND DIVISION   the same by what it is and where it lies
//   nowhere "X"               it is no place

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "case.h"
#include "mention/date.h"
#include "mention/mention.h"
#include "parse/parse.h"
#include "segment/segment.h"

static codebook *book;
static model *core;

// Takes a phrase in quotation marks, or a word, off *rest.
static str next_word(str *rest) {
  *rest = str_trim(*rest);
  if (rest->len && rest->p[0] == '"') {
    *rest = str_slice(*rest, 1, rest->len);
    return str_cut(rest, '"');
  }
  return str_cut(rest, ' ');
}

static bool says(const article *a, const mention *m, str words, int level) {
  str text = level == 0   ? article_at(a, m->at)
             : level == 1 ? article_at(a, m->name)
                          : token_text(a, m->head);
  return str_eq(text, words);
}

// "it#2": the second mention of these words.
static const mention *find_mention(const article *a, str words) {
  uint32_t hash = str_find(words, S("#"));
  int64_t nth = 1;
  if (hash != UINT32_MAX) {
    str_to_i64(str_slice(words, hash + 1, words.len), &nth);
    words.len = hash;
  }
  for (int level = 0; level < 3; level++) {
    int64_t n = nth;
    for (uint32_t i = 0; i < a->mentions.n; i++)
      if (says(a, &a->mentions.at[i], words, level) && !--n)
        return &a->mentions.at[i];
  }
  return NULL;
}

static void add_entity(buf *out, const mention *m) {
  const names *n = &book->names;
  if (m->who.person != NO_ROW) {
    buf_add(out, S(" person:"));
    buf_add(out, n->people.at[m->who.person].id);
  } else if (m->who.org != NO_ROW) {
    buf_add(out, S(" org:"));
    buf_add(out, n->orgs.at[m->who.org].id);
  } else {
    buf_add(out, S(" -"));
  }
}

static void add_quoted(buf *out, str words) {
  buf_add(out, S(" \""));
  buf_add(out, words);
  buf_byte(out, '"');
}

// The row that is true of the words: nobody, guess or actor.
static void tell_actor(buf *out, const article *a, str rest) {
  str words = next_word(&rest);
  bool whose = next_word(&rest).len && str_trim(rest).len;
  char code[ACTOR_CODE_MAX];
  const mention *m = find_mention(a, words);
  buf_add(out, !m || !m->actor ? S("nobody")
               : m->known      ? S("actor")
                               : S("guess"));
  add_quoted(out, words);
  if (!m || !m->actor)
    return;
  names_code(&book->names, &m->who, code);
  buf_byte(out, ' ');
  buf_add(out, str_of(code));
  if (whose)
    add_entity(out, m);
}

static void tell_same(buf *out, const article *a, str rest) {
  str first = next_word(&rest), second = next_word(&rest);
  const mention *x = find_mention(a, first), *y = find_mention(a, second);
  buf_add(out, !x || !y                 ? S("missing")
               : x->entity == y->entity ? S("same")
                                        : S("apart"));
  add_quoted(out, first);
  add_quoted(out, second);
}

static void tell_pair(buf *out, const article *a, str rest) {
  str words = next_word(&rest);
  const mention *m = find_mention(a, words);
  buf_add(out, S("pair"));
  add_quoted(out, words);
  for (uint32_t i = 0; m && i < m->n_members; i++) {
    char code[ACTOR_CODE_MAX];
    uint32_t at = a->lists.at[m->first_member + i];
    names_code(&book->names, &a->mentions.at[at].who, code);
    buf_byte(out, ' ');
    buf_add(out, str_of(code));
  }
}

// The first place that these words name, or the nth ("Paris#2"); NULL.
static const place_mention *find_place(const article *a, str words) {
  int64_t nth = 1;
  str rest = words, name = str_cut(&rest, '#');
  if (rest.p)
    str_to_i64(rest, &nth);
  for (uint32_t i = 0; i < a->places.n; i++)
    if (str_eq(article_at(a, a->places.at[i].at), name) && !--nth)
      return &a->places.at[i];
  return NULL;
}

static str country_id(const place_mention *p) {
  return p->country == NO_ROW ? S("-")
                              : book->names.countries.at[p->country].id;
}

static void tell_place(buf *out, const article *a, str rest) {
  str words = next_word(&rest);
  const place_mention *p = find_place(a, words);
  place_row row = {0};
  buf_add(out, S("place"));
  add_quoted(out, words);
  if (!p)
    return;
  if (p->place != NO_ROW)
    names_place(&book->names, p->place, &row);
  buf_byte(out, ' ');
  buf_i64(out, row.geonameid);
  buf_byte(out, ' ');
  buf_add(out, country_id(p));
}

static void tell_lies(buf *out, const article *a, str rest) {
  str words = next_word(&rest);
  const place_mention *p = find_place(a, words);
  place_row row = {.kind = S("-"), .admin1 = {"", 0}};
  buf_add(out, p ? S("lies") : S("nowhere"));
  add_quoted(out, words);
  if (!p)
    return;
  if (p->place != NO_ROW)
    names_place(&book->names, p->place, &row);
  buf_byte(out, ' ');
  buf_add(out, country_id(p));
  buf_byte(out, ' ');
  buf_add(out, str_eq(row.kind, S("capital")) ? S("city") : row.kind);
  if (row.admin1.len &&
      str_trim(rest).len > country_id(p).len + row.kind.len + 1)
    buf_printf(out, " %.*s", (int)row.admin1.len, row.admin1.p);
}

static void tell(buf *out, const article *a, str row) {
  static const struct {
    const char *kind;
    void (*tell)(buf *out, const article *a, str rest);
  } rows[] = {
      {"actor", tell_actor}, {"guess", tell_actor}, {"nobody", tell_actor},
      {"same", tell_same},   {"apart", tell_same},  {"pair", tell_pair},
      {"place", tell_place}, {"lies", tell_lies},   {"nowhere", tell_lies}};
  str kind = next_word(&row);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (str_eq(kind, str_of(rows[i].kind)))
      rows[i].tell(out, a, row);
  buf_byte(out, '\n');
}

static void answer(buf *out, arena *m, const test_case *c, void *context) {
  (void)context;
  article *a = arena_new(m, article, 1);
  article_init(a, m);
  a->text = case_value(m, c, "text");
  a->meta.published_day = day_read(case_value(m, c, "published"));
  segment_text(a, book);
  parse_sentences(a, core);
  dates_find(a, book);
  mentions_find(a, book);
  places_find(a, book);
  for (str rest = str_trim(c->expected); rest.len;)
    tell(out, a, str_cut(&rest, '\n'));
}

static void run(const char *path) {
  arena m;
  uint32_t n = 0;
  arena_init(&m, (size_t)1 << 30);
  assert_int_equal(cases_run(path, &m, &n, answer, NULL), 0);
  assert_true(n > 0);
  arena_close(&m);
}

static void actors_are_found(void **state) {
  (void)state;
  run("tests/cases/mention/actor.test");
}

static void mentions_are_brought_together(void **state) {
  (void)state;
  run("tests/cases/mention/coref.test");
}

static void places_are_put_on_the_map(void **state) {
  (void)state;
  run("tests/cases/mention/place.test");
  run("tests/cases/mention/place_trap.test");
}

static void show(void *context, const dgm_error *e) {
  (void)context;
  fprintf(stderr, "%s:%u:%u: %s\n", e->path, e->line, e->column, e->text);
}

static int open_all(void **state) {
  (void)state;
  return codebook_open(&book, "codebook", show, NULL, NULL) ||
         model_load(&core, "models/en.dgm", NULL, NULL);
}

static int close_all(void **state) {
  (void)state;
  codebook_free(book);
  model_free(core);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(actors_are_found),
      cmocka_unit_test(mentions_are_brought_together),
      cmocka_unit_test(places_are_put_on_the_map),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
