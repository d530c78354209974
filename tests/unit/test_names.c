// Names: phrases meet the words, offices have days, actors have letters.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "codebook/names.h"

static arena memory;
static names world;

// A small world of our own, so that the tests do not move with the codebook.
static const struct {
  const char *name, *text;
} texts[] = {
    {"world/sectors.tsv", "id\tcameo\nGOV\tGOV\nMIL\tMIL\nREB\tREB\n"
                          "JRN\tMED\nELI\tELI\n"},
    {"world/countries.tsv", "id\tcameo\tregion\tgroups\tstatus\n"
                            "XNO\tXNO\tEUR\t\ttest\nXSU\tXSV\tEUR\t\ttest\nXK"
                            "O\tXKO\t\t\tdisputed\n"},
    {"world/organisations.tsv",
     "id\tcode\tsectors\tcountry\tparent\tkind\tfrom\tto\n"
     "FORCE\tIGOWSTPCT\tMIL\t\tPACT\tigo\t\t\n"
     "PACT\tIGOWSTPCT\t\t\t\tigo\t\t\n"
     "FRONT\tXSVREB\tREB\tXSU\t\tarmed\t\t2010-05-01\n"
     "FRONT\tXSVGOV\tGOV\tXSU\t\tarmed\t2010-05-02\t\n"},
    {"en/roles.tsv", "form\tsector\tkind\tflags\n"
                     "president\tGOV\tperson\toffice title\n"
                     "journalist\tJRN\tperson\t\n"
                     "former\tELI\tmodifier\tformer\n"},
    {"world/people.tsv",
     "id\tname\tcountry\torg\tsector\trole\tfrom\tto\n"
     "ada-holm\tAda Holm\tXNO\t\tGOV\tpresident\t2001\t2004-06-30\n"
     "bo-lind\tBo Lind\tXNO\t\tGOV\tpresident\t2004-07-01\t2010\n"
     "ada-holm\tAda Holm\tXNO\t\tGOV\tpresident\t2011-01-01\t\n"},
    {"en/countries.tsv", "id\tkind\tform\tsector\n"
                         "XNO\tname\tNorland\t\n"
                         "XNO\talias\tN.O.R.\t\n"
                         "XNO\tadj\tNorlandic\t\n"
                         "XSU\tname\tSudland-on-Sea\t\n"
                         "XSU\tofficial\tPeople's Republic of Sudland\t\n"},
    {"en/organisations.tsv", "id\tkind\tform\n"
                             "FRONT\tname\tSudland Front\n"
                             "FRONT\tgeneric\trebel movement\n"},
    {"en/groups.tsv", "form\tkind\tcode\tcountry\n"
                      "Hillman\tethnic\tHIL\t\n"},
};
enum { N_TEXTS = sizeof texts / sizeof *texts };

static int open_world(void **state) {
  source_file all[N_TEXTS];
  reporter errors = {0};
  (void)state;
  arena_init(&memory, (size_t)1 << 26);
  for (uint32_t i = 0; i < N_TEXTS; i++)
    all[i] = (source_file){texts[i].name, str_of(texts[i].name),
                           str_of(texts[i].text)};
  names_load(&world, &memory, all, N_TEXTS, &errors);
  return (int)errors.n;
}

static int close_world(void **state) {
  (void)state;
  arena_close(&memory);
  return 0;
}

static const sense *first_sense(const char *form) {
  uint32_t n = 0, node = phrases_find(&world.phrases, &memory, str_of(form));
  const sense *is =
      node == NO_VALUE ? NULL : phrases_at(&world.phrases, node, &n);
  return n ? is : NULL;
}

static void stops_hyphens_and_clitics_do_not_matter(void **state) {
  (void)state;
  assert_non_null(first_sense("NOR"));
  assert_non_null(first_sense("Sudland on Sea"));
  assert_non_null(first_sense("people 's republic of Sudland"));
  assert_null(first_sense("Republic of Sudland"));
  assert_null(first_sense("Sudland-on"));
}

static void an_acronym_is_marked(void **state) {
  (void)state;
  assert_true(first_sense("nor")->flags & SENSE_CAPS);
  assert_true(first_sense("norland")->flags & SENSE_PROPER);
  assert_int_equal(first_sense("journalist")->flags, 0);
}

static uint32_t president_on(int year, int month, int dom) {
  day on = year ? day_of(year, month, dom) : NO_DAY;
  return names_holder(&world, names_country(&world, S("XNO")), NO_ROW,
                      names_role(&world, S("president")), on);
}

static void offices_have_days(void **state) {
  (void)state;
  assert_int_equal(president_on(2004, 6, 30), 0);
  assert_int_equal(president_on(2004, 7, 1), 1);
  assert_int_equal(president_on(2010, 12, 31), 1); // "2010" is all of it
  assert_int_equal(president_on(2020, 1, 1), 2);
  assert_int_equal(president_on(0, 0, 0), 2);    // no day: today's
  assert_int_equal(president_on(1990, 1, 1), 0); // the first after
  assert_int_equal(names_holder(&world, names_country(&world, S("XSU")), NO_ROW,
                                names_role(&world, S("president")), NO_DAY),
                   NO_ROW);
}

static void a_person_has_the_row_of_the_day(void **state) {
  (void)state;
  assert_int_equal(names_person_on(&world, 2, day_of(2002, 1, 1)), 0);
  assert_int_equal(names_person_on(&world, 0, day_of(2012, 1, 1)), 2);
  // Between two terms: the one that ended last.
  assert_int_equal(names_person_on(&world, 2, day_of(2007, 1, 1)), 0);
  assert_false(names_in_office(&world, 0, day_of(2007, 1, 1)));
  assert_true(names_in_office(&world, 0, day_of(2004, 6, 30)));
}

static void an_organisation_changes_its_part(void **state) {
  (void)state;
  uint32_t front = names_org(&world, S("FRONT"));
  uint32_t rebels = names_org_on(&world, front, day_of(2009, 1, 1));
  uint32_t rulers = names_org_on(&world, front, day_of(2011, 1, 1));
  assert_true(str_eq(world.orgs.at[rebels].code, S("XSVREB")));
  assert_true(str_eq(world.orgs.at[rulers].code, S("XSVGOV")));
}

static void a_body_acts_for_its_parent(void **state) {
  (void)state;
  uint32_t pact = names_org(&world, S("PACT"));
  assert_int_equal(names_org_side(&world, names_org(&world, S("FORCE"))), pact);
  assert_int_equal(names_org_side(&world, pact), pact);
}

static void check_code(actor_codes who, const char *code) {
  char out[ACTOR_CODE_MAX];
  assert_int_equal(names_code(&world, &who, out), strlen(code));
  assert_string_equal(out, code);
  assert_int_equal(names_coded(&world, &who), *code != 0);
}

static void letters_follow_cameo(void **state) {
  (void)state;
  actor_codes who = no_codes();
  check_code(who, "");
  who.sectors = 1u << names_sector(&world, S("JRN"));
  check_code(who, "MED"); // media, not medicine
  who.country = names_country(&world, S("XSU"));
  check_code(who, "XSVMED"); // CAMEO's letters, not ISO's
  who.group = 0;
  check_code(who, "XSVHILMED");
  who.org = names_org(&world, S("PACT"));
  check_code(who, "IGOWSTPCT");
}

static void a_generic_noun_is_its_last_word(void **state) {
  (void)state;
  uint32_t front = names_org(&world, S("FRONT"));
  uint32_t word = phrases_word(&world.phrases, S("movement"));
  assert_true(names_generic(&world, front, word));
  assert_false(names_generic(&world, names_org(&world, S("PACT")), word));
}

static void errors_name_the_cell(void **state) {
  (void)state;
  source_file bad[] = {
      {"countries", S("world/countries.tsv"), S("id\tcameo\nXNO\tXNO\n")},
      {"people", S("world/people.tsv"),
       S("id\tname\tcountry\torg\tsector\trole\tfrom\tto\n"
         "a\tA B\tXQQ\t\t\tking\t2001-13-01\t\n")}};
  reporter errors = {0};
  names n = {0};
  names_load(&n, &memory, bad, 2, &errors);
  assert_int_equal(errors.n, 2); // the country and the date
  assert_int_equal(errors.first.line, 2);
  assert_int_equal(errors.first.column, 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stops_hyphens_and_clitics_do_not_matter),
      cmocka_unit_test(an_acronym_is_marked),
      cmocka_unit_test(offices_have_days),
      cmocka_unit_test(a_person_has_the_row_of_the_day),
      cmocka_unit_test(an_organisation_changes_its_part),
      cmocka_unit_test(a_body_acts_for_its_parent),
      cmocka_unit_test(letters_follow_cameo),
      cmocka_unit_test(a_generic_noun_is_its_last_word),
      cmocka_unit_test(errors_name_the_cell),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
