// Words with a duty and pronouns: en/words/reference.tsv,
// en/words/pronouns.tsv.

#include "article/ud.h"
#include "base/utf8.h"
#include "codebook/names_load.h"

static uint32_t word_of(names *n, str form) {
  return phrases_add_word(&n->phrases, n->m, utf8_fold(n->m, form));
}

// The index of a cell's text among names, or n_names with an error reported.
static uint32_t read_choice(const table *t, uint32_t cell,
                            const char *const *choices, uint32_t n_choices) {
  for (uint32_t i = 0; i < n_choices; i++)
    if (str_eq(t->cells[cell], str_of(choices[i])))
      return i;
  table_error(t, cell, "unknown value '%.*s'", (int)t->cells[cell].len,
              t->cells[cell].p);
  return n_choices;
}

// form kind person number gender
void names_read_pronouns(names *n, table *t) {
  // ORDER PRONOUN
  static const char *const kinds[N_PRONOUN] = {"none", "personal", "possessive",
                                               "reflexive", "both"};
  static const char *const genders[] = {"any", "feminine", "masculine",
                                        "neuter"}; // as GENDER_… in ud.h
  while (table_next(t)) {
    uint32_t kind = read_choice(t, 1, kinds, N_PRONOUN);
    uint32_t gender = read_choice(t, 4, genders, 4);
    int64_t person = 3;
    if (!str_to_i64(t->cells[2], &person) || person < 1 || person > 3)
      table_error(t, 2, "a pronoun's person is 1, 2 or 3");
    else if (kind < N_PRONOUN && gender < 4)
      *vec_push(n->m, &n->pronouns) =
          (pronoun_row){.word = word_of(n, t->cells[0]),
                        .kind = (uint8_t)kind,
                        .person = (uint8_t)person,
                        .gender = (uint8_t)gender,
                        .plural = str_eq(t->cells[3], S("plural"))};
  }
}

// class form: `form` may hold several words, separated by spaces. The pairs
// wait in duty_pairs until all words have their numbers.
void names_read_duties(names *n, table *t) {
  // ORDER DUTY
  static const char *const duties[N_DUTY] = {
      "locative", "pair",   "side",   "leader", "country",   "region",
      "city",     "person", "people", "igo",    "armed",     "party",
      "company",  "male",   "female", "home",   "other",     "member",
      "definite", "empty",  "event",  "time",   "substance", "animal",
      "plant",    "thing",  "owner"};
  while (table_next(t)) {
    uint32_t duty = read_choice(t, 0, duties, N_DUTY);
    for (str rest = t->cells[1]; rest.len && duty < N_DUTY;) {
      str form = str_cut(&rest, ' ');
      if (form.len)
        *vec_push(n->m, &n->duty_pairs) =
            (duty_pair){word_of(n, form), 1u << duty};
    }
  }
}

void names_close_words(names *n) {
  n->duty = arena_new(n->m, uint32_t, n->phrases.words.n + 1);
  n->pronoun_of = arena_new(n->m, uint8_t, n->phrases.words.n + 1);
  for (uint32_t i = 0; i < n->duty_pairs.n; i++)
    n->duty[n->duty_pairs.at[i].word] |= n->duty_pairs.at[i].duty;
  for (uint32_t i = 0; i < n->pronouns.n && i < 255; i++)
    n->pronoun_of[n->pronouns.at[i].word] = (uint8_t)(i + 1);
}

const pronoun_row *names_pronoun(const names *n, uint32_t word) {
  uint8_t at = word == NO_PIECE ? 0 : n->pronoun_of[word];
  return at ? &n->pronouns.at[at - 1] : NULL;
}

bool names_generic(const names *n, uint32_t org, uint32_t word) {
  const org_row *o = &n->orgs.at[org];
  for (uint32_t i = 0; i < o->n_generic; i++)
    if (n->generics.at[o->first_generic + i] == word)
      return true;
  return false;
}
